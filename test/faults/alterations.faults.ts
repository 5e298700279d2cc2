import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { SqliteEventLog } from '#event-log';
import { Bidragsbok, verify } from '#intake';

import { type Files } from '../conformance/export/forger.js';
import { PythonVerifier } from '../conformance/export/verifiers.js';
import { filesIn, ORGANISATION, SignedBook, type Verdict } from './alterations/signed-book.js';
import { guards } from './guards.js';
import { openFile } from './inspection.js';
import { chanceOf } from './power-loss/cuts.js';
import { Program } from './program.js';
import { scaled, seeds, tell } from './scale.js';
import { year } from './year.js';

const commands = fileURLToPath(new URL('../e2e/fixtures/commands.json', import.meta.url));
const chance = chanceOf(seeds(1)[0] ?? 1);
const below = (end: number): number => Math.floor(chance() * end);
const LOG = join(ORGANISATION, 'log.db');

let book: SignedBook;
beforeAll(async () => {
  book = await SignedBook.make();
});
afterAll(() => {
  book.remove();
});

/** The same bytes but for one bit, and which it was. */
function flipped(content: Buffer): { readonly bytes: Buffer; readonly bit: string } {
  const [bytes, at, bit] = [Buffer.from(content), below(content.length), below(8)];
  bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << bit), at);
  return { bytes, bit: `bit ${bit} of byte ${at}` };
}

interface Judged {
  readonly path: string;
  readonly bit: string;
  readonly verdict: Verdict;
}
/** Flips a bit in one of these files, in a copy of its own, so many times. */
async function flips(paths: readonly string[], count: number, verifies = true): Promise<readonly Judged[]> {
  const judged: Judged[] = [];
  for (let n = 0; n < count; n++) {
    const path = paths[n % paths.length] ?? '';
    const { bytes, bit } = flipped(readFileSync(join(book.pristine, path)));
    const alter = (data: string) => {
      writeFileSync(join(data, path), bytes);
    };
    judged.push({ path, bit, verdict: await book.judge(alter, { verifies }) });
  }
  return judged;
}
const told = (verdicts: readonly Verdict[]): string => {
  const found = verdicts.filter((one) => one.startsWith('found')).length;
  const unchanged = verdicts.filter((one) => one === 'unchanged').length;
  return `${verdicts.length} tried, ${found} found, ${unchanged} without effect`;
};
const silent = (judged: readonly Judged[]) => judged.filter(({ verdict }) => verdict.startsWith('SILENT'));

describe('any flipped bit', () => {
  it('of log, signer, key or kept files is found, or changes no answer and no exported byte', async () => {
    const paths = filesIn(book.pristine);
    const others = paths.filter((path) => path !== LOG);
    const judged = [...(await flips([LOG], scaled(500, 24))), ...(await flips(others, scaled(300, 15)))];
    for (const path of paths) {
      tell(`flips in ${path}: ${told(judged.filter((one) => one.path === path).map(({ verdict }) => verdict))}`);
    }
    expect(silent(judged)).toEqual([]);
  });

  it('of an export is named by the verifier in it', async () => {
    const verifier = new PythonVerifier();
    try {
      const files: Files = new Map(
        filesIn(book.exported).map((path) => [path, readFileSync(join(book.exported, path))]),
      );
      const key = (files.get('vkey') ?? '').toString().trim();
      expect((await verifier.says(files, key)).at(-1)).toMatch(/^RESULT OK/);
      const unnamed: string[] = [];
      const paths = [...files.keys()];
      const count = scaled(200, 20);
      for (let n = 0; n < count; n++) {
        const path = paths[n % paths.length] ?? '';
        const { bytes, bit } = flipped(readFileSync(join(book.exported, path)));
        const lines = await verifier.says(new Map([...files, [path, bytes]]), key);
        if (!(lines.at(-1) ?? '').startsWith('RESULT FAILED')) unnamed.push(`${path}: ${bit}`);
      }
      tell(`flips in an export: ${count} tried, ${count - unnamed.length} found`);
      expect(unnamed).toEqual([]);
    } finally {
      verifier.end();
    }
  });

  it('is not found by whoever only asks, so that it is verify that finds it', async () => {
    const judged = await flips([LOG], scaled(60, 20), false);
    tell(
      `sabotage, nothing is verified: ${silent(judged).length} of ${judged.length} flips changed an answer in silence`,
    );
    expect(silent(judged)).not.toEqual([]);
  });
});

/** Takes the last events away as someone does who holds the file. */
function cutOff(data: string, events: number): void {
  const db = openFile(join(data, ORGANISATION));
  db.exec(`DROP TRIGGER event_stays; DELETE FROM event WHERE position > (SELECT max(position) FROM event) - ${events}`);
  db.close();
}

