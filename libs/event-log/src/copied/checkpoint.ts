import type { Session } from '#postgres';

import type { StorePosition } from '../eventstore/store-position.js';
import { isForeign, type StoredEnvelope, storeId } from '../eventstore/stored-envelope.js';
import type { AllPage } from '../eventstore/stream-store.js';

/** How far the notary has come in the store. */
export interface Checkpoint {
  /** Everything up to here has been seen, ours or not. */
  readonly seen: StorePosition | undefined;
  /**
   * The last event of ours that was seen. It shows that a store is the same one: what else lies there the store writes, and takes
   * away, as it likes.
   */
  readonly anchor: { readonly position: StorePosition; readonly id: string } | undefined;
}

/** Undefined where nothing has ever been filed. */
export async function checkpointOf(session: Session): Promise<Checkpoint | undefined> {
  const [row] = await session.cells<[string | null, string | null, string | null]>(
    'SELECT seen, anchor, anchor_id FROM notary',
  );
  if (row === undefined) return undefined;
  const [seen, anchor, id] = row;
  return { seen: seen ?? undefined, anchor: anchor === null || id === null ? undefined : { position: anchor, id } };
}

/** The same, made where there is none yet. */
export async function checkpointIn(session: Session): Promise<Checkpoint> {
  const found = await checkpointOf(session);
  if (found !== undefined) return found;
  await session.run('INSERT INTO notary DEFAULT VALUES');
  return { seen: undefined, anchor: undefined };
}

/** Everything on a page has been seen. */
export async function putCheckpoint(session: Session, { position, items }: AllPage): Promise<void> {
  const ours = items.filter((item): item is StoredEnvelope => !isForeign(item)).at(-1);
  const [anchor, id] = ours === undefined ? [null, null] : [ours.position, storeId(ours.bytes)];
  await session.run('UPDATE notary SET seen = $1, anchor = coalesce($2, anchor), anchor_id = coalesce($3, anchor_id)', [
    ...[position ?? null, anchor, id],
  ]);
}
