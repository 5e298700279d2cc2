import { hash } from 'node:crypto';

import { describe, expect, it } from '@jest/globals';

import { command, fact, type Scene, write } from './scene.contract.js';

/** The same command has one effect, however often it comes. */
export function retryContract(scene: Scene): void {
  describe('a retry of the same command', () => {
    const writes = [write('a', -1, fact({ n: 1 }, { text: 'secret' }), fact(2)), write('b', -1, fact(3))];

    it('gets back the events of the first try, whole, and adds nothing', async () => {
      const first = await scene.log.append(command('one'), writes);
      await scene.log.append(command('two'), [write('a', 1, fact(4))]);
      const again = await scene.log.append(command('one'), writes, [{ stream: 'a', revision: -1 }]);
      expect(again).toEqual(first.map((event) => ({ ...event, again: true })));
      expect(await scene.log.lastPosition()).toBe(4);
    });

    it('gets it back through another connection, whatever that one’s salt and clock say', async () => {
      const first = await scene.log.append(command('one'), writes);
      scene.now -= 3_600_000;
      const again = await (await scene.open()).append(command('one'), writes);
      expect(again.map(({ id, privateDigest }) => [id, privateDigest])).toEqual(
        first.map(({ id, privateDigest }) => [id, privateDigest]),
      );
    });

    it('appends what is missing and gives back what is there', async () => {
      await scene.log.append(command('one'), writes.slice(0, 1));
      const both = await scene.log.append(command('one'), writes);
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
      await scene.log.append(command('one'), writes);
      const retry = scene.log.append(command('one'), [differing]);
      await expect(retry).rejects.toMatchObject({ code: 'COMMAND_DIFFERS' });
      expect(await scene.log.lastPosition()).toBe(3);
    });

    it('may write to one stream once more, under ids of their own', async () => {
      await scene.log.append(command('one'), [write('a', -1, fact('started'))]);
      await scene.log.append(command('one'), [write('a', 0, fact('completed'))]);
      const ids = (await scene.log.readStream('a')).map(({ id }) => id);
      expect(new Set(ids).size).toBe(2);
    });

    it('makes the same ids in another log: a UUIDv8 of command, stream and revision', async () => {
      const [event] = await scene.log.append(command('one'), writes);
      const hex = hash('sha256', 'one\na\n0');
      expect(event?.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(event?.id.slice(0, 13)).toBe(`${hex.slice(0, 8)}-${hex.slice(8, 12)}`);
      expect(event?.id.slice(-12)).toBe(hex.slice(20, 32));
    });
  });
}
