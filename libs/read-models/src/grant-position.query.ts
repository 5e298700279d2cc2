import { oreToText } from '#kernel';

import { performerOf } from './allocations.js';
import { type Funds, fundsOf, fundsTogether } from './funds.js';
import { type GrantFacts, grantFacts } from './grant-facts.query.js';
import { type Moment, stamp } from './moment.js';
import { type Recognised, recognised } from './recognised.query.js';
import type { Rows } from './rows.js';
import { inKronor, type Spent, type SpentAt, spentCells, type SpentFigures, total } from './spent.js';

/** The figures of one pot, or of a grant. Amounts are strings in SEK; null where no event has told them. */
export interface PotFigures extends SpentFigures {
  readonly announced: string | null;
  readonly awarded: string | null;
  readonly received: string | null;
  readonly allocated: string;
  readonly unallocated: string | null;
  readonly ownFunding: string;
  /** max(0, received − used), pot by pot; of the whole grant their sum. */
  readonly unused: string | null;
  readonly ownFundingUsed: string | null;
}

/** What a grant's own events and its costs say at a moment: of the whole, per pot, allocation, performer and purpose area. */
export interface GrantFigures extends PotFigures {
  readonly grant: string;
  readonly repaid: string;
  readonly position: number;
  readonly perDate?: string;
  /** `pot: null` is what names no pot. */
  readonly pots: readonly (PotFigures & { readonly pot: string | null })[];
  /** What was spent of each allocation itself; `allocation: null` is cost that no allocation is known for. */
  readonly allocations: readonly (SpentFigures & { readonly allocation: string | null })[];
  /** The same by who carries it out: a unit or another organisation by its name, a sole trader by its allocation. */
  readonly performers: readonly (SpentFigures & { readonly performer: string | null })[];
  readonly areas: readonly (SpentFigures & { readonly area: number | null })[];
}

/** A grant's figures at a moment. Cash is `received`, cost is `used`; income and debt are what the books say beside them. */
export interface GrantPosition extends GrantFigures, Recognised {}

/** The figures of a grant; undefined where it was not announced by then. */
export async function grantPosition(db: Rows, grant: string, moment: Moment): Promise<GrantPosition | undefined> {
  const facts = await grantFacts(db, grant, moment);
  if (facts === undefined) return undefined;
  const cells = await spentCells(db, facts, moment);
  return { ...positionOf(facts, cells, moment), ...(await recognised(db, grant, moment)) };
}

/** The figures out of a grant's facts and the cells of what was spent. */
export function positionOf(facts: GrantFacts, cells: readonly SpentAt[], moment: Moment): GrantFigures {
  const pots = potsOf(facts, cells).map((pot) => {
    const spent = total(cells.filter((cell) => cell.pot === pot));
    return { pot, spent, funds: fundsOf(facts, pot, spent.used) };
  });
  const whole = fundsTogether(pots.map(({ funds }) => funds));
  const repaid = [...facts.repayments.values()].reduce((paid, repayment) => paid + repayment.paid, 0);
  return {
    grant: facts.grant,
    ...figures(whole, total(cells)),
    repaid: oreToText(repaid),
    ...stamp(moment),
    pots: pots.map(({ pot, spent, funds }) => ({ pot, ...figures(funds, spent) })),
    ...breakdown(facts, cells),
  };
}

const text = (ore: number | null): string | null => (ore === null ? null : oreToText(ore));

function figures(funds: Funds, spent: Spent): PotFigures {
  return {
    announced: text(funds.announced),
    awarded: text(funds.awarded),
    received: text(funds.received),
    allocated: oreToText(funds.allocated),
    unallocated: text(funds.unallocated),
    ownFunding: oreToText(funds.own),
    ...inKronor(spent),
    unused: text(funds.unused),
    ownFundingUsed: text(funds.ownFundingUsed),
  };
}

/** The pots in the programme's order that anything of the grant is in; last `null`, where something names none. */
function potsOf(facts: GrantFacts, cells: readonly SpentAt[]): (string | null)[] {
  const { announced, awarded, received, allocations } = facts;
  const told = [announced, awarded, received].flatMap((amounts) => [...(amounts?.keys() ?? [])]);
  const top = [...allocations.values()].filter(({ from }) => from === null);
  const named = new Set([...told, ...top.map(({ pot }) => pot), ...cells.map(({ pot }) => pot)]);
  return inOrder(
    named,
    facts.rules.pots.map(({ id }) => id),
  );
}

/** What costs fall on: allocations in the order of recording, performers by their first one, areas by number. */
function breakdown(facts: GrantFacts, cells: readonly SpentAt[]) {
  const allocations = [...facts.allocations.values()];
  const performers = new Map<string | null, string>(allocations.map((one) => [one.id, performerOf(one)]));
  const performerAt = ({ allocation }: SpentAt) => performers.get(allocation) ?? allocation;
  const of = <Key>(key: (cell: SpentAt) => Key, order: Iterable<Key>) =>
    inOrder(new Set(cells.map(key)), order).map((one) => {
      return { one, spent: inKronor(total(cells.filter((cell) => key(cell) === one))) };
    });
  const numbers = facts.rules.purposeAreas.map(({ number }) => number);
  return {
    allocations: of(({ allocation }) => allocation, performers.keys()).map(({ one, spent }) => ({
      allocation: one,
      ...spent,
    })),
    performers: of(performerAt, performers.values()).map(({ one, spent }) => ({ performer: one, ...spent })),
    areas: of<number | null>(({ area }) => area, numbers).map(({ one, spent }) => ({ area: one, ...spent })),
  };
}

/** Those that are there in the order given; then what the order does not know, and last null. */
function inOrder<Key>(there: ReadonlySet<Key>, order: Iterable<Key>): Key[] {
  const known = [...new Set(order)].filter((one) => there.has(one));
  const others = [...there].filter((one) => one !== null && !known.includes(one)).sort();
  return [...known, ...others, ...[...there].filter((one) => one === null)];
}
