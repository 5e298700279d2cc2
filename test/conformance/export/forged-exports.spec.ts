import { mkdirSync, renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { leafHash, signNote, writeVerifierKey } from '#transparency';

import { entriesOf, exportOf, type Files, KEY, lineOf, type Plan, type Seal, seal, tilesOf } from './forger.js';
import { keyFrom, MadeUpLog, type Part } from './log.js';
import { BothVerifiers } from './verifiers.js';

const verifiers = new BothVerifiers();
const SIZE = 300;
const ENTRIES = 'entries/000000.jsonl';
const log = new MadeUpLog().fill(SIZE);
let honest: Files;
beforeAll(async () => {
  honest = await exportOf(log, { proofs: [17, 21] });
});
afterAll(() => {
  verifiers.end();
});

type Change = (content: Buffer) => Buffer | string;
/** The honest export with one file changed; what is signed stays as it was. */
const changed = (path: string, change: Change, files = honest): Files =>
  new Map([...files, [path, Buffer.from(change(files.get(path) ?? Buffer.alloc(0)))]]);
const without = (path: string): Files => new Map([...honest].filter(([each]) => each !== path));
const textChange =
  (change: (text: string) => string): Change =>
  (content) =>
    change(content.toString());
/** Signed anew by the log's own key, as only the operator can. */
const signedAnew = (files: Files, said: Partial<Seal> = {}): Files => seal(files, { key: KEY, size: SIZE, ...said });

const failuresOf = async (files: Files, key?: string): Promise<readonly string[]> => {
  const lines = await verifiers.say(files, key);
  const failures = lines.filter((line) => line.startsWith('FAILED'));
  expect(lines.at(-1)).toBe(`RESULT FAILED ${failures.length}`);
  return failures;
};
const NOT_LISTED_SO = 'is not the file that the manifest lists';
const altered = (index: number, change: (event: string) => string): readonly string[] =>
  log.events.map((event, at) => (at === index ? change(event) : event));
const restated = (event: string): string => event.replace('100.00', '900.00');
/** Entries with these lines, in the place of the log's. */
const withLines = (lines: readonly string[], files = honest): Files =>
  new Map([...files, ...entriesOf(lines).map(([path, text]) => [path, Buffer.from(text)] as const)]);
const withTilesOf = (lines: readonly string[], files: Files): Files =>
  new Map([...files, ...tilesOf(lines.map(leafHash))]);

describe('an event that is altered', () => {
  it('is named, with its stream, by the tile that still holds its hash', async () => {
    expect(await failuresOf(withLines(altered(16, restated)))).toEqual([
      `FAILED ${ENTRIES}: ${NOT_LISTED_SO}`,
      `FAILED ${ENTRIES}: event 17 (voucher-2026-A-17) is not the one that was signed`,
      `FAILED ${ENTRIES}: event 17 (voucher-2026-A-17) is not the one of proofs/17.tlog-proof`,
    ]);
  });

  it('leaves every other event proved, and its own private part not', async () => {
    const lines = await verifiers.say(withLines(altered(20, restated)));
    expect(lines).toContain('OK private 14');
    expect(lines).not.toContain('OK private 21');
  });

  it('is not hidden by new tiles', async () => {
    const lines = altered(16, restated);
    expect(await failuresOf(withTilesOf(lines, withLines(lines)))).toEqual([
      `FAILED ${ENTRIES}: ${NOT_LISTED_SO}`,
      `FAILED tile/0/000: ${NOT_LISTED_SO}`,
      `FAILED tile/1/000.p/1: ${NOT_LISTED_SO}`,
      `FAILED entries: ${SIZE} events do not give the signed root`,
      `FAILED ${ENTRIES}: event 17 (voucher-2026-A-17) is not the one of proofs/17.tlog-proof`,
    ]);
  });

  it('is not hidden by a manifest that the operator signs anew beside a checkpoint that others have seen', async () => {
    const lines = altered(17, restated);
    expect(await failuresOf(signedAnew(withTilesOf(lines, withLines(lines))))).toEqual([
      `FAILED entries: ${SIZE} events do not give the signed root`,
    ]);
  });

  it('is named where only the leaf in the tile is altered with it', async () => {
    const lines = altered(17, restated);
    const files = withTilesOf(lines, withLines(lines));
    const files0 = new Map([...files, ['tile/1/000.p/1', honest.get('tile/1/000.p/1') ?? Buffer.alloc(0)]]);
    expect(await failuresOf(signedAnew(files0))).toEqual([
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
    const failures = await failuresOf0(log.events.filter((_, index) => index !== 297));
    expect(failures).toEqual([
      `FAILED ${ENTRIES}: holds 299 events in whole lines, not 300`,
      `FAILED ${ENTRIES}: event 298 (voucher-2026-A-299) is not the one that was signed`,
      `FAILED ${ENTRIES}: event 299 (voucher-2026-A-300) is not the one that was signed`,
    ]);
  });

  it('that are added are too many', async () => {
    const failures = await failuresOf0([...log.events, log.events[0] ?? '']);
    expect(failures).toEqual([`FAILED ${ENTRIES}: holds 301 events in whole lines, not 300`]);
  });

  it('that are all out of place are counted, not told one by one', async () => {
    const lines = await verifiers.say(withLines(log.events.slice(1)));
    expect(lines.slice(-2)).toEqual([`FAILED ${ENTRIES}: and 293 more`, 'RESULT FAILED 303']);
  });

  it('whose last line is cut off are not whole', async () => {
    const files = changed(ENTRIES, (content) => content.subarray(0, -1));
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

  const failuresOf0 = async (lines: readonly string[]) => (await failuresOf(withLines(lines))).slice(1);
});

describe('an event that the operator has signed', () => {
  /** What is said of a small log with one more event, which reads so. */
  const said = async (line: string): Promise<readonly string[]> => {
    const small = new MadeUpLog().fill(2);
    small.events.push(line);
    return verifiers.say(await exportOf(small));
  };
  const event = (envelope: Readonly<Record<string, unknown>>, stream = 'book-b'): string => {
    const small = new MadeUpLog();
    small.append({ stream, envelope });
    return small.events[0] ?? '';
  };
  const good = event({});

  it.each([
    ['is cut off', good.slice(0, -1)],
    ['has a BOM before it', `\ufeff${good}`],
    ['ends in a carriage return and a letter', `${good}\rx`],
    ['holds a NUL', good.replace('book-b', 'book\0b')],
    ['is a list', `[${good}]`],
    ['is empty', ''],
    ['is NaN', 'NaN'],
    ['has NaN for a revision', good.replace('"revision":0', '"revision":NaN')],
    ['has text for a revision', event({ revision: '0' })],
    ['has true for a revision', event({ revision: true })],
    ['has a number for a stream', event({ stream: 1 })],
    ['has a list for data', event({ data: [] })],
    ['has a digest of another length', event({ privateDigest: '00' })],
    ['has a number for a digest', event({ privateDigest: 1 })],
    ['is pruned in capitals', `pruned ${'A'.repeat(64)}`],
  ])('is no event where it %s', async (_, line) => {
    expect(await said(line)).toContain(`FAILED ${ENTRIES}: event 3 is no event`);
  });

  it('is no event where it is not UTF-8', async () => {
    const small = new MadeUpLog().fill(2);
    const files = await exportOf(small);
    const bytes = Buffer.concat([files.get(ENTRIES) ?? Buffer.alloc(0)]);
    bytes[bytes.indexOf('voucher')] = 0xff;
    expect(await verifiers.say(changed(ENTRIES, () => bytes, files))).toContain(
      `FAILED ${ENTRIES}: event 1 is no event`,
    );
  });

  it('is that of another organisation', async () => {
    const line = `FAILED ${ENTRIES}: event 3 (book-b) is of another organisation`;
    expect(await said(event({ organisation: '5560000000' }))).toContain(line);
    // A number is not the text that is signed for.
    expect(await said(event({ organisation: 2321000164 }))).toContain(line);
  });

  it.each([
    ['a later', event({ revision: 1 })],
    ['an earlier', event({ revision: -1 })],
    ['a broken', event({ revision: 0.5 })],
    ['an immense', good.replace('"revision":0', '"revision":1e999')],
    ['a long', good.replace('"revision":0', `"revision":${'9'.repeat(5000)}`)],
    ['a stream that has begun', event({}, 'voucher-2026-A-1')],
  ])('has not the revision that follows: %s', async (_, line) => {
    const failure = expect.stringMatching(/event 3 \(.*\) has not the revision that follows in its stream$/) as string;
    expect(await said(line)).toContainEqual(failure);
  });

  it('may write its revision as JSON lets it', async () => {
    expect((await said(good.replace('"revision":0', '"revision":0.0e7'))).at(-1)).toMatch(/^RESULT OK/);
  });

  it('says the last of what it says twice', async () => {
    const [before, after] = ['a'.repeat(64), 'not a digest'];
    const twice = good.replace(/\}$/, `,"privateDigest":"${before}","privateDigest":"${after}"}`);
    expect(await said(twice)).toContain(`FAILED ${ENTRIES}: event 3 is no event`);
    const turned = good.replace(/\}$/, `,"privateDigest":"${after}","privateDigest":"${before}"}`);
    expect((await said(turned)).slice(-2)).toEqual([
      'MISSING private: 1 parts were not handed out',
      'RESULT OK: 3 events complete and unaltered',
    ]);
  });

  it('has a stream whose name cannot forge a line', async () => {
    const lines = await said(event({ revision: 1 }, 'x\nRESULT OK: 3 events complete and unaltered\u202e'));
    expect(lines).toContain(
      `FAILED ${ENTRIES}: event 3 (x\ufffdRESULT OK: 3 events complete and unaltered\ufffd) has not the revision that follows in its stream`,
    );
  });
});

describe('a decision', () => {
  const plan = async (small: MadeUpLog, more: Plan = {}) => failuresOf(await exportOf(small, { parts: [], ...more }));
  const filled = () => new MadeUpLog().fill(20);

  it.each([
    ['nothing that says which', undefined, 'does not say of which events'],
    ['itself', [21], 'erases what does not lie before it'],
    ['what comes later', [22], 'erases what does not lie before it'],
    ['the event before the first', [0], 'erases what does not lie before it'],
    ['half an event', [7.5], 'erases what does not lie before it'],
    ['an event by its text', ['7'], 'erases what does not lie before it'],
    ['what was never there', [8], 'erases event 8 (voucher-2026-A-8): it has no private part'],
  ])('that erases %s', async (_, positions, what) => {
    const small = filled();
    small.erase(positions);
    expect(await plan(small)).toEqual([`FAILED ${ENTRIES}: event 21 (log) ${what}`]);
  });

  it.each([
    ['nothing that says which', null, 'does not say of which events'],
    ['itself', [[20, 21]], 'prunes what does not lie before it'],
    ['backwards', [[5, 4]], 'prunes what does not lie before it'],
    ['from nowhere', [[0, 4]], 'prunes what does not lie before it'],
    ['to nowhere', [[4]], 'prunes what does not lie before it'],
    ['without end', [[4, null]], 'prunes what does not lie before it'],
  ])('that prunes %s', async (_, ranges, what) => {
    const small = filled();
    small.prune(ranges);
    expect(await plan(small)).toEqual([`FAILED ${ENTRIES}: event 21 (log) ${what}`]);
  });

  it('that is missing leaves pruned events without reason', async () => {
    const small = filled();
    small.prune([[3, 4]]);
    const lines = await plan(small, { pruned: [3, 5] });
    expect(lines).toEqual([`FAILED ${ENTRIES}: event 5 is pruned without a decision`]);
  });

  it('of a stream other than that of the log prunes nothing', async () => {
    const small = filled();
    small.append({ stream: 'book-a', type: 'YearPruned', data: { ranges: [[3, 3]] } });
    expect(await plan(small, { pruned: [3] })).toEqual([`FAILED ${ENTRIES}: event 3 is pruned without a decision`]);
  });

  it('that hands over the key must be signed by the old one', async () => {
    const small = filled();
    small.rotate(keyFrom('one'), KEY, keyFrom('two'));
    expect(await plan(small)).toEqual([`FAILED ${ENTRIES}: event 21 (log) is no key handed over by the one before`]);
  });

  it.each([
    ['of another text', { statement: signNote('bidragsbok.key/v2\n', keyFrom('one')) }],
    ['that is no note', { statement: 'hello' }],
    ['that is no text', { statement: 1 }],
    ['without a new key', { new: null }],
    ['of a key that is none', { old: writeVerifierKey(keyFrom('one')).slice(0, -4) }],
  ])('that hands over the key by a statement %s', async (_, data) => {
    const [old, fresh] = [keyFrom('one'), KEY];
    const right = new MadeUpLog();
    right.rotate(old, fresh);
    const said = (JSON.parse(right.events[0] ?? '') as { data: object }).data;
    const small = filled();
    small.append({ stream: 'log', type: 'KeyRotated', data: { ...said, ...data } });
    expect(await plan(small)).toEqual([`FAILED ${ENTRIES}: event 21 (log) is no key handed over by the one before`]);
  });
});

describe('a private part', () => {
  const [seventh, fourteenth] = log.parts as [Part, Part];
  const erased = new MadeUpLog().fill(20);
  erased.erase([14]);
  const handedOut = async (small: MadeUpLog, parts: readonly Part[], more: Plan = {}) =>
    failuresOf(await exportOf(small, { parts, ...more }));

  it('that is altered', async () => {
    const files = changed(
      'private.jsonl',
      textChange((text) => text.replace('kaffe', 'te')),
    );
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
    ['keys in another order', ({ length: _ }: string) => `{"salt":"${seventh.salt}","position":7,"part":"{}"}\n`],
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
  const proofSaid = async (change: (text: string) => string) =>
    failuresOf(signedAnew(changed(path, textChange(change), part)));

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
    const lines = altered(16, restated);
    const failures = await failuresOf(signedAnew(withTilesOf(lines, withLines(lines))));
    expect(failures).toContain(`FAILED ${ENTRIES}: event 17 (voucher-2026-A-17) is not the one of ${path}`);
  });

  it.each([
    'proofs/301.tlog-proof',
    'proofs/017.tlog-proof',
    'proofs/0.tlog-proof',
    'proofs/17',
    'entries/000001.jsonl',
  ])('in a place that there is not: %s', async (place) => {
    const files = signedAnew(new Map([...honest, [place, honest.get(path) ?? Buffer.alloc(0)]]));
    expect(await failuresOf(files)).toEqual([`FAILED ${place}: is no part of an export of 300 events`]);
  });

  const base64 = (text: string) => Buffer.from(text).toString('base64');
});

describe('a tile', () => {
  it('that is altered is named with the event whose hash it was', async () => {
    const files = changed('tile/0/001.p/44', (content) => Buffer.concat([content.subarray(0, -1), Buffer.of(0)]));
    expect((await failuresOf(files)).slice(1)).toEqual([
      'FAILED tile/0/001.p/44: its hash of event 300 (voucher-2026-A-300) is not that of the event',
    ]);
  });

  it('above others that is altered is named', async () => {
    const files = changed('tile/1/000.p/1', (content) => Buffer.from(content).reverse());
    expect((await failuresOf(files)).slice(1)).toEqual([
      'FAILED tile/1/000.p/1: does not hold what the tiles below it make',
    ]);
  });

  it('that is cut off or missing is named, and nobody else', async () => {
    const cut = changed('tile/0/000', (content) => content.subarray(0, 8000));
    expect((await failuresOf(cut)).slice(1)).toEqual(['FAILED tile/0/000: holds 8000 bytes, not 8192']);
    expect(await failuresOf(without('tile/0/000'))).toEqual(['FAILED tile/0/000: is missing']);
  });

  it('that is altered together with an event leaves neither to be believed', async () => {
    const files = changed('tile/0/000', (content) => Buffer.concat([Buffer.of(0), content.subarray(1)]));
    const failures = await failuresOf(withLines(altered(16, restated), files));
    expect(failures.slice(2, -2)).toEqual([
      'FAILED tile/1/000.p/1: does not hold what the tiles below it make',
      `FAILED ${ENTRIES}: event 1 (voucher-2026-A-1) is not that of tile/0/000`,
      `FAILED ${ENTRIES}: event 17 (voucher-2026-A-17) is not that of tile/0/000`,
    ]);
    expect(failures.at(-2)).toBe(`FAILED entries: ${SIZE} events do not give the signed root`);
  });
});

describe('the key, the checkpoint and the manifest', () => {
  const notes = ['manifest', 'checkpoint'];

  it.each([
    ['with the id of another key', (text: string) => text.replace(/\+\w{8}\+/, '+00000000+')],
    ['with an id in capitals', (text: string) => text.replace(/\+(\w{8})\+/, (id) => id.toUpperCase())],
    ['without an end', (text: string) => text.slice(0, -1)],
    ['with a carriage return', (text: string) => text.replace('\n', '\r\n')],
    ['with a BOM', (text: string) => `\ufeff${text}`],
    ['with one line more', (text: string) => `${text}\n`],
    ['with base64 that is not canonical', (text: string) => text.replace(/.=?\n$/, '\n')],
    ['with nothing in it', () => ''],
  ])('vkey %s', async (_, change) => {
    const failures = await failuresOf(changed('vkey', textChange(change)));
    expect(failures).toEqual([
      'FAILED vkey: is no verifier key',
      'FAILED manifest: there is no key to hold its signature against',
      `FAILED vkey: ${NOT_LISTED_SO}`,
      'FAILED checkpoint: there is no key to hold its signature against',
    ]);
  });

  it('vkey that is broken does not matter much to whoever was given the key', async () => {
    const lines = await verifiers.say(
      changed('vkey', () => 'x'),
      writeVerifierKey(KEY),
    );
    expect(lines).toContain(`OK entries: ${SIZE} events give the signed root`);
    expect(lines.at(-1)).toBe('RESULT FAILED 2');
  });

  it.each(notes.flatMap((path) => [[path, 'is missing'] as const]))('%s that is missing', async (path, what) => {
    expect((await failuresOf(without(path))).slice(0, 1)).toEqual([`FAILED ${path}: ${what}`]);
  });

  it.each([
    ['is empty', () => '', 'is no signed note'],
    ['has no signature', (text: string) => text.slice(0, text.lastIndexOf('\u2014')), 'is no signed note'],
    ['has a hyphen for a dash', (text: string) => text.replace('\u2014', '-'), 'is no signed note'],
    ['has carriage returns', (text: string) => text.replaceAll('\n', '\r\n'), 'is no signed note'],
    ['has no end', (text: string) => text.slice(0, -1), 'is no signed note'],
    [
      'has a signature in base64 that is not canonical',
      (text: string) => text.replace(/=\n$/, '\n'),
      'is no signed note',
    ],
    ['has a BOM', (text: string) => `\ufeff${text}`, 'its signature does not hold'],
    ['has another size', (text: string) => text.replace('\n300\n', '\n301\n'), 'its signature does not hold'],
    ['has a line more', (text: string) => `x\n${text}`, 'its signature does not hold'],
    ['is signed twice', (text: string) => text.replace(/(\u2014.*\n)/, '$1$1'), 'is not signed by the key alone'],
    ['is signed by another name', (text: string) => text.replace(/\u2014 \S+/, '\u2014 x'), 'is not signed by the key'],
  ])('a note that %s', async (_, change, what) => {
    for (const path of notes) {
      expect(await failuresOf(changed(path, textChange(change)))).toContain(`FAILED ${path}: ${what}`);
    }
  });

  it('a checkpoint may have witnesses, a manifest may not', async () => {
    const witness =
      signNote(`${writeVerifierKey(KEY)}\n`, keyFrom('witness', 'witness.example'))
        .split('\n')
        .at(-2) ?? '';
    const witnessed = changed(
      'checkpoint',
      textChange((text) => `${text}${witness}\n`),
      await exportOf(log),
    );
    expect((await verifiers.say(signedAnew(witnessed))).at(-1)).toBe('RESULT OK: 300 events complete and unaltered');
    expect(
      await failuresOf(
        changed(
          'manifest',
          textChange((text) => `${text}${witness}\n`),
        ),
      ),
    ).toEqual(['FAILED manifest: is not signed by the key alone']);
  });

  it.each([
    ['three lines and no more', `bidragsbok/2321000164\n300\n${'A'.repeat(43)}=\nmore\n`],
    ['a size without zeroes before it', `bidragsbok/2321000164\n0300\n${'A'.repeat(43)}=\n`],
    ['a root of 32 bytes', 'bidragsbok/2321000164\n300\nQUJD\n'],
    ['a root in canonical base64', `bidragsbok/2321000164\n300\n${'A'.repeat(42)}B=\n`],
  ])('a checkpoint has %s', async (_, text) => {
    const files = signedAnew(changed('checkpoint', () => signNote(text, KEY)));
    expect(await failuresOf(files)).toContain('FAILED checkpoint: is no checkpoint');
  });

  it('a checkpoint is that of the log, and as large as the manifest says', async () => {
    const foreign = signNote(`bidragsbok/5560000000\n300\n${'A'.repeat(43)}=\n`, KEY);
    expect(await failuresOf(signedAnew(changed('checkpoint', () => foreign)))).toContain(
      'FAILED checkpoint: is that of another log',
    );
    const later = (await exportOf(new MadeUpLog().fill(301))).get('checkpoint') ?? '';
    expect(await failuresOf(signedAnew(changed('checkpoint', () => later)))).toContain(
      'FAILED checkpoint: is of 301 events, the manifest of 300',
    );
  });

  it('a manifest is that of an export of the log', async () => {
    const begun = 'FAILED manifest: does not begin as that of an export of format 1';
    expect(await failuresOf(signedAnew(honest, { title: 'bidragsbok.export/v2' }))).toEqual([begun]);
    expect(await failuresOf(signedAnew(honest, { origin: 'bidragsbok/5560000000' }))).toEqual([
      'FAILED manifest: is that of another log',
    ]);
  });

  it.each([
    ['lists a file twice', (lines: readonly string[]) => [lines[0] ?? '', ...lines], 5],
    ['is out of order', (lines: readonly string[]) => [...lines].reverse(), 5],
    ['lists itself', (lines: readonly string[]) => [...lines.slice(0, 1), `${'0'.repeat(64)} manifest`], 5],
    ['has an empty line', (lines: readonly string[]) => ['', ...lines], 4],
    ['leads out of the folder', (lines: readonly string[]) => [`${'0'.repeat(64)} /etc/passwd`, ...lines], 4],
    ['has a hash in capitals', (lines: readonly string[]) => [(lines[0] ?? '').toUpperCase(), ...lines.slice(1)], 4],
  ])('a manifest that %s', async (_, list, number) => {
    const failures = await failuresOf(signedAnew(honest, { list }));
    expect(failures).toContain(`FAILED manifest: line ${number} is no file in its place`);
  });

  it('a manifest that lists less leaves the rest over', async () => {
    const failures = await failuresOf(signedAnew(honest, { list: (lines) => lines.slice(1) }));
    expect(failures).toEqual(['FAILED LASMIG.txt: is not listed in the manifest']);
  });

  it('a manifest of an immense log is not believed', async () => {
    const text = `bidragsbok/2321000164\n999999999999999\n${'A'.repeat(43)}=\n`;
    const files = changed('checkpoint', () => signNote(text, KEY));
    expect(await failuresOf(signedAnew(files, { size: 999_999_999_999_999 }))).toContain(
      'FAILED entries: holds too few files for 999999999999999 events',
    );
  });
});

describe('a folder', () => {
  it('with a file more, or less, or under another name', async () => {
    for (const path of [
      'extra',
      'entries/000001.jsonl',
      '.hidden',
      'räksmörgås',
      'tile/0/000.p/1',
      '\ufffd\u{1f600}',
    ]) {
      const files = new Map([...honest, [path, Buffer.alloc(0)]]);
      expect(await failuresOf(files)).toEqual([`FAILED ${path}: is not listed in the manifest`]);
    }
    const renamed = new Map([...without('LASMIG.txt'), ['LASMIG.TXT', honest.get('LASMIG.txt') ?? Buffer.alloc(0)]]);
    expect(await failuresOf(renamed)).toEqual([
      'FAILED LASMIG.txt: is missing',
      'FAILED LASMIG.TXT: is not listed in the manifest',
    ]);
  });

  it('with a file whose name breaks the line says it on one line', async () => {
    const files = new Map([...honest, ['x\nRESULT OK: 300 events complete and unaltered', Buffer.alloc(0)]]);
    const said = 'FAILED x\ufffdRESULT OK: 300 events complete and unaltered: is not listed in the manifest';
    expect(await failuresOf(files)).toEqual([said]);
  });

  it('with a link in the place of a file or a folder (which a page cannot see)', async () => {
    const { python } = verifiers;
    python.hold(honest);
    const [file, away] = [join(python.folder, 'vkey'), join(python.folder, '..', 'bidragsbok-vkey')];
    renameSync(file, away);
    symlinkSync(away, file);
    mkdirSync(join(python.folder, 'nothing in it'));
    symlinkSync(python.folder, join(python.folder, 'circle'));
    const lines = await python.saysAsItLies();
    expect(lines.slice(0, 2)).toEqual([
      'FAILED circle: is no plain file that can be read',
      'FAILED vkey: is no plain file that can be read',
    ]);
    expect(lines.at(-1)).toBe('RESULT FAILED 4');
    renameSync(away, file);
  });
});
