import { afterAll, describe, expect, it } from '@jest/globals';

import { writeVerifierKey } from '#transparency';

import { exportOf, KEY } from './forger.js';
import {
  altered,
  changed,
  contentOf,
  ENTRIES,
  failuresOf,
  log,
  signedAnew,
  SIZE,
  verifiers,
  withFile,
  withLines,
  withLinesAndTiles,
  without,
} from './forgery.js';
import { keyFrom, MadeUpLog } from './log.js';

afterAll(() => {
  verifiers.end();
});

const NOT_LISTED_SO = 'is not the file that the manifest lists';

describe('an event that is altered', () => {
  it('is named, with its stream, by the tile that still holds its hash', async () => {
    expect(await failuresOf(withLines(altered(17)))).toEqual([
      `FAILED ${ENTRIES}: ${NOT_LISTED_SO}`,
      `FAILED ${ENTRIES}: event 17 (voucher-2026-A-17) is not the one that was signed`,
      `FAILED ${ENTRIES}: event 17 (voucher-2026-A-17) is not the one of proofs/17.tlog-proof`,
    ]);
  });

  it('leaves every other event proved, and its own private part not', async () => {
    const lines = await verifiers.say(withLines(altered(21)));
    expect(lines).toContain('OK private 14');
    expect(lines).not.toContain('OK private 21');
  });

  it('is not hidden by new tiles', async () => {
    const lines = altered(17);
    expect(await failuresOf(withLinesAndTiles(lines))).toEqual([
      `FAILED ${ENTRIES}: ${NOT_LISTED_SO}`,
      `FAILED tile/0/000: ${NOT_LISTED_SO}`,
      `FAILED tile/1/000.p/1: ${NOT_LISTED_SO}`,
      `FAILED entries: ${SIZE} events do not give the signed root`,
      `FAILED ${ENTRIES}: event 17 (voucher-2026-A-17) is not the one of proofs/17.tlog-proof`,
    ]);
  });

  it('is not hidden by a manifest that the operator signs anew beside a checkpoint that others have seen', async () => {
    const lines = altered(18);
    expect(await failuresOf(signedAnew(withLinesAndTiles(lines)))).toEqual([
      `FAILED entries: ${SIZE} events do not give the signed root`,
    ]);
  });

  it('is named where only the leaf in the tile is altered with it', async () => {
    const lines = altered(18);
    const files = withLinesAndTiles(lines);
    const kept = withFile('tile/1/000.p/1', contentOf('tile/1/000.p/1'), files);
    expect(await failuresOf(signedAnew(kept))).toEqual([
      'FAILED tile/1/000.p/1: does not hold what the tiles below it make',
      `FAILED entries: ${SIZE} events do not give the signed root`,
    ]);
  });

  it('by one who has a key of his own is that of another log to whoever was given the key', async () => {
    const forger = keyFrom('forger');
    const other = new MadeUpLog().fill(SIZE);
    const lines = await verifiers.say(await exportOf(other, { key: forger }), writeVerifierKey(KEY));
    expect(lines.at(-2)).toBe('FAILED vkey: is not the key that was given, nor handed over by it');
    const named = await exportOf(other, { key: forger });
    expect(await failuresOf(changed('vkey', () => `${writeVerifierKey(KEY)}\n`, named))).toEqual([
      'FAILED manifest: is not signed by the key',
      'FAILED vkey: is not the file that the manifest lists',
      'FAILED checkpoint: is not signed by the key',
    ]);
  });
});

describe('events', () => {
  it('that are swapped are both named', async () => {
    const lines = [...log.events];
    [lines[3], lines[4]] = [lines[4] ?? '', lines[3] ?? ''];
    expect((await failuresOf(withLines(lines))).slice(1)).toEqual([
      `FAILED ${ENTRIES}: event 4 (voucher-2026-A-5) is not the one that was signed`,
      `FAILED ${ENTRIES}: event 5 (voucher-2026-A-4) is not the one that was signed`,
    ]);
  });

  it('that are dropped are missed', async () => {
    const failures = await failuresOfLines(log.events.filter((_, index) => index !== 297));
    expect(failures).toEqual([
      `FAILED ${ENTRIES}: holds 299 events in whole lines, not 300`,
      `FAILED ${ENTRIES}: event 298 (voucher-2026-A-299) is not the one that was signed`,
      `FAILED ${ENTRIES}: event 299 (voucher-2026-A-300) is not the one that was signed`,
    ]);
  });

  it('that are added are too many', async () => {
    const failures = await failuresOfLines([...log.events, log.events[0] ?? '']);
    expect(failures).toEqual([`FAILED ${ENTRIES}: holds 301 events in whole lines, not 300`]);
  });

  it('that are all out of place are counted, not told one by one', async () => {
    const lines = await verifiers.say(withLines(log.events.slice(1)));
    expect(lines.slice(-2)).toEqual([`FAILED ${ENTRIES}: and 293 more`, 'RESULT FAILED 303']);
  });

  it('whose last line is cut off are not whole', async () => {
    const files = changed(ENTRIES, (text) => text.slice(0, -1));
    expect((await failuresOf(files)).slice(1)).toEqual([`FAILED ${ENTRIES}: holds 299 events in whole lines, not 300`]);
  });

  it('of a foreign log do not give the root', async () => {
    const foreign = new MadeUpLog();
    while (foreign.size < SIZE)
      foreign.append({ stream: `grant-${foreign.size}`, envelope: { organisation: '5560000000' } });
    const lines = await verifiers.say(withLines(foreign.events));
    expect(lines).toContain(`FAILED ${ENTRIES}: event 1 (grant-0) is of another organisation`);
    expect(lines.at(-2)).toBe(`FAILED ${ENTRIES}: and 593 more`);
  });

  it('are all missing where their file is', async () => {
    expect(await failuresOf(without(ENTRIES))).toContain(`FAILED ${ENTRIES}: is missing`);
  });

  const failuresOfLines = async (lines: readonly string[]) => (await failuresOf(withLines(lines))).slice(1);
});
