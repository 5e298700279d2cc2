import type { Session } from '#postgres';

import { uuidOf } from '../envelope.js';
import type { StorePosition } from '../eventstore/store-position.js';
import { isForeign, type StoredEnvelope } from '../eventstore/stored-envelope.js';
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

/** How far it is when everything on a page has been seen that lies behind where it was. */
export function checkpointAfter({ position, items }: AllPage, before: Checkpoint): Checkpoint {
  const ours = items.findLast((item): item is StoredEnvelope => !isForeign(item));
  const anchor = ours === undefined ? before.anchor : { position: ours.position, id: uuidOf(ours.leaf) };
  return { seen: position, anchor };
}

export async function putCheckpoint(session: Session, { seen, anchor }: Checkpoint): Promise<void> {
  await session.run('UPDATE notary SET seen = $1, anchor = $2, anchor_id = $3', [
    ...[seen ?? null, anchor?.position ?? null, anchor?.id ?? null],
  ]);
}
