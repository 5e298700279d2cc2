import { EMPTY_ROOT, GrowingTree, type Hash, TILE } from './tree.js';

/**
 * The tree of a whole log, leaf by leaf, as a store keeps it: with the roots of its full tiles. It hashes each node once, as
 * the tree alone would.
 */
export class TiledTree {
  /** The tile that is being filled, at each level. */
  private readonly open: GrowingTree[] = [];
  private readonly closed: Hash[][] = [];
  private leaves = 0;

  get size(): number {
    return this.leaves;
  }

  /** The roots of the full subtrees of 256^level leaves, at the levels 1, 2, …, the first level first. */
  get subtrees(): readonly (readonly Hash[])[] {
    return this.closed;
  }

  add(leaf: Hash): void {
    this.leaves++;
    this.addAt(0, leaf);
  }

  root(): Hash {
    // A tile that is not full stands in the one above as if it were; an empty one does not stand there.
    const over = (below: Hash | null, tile: GrowingTree) => (tile.size === 0 ? below : tile.root(below));
    return this.open.reduce(over, null) ?? EMPTY_ROOT;
  }

  private addAt(level: number, node: Hash): void {
    const tile = (this.open[level] ??= new GrowingTree());
    tile.add(node);
    if (tile.size < TILE) return;
    (this.closed[level] ??= []).push(tile.root());
    this.open[level] = new GrowingTree();
    this.addAt(level + 1, tile.root());
  }
}
