import { hash } from 'node:crypto';

import { afterAll, describe, expect, it } from '@jest/globals';

import { leafHash } from '#transparency';

import { exportOf, type Plan } from './forger.js';
import { failuresOf, verifiers } from './forgery.js';
import { MadeUpLog } from './log.js';

afterAll(() => {
  verifiers.end();
});

const STREAMS = 'underlag/strommar.txt';
const CLOSING = 'underlag/avslut.txt';

/** A grant with two vouchers, one of them restated, that was closed and had one more event afterwards. */
const log = new MadeUpLog().fill(3);
log.append({ stream: 'grant-g' });
log.append({ stream: 'voucher-2026-A-2' });
log.append({ stream: 'grant-g' });
const streamLine = (stream: string, until: number): string => {
  const own = log.events.slice(0, until).filter((event) => (JSON.parse(event) as { stream: string }).stream === stream);
  return `${stream} ${own.length} ${Buffer.from(leafHash(own.at(-1) ?? ''), 'latin1').toString('hex')}\n`;
};
const closing = ['grant-g', 'voucher-2026-A-2', 'voucher-2026-A-3'].map((stream) => streamLine(stream, 6)).join('');
const commitment = { position: 6, digest: hash('sha256', closing) };
log.append({ stream: 'grant-g', type: 'GrantClosed', data: { commitment } });
const streams = `${streamLine('grant-g', 7)}${streamLine('voucher-2026-A-2', 7)}`;

const PART: Plan = { isPart: true, parts: [], proofs: [2, 4, 5, 6, 7] };
const packaged = (beside: Plan['beside'], plan: Plan = {}) => exportOf(log, { ...PART, beside: beside ?? {}, ...plan });

describe('a package', () => {
  it('shows that no event of its streams is left out, nor of those that the closing counted', async () => {
    const said = await verifiers.say(await packaged({ [STREAMS]: streams, [CLOSING]: closing }));
    expect(said).toContain('OK streams: 2, none with a gap');
    expect(said).toContain('OK closing 7: 2 of its 3 streams are here, as it committed itself to');
    expect(said.at(-1)).toBe('RESULT OK: 5 events of 7, unaltered');
  });

  it.each([
    ['in the middle', [2, 4, 5, 7], ['grant-g', 4]],
    ['at the end', [2, 4, 6, 7], ['voucher-2026-A-2', 2]],
    ['at the beginning', [4, 5, 6, 7], ['voucher-2026-A-2', 2]],
  ])('with an event left out %s is no whole stream', async (_, proofs) => {
    const failures = await failuresOf(await packaged({ [STREAMS]: streams }, { proofs }));
    expect(failures).toEqual([
      expect.stringMatching(/^FAILED underlag\/strommar\.txt: \S+ is not here with the [23] events that it has$/),
    ]);
  });

  it('with an event left out that the closing counted does not hold, whatever the package itself says', async () => {
    const less = `${streamLine('grant-g', 7)}${streamLine('voucher-2026-A-2', 4)}`;
    const failures = await failuresOf(
      await packaged({ [STREAMS]: less, [CLOSING]: closing }, { proofs: [2, 4, 6, 7] }),
    );
    expect(failures).toEqual([`FAILED ${CLOSING}: voucher-2026-A-2 is not here with the 2 events that it has`]);
  });

  it('with a stream that it does not name, or lines that are none, is wrong', async () => {
    expect(await failuresOf(await packaged({ [STREAMS]: streamLine('grant-g', 7) }))).toEqual([
      `FAILED ${STREAMS}: does not name voucher-2026-A-2`,
    ]);
    for (const odd of ['grant-g 3\n', streams.trimEnd(), streams + streams, 'x\u00a0y 1 ' + '0'.repeat(64) + '\n']) {
      expect(await failuresOf(await packaged({ [STREAMS]: streams + odd }))).toContainEqual(
        expect.stringMatching(/^FAILED underlag\/strommar\.txt: line \d is no stream$/),
      );
    }
  });

  it('with other lines than those of the closing is wrong', async () => {
    const other = closing.replace(/ [12] /, ' 9 ');
    expect(await failuresOf(await packaged({ [STREAMS]: streams, [CLOSING]: other }))).toEqual([
      `FAILED ${CLOSING}: is not what a closing here committed itself to`,
    ]);
  });
});
