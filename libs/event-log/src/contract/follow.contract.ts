import { describe, expect, it } from '@jest/globals';

import type { RecordedEvent } from '../event-log.js';
import { command, fact, type Scene, write } from './scene.contract.js';

/** Who follows the log sees each event once, from whichever process. */
export function followContract(scene: Scene): void {
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
      await scene.log.append(command('one'), [write('a', -1, fact(1), fact(2))]);
      const seen = collect(scene.log.subscribe(1, new AbortController().signal), 3);
      await scene.log.append(command('two'), [write('b', -1, fact(3))]);
      await (await scene.open()).append(command('three'), [write('c', -1, fact(4))]);
      expect(await seen).toEqual([2, 3, 4]);
    });

    it('ends when it is told to, and when the log is closed', async () => {
      const told = new AbortController();
      const [one, other] = [
        collect(scene.log.subscribe(0, told.signal), 1),
        collect(scene.log.subscribe(0, new AbortController().signal), 1),
      ];
      told.abort();
      expect(await one).toEqual([]);
      await scene.log.close();
      expect(await other).toEqual([]);
    });
  });

  it('is read by the next process as it was written, and closing twice does no harm', async () => {
    const appended = await scene.log.append(command('one'), [write('a', -1, fact(1, { text: 'x' }))]);
    await scene.log.close();
    await scene.log.close();
    expect(await (await scene.open()).readAll(0, 10)).toEqual(appended);
  });
}
