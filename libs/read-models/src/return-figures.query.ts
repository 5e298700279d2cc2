import type { ReturnFigures } from '#grants';
import { Money } from '#kernel';

import { performerOf } from './allocations.js';
import { type GrantFacts, grantFacts } from './grant-facts.query.js';
import { positionOf } from './grant-position.query.js';
import type { Moment } from './moment.js';
import type { Rows } from './rows.js';
import { type SpentAt, spentCells } from './spent.js';

/**
 * What a return says at a moment; undefined where the grant was not announced by then. Areas and performers together are
 * what is used, to the öre. While nothing is known to be received, the return is blocked by a finding, and zero stands here.
 */
export async function returnFigures(db: Rows, grant: string, moment: Moment): Promise<ReturnFigures | undefined> {
  const facts = await grantFacts(db, grant, moment);
  return facts === undefined ? undefined : returnFiguresOf(facts, await spentCells(db, facts, moment), moment);
}

/** The figures of a return out of a grant's facts and the cells of what was spent. */
export function returnFiguresOf(facts: GrantFacts, cells: readonly SpentAt[], moment: Moment): ReturnFigures {
  const { received, used, unused } = positionOf(facts, cells, moment);
  return {
    received: Money.parse(received ?? '0.00'),
    used: Money.parse(used),
    unused: Money.parse(unused ?? '0.00'),
    areas: areasOf(facts, cells),
  };
}

function areasOf({ allocations }: GrantFacts, cells: readonly SpentAt[]): ReturnFigures['areas'] {
  const sums = new Map<string, { readonly area: number | null; readonly performer: string; ore: number }>();
  for (const { area, allocation, used } of cells) {
    const known = allocation === null ? undefined : allocations.get(allocation);
    // Cost without an allocation has no performer: a dash, as in the sentences that people read.
    const performer = known === undefined ? (allocation ?? '–') : performerOf(known);
    const key = `${area ?? ''} ${performer}`;
    const row = sums.get(key) ?? { area, performer, ore: 0 };
    row.ore += used;
    sums.set(key, row);
  }
  const rows = [...sums.values()].filter(({ ore }) => ore !== 0).sort(byAreaAndPerformer);
  return rows.map(({ area, performer, ore }) => ({ area, performer, amount: Money.ofOre(ore) }));
}

interface AreaOfPerformer {
  readonly area: number | null;
  readonly performer: string;
}
/** Unknown areas come last; names by their code units, so that every machine gives the same order. */
function byAreaAndPerformer(one: AreaOfPerformer, other: AreaOfPerformer): number {
  const areas = (one.area ?? Infinity) - (other.area ?? Infinity);
  if (one.area !== other.area) return areas;
  return one.performer < other.performer ? -1 : 1;
}
