import { beforeEach, describe, expect, it } from '@jest/globals';

import { DomainError } from '#kernel';
import { rootAt } from '#transparency';

import { Prunings } from '../prunings.js';
import { command, erasure, fact, pruning, type Scene, write } from './scene.contract.js';

const refusal = (code: 'STREAM_PRUNED' | 'STREAM_MOVED_ON', details: Record<string, string | number>) =>
  new DomainError(code, details);

/** A year goes by stream: bytes and private parts go, leaves and places stay, and nobody takes it for nothing. */
export function pruningContract(scene: Scene): void {
  const secret = { text: 'Faktura från Anna Ås' };
  const writes = [write('a', -1, fact(1, secret), fact(2, secret))];

  describe('pruned events', () => {
    // Positions 1–2 and 4 are of stream a, 3 and 5 of others, 6 is the decision.
    beforeEach(async () => {
      await scene.log.append(command('one'), writes);
      scene.now += 1000;
      await scene.log.append(command('two'), [write('b', -1, fact(3))]);
      scene.now += 1000;
      await scene.log.append(command('three'), [write('a', 1, fact(4, secret))]);
      scene.now += 1000;
      await scene.log.append(command('four'), [write('c', -1, fact(5, secret))]);
    });
    const prune = () => scene.log.append(command('prune'), [write('log', -1, pruning([1, 2], [4, 4]))]);

    it('keep their places and leaves, and the tree its root', async () => {
      const places = await scene.log.placesOf('a');
      expect(places.map(({ position, revision }) => [position, revision])).toEqual([
        [1, 0],
        [2, 1],
        [4, 2],
      ]);
      const stored = await scene.log.readStored(0, 10);
      const root = await rootAt((...asked) => scene.log.hashes(...asked), 5);
      await prune();
      expect(await scene.log.placesOf('a')).toEqual(places);
      expect(await scene.log.leafAt(2)).toBe(places[1]?.leaf);
      expect(await rootAt((...asked) => scene.log.hashes(...asked), 5)).toBe(root);
      const gone = (position: number) => [1, 2, 4].includes(position);
      expect((await scene.log.readStored(0, 10)).slice(0, 5)).toEqual(
        stored.map((event) => (gone(event.position) ? { ...event, bytes: null, sealed: null } : event)),
      );
      expect(await scene.log.faults()).toEqual([]);
      expect(await scene.log.placesOf('nobody')).toEqual([]);
    });

    it('are passed over by who reads the whole log, on every connection', async () => {
      const other = await scene.open();
      await prune();
      for (const log of [scene.log, other, await scene.open(), await scene.openCopy()]) {
        expect((await log.readAll(0, 10)).map(({ position }) => position)).toEqual([3, 5, 6]);
        expect((await log.readAll(3, 1)).map(({ position }) => position)).toEqual([5]);
        expect(await log.lastPosition()).toBe(6);
      }
      expect((await scene.log.readStream('c')).map(({ private: part }) => part)).toEqual([secret]);
    });

    it('count as recorded when the next one was that is still there', async () => {
      await prune();
      const at = (seconds: number) => scene.log.positionAt(new Date(scene.now + (seconds - 3) * 1000).toISOString());
      expect([await at(0), await at(1), await at(2), await at(3)]).toEqual([0, 3, 3, 6]);
    });

    it('are not read as an empty stream, nor written after, nor rested on', async () => {
      await prune();
      const pruned = refusal('STREAM_PRUNED', { stream: 'a', decision: 6 });
      await expect(scene.log.readStream('a')).rejects.toEqual(pruned);
      await expect(scene.log.append(command('one'), writes)).rejects.toEqual(pruned);
      for (const revision of [-1, 2]) {
        await expect(scene.log.append(command('new'), [write('a', revision, fact(7))])).rejects.toEqual(pruned);
      }
      const resting = [{ stream: 'a', revision: 2 }];
      await expect(scene.log.append(command('new'), [write('d', -1, fact(7))], resting)).rejects.toEqual(pruned);
      expect(await scene.log.lastPosition()).toBe(6);
    });

    it('are gone once only: the same command again gives back its decision', async () => {
      await prune();
      const [again] = await prune();
      expect([again?.again, again?.position]).toEqual([true, 6]);
      const prunings = await Prunings.of(scene.log);
      expect([prunings.last, prunings.counts]).toEqual([6, [{ decision: 6, year: 2015, events: 3 }]]);
      expect([1, 2, 3, 4, 5].map((position) => prunings.decisionAt(position))).toEqual([6, 6, null, 6, null]);
    });

    it('are those of whole streams, recorded before, and never the log’s own', async () => {
      await scene.log.append(command('five'), [write('log', -1, erasure(5))]);
      for (const ranges of [[[1, 2]], [[3, 7]], [[6, 6]], [[0, 9]], [[4, 4]]] as const) {
        await expect(scene.log.append(command('prune'), [write('log', 0, pruning(...ranges))])).rejects.toThrow();
      }
      expect(await scene.log.lastPosition()).toBe(6);
      expect((await scene.log.readAll(0, 10)).length).toBe(6);
    });

    it('may rest on nothing having come to streams of a name', async () => {
      const decide = (position: number) =>
        scene.log.append(command('prune'), [write('log', -1, pruning([3, 3]))], [{ prefix: 'c', position }]);
      await expect(decide(4)).rejects.toEqual(refusal('STREAM_MOVED_ON', { stream: 'c' }));
      expect((await decide(5)).map(({ position }) => position)).toEqual([6]);
    });
  });
}
