import { hash } from 'node:crypto';
import { join } from 'node:path';

import { Bidragsbok, verify } from '#intake';
import { openDatabase, rowsOf } from '#sqlite';
import { leafHash, rootOver, TILE } from '#transparency';

import { ORGANISATION, type Told } from './scene.js';

/** Seconds of cpu that a piece of work takes of this process. */
async function cpuOf(work: () => unknown): Promise<number> {
  const since = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1e6;
}

/** Opens a log's own file beside the log, to read what lies in it and nothing else. */
export const fileOf = (data: string) =>
  openDatabase(join(data, ORGANISATION, 'log.db'), '', { synchronous: 'OFF', secureDelete: false, readOnly: true });

/** Everything hashed again and compared, and beside it the bytes and private parts read and hashed, and nothing else. */
export async function verification(data: string): Promise<Told> {
  const book = await Bidragsbok.open({ data });
  let faults = -1;
  const verified = await cpuOf(async () => {
    ({
      faults: { length: faults },
    } = await verify(book, { withFiles: false }));
  });
  await book.close();
  const db = fileOf(data);
  const hashed = await cpuOf(() => {
    const rows = db.prepare('SELECT bytes, private FROM event ORDER BY position');
    rows.setReturnArrays(true);
    for (const [bytes, sealed] of rowsOf<readonly [string, string | null]>(rows)) {
      hash('sha256', bytes);
      if (sealed !== null) hash('sha256', sealed);
    }
  });
  db.close();
  return { verified, hashed, faults };
}

/** What an append does for the tree: a leaf hash for each event, and of each full tile its root out of the stored leaves. */
export async function tree(data: string): Promise<Told> {
  const book = await Bidragsbok.open({ data });
  const events = await book.log.lastPosition();
  const bytes = (await book.log.readStored(0, Math.min(events, 50_000))).map((event) => event.bytes ?? '');
  const leaves = await cpuOf(() => {
    for (const each of bytes) leafHash(each);
  });
  const tiles = Math.floor(events / TILE);
  const roots = await cpuOf(async () => {
    for (let tile = 0; tile < tiles; tile++) rootOver(await book.log.hashes(0, tile * TILE, TILE));
  });
  await book.close();
  const db = fileOf(data);
  const { stored } = db.prepare('SELECT sum(length(leaf)) AS stored FROM event').get() as { readonly stored: number };
  // A page of SQLite holds whole rows: what the table of roots takes on the disk is its pages.
  const pages = db.prepare("SELECT sum(pgsize) AS stored FROM dbstat WHERE name = 'subtree'").get() as {
    readonly stored: number;
  };
  db.close();
  return {
    microseconds: (leaves / bytes.length + roots / Math.max(1, tiles * TILE)) * 1e6,
    bytes: (stored + pages.stored) / events,
  };
}
