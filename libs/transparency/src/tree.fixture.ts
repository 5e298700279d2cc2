import { type Hash, type Hashes, leafHash, rootOver, TILE } from './tree.js';

/** So many leaves that differ. */
export const leavesOf = (count: number): readonly Hash[] =>
  Array.from({ length: count }, (_, at) => leafHash(`event ${at}`));

/** The stored hashes of a log with these leaves, as a store would hold them: only of full tiles above level 0. */
export const hashesOf =
  (leaves: readonly Hash[]): Hashes =>
  (level, first, count) => {
    if (count > TILE || Math.floor(first / TILE) !== Math.floor((first + count - 1) / TILE)) {
      throw new Error('More than one tile');
    }
    const width = TILE ** level;
    const heads: Hash[] = [];
    for (let at = first; at < first + count && (at + 1) * width <= leaves.length; at++) {
      heads.push(rootOver(leaves.slice(at * width, (at + 1) * width)));
    }
    return Promise.resolve(heads);
  };
