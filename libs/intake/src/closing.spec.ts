import { createHash } from 'node:crypto';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { openDatabase } from '#sqlite';

import { Bidragsbok } from './bidragsbok.js';
import { closingLines } from './closing.js';
import { GRANT, Scene } from './scene.fixture.js';
import { cost } from './sie.fixture.js';
import { verify } from './verification.js';

const ACCOUNTANT = { subject: 'person-ekonom', role: 'accountant' };
const APPROVER = { subject: 'person-chef', role: 'approver' };

interface Commitment {
  readonly position: number;
  readonly kinds: readonly { readonly kind: string; readonly streams: number; readonly events: number }[];
  readonly digest: string;
  readonly lastLeaf: string;
}

describe('closing a grant', () => {
  let scene: Scene;
  let commitment: Commitment;
  beforeEach(async () => {
    scene = await Scene.begin();
    await scene.take([
      cost(['LR 1', '2026-02-10'], '10000.00'),
      cost(['LR 2', '2026-03-10'], '500.00'),
      cost(['LR 3', '2026-03-11'], '7.00', '99999'),
    ]);
    await scene.tell('SubmitReturn', { grant: GRANT, act: 'retur', signatory: 'Chef' }, { by: ACCOUNTANT });
    await scene.tell('ConfirmAct', { act: 'retur' }, { by: APPROVER });
    const [closed] = await scene.tell('CloseGrant', { grant: GRANT });
    commitment = (closed?.data as { readonly commitment: Commitment }).commitment;
  });
  afterEach(() => scene.close());

  it('is told by the lines of which its digest was made, from the closing on, and by none that it did not count', async () => {
    const { log } = scene.book;
    const linesAt = async (position: number) => closingLines(scene.book, GRANT, { position });
    const lines = (await linesAt(commitment.position + 1)) ?? '';
    expect(createHash('sha256').update(lines).digest('hex')).toBe(commitment.digest);
    expect(lines).toContain(`grant-${GRANT} `);
    await scene.take([cost(['LR 4', '2026-03-12'], '9.00')]);
    expect(await linesAt(await log.lastPosition())).toBe(lines);
    expect(await linesAt(commitment.position)).toBeNull();
  });

  it('commits itself to the counts, sums and last leaves of everything that is the grant’s', async () => {
    const all = await scene.events();
    const own = all.filter(
      ({ stream, type }) => /^(?:grant-|project-code-|voucher-.*-LR-[12]$)/.test(stream) && type !== 'GrantClosed',
    );
    const streams = grouped(own);
    const lines = [...streams].sort(([one], [other]) => (one < other ? -1 : 1));
    const leafOf = (position = 0) => scene.book.log.leafAt(position);
    const digest = createHash('sha256');
    for (const [name, events] of lines)
      digest.update(`${name} ${events.length} ${await leafOf(events.at(-1)?.position)}\n`);
    const count = (prefix: string) => [...streams].filter(([name]) => name.startsWith(prefix));
    const kindOf = (kind: string, prefix = `${kind}-`) => ({
      ...{ kind, streams: count(prefix).length },
      events: count(prefix).flatMap(([, events]) => events).length,
    });
    expect(commitment).toEqual({
      position: all.length - 1,
      kinds: [kindOf('grant'), kindOf('project-code'), kindOf('voucher')],
      ...{ booked: '10500.00', used: '10500.00' },
      lastLeaf: await leafOf(own.at(-1)?.position),
      digest: digest.digest('hex'),
    });
    expect(commitment.kinds.map(({ streams: some }) => some)).toEqual([1, 2, 2]);
  });

  it('is held against the log by the verification, whatever came later', async () => {
    await scene.take([cost(['LR 4', '2026-04-10'], '1.00')]);
    expect(await verify(scene.book, { withFiles: true })).toMatchObject({ closings: 1, intact: true, faults: [] });
  });

  it('does not agree with a log out of which a voucher was taken, though all was hashed and signed anew', async () => {
    const { data } = scene;
    const { organisation } = scene.book;
    await scene.book.close();
    const db = openDatabase(join(data, organisation, 'log.db'), '', { synchronous: 'OFF', secureDelete: false });
    db.exec('DROP TRIGGER event_stands_until_pruned');
    const place = "stream LIKE 'voucher-%LR-2'";
    db.exec(`UPDATE event SET bytes = replace(bytes, '-LR-2"', '-LR-9"'), stream = 'voucher-x' WHERE ${place}`);
    db.close();
    scene.book = await Bidragsbok.open(scene.options);
    await scene.book.models.rebuild();
    const { faults } = await verify(scene.book, { withFiles: false });
    expect(faults).toContainEqual({ verdict: 'FAILED', step: 'closing', grant: GRANT });
  });
});

function grouped<Event extends { readonly stream: string }>(events: readonly Event[]): ReadonlyMap<string, Event[]> {
  const groups = new Map<string, Event[]>();
  for (const event of events) groups.set(event.stream, [...(groups.get(event.stream) ?? []), event]);
  return groups;
}
