import { hash } from 'node:crypto';

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { RecordedEvent } from '../event-log.js';
import { command, erasure, fact, NOON, type Scene, write } from './scene.contract.js';

/** The hashed bytes of an event, written out once more from the design: the keys, and their order. */
const bytesOf = (event: RecordedEvent): string =>
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

/** Times never go back, bytes are fixed, private parts can be erased without touching them. */
export function proofContract(scene: Scene): void {
  describe('time', () => {
    it('never goes back, whatever the clock says, also through another connection', async () => {
      await scene.log.append(command('one'), [write('a', -1, fact(1))]);
      scene.now -= 59_000;
      await (await scene.open()).append(command('two'), [write('b', -1, fact(2))]);
      scene.now += 60_000;
      await scene.log.append(command('three'), [write('c', -1, fact(3))]);
      expect((await scene.log.readAll(0, 10)).map(({ recordedAt }) => recordedAt)).toEqual([
        '2026-03-01T12:00:00.000Z',
        '2026-03-01T12:00:00.000Z',
        '2026-03-01T12:00:01.000Z',
      ]);
    });

    it('refuses a clock more than a minute behind the log', async () => {
      await scene.log.append(command('one'), [write('a', -1, fact(1))]);
      scene.now -= 60_001;
      const late = scene.log.append(command('two'), [write('b', -1, fact(2))]);
      await expect(late).rejects.toMatchObject({ code: 'CLOCK_BEHIND_LOG' });
      expect(await scene.log.lastPosition()).toBe(1);
    });

    it('finds the last position at an instant', async () => {
      for (const second of [0, 1, 1, 5]) {
        scene.now = NOON + second * 1000;
        const at = await scene.log.lastPosition();
        await scene.log.append(command(`c-${String(at)}`), [write(`s-${String(at)}`, -1, fact(1))]);
      }
      const at = (instant: string) => scene.log.positionAt(instant);
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
          const [event] = await scene.log.append(command(stream), [write(stream, -1, fact(data, part ?? undefined))]);
          const [read] = await scene.log.readStream(stream);
          if (event === undefined || read === undefined) throw new Error('Nothing was appended');
          const bytes = bytesOf(event);
          expect(bytesOf(read)).toBe(bytes);
          expect(JSON.stringify(JSON.parse(bytes))).toBe(bytes);
          expect(await scene.log.leafAt(event.position)).toBe(leafOf(bytes));
          expect(JSON.stringify(read.private ?? null)).toBe(JSON.stringify(part));
        }),
        { numRuns: 60 },
      );
    });

    it('do not depend on the order in which the actor’s fields came', async () => {
      const asked = { commandId: 'one', actor: { role: 'accountant', subject: 'person-kim' } };
      const [event] = await scene.log.append(asked, [write('a', -1, fact(1))]);
      expect(Object.keys(event?.actor ?? {})).toEqual(['subject', 'role']);
    });
  });

  describe('private parts', () => {
    const secret = { text: 'Faktura från Anna Ås' };

    it('are bound to the event by a salted digest, so that equal parts do not look equal', async () => {
      const [one, other] = await scene.log.append(command('one'), [
        write('a', -1, fact(1, secret), fact(2, secret), fact(3)),
      ]);
      expect(one?.privateDigest).toMatch(/^[0-9a-f]{64}$/);
      expect(other?.privateDigest).not.toBe(one?.privateDigest);
      expect(JSON.stringify(await scene.log.readAll(2, 1))).not.toContain('private');
    });

    it('are erased by the recorded decision, and the event keeps its bytes', async () => {
      const [event] = await scene.log.append(command('one'), [write('a', -1, fact({ n: 1 }, secret), fact(2, secret))]);
      const leaf = await scene.log.leafAt(1);
      await scene.log.append(command('two'), [write('log', -1, erasure(1))]);
      const [erased, kept] = await scene.log.readStream('a');
      expect(erased).toEqual({ ...event, private: null });
      expect(kept?.private).toEqual(secret);
      expect(await scene.log.leafAt(1)).toBe(leaf);
    });

    it('stay erased when the command that brought them is retried', async () => {
      const writes = [write('a', -1, fact({ n: 1 }, secret))];
      await scene.log.append(command('one'), writes);
      await scene.log.append(command('two'), [write('log', -1, erasure(1))]);
      const [again] = await scene.log.append(command('one'), writes);
      expect([again?.again, again?.private]).toEqual([true, null]);
    });

    it('cannot be erased before they are recorded', async () => {
      await expect(scene.log.append(command('one'), [write('log', -1, erasure(1))])).rejects.toThrow();
      expect(await scene.log.lastPosition()).toBe(0);
    });
  });
}
