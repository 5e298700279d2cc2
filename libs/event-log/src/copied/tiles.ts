import type { Session } from '#postgres';
import { type Hash, hashOfHex, hexOf, rootOver, TILE } from '#transparency';

/** Events that were filed behind an end of a log, by their leaves in hex. */
interface Filed {
  readonly from: number;
  readonly leaves: readonly string[];
}

/** Adds the roots of the tiles that an organisation's events have filled. */
export async function closeTiles(session: Session, organisation: string, { from, leaves }: Filed): Promise<void> {
  const to = from + leaves.length;
  let [before, full] = [Math.floor(from / TILE), Math.floor(to / TILE)];
  for (let level = 1; full > before; level++) {
    const [first, count] = [before * TILE, (full - before) * TILE];
    let hashes: Hash[];
    if (level === 1) {
      const open = await session.cells<[Buffer]>(leavesBetween, [organisation, first, from]);
      hashes = [...open.map(hashIn), ...leaves.map(hashOfHex)];
    } else {
      hashes = (await session.cells<[Buffer]>(subtrees, [organisation, level - 1, first, first + count])).map(hashIn);
    }
    const roots: string[] = [];
    for (let at = 0; at < count; at += TILE) roots.push(hexOf(rootOver(hashes.slice(at, at + TILE))));
    await session.run(insertSubtrees, [organisation, level, before, roots]);
    [before, full] = [Math.floor(before / TILE), Math.floor(full / TILE)];
  }
}

const hashIn = ([hash]: readonly [Buffer]): Hash => hash.toString('latin1');

const leavesBetween = `SELECT leaf FROM event WHERE organisation = $1 AND position > $2 AND position <= $3
  ORDER BY position`;
const subtrees = `SELECT root FROM subtree WHERE organisation = $1 AND level = $2 AND number >= $3 AND number < $4
  ORDER BY number`;
const insertSubtrees = `INSERT INTO subtree (organisation, level, number, root)
  SELECT $1, $2, $3 + at - 1, decode(root, 'hex') FROM unnest($4::text[]) WITH ORDINALITY AS filled (root, at)`;
