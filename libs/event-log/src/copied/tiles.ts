import type { Session } from '#postgres';
import { hexOf, rootOver, TILE } from '#transparency';

/** Adds the roots of the tiles that an organisation's events have filled, from one end of the log to the next. */
export async function closeTiles(
  session: Session,
  organisation: string,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<void> {
  let [before, full] = [Math.floor(from / TILE), Math.floor(to / TILE)];
  for (let level = 1; full > before; level++) {
    const roots: string[] = [];
    for (let number = before; number < full; number++) {
      const first = number * TILE;
      const rows =
        level === 1
          ? await session.cells<[Buffer]>(leaves, [organisation, first, first + TILE])
          : await session.cells<[Buffer]>(subtrees, [organisation, level - 1, first, first + TILE]);
      roots.push(hexOf(rootOver(rows.map(([hash]) => hash.toString('latin1')))));
    }
    await session.run(insertSubtrees, [organisation, level, before, roots]);
    [before, full] = [Math.floor(before / TILE), Math.floor(full / TILE)];
  }
}

const leaves = `SELECT leaf FROM event WHERE organisation = $1 AND position > $2 AND position <= $3 ORDER BY position`;
const subtrees = `SELECT root FROM subtree WHERE organisation = $1 AND level = $2 AND number >= $3 AND number < $4
  ORDER BY number`;
const insertSubtrees = `INSERT INTO subtree (organisation, level, number, root)
  SELECT $1, $2, $3 + at - 1, decode(root, 'hex') FROM unnest($4::text[]) WITH ORDINALITY AS filled (root, at)`;