describe('a log that ends too early', () => {
  it('is found at start wherever its file is cut', async () => {
    const size = statSync(join(book.closed, LOG)).size;
    const verdicts: Verdict[] = [];
    for (let n = 0; n < scaled(50, 6); n++) {
      const at = below(size);
      const cut = (data: string) => {
        truncateSync(join(data, LOG), at);
      };
      verdicts.push(await book.judge(cut, { from: book.closed }));
    }
    tell(`tails cut off the file: ${told(verdicts)}`);
    expect(verdicts.filter((one) => !one.startsWith('found'))).toEqual([]);
  });

  it('is found at start however many of its last events are taken away', async () => {
    const verdicts: Verdict[] = [];
    for (let n = 0; n < scaled(50, 6); n++) {
      const events = 1 + below(book.position - 1);
      const cut = (data: string) => {
        cutOff(data, events);
      };
      verdicts.push(await book.judge(cut, { from: book.closed }));
    }
    tell(`tails cut off the log: ${told(verdicts)}`);
    expect(new Set(verdicts)).toEqual(new Set(['found: INTEGRITY_HOLD']));
  });

  it('and is an older copy put back in silence, is held: it says how many events are missing and takes no more', async () => {
    const [data, last] = [putBack(), await lastOf(book.older)];
    const held = await Bidragsbok.open({ data, clock: () => Date.parse('2027-01-15T06:00:00.000Z') });
    try {
      expect(await held.signer.hold()).toMatchObject({
        position: last,
        signed: book.position,
        missing: book.position - last,
      });
      const locks = { type: 'LockPeriod', data: { book: 'ekonomi-2026', through: '2026-11-30' } };
      await expect(held.execute(locks, 'later')).rejects.toMatchObject({ code: 'INTEGRITY_HOLD' });
      expect(await held.log.lastPosition()).toBe(last);
    } finally {
      await held.close();
    }
    tell(`an older copy put back: held, ${book.position - last} events missing`);
  });
});

/** The book with the log of the older copy in it. */
function putBack(): string {
  const data = join(book.all, 'put-back');
  rmSync(data, { recursive: true, force: true });
  cpSync(book.closed, data, { recursive: true });
  cpSync(join(book.older, LOG), join(data, LOG));
  return data;
}

async function lastOf(data: string): Promise<number> {
  const log = SqliteEventLog.open({ dir: join(data, ORGANISATION), organisation: ORGANISATION, readOnly: true });
  const last = await log.lastPosition();
  await log.close();
  return last;
}

/** A log that was put back and has then grown longer than what was signed, past every guard of ours. */
async function putBackAndGrown(): Promise<string> {
  const data = putBack();
  const log = SqliteEventLog.open({
    ...{ dir: join(data, ORGANISATION), organisation: ORGANISATION },
    clock: () => Date.parse('2027-01-15T06:00:00.000Z'),
  });
  const events = Array.from({ length: 20 }, (_, n) => ({ type: 'Noted', version: 1, data: n }));
  const command = { commandId: 'other', actor: { subject: 'system:other', role: 'test' } };
  await log.append(command, [{ stream: 'other', expectedRevision: -1, events }]);
  await log.close();
  return data;
}

/** Works with a program whose guard is taken away. */
async function without<Found>(guard: keyof typeof guards, work: (program: Program) => Found | Promise<Found>) {
  const program = Program.sabotaged(...guards[guard]);
  try {
    return await work(program);
  } finally {
    program.remove();
  }
}
const run = (program: Program, script: string, ...args: readonly string[]): string =>
  spawnSync(process.execPath, [program.script(script), ...args], { encoding: 'utf8' }).stdout;

describe('what was signed finds it when', () => {
  it('a tree is signed without the prefix check', async () => {
    expect(run(Program.built, 'signatory.mjs', await putBackAndGrown())).toBe('INTEGRITY_HOLD');
    const said = await without('a tree is signed without the prefix check', async (program) =>
      run(program, 'signatory.mjs', await putBackAndGrown()),
    );
    tell(`sabotage, signed without the prefix check: ${said}`);
    expect(said).toBe('SIGNED');
  });

  it('a signer that has forgotten begins anew', async () => {
    const forgotten = () => {
      const data = join(book.all, 'forgotten');
      rmSync(data, { recursive: true, force: true });
      cpSync(book.closed, data, { recursive: true });
      for (const path of filesIn(data)) if (path.includes('signer.db')) rmSync(join(data, path));
      return data;
    };
    expect(run(Program.built, 'signatory.mjs', forgotten())).toBe('SIGNER_REMEMBERS_NOTHING');
    const said = await without('a signer that has forgotten begins anew', (program) =>
      run(program, 'signatory.mjs', forgotten()),
    );
    tell(`sabotage, a signer that has forgotten begins anew: ${said}`);
    expect(said).toBe('SIGNED');
  });

  it.each<{ when: keyof typeof guards; fault: object }>([
    { when: 'a leaf is left out of the tree', fault: { verdict: 'FAILED', step: 'tree', first: 1, last: 256 } },
    { when: 'a private part is dropped', fault: { verdict: 'MISSING', field: 'private' } },
  ])('$when', ({ when, fault }) =>
    without(when, async (program) => {
      const data = join(book.all, `sabotaged-${when.replaceAll(' ', '-')}`);
      const file = join(book.all, 'whole.se');
      writeFileSync(
        file,
        year(
          () => '1.00',
          () => true,
          150,
        ),
      );
      run(program, 'bookkeeper.mjs', data, commands, file);
      const opened = await Bidragsbok.open({ data });
      const { intact, faults } = await verify(opened, { withFiles: false });
      await opened.close();
      tell(`sabotage, ${when}: ${faults.length} faults found by verify`);
      expect(intact).toBe(false);
      expect(faults).toContainEqual(expect.objectContaining(fault));
    }),
  );
});
