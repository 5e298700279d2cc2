import { hash } from 'node:crypto';

/** A SHA-256 as 32 characters of one byte each: twice as fast to make as a Buffer, and compared by `===`. */
export type Hash = string;

export const HASH_BYTES = 32;

/** A hash in lower-case hex, as stores and events name it. */
export const hexOf = (hash: Hash): string => Buffer.from(hash, 'latin1').toString('hex');
/** The same read; the hex is known to be a hash. */
export const hashOfHex = (hex: string): Hash => Buffer.from(hex, 'hex').toString('latin1');

/** Hashes in a full tile: one tile speaks of eight levels of the tree (C2SP tlog-tiles). */
export const TILE = 256;
const NODE_PREFIX = 1;

const encoder = new TextEncoder();
/** A leaf as it is hashed: its first byte stays 0. */
let leaf = new Uint8Array(16_384);

/** RFC 6962 leaf hash of an event's bytes. */
export function leafHash(bytes: string): Hash {
  if (leaf.length <= bytes.length * 3) leaf = new Uint8Array(1 + bytes.length * 3);
  const { written } = encoder.encodeInto(bytes, leaf.subarray(1));
  return hash('sha256', leaf.subarray(0, 1 + written), 'binary');
}

const pair = Buffer.alloc(1 + 2 * HASH_BYTES, NODE_PREFIX);

/** RFC 6962 hash of a node over the two below it. */
export function nodeHash(left: Hash, right: Hash): Hash {
  pair.write(left, 1, 'latin1');
  pair.write(right, 1 + HASH_BYTES, 'latin1');
  return hash('sha256', pair, 'binary');
}

/** The root of the tree without leaves. */
export const EMPTY_ROOT: Hash = hash('sha256', '', 'binary');

const half = (value: number): number => Math.floor(value / 2);
const isOdd = (value: number): boolean => value % 2 === 1;
/** The largest power of two below a size of two or more: where RFC 6962 splits a tree. */
const splitOf = (size: number): number => {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
};
const isPowerOfTwo = (size: number): boolean => size === 1 || splitOf(size) * 2 === size;

/** A tree that grows by a leaf at a time and remembers the roots of its full subtrees alone. */
export class GrowingTree {
  private readonly full: Hash[] = []; // largest first
  private leaves = 0;

  /** How many leaves it has. */
  get size(): number {
    return this.leaves;
  }

  add(leaf: Hash): void {
    let node = leaf;
    for (let at = this.leaves; isOdd(at); at = half(at)) node = nodeHash(this.full.pop() ?? EMPTY_ROOT, node);
    this.full.push(node);
    this.leaves++;
  }

  /** The root, as it would be with one more node behind the leaves, where one is given. */
  root(beyond: Hash | null = null): Hash {
    const over = (right: Hash | null, left: Hash): Hash => (right === null ? left : nodeHash(left, right));
    return this.full.reduceRight<Hash | null>(over, beyond) ?? EMPTY_ROOT;
  }
}

/** The root over these leaves. */
export function rootOver(leaves: readonly Hash[]): Hash {
  const tree = new GrowingTree();
  for (const leaf of leaves) tree.add(leaf);
  return tree.root();
}

/**
 * A log's stored hashes: `count` of them (256 at most, from within one tile) from the `first` on. At level 0 the leaf
 * hashes, at level n the roots of full subtrees of 256^n leaves.
 */
export type Hashes = (level: number, first: number, count: number) => Promise<readonly Hash[]>;

/** The root of the first `size` leaves. */
export const rootAt = (hashes: Hashes, size: number): Promise<Hash> =>
  size === 0 ? Promise.resolve(EMPTY_ROOT) : rangeRoot(hashes, 0, size);

/** The path from a leaf to the root of the first `size` leaves, its sibling first (RFC 9162 2.1.3.1). */
export async function inclusionPath(hashes: Hashes, index: number, size: number): Promise<readonly Hash[]> {
  if (!(index >= 0 && index < size)) throw new RangeError(`No leaf ${index} in a tree of ${size}`);
  return (await descend(hashes, size, { last: index, isThere: ([from, to]) => to - from === 1 })).path;
}

/** What leads from the root of the first `before` leaves to that of the first `size` (RFC 9162 2.1.4.1). */
export async function consistencyPath(hashes: Hashes, before: number, size: number): Promise<readonly Hash[]> {
  if (!(before >= 1 && before <= size)) throw new RangeError(`No tree of ${before} in one of ${size}`);
  const { path, at } = await descend(hashes, size, { last: before - 1, isThere: ([, to]) => to === before });
  // The earlier tree itself is known to whoever asks, where it is one whole subtree.
  return at[0] === 0 ? path : [await rangeRoot(hashes, ...at), ...path];
}

