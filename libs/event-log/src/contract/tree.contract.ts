import { describe, expect, it } from '@jest/globals';

import {
  consistencyPath,
  type Hash,
  type Hashes,
  inclusionPath,
  isPrefix,
  leafHash,
  rootAt,
  rootOfPath,
  rootOver,
  TILE,
} from '#transparency';

import { command, erasure, fact, type Scene, write } from './scene.contract.js';

/** The tree grows with the log, in its very appends, and every event and every earlier tree can be proved out of it. */
export function treeContract(scene: Scene): void {
  const appendMany = async (name: string, count: number, log = scene.log): Promise<void> => {
    const facts = Array.from({ length: count }, (_, at) => fact({ name, at }, at % 2 === 0 ? { at } : undefined));
    await log.append(command(name), [write(name, -1, ...facts)]);
  };
  const hashes: Hashes = (level, first, count) => scene.log.hashes(level, first, count);
  const leaves = async (): Promise<Hash[]> => (await scene.log.readStored(0, 10_000)).map(({ leaf }) => leaf);

  describe('the tree', () => {
    it('has no hashes while there are no events', async () => {
      expect([await hashes(0, 0, 1), await hashes(1, 0, 1)]).toEqual([[], []]);
      expect(await rootAt(hashes, 0)).toBe(rootOver([]));
    });

    it('is that of the stored bytes, whoever appended them and in whatever portions', async () => {
      const other = await scene.open();
      for (const [at, count] of [1, 254, 1, 1, 255, 3, 600].entries()) {
        await appendMany(`s-${at}`, count, at % 2 === 0 ? scene.log : other);
        const all = await leaves();
        expect(await rootAt(hashes, all.length)).toBe(rootOver(all));
        const tiles = Array.from({ length: Math.floor(all.length / TILE) }, (_, tile) =>
          rootOver(all.slice(tile * TILE, (tile + 1) * TILE)),
        );
        expect(await hashes(1, 0, TILE)).toEqual(tiles);
      }
    });

    it('proves every event, and every earlier tree', async () => {
      await appendMany('many', 700);
      const all = await leaves();
      const root = rootOver(all);
      for (const index of [0, 1, 255, 256, 511, 512, 699]) {
        const path = await inclusionPath(hashes, index, 700);
        expect(rootOfPath({ hash: all[index] ?? '', index }, 700, path)).toBe(root);
        const earlier = { size: index + 1, root: rootOver(all.slice(0, index + 1)) };
        expect(isPrefix(earlier, { size: 700, root }, await consistencyPath(hashes, index + 1, 700))).toBe(true);
      }
    });

    it('is the same after a part is erased', async () => {
      await appendMany('many', 300);
      const before = await rootAt(hashes, 300);
      await scene.log.append(command('erase'), [write('log', -1, erasure(1, 3))]);
      expect(await rootAt(hashes, 300)).toBe(before);
    });
  });

  describe('stored events', () => {
    it('are the bytes that were hashed, with what the store keeps beside them', async () => {
      const secret = { text: 'Å' };
      await scene.log.append(command('one'), [write('a', -1, fact(1, secret), fact(2))]);
      const stored = await scene.log.readStored(0, 10);
      const [event] = await scene.log.readAll(0, 1);
      expect(stored).toMatchObject([
        { position: 1, stream: 'a', revision: 0 },
        { position: 2, stream: 'a', revision: 1, sealed: null },
      ]);
      for (const { position, bytes, leaf } of stored) {
        expect(leaf).toBe(leafHash(bytes ?? ''));
        expect(Buffer.from(leaf, 'latin1').toString('hex')).toBe(await scene.log.leafAt(position));
      }
      expect(stored.map(({ bytes }) => JSON.parse(bytes ?? '') as unknown)).toMatchObject([
        { data: 1, privateDigest: event?.privateDigest },
        { data: 2 },
      ]);
      expect(stored.map(({ sealed }) => sealed?.slice(64))).toEqual([JSON.stringify(secret), undefined]);
      expect(await scene.log.readStored(1, 1)).toEqual(stored.slice(1));
    });
  });
}
