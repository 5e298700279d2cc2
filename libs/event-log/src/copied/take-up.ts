import type { Session } from '#postgres';

import { comparePositions, type StorePosition } from '../eventstore/store-position.js';
import type { StreamStore } from '../eventstore/stream-store.js';
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
export async function takeUp(
  session: Session,
  store: StreamStore,
  { seen, isTime, batch }: TakingUp,
): Promise<Stopped> {
  const rows = await session.cells<[string, string | null]>('SELECT organisation, after FROM stopped');
  const stopped = new Set(rows.map(([organisation]) => organisation));
  let isUnderWay = false;
  if (!isTime || seen === undefined) return { stopped, isUnderWay };
  for (const [organisation, after] of rows) {
    const page = await store.readAll(after ?? undefined, batch);
    const items = page.items.filter(
      (item) => item.organisation === organisation && comparePositions(item.position, seen) <= 0,
    );
    const again = new Set<string>();
    await new Filing(session, again, after ?? undefined).file(items);
    if (again.has(organisation)) continue;
    const hasArrived = page.position === undefined || comparePositions(page.position, seen) >= 0 || page.isEnd;
    if (hasArrived) {
      await session.run('DELETE FROM stopped WHERE organisation = $1', [organisation]);
      stopped.delete(organisation);
    } else {
      await session.run('UPDATE stopped SET after = $2 WHERE organisation = $1', [organisation, page.position ?? null]);
      isUnderWay = true;
    }
  }
  return { stopped, isUnderWay };
}
