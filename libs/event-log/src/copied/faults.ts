import type { Session } from '#postgres';

import { holdingError, stoppedError } from './refused.js';

/** The triggers of the tables. */
const GUARDS = ['event_follows', 'event_goes_by_decision', 'event_stays', 'subtree_stays'];

/** What the copy finds wrong with itself: guards that are gone, a log that stands still, a store that is another. */
export async function faultsOf(session: Session, organisation: string): Promise<readonly string[]> {
  const [guards, holding, stopped] = await Promise.all([
    session.cells<[string]>(
      `SELECT tgname::text FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'
         AND tgrelid IN ('event'::regclass, 'subtree'::regclass)`,
    ),
    holdingError(session),
    stoppedError(session, organisation),
  ]);
  const found = new Set(guards.map(([name]) => name));
  const gone = GUARDS.filter((name) => !found.has(name)).map((name) => `trigger ${name}: missing or disabled`);
  return [...gone, ...[holding, stopped].flatMap((refusal) => (refusal === undefined ? [] : refusal.message))];
}
