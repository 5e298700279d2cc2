import { type ClosingCondition, closingConditions } from '#grants';
import { Money, textToOre } from '#kernel';

import type { FindingCode } from '../findings.catalogue.js';
import type { GrantFacts } from '../grant-facts.query.js';
import { grantFacts } from '../grant-facts.query.js';
import { type Moment, stamp } from '../moment.js';
import type { Rows } from '../rows.js';
import { positionsOf } from './not-eligible.query.js';
import { type GrantReturn, type ReturnAsked, returnOf } from './return-of.query.js';

/** What a grant should have come to before it is closed, and whether it has. */
export interface ChecklistItem {
  readonly condition:
    | ClosingCondition['condition']
    | 'not-closed'
    | 'return-up-to-date'
    | 'repayment-claimed'
    | 'no-blocking-findings'
    | 'imports-completed'
    | 'allocations-decided';
  readonly isMet: boolean;
  /** What the closing is refused with while it is not met; null of what is advice. */
  readonly refusedWith: 'RETURN_MISSING' | 'REPAYMENT_OPEN' | 'GRANT_CLOSED' | null;
  readonly repayment: string | null;
  /** In SEK; null where it is about none. */
  readonly amount: string | null;
  /** The events behind it. */
  readonly positions: readonly number[];
}
/** Every condition of closing a grant, at a moment. */
export interface ClosingChecklist {
  readonly grant: string;
  readonly position: number;
  readonly perDate?: string;
  /** CloseGrant would be accepted. */
  readonly mayClose: boolean;
  readonly conditions: readonly ChecklistItem[];
}

/** The checklist of a grant; undefined where it was not announced by then. Refuses with FIGURES_PRUNED. */
export async function closingChecklist(
  db: Rows,
  asked: ReturnAsked,
  moment: Moment,
): Promise<ClosingChecklist | undefined> {
  const facts = await grantFacts(db, asked.grant, moment);
  const found = await returnOf(db, asked, moment);
  if (facts === undefined || found === undefined) return undefined;
  const conditions = [notClosed(facts), ...decided(facts), ...advised(found)];
  const mayClose = conditions.every(({ isMet, refusedWith }) => isMet || refusedWith === null);
  return { grant: asked.grant, ...stamp(moment), mayClose, conditions };
}

const NOTHING = { refusedWith: null, repayment: null, amount: null, positions: [] } as const;
const eventsOf = ({ events }: GrantFacts, ...types: readonly string[]): number[] =>
  positionsOf(events.filter(({ type }) => types.includes(type)));

function notClosed(facts: GrantFacts): ChecklistItem {
  const positions = eventsOf(facts, 'GrantClosed');
  return { ...NOTHING, condition: 'not-closed', isMet: positions.length === 0, refusedWith: 'GRANT_CLOSED', positions };
}

/** What the closing itself asks for, by its own rule. */
function decided(facts: GrantFacts): ChecklistItem[] {
  const returns = eventsOf(facts, 'ReturnSubmitted', 'ReturnAmended');
  const money = (ore: number | null) => (ore === null ? null : Money.ofOre(ore));
  const repayments = new Map(
    [...facts.repayments].map(([id, { claimed, waived, paid }]) => [
      id,
      { claimed: money(claimed), waived: Money.ofOre(waived), paid: Money.ofOre(paid) },
    ]),
  );
  return closingConditions({ returned: returns.length > 0, repayments }).map((one): ChecklistItem => {
    const { condition, isMet, code: refusedWith } = one;
    if (one.condition === 'return-submitted') return { ...NOTHING, condition, isMet, refusedWith, positions: returns };
    const { repayment, available } = one;
    const events = facts.events.filter((event) => 'repayment' in event.data && event.data.repayment === repayment);
    const amount = available?.toString() ?? null;
    return { condition, isMet, refusedWith, repayment, amount, positions: positionsOf(events) };
  });
}

/** What nothing is refused for, and a person should look at before the grant is closed. */
function advised({ findings, repayment }: GrantReturn): ChecklistItem[] {
  const open = findings.filter(({ settled }) => settled === null);
  const none = (condition: ChecklistItem['condition'], isOfKind: (finding: (typeof open)[number]) => boolean) => {
    const of = open.filter(isOfKind);
    return { ...NOTHING, condition, isMet: of.length === 0, positions: positionsOf(of) };
  };
  const ofCode = (condition: ChecklistItem['condition'], asked: FindingCode) =>
    none(condition, ({ code }) => code === asked);
  const { unclaimed, grounds } = repayment;
  return [
    ofCode('return-up-to-date', 'RETURN_NEEDS_AMENDMENT'),
    {
      ...NOTHING,
      condition: 'repayment-claimed',
      isMet: unclaimed !== null && textToOre(unclaimed) <= 0,
      amount: unclaimed,
      positions: positionsOf(grounds.flatMap(({ positions }) => positions.map((position) => ({ position })))),
    },
    none('no-blocking-findings', ({ blocksReturn }) => blocksReturn),
    ofCode('imports-completed', 'IMPORT_NOT_COMPLETED'),
    ofCode('allocations-decided', 'ALLOCATION_ONLY_PROPOSED'),
  ];
}
