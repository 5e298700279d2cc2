import { afterAll, describe, expect, it } from '@jest/globals';

import { signNote, writeVerifierKey } from '#transparency';

import { exportOf, KEY, type Plan } from './forger.js';
import { contentOf, ENTRIES, failuresOf, verifiers, withFile } from './forgery.js';
import { keyFrom, MadeUpLog } from './log.js';

afterAll(() => {
  verifiers.end();
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
  const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

  it.each([
    ['is cut off', good.slice(0, -1)],
    ['has a BOM before it', `\ufeff${good}`],
    ['ends in a carriage return and a letter', `${good}\rx`],
    ['holds a NUL', good.replace('book-b', 'book\0b')],
    ['is a list', `[${good}]`],
    ['nests too deep', good.replace('"data":{', `"data":{"deep":${nested(99)},`)],
    ['nests far too deep', good.replace('"data":{', `"data":{"deep":${nested(100_000)},`)],
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
    const bytes = Buffer.from(contentOf(ENTRIES, files));
    bytes[bytes.indexOf('voucher')] = 0xff;
    expect(await verifiers.say(withFile(ENTRIES, bytes, files))).toContain(`FAILED ${ENTRIES}: event 1 is no event`);
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
    const failure = /event 3 \(.*\) has not the revision that follows in its stream$/m;
    expect((await said(line)).join('\n')).toMatch(failure);
  });

  it('may nest a hundred deep, and hold any number of brackets', async () => {
    const deep = good.replace(
      '"data":{',
      `"data":{"deep":${nested(98)},"wide":${JSON.stringify(Array(200).fill([]))},`,
    );
    expect((await said(deep)).at(-1)).toMatch(/^RESULT OK/);
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
    ['itself', [[20, 21]], 'erases what does not lie before it'],
    ['backwards', [[5, 4]], 'erases what does not lie before it'],
    ['without end', [[4, null]], 'erases what does not lie before it'],
  ])('that erases as a range %s', async (_, ranges, what) => {
    const small = filled();
    small.eraseRanges(ranges);
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
