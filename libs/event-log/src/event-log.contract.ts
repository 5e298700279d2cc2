import { hash } from 'node:crypto';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { WrittenEvent } from '#kernel';

import type { Clock } from './clock.js';
import type { CommandContext, EventLog, RecordedEvent, Write } from './event-log.js';

/** Where one log lies while a test runs. Each `open` is one more connection, as of another process. */
export interface Place {
  open(clock?: Clock): Promise<EventLog>;
  remove(): Promise<void>;
}

/** The organisation that every place of the contract belongs to. */
export const ORGANISATION = '2321000164';

const NOON = Date.UTC(2026, 2, 1, 12);
const by = { subject: 'person-kim', role: 'accountant' };
const command = (commandId: string): CommandContext => ({ commandId, actor: by });
const fact = (data: unknown, part?: unknown): WrittenEvent => {
  const noted = { type: 'Noted', version: 1, data };
  return part === undefined ? noted : { ...noted, private: part };
};
const write = (stream: string, expectedRevision: number, ...events: readonly WrittenEvent[]): Write => ({
  stream,
  expectedRevision,
  events,
});
const erasure = (...positions: readonly number[]): WrittenEvent => ({
  type: 'PrivatePartErased',
  version: 1,
  data: { positions, decision: { body: 'Arkivet', date: '2026-04-01', caseNumber: 'A 1' } },
});

/** The hashed bytes of an event, written out once more from the design: the keys, and their order. */
export const bytesOf = (event: RecordedEvent): string =>
  JSON.stringify({
    v: 1,
    organisation: event.organisation,
    stream: event.stream,
    revision: event.revision,
    id: event.id,
    type: event.type,
    version: event.version,
    occurredOn: event.occurredOn,
    recordedAt: event.recordedAt,
    actor: event.actor,
    commandId: event.commandId,
    causationId: event.causationId,
    correlationId: event.correlationId,
    data: event.data,
    privateDigest: event.privateDigest,
  });
const leafOf = (bytes: string): string => hash('sha256', `\0${bytes}`);

