import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout } from 'node:timers/promises';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { ownName } from '#sqlite';

import type { RunAsked } from './run.js';
import { runOnce } from './run-once.js';
import type { RunHeld, Runs } from './runs.js';

/** Where an organisation's runs lie while a test runs. */
export interface RunsPlace {
  /** One more connection to it, as of another process; `leaseMs` as `open` of the engine takes it. */
  open(leaseMs?: number): Promise<Runs>;
  remove(): Promise<void>;
}

const asked = (other: Partial<RunAsked> = {}): RunAsked => ({
  ...{ kind: 'underlay', grant: 'gnv-2026', asked: { form: 'authority' }, moment: { position: 12 }, root: 'ab' },
  ...other,
});
const made = (sha256: string) => ({ files: [{ path: `/tmp/${sha256}`, sha256, size: 3 }], told: { lines: 1 } });
/** A holder of this machine whose process is no more. */
const dead = (): string => `${hostname()}-${2 ** 31 - 1}-${randomUUID()}`;
const UNDER_WAY = expect.objectContaining({ code: 'RUN_UNDER_WAY' });

/** What every engine of runs must do. Each implementation runs this same list. */
export function runsContract(start: () => Promise<RunsPlace>): void {
  let place: RunsPlace;
  let one: Runs;
  let other: Runs;
  beforeEach(async () => {
    place = await start();
    one = await place.open();
    other = await place.open();
  });
  afterEach(async () => {
    await one.close();
    await other.close();
    await place.remove();
  });

  describe('a run', () => {
    it('is remembered with how far it came and what it made, whoever asks', async () => {
      const held = await one.begin(asked({ moment: { position: 12, perDate: '2026-06-30' } }), ownName());
      expect(held).toMatchObject({ token: 1, isContinued: false });
      expect(await one.renew(held, 'halvvägs')).toBe(true);
      expect(await other.of(held.id)).toMatchObject({
        ...{ kind: 'underlay', grant: 'gnv-2026', asked: { form: 'authority' }, position: 12, perDate: '2026-06-30' },
        ...{ state: 'running', progress: 'halvvägs', result: null, ended: null },
      });
      expect(await one.end(held, { result: made('a') })).toBe(true);
      expect(await other.of(held.id)).toMatchObject({ state: 'done', result: made('a'), code: null });
      expect(await other.of('none')).toBeUndefined();
    });

    it('is the same of the same ask, and another of another', async () => {
      const ids = new Set<string>();
      const others: Partial<RunAsked>[] = [
        ...[
          {},
          { asked: { form: 'public' } },
          { moment: { position: 13 } },
          { root: 'cd' },
          { kind: 'return' as const },
        ],
        ...[{ moment: { position: 12, perDate: '2026-06-30' } }, { asked: { form: 'authority', from: undefined } }],
      ];
      for (const each of others) {
        const held = await one.begin(asked(each), ownName());
        ids.add(held.id);
        await one.end(held, { result: made('a') });
      }
      expect(ids.size).toBe(others.length - 1);
      expect((await one.list()).length).toBe(others.length - 1);
    });

    it('is one of a grant at a time, whatever is made, and says who has it', async () => {
      const held = await one.begin(asked(), ownName());
      await one.renew(held, 'halvvägs');
      await expect(other.begin(asked(), ownName())).rejects.toThrow(UNDER_WAY);
      const refused = other.begin(asked({ kind: 'return' }), ownName());
      await expect(refused).rejects.toMatchObject({
        details: {
          run: held.id,
          kind: 'underlay',
          process: String(process.pid),
          host: hostname(),
          progress: 'halvvägs',
        },
      });
      const another = await other.begin(asked({ grant: 'annat-2026' }), ownName());
      expect((await one.list('annat-2026')).map(({ id }) => id)).toEqual([another.id]);
      await one.end(held, { code: 'DISK_FULL' });
      expect(await other.begin(asked(), ownName())).toMatchObject({ token: 2, isContinued: false });
    });

    it('goes to one of those that ask at the same moment', async () => {
      const all = await Promise.allSettled(
        [one, other, one, other].map((runs, at) => runs.begin(asked({ root: String(at) }), ownName())),
      );
      expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    });

    it('is free at once where its process is dead, and is known to be continued by the same ask alone', async () => {
      const lost = await one.begin(asked(), dead());
      expect(await other.of(lost.id)).toMatchObject({ state: 'cut-off' });
      const next = await other.begin(asked({ kind: 'return' }), ownName());
      expect(next.isContinued).toBe(false);
      await other.end(next, { result: made('b') });
      const again = await other.begin(asked(), ownName());
      expect(again).toMatchObject({ id: lost.id, token: 2, isContinued: true });
      expect([await one.renew(lost, 'sent'), await one.end(lost, { result: made('c') })]).toEqual([false, false]);
      expect(await other.of(again.id)).toMatchObject({ state: 'running', progress: null, result: null });
    });

    it('is free when its time is over, and then no longer of who had it', async () => {
      const brief = await place.open(150);
      const lost = await brief.begin(asked(), ownName());
      await expect(other.begin(asked(), ownName())).rejects.toThrow(UNDER_WAY);
      await setTimeout(100);
      expect(await brief.renew(lost, null)).toBe(true);
      await setTimeout(100);
      await expect(other.begin(asked(), ownName())).rejects.toThrow(UNDER_WAY);
      await setTimeout(100);
      const next = await other.begin(asked(), ownName());
      expect(next).toMatchObject({ token: 2, isContinued: true });
      expect([await brief.renew(lost, null), await brief.end(lost, { code: 'X' })]).toEqual([false, false]);
      await brief.close();
    });

    it('remembers what it made until it makes something else', async () => {
      const first = await one.begin(asked(), ownName());
      await one.end(first, { result: made('a') });
      const failed = await one.begin(asked(), ownName());
      expect(await other.of(failed.id)).toMatchObject({ state: 'running', result: made('a') });
      await one.end(failed, { code: 'OUTPUT_EXISTS' });
      expect(await other.of(failed.id)).toMatchObject({ state: 'failed', code: 'OUTPUT_EXISTS', result: made('a') });
    });
  });

  describe('work that is run once', () => {
    const built = (made_: string, log: string[] = []) => ({
      stands: () => log.includes(made_),
      build: () => {
        log.push(made_);
        return Promise.resolve(made(made_));
      },
    });

    it('is not done again while what it made stands', async () => {
      const log: string[] = [];
      const first = await runOnce(one, asked(), built('a', log));
      expect(first).toMatchObject({ isNew: true, result: made('a') });
      expect(await runOnce(other, asked(), built('a', log))).toEqual({ ...first, isNew: false });
      expect(log).toEqual(['a']);
      expect(await runOnce(other, asked(), built('b', log))).toMatchObject({ isNew: true, result: made('b') });
    });

    it('ends with the code of what stopped it, and lets the next one in', async () => {
      const failing = { stands: () => false, build: () => Promise.reject(new Error('Half way.')) };
      await expect(runOnce(one, asked(), failing)).rejects.toThrow('Half way.');
      expect(await other.list()).toMatchObject([{ state: 'failed', code: 'Error' }]);
      expect(await runOnce(other, asked(), built('a'))).toMatchObject({ isNew: true });
    });

    it('may not put anything in its place once another has taken it', async () => {
      const overtaken = runOnce(one, asked(), {
        stands: () => false,
        build: async (running) => {
          const { id } = (await other.list())[0] ?? { id: '' };
          const held: RunHeld = { id, token: 1, isContinued: false };
          await other.end(held, { code: 'TAKEN' });
          await other.begin(asked(), ownName());
          await running.prove();
          return made('a');
        },
      });
      await expect(overtaken).rejects.toMatchObject({ code: 'LEASE_LOST' });
      expect(await other.list()).toMatchObject([{ state: 'running', result: null }]);
    });

    it('says how far it has come', async () => {
      await runOnce(one, asked(), {
        stands: () => false,
        build: async (running) => {
          running.say('halvvägs');
          await running.prove();
          expect(await other.list()).toMatchObject([{ progress: 'halvvägs' }]);
          return made('a');
        },
      });
    });
  });
}
