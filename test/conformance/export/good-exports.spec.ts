import { afterAll, describe, expect, it } from '@jest/globals';

import { writeVerifierKey } from '#transparency';

import { EVENTS_PER_FILE, exportOf, KEY, type Plan } from './forger.js';
import { handoverLine, keyFrom, MadeUpLog } from './log.js';
import { BothVerifiers } from './verifiers.js';

const verifiers = new BothVerifiers();
afterAll(() => {
  verifiers.end();
});
const saidOf = async (log: MadeUpLog, plan?: Plan, key?: string) => verifiers.say(await exportOf(log, plan), key);
const VKEY = writeVerifierKey(KEY);

describe('an honest export of the whole log', () => {
  it.each([0, 1, 2, 255, 256, 257, EVENTS_PER_FILE, EVENTS_PER_FILE + 1])('of %i events', async (size) => {
    const lines = await saidOf(new MadeUpLog().fill(size));
    expect(lines.at(0)).toBe(`OK vkey ${VKEY}: compare it with the key that you were given by another way`);
    expect(lines.at(1)).toMatch(/^OK manifest: \d+ files$/);
    expect(lines.at(2)).toMatch(new RegExp(`^OK checkpoint: bidragsbok/2321000164, ${size} events, root .{43}=$`));
    expect(lines.at(3)).toBe(`OK entries: ${size} events give the signed root`);
    expect(lines.slice(4, -1)).toEqual(sevenths(size).map((position) => `OK private ${position}`));
    expect(lines.at(-1)).toBe(`RESULT OK: ${size} events complete and unaltered`);
  });

  it('with some of the private parts says how many were not handed out', async () => {
    const log = new MadeUpLog().fill(30);
    const lines = await saidOf(log, { parts: log.parts.slice(0, 1) });
    const said = ['OK private 7', 'MISSING private: 3 parts were not handed out'];
    expect(lines.slice(4)).toEqual([...said, 'RESULT OK: 30 events complete and unaltered']);
  });

  it('with no private part says so', async () => {
    const lines = await saidOf(new MadeUpLog().fill(30), { parts: [] });
    expect(lines).toContain('MISSING private: 4 parts were not handed out');
    expect(lines.at(-1)).toMatch(/^RESULT OK/);
  });

  it('with proofs beside proves those events twice', async () => {
    const lines = await saidOf(new MadeUpLog().fill(300), { parts: [], proofs: [1, 17, 300] });
    expect(lines).toEqual(expect.arrayContaining([1, 17, 300].map((at) => `OK proof ${at}: included in 300`)));
    expect(lines.at(-1)).toBe('RESULT OK: 300 events complete and unaltered');
  });

  it('names the decision by which a private part is erased', async () => {
    const log = new MadeUpLog().fill(20);
    log.erase([14], 'UTB 2026/17 å\n');
    const lines = await saidOf(log, { parts: log.parts.filter(({ position }) => position !== 14) });
    const said = ['OK private 7', 'ERASED private 14: by decision at 21 (UTB 2026/17 å\ufffd)'];
    expect(lines.slice(4)).toEqual([...said, 'RESULT OK: 21 events complete and unaltered']);
  });

  it('names the decisions by which events are pruned', async () => {
    const log = new MadeUpLog().fill(20);
    log.prune([
      [3, 5],
      [9, 9],
    ]);
    log.prune([[7, 7]]);
    const parts = log.parts.filter(({ position }) => position !== 7);
    const lines = await saidOf(log, { pruned: [3, 4, 5, 7, 9], parts });
    expect(lines.slice(-2)).toEqual([
      'PRUNED 5 events: by decision at 21, 22',
      'RESULT OK: 22 events complete and unaltered',
    ]);
  });

  it('lets a stream go on after a pruned beginning', async () => {
    const log = new MadeUpLog();
    for (const stream of ['book-a', 'book-a', 'book-a', 'book-b']) log.append({ stream });
    log.prune([[1, 2]]);
    expect((await saidOf(log, { pruned: [1, 2] })).at(-1)).toBe('RESULT OK: 5 events complete and unaltered');
  });
});

describe('an honest export of chosen events', () => {
  it('proves each, with its private part', async () => {
    const log = new MadeUpLog().fill(300);
    const parts = log.parts.filter(({ position }) => position === 14);
    const lines = await saidOf(log, { isPart: true, proofs: [14, 21, 299], parts });
    expect(lines.slice(3)).toEqual([
      'OK proof 14: included in 300',
      'OK proof 21: included in 300',
      'OK proof 299: included in 300',
      'OK private 14',
      'MISSING private: 1 parts were not handed out',
      'RESULT OK: 3 events of 300, unaltered',
    ]);
  });

  it.each([1, 2, 3, 4, 5, 255, 256, 257])('proves every one of %i events', async (size) => {
    const positions = Array.from({ length: size }, (_, index) => index + 1);
    const lines = await saidOf(new MadeUpLog().fill(size), { isPart: true, proofs: positions });
    expect(lines.at(-1)).toBe(`RESULT OK: ${size} events of ${size}, unaltered`);
  });

  it('reads an erasure by ranges, in which not every event has a private part', async () => {
    const log = new MadeUpLog().fill(20);
    log.eraseRanges([[1, 8]]);
    const lines = await saidOf(log, { parts: [] });
    expect(lines.slice(4)).toEqual([
      'ERASED private 7: by decision at 21 (UTB 2026/18)',
      'MISSING private: 1 parts were not handed out',
      'RESULT OK: 21 events complete and unaltered',
    ]);
  });

  it('names the decision of an erasure that is handed out with it', async () => {
    const log = new MadeUpLog().fill(20);
    log.erase([7, 14], null);
    const lines = await saidOf(log, { isPart: true, proofs: [14, 21], parts: [] });
    expect(lines.slice(5)).toEqual([
      'ERASED private 14: by decision at 21 (no case number)',
      'RESULT OK: 2 events of 21, unaltered',
    ]);
  });
});

