import { describe, expect, it } from '@jest/globals';

import { TiledTree } from './tiled-tree.js';
import { tilesOf } from './tiles.js';
import { leavesOf } from './tree.fixture.js';
import { type Hash, rootOver } from './tree.js';

const hashes = (count: number): readonly Hash[] => Array.from({ length: count }, () => '');
const pathsOf = (...widths: readonly number[]) => [...tilesOf(widths.map(hashes))].map(({ path }) => path);

describe('the tiles of a tree', () => {
  it('lie where C2SP tlog-tiles says', () => {
    // The specification's own example: a tree of 70,000.
    const paths = pathsOf(70_000, 273, 1);
    expect(paths.slice(0, 2)).toEqual(['tile/0/000', 'tile/0/001']);
    expect(paths.slice(272)).toEqual([
      'tile/0/272',
      'tile/0/273.p/112',
      'tile/1/000',
      'tile/1/001.p/17',
      'tile/2/000.p/1',
    ]);
    expect(pathsOf(256, 1)).toEqual(['tile/0/000', 'tile/1/000.p/1']);
    expect(pathsOf(1_000 * 256 + 1).at(-1)).toBe('tile/0/x001/000.p/1');
    expect(pathsOf()).toEqual([]);
  });

  it('hold each hash of their level once', () => {
    const leaves = leavesOf(600);
    expect([...tilesOf([leaves])].flatMap((tile) => tile.hashes)).toEqual(leaves);
  });
});

describe('the tree of a whole log', () => {
  it('has at every size the root of its leaves, and the roots of its full tiles', () => {
    const leaves = leavesOf(70_000);
    const tree = new TiledTree();
    const sizes = new Set([
      0, 1, 2, 3, 255, 256, 257, 511, 512, 513, 767, 768, 1000, 65_535, 65_536, 65_537, 65_792, 70_000,
    ]);
    for (let size = 0; ; size++) {
      if (sizes.has(size)) expect(tree.root()).toBe(rootOver(leaves.slice(0, size)));
      const leaf = leaves[size];
      if (leaf === undefined) break;
      tree.add(leaf);
    }
    expect(tree.size).toBe(70_000);
    expect(tree.subtrees.map(({ length }) => length)).toEqual([273, 1]);
    expect(tree.subtrees[0]?.[272]).toBe(rootOver(leaves.slice(272 * 256, 273 * 256)));
    expect(tree.subtrees[1]?.[0]).toBe(rootOver(leaves.slice(0, 65_536)));
  });
});
