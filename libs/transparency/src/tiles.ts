import { type Hash, TILE } from './tree.js';

/** One tile of a tree: where a file of it lies, and which of its level's hashes it holds (C2SP tlog-tiles). */
export interface Tile {
  /** `tile/0/x001/234`, and `.p/17` behind it where it holds 17 hashes only. */
  readonly path: string;
  readonly level: number;
  readonly hashes: readonly Hash[];
}

/** Every tile of a tree out of the hashes of its levels: leaves, roots of 256 leaves, of 65,536 … */
export function* tilesOf(levels: readonly (readonly Hash[])[]): Generator<Tile> {
  for (const [level, all] of levels.entries()) {
    for (let first = 0; first < all.length; first += TILE) {
      const hashes = all.slice(first, first + TILE);
      const width = hashes.length < TILE ? `.p/${hashes.length}` : '';
      yield { path: `tile/${level}/${numberIn(first / TILE)}${width}`, level, hashes };
    }
  }
}

/** A tile's number in groups of three digits, all but the last with an x before them. */
function numberIn(number: number): string {
  const digits = `${number}`;
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0');
  return padded.replaceAll(/\d{3}(?=\d)/g, (group) => `x${group}/`);
}
