import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, it } from '@jest/globals';

import type { SignedCheckpoint, SignedCheckpoints } from './signed-checkpoints.js';
import { SqliteCheckpoints } from './sqlite-checkpoints.js';

/** Where one log's store lies while a test runs. */
export interface CheckpointsPlace {
  /** One more connection to it, as of another process. */
  open(): Promise<SignedCheckpoints>;
  /** Does to it what somebody else might try. Refuses where the store forbids it. */
  tamper(sql: string): Promise<void>;
  remove(): Promise<void>;
}

const signed = (size: number, root = 'a'): SignedCheckpoint => ({
  size,
  root: root.repeat(64),
  note: `note ${size} ${root} — å\n`,
  signedAt: `2026-03-01T12:00:00.${String(size).padStart(3, '0')}Z`,
});
const sizes = (all: readonly SignedCheckpoint[]): readonly number[] => all.map(({ size }) => size);
const [FIRST, SECOND, THIRD] = ['2026-03-01T12:00:00.000Z', '2026-03-02T12:00:00.000Z', '2026-03-03T12:00:00.000Z'];

/** What every store of signed checkpoints must do. Each implementation runs this same list. */
export function signedCheckpointsContract(start: () => Promise<CheckpointsPlace>): void {
  let place: CheckpointsPlace;
  let store: SignedCheckpoints;
  let another: SignedCheckpoints;
  beforeEach(async () => {
    place = await start();
    store = await place.open();
    another = await place.open();
  });
  afterEach(async () => {
    await store.close();
    await another.close();
    await place.remove();
  });

  it('has nothing at first, and says where it lies', async () => {
    expect([await store.last(), await store.of(1), await store.all(), await store.heldTimes()]).toEqual([
      undefined,
      undefined,
      [],
      [],
    ]);
    expect(store.place).not.toBe('');
  });

  it('gives back what was kept, whoever kept it', async () => {
    expect(await store.keep(signed(3), undefined)).toBe(true);
    expect(await another.keep(signed(5), signed(3))).toBe(true);
    expect([await store.last(), await another.of(3), await store.of(4)]).toEqual([signed(5), signed(3), undefined]);
    expect(await store.all()).toEqual([signed(5), signed(3)]);
  });

  it('keeps one only behind the last that was proved', async () => {
    await store.keep(signed(3), undefined);
    expect(await another.keep(signed(4), undefined)).toBe(false);
    await another.keep(signed(5), signed(3));
    expect(await store.keep(signed(7), signed(3))).toBe(false);
    // A smaller one than the last may be signed later.
    expect(await store.keep(signed(4), signed(5))).toBe(true);
    expect(sizes(await store.all())).toEqual([5, 4, 3]);
  });

  it('keeps one of a size', async () => {
    await store.keep(signed(3), undefined);
    expect(await store.keep(signed(3, 'b'), signed(3))).toBe(false);
    expect(await store.of(3)).toEqual(signed(3));
  });

  it('keeps one of those that come at the same moment', async () => {
    await store.keep(signed(1), undefined);
    const stores = [store, another, await place.open(), await place.open()];
    for (let last = 1; last < 40; last += 4) {
      const kept = await Promise.all(stores.map((each, at) => each.keep(signed(last + 1 + at), signed(last))));
      expect(kept.filter(Boolean)).toHaveLength(1);
      const largest = last + 1 + kept.indexOf(true);
      // Goes on from a known one.
      if (largest < last + 4) expect(await store.keep(signed(last + 4), signed(largest))).toBe(true);
    }
    await Promise.all(stores.slice(2).map((each) => each.close()));
  });

  it('takes up what another store has, but for what it has itself and what is larger', async () => {
    await store.keep(signed(3), undefined);
    await store.keepAll([signed(9), signed(7), signed(3, 'b'), signed(2)], 8);
    expect(await store.all()).toEqual([signed(7), signed(3), signed(2)]);
    await store.keepAll([], 8);
    expect(await store.last()).toEqual(signed(7));
  });

  it('never lets what was signed be deleted or rewritten', async () => {
    await store.keep(signed(3), undefined);
    await expect(place.tamper('DELETE FROM checkpoint')).rejects.toThrow('never deleted');
    await expect(place.tamper('UPDATE checkpoint SET size = 2')).rejects.toThrow('never rewritten');
    expect(await store.all()).toEqual([signed(3)]);
  });

  it('remembers since when the log is held, until it is not', async () => {
    await store.released(FIRST);
    expect([await store.heldSince(FIRST), await another.heldSince(SECOND)]).toEqual([FIRST, FIRST]);
    expect(await store.heldTimes()).toEqual([{ since: FIRST, until: null }]);
    await another.released(SECOND);
    await another.released(THIRD);
    expect(await store.heldSince(THIRD)).toBe(THIRD);
    expect(await store.heldTimes()).toEqual([
      { since: FIRST, until: SECOND },
      { since: THIRD, until: null },
    ]);
  });

  it('is held once, whoever sees it first', async () => {
    const since = await Promise.all([store.heldSince(FIRST), another.heldSince(SECOND)]);
    expect(new Set(since).size).toBe(1);
    expect(await store.heldTimes()).toHaveLength(1);
  });

  it('is copied into a file up to a size, with every hold', async () => {
    await store.keep(signed(3), undefined);
    await store.keep(signed(5), signed(3));
    await store.heldSince(FIRST);
    await store.released(SECOND);
    const dir = mkdtempSync(join(tmpdir(), 'bidragsbok-checkpoints-'));
    const path = join(dir, 'signer.db');
    await SqliteCheckpoints.copyOf(store, path, 4);
    const copy = SqliteCheckpoints.open(path);
    expect([await copy.all(), await copy.heldTimes()]).toEqual([[signed(3)], [{ since: FIRST, until: SECOND }]]);
    await copy.close();
    rmSync(dir, { recursive: true });
  });
}