describe('the key', () => {
  const [first, second, third] = [keyFrom('first'), keyFrom('second'), KEY];
  const log = new MadeUpLog().fill(5);
  log.rotate(first, second);
  log.fill(9);
  log.rotate(second, third);

  it('is the one that was given', async () => {
    expect((await saidOf(log, {}, VKEY)).at(0)).toBe(`OK vkey ${VKEY}: it is the key that was given`);
  });

  it('is handed over by the one that was given, link by link', async () => {
    const lines = await saidOf(log, {}, writeVerifierKey(first));
    expect(lines.slice(-2)).toEqual([
      `OK vkey ${VKEY}: handed over by KeyRotated at 6, 10`,
      'RESULT OK: 10 events complete and unaltered',
    ]);
    expect(await saidOf(log, {}, writeVerifierKey(second))).toContain(
      `OK vkey ${VKEY}: handed over by KeyRotated at 10`,
    );
  });

  it('is handed over in a part of the log too, where each link is in it', async () => {
    const whole = await saidOf(log, { isPart: true, proofs: [6, 10] }, writeVerifierKey(first));
    expect(whole).toContain(`OK vkey ${VKEY}: handed over by KeyRotated at 6, 10`);
    const broken = await saidOf(log, { isPart: true, proofs: [10] }, writeVerifierKey(first));
    expect(broken).toContain('FAILED vkey: is not the key that was given, nor handed over by it');
  });

  it('is not handed over backwards: an older export is not proved by a newer key', async () => {
    const lines = await saidOf(log, { key: first }, writeVerifierKey(second));
    expect(lines).toContain('FAILED vkey: is not the key that was given, nor handed over by it');
    expect(lines.at(-1)).toBe('RESULT FAILED 1');
  });

  it('is handed over after the last event of an export of an earlier moment', async () => {
    const earlier = new MadeUpLog().fill(5);
    const handovers = [6, 10].map((position) => handoverLine(log, position)).join('');
    const said = async (key: string, more: Plan) => saidOf(earlier, { ...more, handovers }, key);
    const led = `OK vkey ${VKEY}: handed over by KeyRotated at`;
    expect(await said(writeVerifierKey(first), {})).toContain(`${led} 6, 10`);
    expect(await said(writeVerifierKey(second), { isPart: true, proofs: [2], parts: [] })).toContain(`${led} 10`);
    expect((await said(VKEY, {})).at(-1)).toBe('RESULT OK: 5 events complete and unaltered');
    for (const checkpointBy of [first, second]) {
      expect((await said(VKEY, { checkpointBy })).at(-1)).toBe('RESULT OK: 5 events complete and unaltered');
    }
    expect(await said(VKEY, { checkpointBy: keyFrom('x') })).toContain('FAILED checkpoint: is not signed by the key');
    expect(await saidOf(earlier, { checkpointBy: second, handovers: handoverLine(log, 6) })).toContain(
      'FAILED checkpoint: is not signed by the key',
    );
  });

  it('that none handed over to, the first or in place of a lost one, is no fault and leads nowhere', async () => {
    const replaced = new MadeUpLog().fill(5);
    const data = { old: writeVerifierKey(first), new: VKEY, statement: null, decision: null };
    replaced.append({ stream: 'log', type: 'KeyRotated', data });
    replaced.append({ stream: 'log', type: 'KeyRotated', data: { ...data, old: null } });
    expect((await saidOf(replaced, {}, VKEY)).at(-1)).toBe('RESULT OK: 7 events complete and unaltered');
    expect(await saidOf(replaced, {}, writeVerifierKey(first))).toContain(
      'FAILED vkey: is not the key that was given, nor handed over by it',
    );
  });

  it('of somebody else proves nothing to whoever was given a key', async () => {
    const lines = await saidOf(log, {}, writeVerifierKey(keyFrom('somebody')));
    expect(lines).toContain('FAILED vkey: is not the key that was given, nor handed over by it');
  });
});

/** The positions whose events have private parts in a log that was filled. */
const sevenths = (size: number): readonly number[] =>
  Array.from({ length: Math.floor(size / 7) }, (_, index) => 7 * (index + 1));
