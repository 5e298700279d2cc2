import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';

import { cruise, root } from './cruise.js';

type Arrows = ReadonlyMap<string, ReadonlySet<string>>;

/** Arrows `a --> b & c` of the one picture in docs/architecture.md. */
function drawnArrows(): Arrows {
  const picture = /```mermaid\n([^`]*)```/.exec(readFileSync(join(root, 'docs/architecture.md'), 'utf8'))?.[1] ?? '';
  const arrows = new Map<string, Set<string>>();
  for (const [, from = '', to = ''] of picture.matchAll(/^ *([\w-]+) --> (.+)$/gm)) {
    arrows.set(from, new Set([...(arrows.get(from) ?? []), ...to.split(' & ')]));
  }
  return arrows;
}

/** Who imports whom, by folder, in what is shipped. */
function importedArrows(): Arrows {
  const folderOf = (path: string) => /^(?:apps|libs)\/([^/]+)\//.exec(path)?.[1];
  const arrows = new Map<string, Set<string>>();
  for (const { source, dependencies } of cruise(root).modules) {
    const from = folderOf(source);
    if (from === undefined || from === 'spec-kit' || /\.(spec|contract|fixture)\.ts$/.test(source)) continue;
    const others = dependencies
      .map(({ resolved }) => folderOf(resolved))
      .filter((to) => to !== undefined && to !== from);
    arrows.set(from, new Set([...(arrows.get(from) ?? []), ...(others as string[])]));
  }
  return arrows;
}

/** Every room that can be reached from one by arrows. */
function reached(arrows: Arrows, from: string, seen = new Set<string>()): ReadonlySet<string> {
  for (const to of arrows.get(from) ?? []) {
    if (!seen.has(to)) reached(arrows, to, seen.add(to));
  }
  return seen;
}

const pairs = (arrows: Arrows) => [...arrows].flatMap(([from, tos]) => [...tos].map((to) => ({ from, to })));

describe('the picture in docs/architecture.md', () => {
  const drawn = drawnArrows();
  const imported = importedArrows();

  it('shows every app and lib', () => {
    const folders = [...readdirSync(join(root, 'apps')), ...readdirSync(join(root, 'libs'))];
    const shown = new Set(pairs(drawn).flatMap(({ from, to }) => [from, to]));
    expect([...shown].sort()).toEqual(folders.filter((name) => name !== 'spec-kit').sort());
  });

  it('has a way for every import', () => {
    expect(pairs(imported).filter(({ from, to }) => !reached(drawn, from).has(to))).toEqual([]);
  });

  it('has no arrow that no import follows', () => {
    expect(pairs(drawn).filter(({ from, to }) => imported.get(from)?.has(to) !== true)).toEqual([]);
  });
});
