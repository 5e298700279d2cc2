import { describe, expect, it } from '@jest/globals';

import { type Hashes, rootAt } from '#transparency';

import type { EventLog } from '../event-log.js';
import { command, erasure, fact, type Scene, write } from './scene.contract.js';

/** A copy is the log as it was at one moment, whoever appends meanwhile, and a log of its own from there. */
export function copyContract(scene: Scene): void {
  const append = (name: string, count: number, log = scene.log) => {
    const facts = Array.from({ length: count }, (_, at) => fact({ name, at }, { text: `text ${name} ${at}` }));
    return log.append(command(name), [write(name, -1, ...facts)]);
  };
  const rootOf = (log: EventLog, size: number) => {
    const hashes: Hashes = (...asked) => log.hashes(...asked);
    return rootAt(hashes, size);
  };

  describe('a copy', () => {
    it('has every event, private part and tile, its guards too, and none of what comes later', async () => {
      await append('many', 700);
      await scene.log.append(command('erase'), [write('log', -1, erasure(3, 5))]);
      const copy = await scene.openCopy();
      await append('later', 2);
      expect(await copy.lastPosition()).toBe(701);
      expect(await copy.readStored(0, 1000)).toEqual((await scene.log.readStored(0, 1000)).slice(0, 701));
      expect(await rootOf(copy, 701)).toBe(await rootOf(scene.log, 701));
      expect(await copy.hashes(1, 0, 10)).toHaveLength(2);
      expect(await copy.faults()).toEqual([]);
    });

    it('is the beginning of the log, taken while others append', async () => {
      const other = await scene.open();
      const appended = Array.from({ length: 30 }, (_, at) => append(`s-${at}`, 3, at % 2 === 0 ? scene.log : other));
      const copies = [await scene.openCopy()];
      await Promise.all(appended.slice(0, 10));
      copies.push(await scene.openCopy());
      await Promise.all(appended);
      for (const copy of copies) {
        const size = await copy.lastPosition();
        expect(size % 3).toBe(0);
        expect(await rootOf(copy, size)).toBe(await rootOf(scene.log, size));
      }
      expect(await copies[1]?.lastPosition()).toBeGreaterThanOrEqual(30);
    });

    it('goes on as a log of its own', async () => {
      await append('one', 300);
      const copy = await scene.openCopy();
      const [event] = await append('two', 1, copy);
      expect(event?.position).toBe(301);
      expect(await scene.log.lastPosition()).toBe(300);
      expect((await append('one', 300, copy)).map(({ again }) => again)).toEqual(Array(300).fill(true));
    });
  });
}
