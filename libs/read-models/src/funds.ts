import { allocationsFrom } from './allocations.js';
import type { PerPot } from './grant-events.js';
import type { GrantFacts } from './grant-facts.query.js';

/** The money of one pot, or of a grant, in öre; null where no event has told it. */
export interface Funds {
  readonly announced: number | null;
  readonly awarded: number | null;
  readonly received: number | null;
  readonly allocated: number;
  readonly own: number;
  /** (awarded, else announced) + own funding − allocated: below zero where more is allocated than there is. */
  readonly unallocated: number | null;
  readonly unused: number | null;
  readonly ownFundingUsed: number | null;
}

/** The funds of one pot, or of what names none (`null`), of which only what is allocated can be known. */
export function fundsOf(facts: GrantFacts, pot: string | null, used: number): Funds {
  const top = allocationsFrom(facts.allocations, null).filter((allocation) => allocation.pot === pot);
  const allocated = top.reduce((sum, { ore }) => sum + ore, 0);
  const own = top.reduce((sum, allocation) => sum + allocation.own, 0);
  const announced = amountOf(facts.announced, pot);
  // A decision replaces the announcement whole, so that a pot which it does not name is decided to be nothing.
  const awarded = pot === null || facts.awarded === null ? null : (facts.awarded.get(pot) ?? 0);
  const received = amountOf(facts.received, pot);
  const base = awarded ?? announced;
  return {
    ...{ announced, awarded, received, allocated, own },
    unallocated: base === null ? null : base + own - allocated,
    unused: received === null ? null : Math.max(0, received - used),
    ownFundingUsed: received === null ? null : Math.max(0, used - received),
  };
}

const amountOf = (amounts: PerPot | null, pot: string | null): number | null =>
  pot === null ? null : (amounts?.get(pot) ?? null);

/** The funds of all pots together: sums of what is known, null where nothing is. */
export function fundsTogether(pots: readonly Funds[]): Funds {
  const known = (figure: keyof Funds): number | null => {
    const told = pots.map((funds) => funds[figure]).filter((ore) => ore !== null);
    return told.length === 0 ? null : told.reduce((sum, ore) => sum + ore, 0);
  };
  const [announced, awarded, allocated, own] = [
    known('announced'),
    known('awarded'),
    known('allocated') ?? 0,
    known('own') ?? 0,
  ];
  const base = awarded ?? announced;
  return {
    ...{ announced, awarded, received: known('received'), allocated, own },
    // Not the sum of the pots': what is allocated from no named pot lowers the whole alone.
    unallocated: base === null ? null : base + own - allocated,
    unused: known('unused'),
    ownFundingUsed: known('ownFundingUsed'),
  };
}
