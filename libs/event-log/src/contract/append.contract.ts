import { beforeEach, describe, expect, it } from '@jest/globals';

import { command, fact, type Scene, write } from './scene.contract.js';

/** What is appended is read as it was, alone or with others, or refused whole. */
export function appendContract(scene: Scene): void {
  describe('append and read', () => {
    it('gives positions from 1 and revisions from 0, in the order of recording', async () => {
      await scene.log.append(command('one'), [write('a', -1, fact(1), fact(2)), write('b', -1, fact(3))]);
      await scene.log.append(command('two'), [write('a', 1, fact(4))]);
      const all = await scene.log.readAll(0, 10);
      expect(all.map(({ position, stream, revision, data }) => [position, stream, revision, data])).toEqual([
        [1, 'a', 0, 1],
        [2, 'a', 1, 2],
        [3, 'b', 0, 3],
        [4, 'a', 2, 4],
      ]);
      expect(await scene.log.lastPosition()).toBe(4);
    });

    it('records who asked, on behalf of what, and when', async () => {
      const asked = { ...command('one'), occurredOn: '2026-02-28', causationId: 'cause', correlationId: 'import-1' };
      const [event] = await scene.log.append(asked, [write('a', -1, fact({ n: 1 }))]);
      expect(event).toMatchObject({
        organisation: scene.log.organisation,
        type: 'Noted',
        version: 1,
        occurredOn: '2026-02-28',
        recordedAt: '2026-03-01T12:00:00.000Z',
        actor: { subject: 'person-kim', role: 'accountant' },
        commandId: 'one',
        causationId: 'cause',
        correlationId: 'import-1',
      });
    });

    it('lets a command that nothing caused be its own cause', async () => {
      const [event] = await scene.log.append(command('one'), [write('a', -1, fact(1))]);
      expect([event?.causationId, event?.correlationId, event?.occurredOn]).toEqual(['one', 'one', undefined]);
    });

    it('answers an append with what it then reads', async () => {
      const appended = await scene.log.append(command('one'), [write('a', -1, fact({ n: 1 }, { text: 'x' }), fact(2))]);
      expect(await scene.log.readStream('a')).toEqual(appended);
      expect(await scene.log.readAll(0, 10)).toEqual(appended);
    });

    it('reads a stream from a revision on, and the log after a position', async () => {
      await scene.log.append(command('one'), [write('a', -1, fact(1), fact(2), fact(3))]);
      expect((await scene.log.readStream('a', 1)).map(({ data }) => data)).toEqual([2, 3]);
      expect((await scene.log.readAll(1, 1)).map(({ data }) => data)).toEqual([2]);
    });

    it('reads nothing where nothing is', async () => {
      expect(await scene.log.readStream('nobody')).toEqual([]);
      expect(await scene.log.readAll(0, 10)).toEqual([]);
      expect(await scene.log.lastPosition()).toBe(0);
      expect(await scene.log.leafAt(1)).toBeUndefined();
    });

    it('keeps every letter', async () => {
      const text = 'Åre, 日本語, 👩‍🔬, a\u0301, "\\\n\t\u0000\u2028';
      await scene.log.append(command('one'), [write('voucher-b-A%C3%85-1', -1, fact({ text }, { text }))]);
      const [event] = await scene.log.readStream('voucher-b-A%C3%85-1');
      expect([event?.data, event?.private]).toEqual([{ text }, { text }]);
    });

    it('refuses the same stream twice in one append, as a mistake of the caller', async () => {
      await expect(scene.log.append(command('one'), [write('a', -1, fact(1)), write('a', 0, fact(2))])).rejects.toThrow(
        'twice',
      );
      expect(await scene.log.lastPosition()).toBe(0);
    });
  });

  describe('conflicts', () => {
    beforeEach(async () => {
      await scene.log.append(command('first'), [write('a', -1, fact(1))]);
    });

    it.each([-1, 1])('refuses an append at revision %d of a stream that stands at 0', async (expected) => {
      const late = scene.log.append(command('late'), [write('b', -1, fact(2)), write('a', expected, fact(2))]);
      await expect(late).rejects.toMatchObject({ code: 'STREAM_MOVED_ON', details: { stream: 'a' } });
      expect(await scene.log.readStream('b')).toEqual([]);
      expect(await scene.log.lastPosition()).toBe(1);
    });

    it('refuses where a stream that a rule looked at has moved', async () => {
      const guarded = (stream: string, revision: number) =>
        scene.log.append(command('guarded'), [write('b', -1, fact(2))], [{ stream, revision }]);
      await expect(guarded('a', -1)).rejects.toMatchObject({ code: 'STREAM_MOVED_ON', details: { stream: 'a' } });
      await expect(guarded('nobody', 0)).rejects.toMatchObject({ code: 'STREAM_MOVED_ON' });
      expect(await scene.log.readStream('b')).toEqual([]);
      expect(await guarded('a', 0)).toHaveLength(1);
    });

    it('lets one of two that decided on the same revision win, through whichever connection', async () => {
      const other = await scene.open();
      const outcomes = await Promise.allSettled([
        scene.log.append(command('mine'), [write('a', 0, fact('mine'))]),
        other.append(command('theirs'), [write('a', 0, fact('theirs'))]),
      ]);
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(await scene.log.readStream('a')).toHaveLength(2);
    });

    it('accepts or refuses each of many appends alone', async () => {
      const appends = Array.from({ length: 20 }, (_, n) =>
        scene.log.append(command(`many-${String(n)}`), [write(n % 2 === 0 ? `s-${String(n)}` : 'a', -1, fact(n))]),
      );
      const outcomes = await Promise.allSettled(appends);
      expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(10);
      expect(await scene.log.lastPosition()).toBe(11);
    });

    it('does not let an append that cannot be written harm the others', async () => {
      const circular: { self?: unknown } = {};
      circular.self = circular;
      const outcomes = await Promise.allSettled([
        scene.log.append(command('bad'), [write('b', -1, fact(1)), write('c', -1, fact(circular))]),
        scene.log.append(command('good'), [write('d', -1, fact(2))]),
      ]);
      expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
      expect((await scene.log.readAll(1, 10)).map(({ stream }) => stream)).toEqual(['d']);
    });
  });
}