/** What every EventLog must do. Each implementation runs this same list. */
export function eventLogContract(start: () => Promise<Place>): void {
  let place: Place;
  let log: EventLog;
  let now: number;
  const opened: EventLog[] = [];
  const open = async (): Promise<EventLog> => {
    const another = await place.open(() => now);
    opened.push(another);
    return another;
  };

  beforeEach(async () => {
    now = NOON;
    place = await start();
    log = await open();
  });
  afterEach(async () => {
    for (const each of opened.splice(0)) await each.close();
    await place.remove();
  });

  describe('append and read', () => {
    it('gives positions from 1 and revisions from 0, in the order of recording', async () => {
      await log.append(command('one'), [write('a', -1, fact(1), fact(2)), write('b', -1, fact(3))]);
      await log.append(command('two'), [write('a', 1, fact(4))]);
      const all = await log.readAll(0, 10);
      expect(all.map(({ position, stream, revision, data }) => [position, stream, revision, data])).toEqual([
        [1, 'a', 0, 1],
        [2, 'a', 1, 2],
        [3, 'b', 0, 3],
        [4, 'a', 2, 4],
      ]);
      expect(await log.lastPosition()).toBe(4);
    });

    it('records who asked, on behalf of what, and when', async () => {
      const asked = { ...command('one'), occurredOn: '2026-02-28', causationId: 'cause', correlationId: 'import-1' };
      const [event] = await log.append(asked, [write('a', -1, fact({ n: 1 }))]);
      expect(event).toMatchObject({
        organisation: ORGANISATION,
        type: 'Noted',
        version: 1,
        occurredOn: '2026-02-28',
        recordedAt: '2026-03-01T12:00:00.000Z',
        actor: by,
        commandId: 'one',
        causationId: 'cause',
        correlationId: 'import-1',
      });
    });

    it('lets a command that nothing caused be its own cause', async () => {
      const [event] = await log.append(command('one'), [write('a', -1, fact(1))]);
      expect([event?.causationId, event?.correlationId, event?.occurredOn]).toEqual(['one', 'one', undefined]);
    });

    it('answers an append with what it then reads', async () => {
      const appended = await log.append(command('one'), [write('a', -1, fact({ n: 1 }, { text: 'x' }), fact(2))]);
      expect(await log.readStream('a')).toEqual(appended);
      expect(await log.readAll(0, 10)).toEqual(appended);
    });

    it('reads a stream from a revision on, and the log after a position', async () => {
      await log.append(command('one'), [write('a', -1, fact(1), fact(2), fact(3))]);
      expect((await log.readStream('a', 1)).map(({ data }) => data)).toEqual([2, 3]);
      expect((await log.readAll(1, 1)).map(({ data }) => data)).toEqual([2]);
    });

    it('reads nothing where nothing is', async () => {
      expect(await log.readStream('nobody')).toEqual([]);
      expect(await log.readAll(0, 10)).toEqual([]);
      expect(await log.lastPosition()).toBe(0);
      expect(await log.leafAt(1)).toBeUndefined();
    });

    it('keeps every letter', async () => {
      const text = 'Åre, 日本語, 👩‍🔬, a\u0301, "\\\n\t\u0000\u2028';
      await log.append(command('one'), [write('voucher-b-A%C3%85-1', -1, fact({ text }, { text }))]);
      const [event] = await log.readStream('voucher-b-A%C3%85-1');
      expect([event?.data, event?.private]).toEqual([{ text }, { text }]);
    });

    it('refuses the same stream twice in one append, as a mistake of the caller', async () => {
      await expect(log.append(command('one'), [write('a', -1, fact(1)), write('a', 0, fact(2))])).rejects.toThrow(
        'twice',
      );
      expect(await log.lastPosition()).toBe(0);
    });
  });

  describe('conflicts', () => {
    beforeEach(async () => {
      await log.append(command('first'), [write('a', -1, fact(1))]);
    });

    it.each([-1, 1])('refuses an append at revision %d of a stream that stands at 0', async (expected) => {
      const late = log.append(command('late'), [write('b', -1, fact(2)), write('a', expected, fact(2))]);
      await expect(late).rejects.toMatchObject({ code: 'STREAM_MOVED_ON', details: { stream: 'a' } });
      expect(await log.readStream('b')).toEqual([]);
      expect(await log.lastPosition()).toBe(1);
    });

    it('refuses where a stream that a rule looked at has moved', async () => {
      const guarded = (stream: string, revision: number) =>
        log.append(command('guarded'), [write('b', -1, fact(2))], [{ stream, revision }]);
      await expect(guarded('a', -1)).rejects.toMatchObject({ code: 'STREAM_MOVED_ON', details: { stream: 'a' } });
      await expect(guarded('nobody', 0)).rejects.toMatchObject({ code: 'STREAM_MOVED_ON' });
      expect(await log.readStream('b')).toEqual([]);
      expect(await guarded('a', 0)).toHaveLength(1);
    });

    it('lets one of two that decided on the same revision win, through whichever connection', async () => {
      const other = await open();
      const outcomes = await Promise.allSettled([
        log.append(command('mine'), [write('a', 0, fact('mine'))]),
        other.append(command('theirs'), [write('a', 0, fact('theirs'))]),
      ]);
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(await log.readStream('a')).toHaveLength(2);
    });

    it('accepts or refuses each of many appends alone', async () => {
      const appends = Array.from({ length: 20 }, (_, n) =>
        log.append(command(`many-${String(n)}`), [write(n % 2 === 0 ? `s-${String(n)}` : 'a', -1, fact(n))]),
      );
      const outcomes = await Promise.allSettled(appends);
      expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(10);
      expect(await log.lastPosition()).toBe(11);
    });

    it('does not let an append that cannot be written harm the others', async () => {
      const circular: { self?: unknown } = {};
      circular.self = circular;
      const outcomes = await Promise.allSettled([
        log.append(command('bad'), [write('b', -1, fact(1)), write('c', -1, fact(circular))]),
        log.append(command('good'), [write('d', -1, fact(2))]),
      ]);
      expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
      expect((await log.readAll(1, 10)).map(({ stream }) => stream)).toEqual(['d']);
    });
  });

  describe('a retry of the same command', () => {
    const writes = [write('a', -1, fact({ n: 1 }, { text: 'secret' }), fact(2)), write('b', -1, fact(3))];

    it('gets back the events of the first try, whole, and adds nothing', async () => {
      const first = await log.append(command('one'), writes);
      await log.append(command('two'), [write('a', 1, fact(4))]);
      const again = await log.append(command('one'), writes, [{ stream: 'a', revision: -1 }]);
      expect(again).toEqual(first.map((event) => ({ ...event, again: true })));
      expect(await log.lastPosition()).toBe(4);
    });

    it('gets it back through another connection, whatever that one’s salt and clock say', async () => {
      const first = await log.append(command('one'), writes);
      now -= 3_600_000;
      const again = await (await open()).append(command('one'), writes);
      expect(again.map(({ id, privateDigest }) => [id, privateDigest])).toEqual(
        first.map(({ id, privateDigest }) => [id, privateDigest]),
      );
    });

    it('appends what is missing and gives back what is there', async () => {
      await log.append(command('one'), writes.slice(0, 1));
      const both = await log.append(command('one'), writes);
      expect(both.map(({ position, again }) => [position, again])).toEqual([
        [1, true],
        [2, true],
        [3, undefined],
      ]);
    });

    it.each([
      ['other data', write('a', -1, fact({ n: 2 }, { text: 'secret' }), fact(2))],
      ['another type', write('a', -1, { ...fact({ n: 1 }, { text: 'secret' }), type: 'Other' }, fact(2))],
      ['another private part', write('a', -1, fact({ n: 1 }, { text: 'other' }), fact(2))],
      ['no private part', write('a', -1, fact({ n: 1 }), fact(2))],
      ['more events', write('a', -1, fact({ n: 1 }, { text: 'secret' }), fact(2), fact(3))],
    ])('is refused with %s', async (_, differing) => {
      await log.append(command('one'), writes);
      const retry = log.append(command('one'), [differing]);
      await expect(retry).rejects.toMatchObject({ code: 'COMMAND_DIFFERS' });
      expect(await log.lastPosition()).toBe(3);
    });

    it('may write to one stream once more, under ids of their own', async () => {
      await log.append(command('one'), [write('a', -1, fact('started'))]);
      await log.append(command('one'), [write('a', 0, fact('completed'))]);
      const ids = (await log.readStream('a')).map(({ id }) => id);
      expect(new Set(ids).size).toBe(2);
    });

    it('makes the same ids in another log: a UUIDv8 of command, stream and revision', async () => {
      const [event] = await log.append(command('one'), writes);
      const hex = hash('sha256', 'one\na\n0');
      expect(event?.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(event?.id.slice(0, 13)).toBe(`${hex.slice(0, 8)}-${hex.slice(8, 12)}`);
      expect(event?.id.slice(-12)).toBe(hex.slice(20, 32));
    });
  });

  describe('time', () => {
    it('never goes back, whatever the clock says, also through another connection', async () => {
      await log.append(command('one'), [write('a', -1, fact(1))]);
      now -= 59_000;
      await (await open()).append(command('two'), [write('b', -1, fact(2))]);
      now += 60_000;
      await log.append(command('three'), [write('c', -1, fact(3))]);
      expect((await log.readAll(0, 10)).map(({ recordedAt }) => recordedAt)).toEqual([
        '2026-03-01T12:00:00.000Z',
        '2026-03-01T12:00:00.000Z',
        '2026-03-01T12:00:01.000Z',
      ]);
    });

    it('refuses a clock more than a minute behind the log', async () => {
      await log.append(command('one'), [write('a', -1, fact(1))]);
      now -= 60_001;
      const late = log.append(command('two'), [write('b', -1, fact(2))]);
      await expect(late).rejects.toMatchObject({ code: 'CLOCK_BEHIND_LOG' });
      expect(await log.lastPosition()).toBe(1);
    });

    it('finds the last position at an instant', async () => {
      for (const second of [0, 1, 1, 5]) {
        now = NOON + second * 1000;
        const at = await log.lastPosition();
        await log.append(command(`c-${String(at)}`), [write(`s-${String(at)}`, -1, fact(1))]);
      }
      const at = (instant: string) => log.positionAt(instant);
      expect(await at('2026-03-01T11:59:59.999Z')).toBe(0);
      expect(await at('2026-03-01T12:00:00Z')).toBe(1);
      expect(await at('2026-03-01T13:00:01.000+01:00')).toBe(3);
      expect(await at('2026-03-01T12:00:04.999Z')).toBe(3);
      expect(await at('2027-01-01T00:00:00Z')).toBe(4);
    });
  });

  describe('bytes', () => {
    it('are what the leaf is the hash of, and come out the same when they are read and written again', async () => {
      // Any JSON: a key that looks like an index comes first in every object, on writing as on reading, so it too is fixed.
      let n = 0;
      await fc.assert(
        fc.asyncProperty(fc.jsonValue(), fc.option(fc.jsonValue()), async (data, part) => {
          const stream = `s-${String(n++)}`;
          const [event] = await log.append(command(stream), [write(stream, -1, fact(data, part ?? undefined))]);
          const [read] = await log.readStream(stream);
          if (event === undefined || read === undefined) throw new Error('Nothing was appended');
          const bytes = bytesOf(event);
          expect(bytesOf(read)).toBe(bytes);
          expect(JSON.stringify(JSON.parse(bytes))).toBe(bytes);
          expect(await log.leafAt(event.position)).toBe(leafOf(bytes));
          expect(JSON.stringify(read.private ?? null)).toBe(JSON.stringify(part));
        }),
        { numRuns: 60 },
      );
    });

    it('do not depend on the order in which the actor’s fields came', async () => {
      const asked = { commandId: 'one', actor: { role: 'accountant', subject: 'person-kim' } };
      const [event] = await log.append(asked, [write('a', -1, fact(1))]);
      expect(Object.keys(event?.actor ?? {})).toEqual(['subject', 'role']);
    });
  });

  describe('private parts', () => {
    const secret = { text: 'Faktura från Anna Ås' };

    it('are bound to the event by a salted digest, so that equal parts do not look equal', async () => {
      const [one, other] = await log.append(command('one'), [
        write('a', -1, fact(1, secret), fact(2, secret), fact(3)),
      ]);
      expect(one?.privateDigest).toMatch(/^[0-9a-f]{64}$/);
      expect(other?.privateDigest).not.toBe(one?.privateDigest);
      expect(JSON.stringify(await log.readAll(2, 1))).not.toContain('private');
    });

    it('are erased by the recorded decision, and the event keeps its bytes', async () => {
      const [event] = await log.append(command('one'), [write('a', -1, fact({ n: 1 }, secret), fact(2, secret))]);
      const leaf = await log.leafAt(1);
      await log.append(command('two'), [write('log', -1, erasure(1))]);
      const [erased, kept] = await log.readStream('a');
      expect(erased).toEqual({ ...event, private: null });
      expect(kept?.private).toEqual(secret);
      expect(await log.leafAt(1)).toBe(leaf);
    });

    it('stay erased when the command that brought them is retried', async () => {
      const writes = [write('a', -1, fact({ n: 1 }, secret))];
      await log.append(command('one'), writes);
      await log.append(command('two'), [write('log', -1, erasure(1))]);
      const [again] = await log.append(command('one'), writes);
      expect([again?.again, again?.private]).toEqual([true, null]);
    });

    it('cannot be erased before they are recorded', async () => {
      await expect(log.append(command('one'), [write('log', -1, erasure(1))])).rejects.toThrow();
      expect(await log.lastPosition()).toBe(0);
    });
  });

  describe('subscribe', () => {
    const collect = async (events: AsyncIterable<readonly RecordedEvent[]>, count: number): Promise<unknown[]> => {
      const seen: unknown[] = [];
      for await (const batch of events) {
        seen.push(...batch.map(({ position }) => position));
        if (seen.length >= count) break;
      }
      return seen;
    };

    it('gives what is there and then what comes, also from another connection', async () => {
      await log.append(command('one'), [write('a', -1, fact(1), fact(2))]);
      const seen = collect(log.subscribe(1, new AbortController().signal), 3);
      await log.append(command('two'), [write('b', -1, fact(3))]);
      await (await open()).append(command('three'), [write('c', -1, fact(4))]);
      expect(await seen).toEqual([2, 3, 4]);
    });

    it('ends when it is told to, and when the log is closed', async () => {
      const told = new AbortController();
      const [one, other] = [
        collect(log.subscribe(0, told.signal), 1),
        collect(log.subscribe(0, new AbortController().signal), 1),
      ];
      told.abort();
      expect(await one).toEqual([]);
      await log.close();
      expect(await other).toEqual([]);
    });
  });

  it('is read by the next process as it was written, and closing twice does no harm', async () => {
    const appended = await log.append(command('one'), [write('a', -1, fact(1, { text: 'x' }))]);
    await log.close();
    await log.close();
    expect(await (await open()).readAll(0, 10)).toEqual(appended);
  });
}
