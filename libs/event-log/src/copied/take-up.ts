import type { Session } from '#postgres';

import { comparePositions, type StorePosition } from '../eventstore/store-position.js';
import type { StoredItem } from '../eventstore/stored-envelope.js';
import type { AllPage, StreamStore } from '../eventstore/stream-store.js';
import { Filing } from './filing.js';

interface TakingUp {
  /** How far the notary has come for everybody. */
  readonly seen: StorePosition | undefined;
  /** Whether it is time to look at those that stand still again. */
  readonly isTime: boolean;
  readonly batch: number;
}

/** Who stands still, and whether one of them has begun to move and has not come to the others yet. */
interface Stopped {
  readonly stopped: Set<string>;
  readonly isUnderWay: boolean;
}

/**
 * Looks at organisations that stand still again: a newer program may read what an older one could not. Each goes on from where it
 * stood, a batch at a time, until it has come as far as the others.
 */
export async function takeUp(session: Session, store: StreamStore, how: TakingUp): Promise<Stopped> {
  const rows = await session.cells<[string, string | null]>('SELECT organisation, after FROM stopped');
  const stopped = new Set(rows.map(([organisation]) => organisation));
  let isUnderWay = false;
  const { seen, isTime, batch } = how;
  if (!isTime || seen === undefined) return { stopped, isUnderWay };
  for (const [organisation, after] of rows) {
    const moved = await move(session, await store.readAll(after ?? undefined, batch), { organisation, after, seen });
    if (moved === 'arrived') stopped.delete(organisation);
    isUnderWay ||= moved === 'under way';
  }
  return { stopped, isUnderWay };
}

interface Standing {
  readonly organisation: string;
  readonly after: string | null;
  readonly seen: StorePosition;
}

/** Files what one page has of an organisation that stood still. */
async function move(session: Session, page: AllPage, { organisation, after, seen }: Standing) {
  if (!(await isFiled(session, page.items.filter(isOf(organisation, seen)), after))) return 'standing';
  if (page.isEnd || isBehind(page.position, seen)) {
    await session.run('DELETE FROM stopped WHERE organisation = $1', [organisation]);
    return 'arrived';
  }
  await session.run('UPDATE stopped SET after = $2 WHERE organisation = $1', [organisation, page.position ?? null]);
  return 'under way';
}

const isBehind = (position: StorePosition | undefined, seen: StorePosition): boolean =>
  position === undefined || comparePositions(position, seen) >= 0;

/** What lies behind what everybody else has seen is filed with theirs. */
const isOf =
  (organisation: string, seen: StorePosition) =>
  (item: StoredItem): boolean =>
    item.organisation === organisation && comparePositions(item.position, seen) <= 0;

/** Whether nothing is in the way any more of these events of one organisation. */
async function isFiled(session: Session, items: readonly StoredItem[], after: string | null): Promise<boolean> {
  const stopped = new Set<string>();
  await new Filing(session, stopped, after ?? undefined).file(items);
  return stopped.size === 0;
}
