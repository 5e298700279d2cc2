import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { exportOf, type Files, lineOf, type Plan } from './forger.js';
import {
  altered,
  changed,
  contentOf,
  ENTRIES,
  failuresOf,
  log,
  restated,
  signedAnew,
  SIZE,
  verifiers,
  withFile,
  withLinesAndTiles,
} from './forgery.js';
import { MadeUpLog, type Part } from './log.js';

afterAll(() => {
  verifiers.end();
});

const NOT_LISTED_SO = 'is not the file that the manifest lists';

describe('a private part', () => {
  const [seventh, fourteenth] = log.parts as [Part, Part];
  const erased = new MadeUpLog().fill(20);
  erased.erase([14]);
  const handedOut = async (small: MadeUpLog, parts: readonly Part[], more: Plan = {}) =>
    failuresOf(await exportOf(small, { parts, ...more }));

  it('that is altered', async () => {
    const files = changed('private.jsonl', (text) => text.replace('kaffe', 'te'));
    expect(await failuresOf(files)).toEqual([
      `FAILED private.jsonl: ${NOT_LISTED_SO}`,
      'FAILED private.jsonl: line 1: is not the private part of event 7 (voucher-2026-A-7)',
    ]);
  });

  it.each([
    [
      'altered and signed for',
      [{ ...seventh, part: '{}' }],
      'line 1: is not the private part of event 7 (voucher-2026-A-7)',
    ],
    [
      'of another event',
      [{ ...seventh, position: 14 }],
      'line 1: is not the private part of event 14 (voucher-2026-A-14)',
    ],
    [
      'of an event without one',
      [{ ...seventh, position: 8 }],
      'line 1: event 8 (voucher-2026-A-8) has no private part',
    ],
    ['of an event that is not there', [{ ...seventh, position: 301 }], 'line 1: event 301 is not in this export'],
    ['handed out twice', [seventh, seventh], 'line 2: event 7 stands twice or out of order'],
    ['out of order', [fourteenth, seventh], 'line 2: event 7 stands twice or out of order'],
    ['with a salt in capitals', [{ ...seventh, salt: 'A'.repeat(64) }], 'line 1 is no private part'],
    ['without a position', [{ ...seventh, position: 0 }], 'line 1 is no private part'],
    ['with half a letter', [{ ...seventh, part: '\ud800' }], 'line 1 is no private part'],
  ])('%s', async (_, parts, what) => {
    expect(await handedOut(log, parts)).toEqual([`FAILED private.jsonl: ${what}`]);
  });

  it('that is erased and handed out all the same', async () => {
    const parts = log.parts.slice(0, 2);
    const failures = await handedOut(erased, parts);
    expect(failures).toEqual(['FAILED private.jsonl: line 2: event 14 was erased by decision at 21 (UTB 2026/17)']);
  });

  it('of an event that is not handed out with it', async () => {
    const failures = await handedOut(log, [seventh, fourteenth], { isPart: true, proofs: [14] });
    expect(failures).toEqual(['FAILED private.jsonl: line 1: event 7 is not in this export']);
  });

  it.each([
    ['spaces', (line: string) => line.replace('":', '": ')],
    ['keys in another order', () => `{"salt":"${seventh.salt}","position":7,"part":"{}"}\n`],
    ['one key more', (line: string) => line.replace(/\}\n$/, ',"more":1}\n')],
    ['one key twice', (line: string) => line.replace(/\}\n$/, ',"part":"{}"}\n')],
    ['escapes that need not be', (line: string) => line.replace('M', '\\u004d')],
    ['a carriage return', (line: string) => line.replace('\n', '\r\n')],
    ['a line without an end', (line: string) => line.slice(0, -1)],
    ['a BOM', (line: string) => `\ufeff${line}`],
    ['a NUL', (line: string) => `\0${line}`],
    ['an empty line', (line: string) => `\n${line}`],
  ])('written with %s', async (_, change) => {
    const files = changed('private.jsonl', () => change(lineOf(seventh)));
    expect(await failuresOf(signedAnew(files))).toEqual(['FAILED private.jsonl: line 1 is no private part']);
  });
});

describe('a proof', () => {
  const path = 'proofs/17.tlog-proof';
  let part: Files;
  beforeAll(async () => {
    part = await exportOf(log, { isPart: true, proofs: [17, 21], parts: [] });
  });
  const proofSaid = async (change: (text: string) => string) => failuresOf(signedAnew(changed(path, change, part)));

  it.each([
    ['of another index', (text: string) => text.replace('index 16', 'index 17')],
    ['of an index with a zero before it', (text: string) => text.replace('index 16', 'index 016')],
    ['of another title', (text: string) => text.replace('@v1', '@v2')],
    ['without an event', (text: string) => text.replace(/extra .*\n/, '')],
    ['with base64 that is not canonical', (text: string) => text.replace(/^(extra .*)\n/m, '$1 \n')],
    ['with a hash that is too short', (text: string) => text.replace(/^[A-Za-z0-9+/]{43}=$/m, 'QUJD')],
    ['with an empty path and nothing more', () => 'c2sp.org/tlog-proof@v1\nextra QQ==\nindex 16\n'],
    ['with a BOM', (text: string) => `\ufeff${text}`],
    ['with carriage returns', (text: string) => text.replaceAll('\n', '\r\n')],
  ])('%s', async (_, change) => {
    expect(await proofSaid(change)).toEqual([`FAILED ${path}: is no proof of event 17`]);
  });

  it.each([
    [
      'with another event',
      (text: string) => text.replace(/extra .*/, `extra ${base64(restated(log.events[16] ?? ''))}`),
    ],
    ['with a path cut short', (text: string) => text.replace(/^[A-Za-z0-9+/]{43}=\n/m, '')],
    ['with a path too long', (text: string) => text.replace(/^([A-Za-z0-9+/]{43}=\n)/m, '$1$1')],
  ])('%s', async (_, change) => {
    const failures = await proofSaid(change);
    expect(failures).toEqual([`FAILED ${path}: does not lead from its event to the signed root`]);
  });

  it('under another checkpoint', async () => {
    const other = await exportOf(new MadeUpLog().fill(SIZE + 1), { isPart: true, proofs: [17] });
    const files = changed(path, () => other.get(path) ?? '', part);
    expect(await failuresOf(signedAnew(files))).toEqual([`FAILED ${path}: its checkpoint is not that of the export`]);
  });

  it('beside entries that hold another event names them', async () => {
    const lines = altered(17);
    const failures = await failuresOf(signedAnew(withLinesAndTiles(lines)));
    expect(failures).toContain(`FAILED ${ENTRIES}: event 17 (voucher-2026-A-17) is not the one of ${path}`);
  });

  it.each([
    'proofs/301.tlog-proof',
    'proofs/017.tlog-proof',
    'proofs/0.tlog-proof',
    'proofs/17',
    'entries/000001.jsonl',
  ])('in a place that there is not: %s', async (place) => {
    const files = signedAnew(withFile(place, contentOf(path)));
    expect(await failuresOf(files)).toEqual([`FAILED ${place}: is no part of an export of 300 events`]);
  });

  const base64 = (text: string) => Buffer.from(text).toString('base64');
});