type Range = readonly [from: number, to: number];

/** Goes down to a subtree that holds the leaf `last` and collects the roots of what lies beside the way, the nearest first. */
async function descend(
  hashes: Hashes,
  size: number,
  { last, isThere }: { readonly last: number; readonly isThere: (at: Range) => boolean },
): Promise<{ readonly path: readonly Hash[]; readonly at: Range }> {
  const path: Hash[] = [];
  let at: Range = [0, size];
  while (!isThere(at)) {
    const [from, to] = at;
    const middle = from + splitOf(to - from);
    const isLeft = last < middle;
    path.unshift(await (isLeft ? rangeRoot(hashes, middle, to) : rangeRoot(hashes, from, middle)));
    at = isLeft ? [from, middle] : [middle, to];
  }
  return { path, at };
}

/** The root of leaves that make a subtree of some tree: it begins at a multiple of the power of two not below its size. */
async function rangeRoot(hashes: Hashes, from: number, to: number): Promise<Hash> {
  const size = to - from;
  if (!isPowerOfTwo(size)) {
    const middle = from + splitOf(size);
    return nodeHash(await rangeRoot(hashes, from, middle), await rangeRoot(hashes, middle, to));
  }
  // The level whose hashes, 128 at most, are folded into it.
  let [level, width] = [0, 1];
  while (size / width >= TILE) [level, width] = [level + 1, width * TILE];
  const found = await hashes(level, from / width, size / width);
  if (found.length !== size / width) throw new Error(`Hashes of level ${level} from ${from / width} on are missing`);
  return rootOver(found);
}

/** A leaf and its place in the tree, from 0. */
export interface Leaf {
  readonly hash: Hash;
  readonly index: number;
}

/** The root that a leaf's path leads to (RFC 9162 2.1.3.2); null where the path does not fit the tree. */
export function rootOfPath({ hash: leaf, index }: Leaf, size: number, path: readonly Hash[]): Hash | null {
  if (!isIndexIn(index, size)) return null;
  const isLeft = leftOnes(index, size, path.length);
  if (isLeft === null) return null;
  return path.reduce(
    (node, beside, at) => (isLeft[at] === true ? nodeHash(beside, node) : nodeHash(node, beside)),
    leaf,
  );
}

/** A tree's size and root. */
export interface TreeHead {
  readonly size: number;
  readonly root: Hash;
}

/** Whether the path proves that the earlier tree is the beginning of the later one (RFC 9162 2.1.4.2). */
export function isPrefix(earlier: TreeHead, later: TreeHead, path: readonly Hash[]): boolean {
  const [before, size] = [earlier.size, later.size];
  if (!isIndexIn(before - 1, size)) return false;
  if (before === size) return path.length === 0 && earlier.root === later.root;
  const [first, ...rest] = isPowerOfTwo(before) ? [earlier.root, ...path] : path;
  return first !== undefined && leadsToBoth(first, rest, [earlier, later]);
}

function leadsToBoth(first: Hash, path: readonly Hash[], [earlier, later]: readonly [TreeHead, TreeHead]): boolean {
  let [at, last] = [earlier.size - 1, later.size - 1];
  while (isOdd(at)) [at, last] = [half(at), half(last)];
  const isLeft = leftOnes(at, last + 1, path.length);
  if (isLeft === null) return false;
  let [was, is] = [first, first];
  for (const [step, beside] of path.entries()) {
    is = isLeft[step] === true ? nodeHash(beside, is) : nodeHash(is, beside);
    // What stands to the right came after the earlier tree.
    if (isLeft[step] === true) was = nodeHash(beside, was);
  }
  return was === earlier.root && is === later.root;
}

const isIndexIn = (index: number, size: number): boolean =>
  Number.isSafeInteger(index) && Number.isSafeInteger(size) && index >= 0 && index < size;

/** Whether each hash of a path stands left, from the leaf up; null where a path of this length does not fit the tree. */
function leftOnes(index: number, size: number, length: number): readonly boolean[] | null {
  let [at, last] = [index, size - 1];
  const ones: boolean[] = [];
  while (last > 0) {
    const isLeft = isOdd(at) || at === last;
    ones.push(isLeft);
    if (isLeft) [at, last] = withoutSibling(at, last);
    [at, last] = [half(at), half(last)];
  }
  return ones.length === length ? ones : null;
}

/** At the right edge of a tree a node without a sibling goes up as it is; the index is above 0. */
function withoutSibling(index: number, lastIndex: number): [at: number, last: number] {
  let [at, last] = [index, lastIndex];
  while (!isOdd(at)) [at, last] = [half(at), half(last)];
  return [at, last];
}
