import { hash } from 'node:crypto';

import { describe, expect, it } from '@jest/globals';

import { hashesOf, leavesOf } from './tree.fixture.js';
import {
  consistencyPath,
  EMPTY_ROOT,
  type Hash,
  type Hashes,
  inclusionPath,
  isPrefix,
  leafHash,
  rootAt,
  rootOfPath,
  rootOver,
} from './tree.js';

const MOST = 64;
const leaves = leavesOf(MOST);
const hashes = hashesOf(leaves);
const sizes = Array.from({ length: MOST }, (_, at) => at + 1);

/** The tree once more, written down word by word from RFC 6962 2.1, with the other interface of node:crypto. */
function definition(of: readonly Hash[]): Hash {
  const sha256 = (...parts: readonly string[]): string =>
    hash('sha256', Buffer.from(parts.join(''), 'latin1'), 'binary');
  if (of.length === 0) return sha256('');
  if (of.length === 1) return of[0] ?? '';
  let k = 1;
  while (k * 2 < of.length) k *= 2;
  return sha256('\u0001', definition(of.slice(0, k)), definition(of.slice(k)));
}
const roots = [EMPTY_ROOT, ...sizes.map((size) => definition(leaves.slice(0, size)))];
const rootOf = (size: number): Hash => roots[size] ?? '';
const spoilt = (node: Hash): Hash => String.fromCharCode(node.charCodeAt(0) ^ 1) + node.slice(1);

describe('the tree', () => {
  it('hashes a leaf and the empty tree as RFC 6962 says', () => {
    expect(leafHash('å')).toBe(hash('sha256', Buffer.from([0, 0xc3, 0xa5]), 'binary'));
    expect(Buffer.from(EMPTY_ROOT, 'latin1').toString('hex')).toMatch(/^e3b0c44298fc1c149afbf4c8996fb924/);
  });

  it('has the root that the definition gives, of all sizes, grown or read', async () => {
    for (const size of [0, ...sizes]) {
      expect(rootOver(leaves.slice(0, size))).toBe(rootOf(size));
      expect(await rootAt(hashes, size)).toBe(rootOf(size));
    }
  });

  it('proves every leaf of every size, and nothing else by the same path', async () => {
    const wrong: string[] = [];
    for (const size of sizes) {
      const root = rootOf(size);
      for (let index = 0; index < size; index++) {
        const path = await inclusionPath(hashes, index, size);
        const to = (leaf = leaves[index] ?? '', at = index, by = path) =>
          rootOfPath({ hash: leaf, index: at }, size, by);
        if (to() !== root || path.length > Math.ceil(Math.log2(size))) wrong.push(`${index} of ${size}`);
        const forged = [
          to(leaves[(index + 1) % MOST]),
          ...sizes.filter((at) => at - 1 !== index).map((at) => to(undefined, at - 1)),
          to(undefined, index, [...path, EMPTY_ROOT]),
          ...(path.length > 0 ? [to(undefined, index, path.slice(1)), to(undefined, index, path.slice(0, -1))] : []),
          ...path.map((node, at) => to(undefined, index, path.with(at, spoilt(node)))),
        ];
        if (forged.includes(root)) wrong.push(`forged ${index} of ${size}`);
      }
      expect(wrong).toEqual([]);
    }
  });

  it('proves that every size is the beginning of every later one, and of no other', async () => {
    const wrong: string[] = [];
    for (const size of sizes) {
      const later = { size, root: rootOf(size) };
      for (let before = 1; before <= size; before++) {
        const earlier = { size: before, root: rootOf(before) };
        const path = await consistencyPath(hashes, before, size);
        if (!isPrefix(earlier, later, path)) wrong.push(`${before} of ${size}`);
        const forged = [
          isPrefix({ ...earlier, root: spoilt(earlier.root) }, later, path),
          isPrefix(earlier, { ...later, root: spoilt(later.root) }, path),
          isPrefix(earlier, later, [...path, EMPTY_ROOT]),
          path.length > 0 && isPrefix(earlier, later, path.slice(0, -1)),
          ...path.map((node, at) => isPrefix(earlier, later, path.with(at, spoilt(node)))),
        ];
        if (forged.includes(true)) wrong.push(`forged ${before} of ${size}`);
      }
      expect(wrong).toEqual([]);
    }
  });

  it('refuses indexes and sizes that no tree has', async () => {
    await expect(inclusionPath(hashes, 3, 3)).rejects.toThrow(new RangeError('No leaf 3 in a tree of 3'));
    await expect(inclusionPath(hashes, -1, 3)).rejects.toThrow(RangeError);
    await expect(consistencyPath(hashes, 0, 3)).rejects.toThrow(new RangeError('No tree of 0 in one of 3'));
    await expect(consistencyPath(hashes, 4, 3)).rejects.toThrow(RangeError);
    await expect(rootAt(hashes, MOST + 1)).rejects.toThrow('Hashes of level 0 from 64 on are missing');
    const cutOff: Hashes = (_, first) => Promise.resolve(first === 0 ? [rootOf(1), rootOf(1)] : []);
    await expect(rootAt(cutOff, 768)).rejects.toThrow('Hashes of level 1 from 2 on are missing');
    const one = { size: 1, root: rootOf(1) };
    expect(rootOfPath({ hash: one.root, index: 0.5 }, 1, [])).toBeNull();
    expect(rootOfPath({ hash: one.root, index: -1 }, 1, [])).toBeNull();
    expect(rootOfPath({ hash: one.root, index: 0 }, 1.5, [one.root])).toBeNull();
    expect(rootOfPath({ hash: one.root, index: 0 }, Number.NaN, [])).toBeNull();
    expect(rootOfPath({ hash: one.root, index: 0 }, 2 ** 60, [])).toBeNull();
    expect(isPrefix({ size: 0, root: EMPTY_ROOT }, one, [])).toBe(false);
    expect(isPrefix({ size: 0, root: one.root }, one, [one.root])).toBe(false);
    expect(isPrefix({ size: 2, root: rootOf(2) }, one, [])).toBe(false);
    expect(isPrefix(one, { size: 1.5, root: one.root }, [])).toBe(false);
  });

  it('is read through the roots of full tiles where it is large', async () => {
    const many = leavesOf(1300);
    const read: number[] = [];
    let most = 0;
    const counted: typeof hashes = (level, first, count) => {
      read.push(level);
      most = Math.max(most, count);
      return hashesOf(many)(level, first, count);
    };
    for (const size of [255, 256, 257, 511, 512, 513, 1024, 1025, 1300]) {
      const root = rootOver(many.slice(0, size));
      expect(await rootAt(counted, size)).toBe(root);
      for (const index of [0, 200, 255, 256, 511, size - 1].filter((at) => at < size)) {
        expect(rootOfPath({ hash: many[index] ?? '', index }, size, await inclusionPath(counted, index, size))).toBe(
          root,
        );
      }
      for (const before of [1, 100, 255, 256, 257, size].filter((at) => at <= size)) {
        const path = await consistencyPath(counted, before, size);
        expect(isPrefix({ size: before, root: rootOver(many.slice(0, before)) }, { size, root }, path)).toBe(true);
      }
    }
    expect(new Set(read)).toEqual(new Set([0, 1]));
    expect(most).toBe(128);
  });
});
