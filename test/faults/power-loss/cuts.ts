import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import { Disk, EVERYTHING, NOTHING, some, type Survival } from './disk.js';
import type { Deed } from './recording.js';

/** What a power cut at one moment of a run leaves, and what the run had acknowledged by then, in order. */
export interface Cut {
  readonly files: ReadonlyMap<string, Buffer>;
  readonly acknowledged: readonly string[];
}

/** Numbers from 0 up to 1, the same for the same seed. */
export function chanceOf(seed: number): () => number {
  let state = seed;
  return () => {
    // mulberry32
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** How many states are wanted of a run, and from which numbers chance begins: each walks the run once more. */
interface Wanted {
  readonly count: number;
  readonly seeds: readonly number[];
  /** The deed before which no power is cut; the first where left out. */
  readonly from?: number;
}

/**
 * So many different states that power cuts leave, spread evenly over a run: after each deed nothing that was not synced,
 * all of it, or by chance any part of it. `dir` was there before the run.
 */
export function cutsOf(dir: string, deeds: readonly Deed[], { count, seeds, from = 0 }: Wanted): readonly Cut[] {
  const seen = new Set<string>();
  const each = count / seeds.length / (deeds.length - from);
  return seeds.flatMap((seed) => walk(new Disk(dir), deeds, { seen, each, from, chance: chanceOf(seed) }));
}

interface Walk {
  readonly seen: Set<string>;
  readonly each: number;
  readonly from: number;
  readonly chance: () => number;
}

function walk(disk: Disk, deeds: readonly Deed[], { seen, each, from, chance }: Walk): Cut[] {
  const [cuts, acknowledged]: [Cut[], string[]] = [[], []];
  for (const [at, deed] of deeds.entries()) {
    disk.do(deed);
    if (deed.kind === 'acknowledge') acknowledged.push(...deed.data.toString().split('\n').filter(Boolean));
    // What many deeds leave alike is tried once, so the places after them get more tries.
    for (let tries = 0; cuts.length < each * (at + 1 - from) && tries < 3 * each + 6; tries++) {
      const files = disk.cut(survivalOf(chance));
      const print = printOf(files, acknowledged.length);
      if (!seen.has(print)) cuts.push({ files, acknowledged: [...acknowledged] });
      seen.add(print);
    }
  }
  return cuts;
}

function survivalOf(chance: () => number): Survival {
  const kind = Math.floor(chance() * 6);
  const share = [0.1, 0.5, 0.9, 0.98][kind];
  if (share !== undefined) return some(chance, share);
  return kind === 4 ? NOTHING : EVERYTHING;
}

function printOf(files: Cut['files'], acknowledged: number): string {
  const hash = createHash('sha256').update(String(acknowledged));
  for (const [path, content] of files) hash.update(`\0${path}\0`).update(content);
  return hash.digest('base64');
}

/** Makes the folder what the cut has left of it. */
export function restore(dir: string, { files }: Cut): void {
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir);
  for (const [path, content] of files) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content, { mode: 0o600 });
  }
}
