import { oreToText, textToOre } from '#kernel';

import type { GrantFacts, Rules } from '../grant-facts.query.js';
import type { GrantFigures } from '../grant-position.query.js';
import { positionsOf } from './not-eligible.query.js';

/** One step of a calculation: what it is, and its amount in SEK. */
interface Step {
  readonly what:
    'received' | 'awarded' | 'used' | 'above-award' | 'own-funding-used' | 'not-used' | 'not-for-purpose' | 'left-over';
  readonly amount: string;
}
/** What is to be repaid on one ground, how that is worked out, and the events that it rests on. */
export interface RepaymentGround {
  readonly ground: string;
  readonly paragraph: string;
  readonly sv: string;
  readonly amount: string;
  readonly calculation: readonly Step[];
  readonly positions: readonly number[];
}

/** What is to be repaid of a grant, as the ledger has it, beside what was assessed, claimed, let be and paid. */
export interface RepaymentDue {
  /** The period of use has not ended and nothing is returned: more may still be used. */
  readonly isPreliminary: boolean;
  /** The grounds that the rules say how to work out; none while nothing is known to be received. */
  readonly grounds: readonly RepaymentGround[];
  /** On all grounds together, no krona twice: a missing return takes in what the others say. Null while it is unknown. */
  readonly computed: string | null;
  readonly assessed: string;
  readonly claimed: string;
  readonly waived: string;
  readonly paid: string;
  /** computed − claimed: what the authority may still claim; below zero where it has claimed more. */
  readonly unclaimed: string | null;
  /** What is still to be paid: of claims what is neither let be nor paid, and what may still be claimed. Null while preliminary. */
  readonly liability: string | null;
}

type Computed = NonNullable<Rules['repaymentGrounds'][number]['computed']>;
type Amounts = Readonly<Record<Step['what'], number>>;
const NOTHING: Amounts = {
  ...{ received: 0, awarded: 0, used: 0, 'above-award': 0, 'own-funding-used': 0 },
  ...{ 'not-used': 0, 'not-for-purpose': 0, 'left-over': 0 },
};

/** The repayment as it stands on a day. */
export function repaymentDue(facts: GrantFacts, figures: GrantFigures, day: string): RepaymentDue {
  const isReturned = facts.events.some(({ type }) => type === 'ReturnSubmitted');
  const isPreliminary = !isReturned && day <= facts.rules.usePeriod.to;
  const grounds = facts.received === null ? [] : groundsOf(facts, figures, !isReturned && isLate(facts, day));
  const computed = facts.received === null ? null : together(facts, grounds);
  const all = [...facts.repayments.values()];
  const sum = (of: 'assessed' | 'claimed' | 'waived' | 'paid') => all.reduce((ore, one) => ore + (one[of] ?? 0), 0);
  const open = all.reduce(
    (ore, { claimed, waived, paid }) => ore + (claimed === null ? 0 : claimed - waived - paid),
    0,
  );
  const unclaimed = computed === null ? null : computed - sum('claimed');
  return {
    ...{ isPreliminary, grounds, computed: text(computed) },
    ...{ assessed: oreToText(sum('assessed')), claimed: oreToText(sum('claimed')) },
    ...{ waived: oreToText(sum('waived')), paid: oreToText(sum('paid')), unclaimed: text(unclaimed) },
    liability: unclaimed === null || isPreliminary ? null : oreToText(open + Math.max(0, unclaimed)),
  };
}

const text = (ore: number | null): string | null => (ore === null ? null : oreToText(ore));
const isLate = ({ rules }: GrantFacts, day: string): boolean => rules.return.due !== null && day > rules.return.due;

function groundsOf(facts: GrantFacts, figures: GrantFigures, isMissing: boolean): RepaymentGround[] {
  const amounts = amountsOf(figures);
  const events = eventsOf(facts);
  const ways: Readonly<Record<Computed, Pick<RepaymentGround, 'amount' | 'calculation' | 'positions'> | null>> = {
    'received-above-award': worked(amounts, ['received', 'awarded', 'above-award'], events.funds),
    'not-used': worked(amounts, NOT_USED, events.all),
    'no-return': isMissing ? worked(amounts, ['received'], events.payments) : null,
  };
  return facts.rules.repaymentGrounds.flatMap(({ id: ground, paragraph, sv, computed }) => {
    const way = computed === undefined ? null : ways[computed];
    return way === null || textToOre(way.amount) === 0 ? [] : [{ ground, paragraph, sv, ...way }];
  });
}

/** What is to be repaid on each ground that is worked out from what was received and used, in öre; null while that is unknown. */
export function computedByGround(facts: GrantFacts, figures: GrantFigures): ReadonlyMap<string, number> | null {
  if (facts.received === null) return null;
  const due = new Map(groundsOf(facts, figures, false).map(({ ground, amount }) => [ground, textToOre(amount)]));
  const known = facts.rules.repaymentGrounds.filter(({ computed = 'no-return' }) => computed !== 'no-return');
  return new Map(known.map(({ id }) => [id, due.get(id) ?? 0]));
}

/** Received − above the award − used + what own funding pays of it is not used, of which some was not for the purpose. */
const NOT_USED = [
  ...(['received', 'above-award', 'used', 'own-funding-used'] as const),
  ...(['not-for-purpose', 'left-over', 'not-used'] as const),
];
/** Steps that say nothing where they are zero. */
const SELDOM = new Set<Step['what']>(['above-award', 'own-funding-used']);

/** The last step is what the others come to. */
function worked(amounts: Amounts, steps: readonly Step['what'][], positions: readonly number[]) {
  const last = steps.at(-1);
  const told = steps.filter((what) => what === last || amounts[what] !== 0 || !SELDOM.has(what));
  const calculation = told.map((what) => ({ what, amount: oreToText(amounts[what]) }));
  return { amount: calculation.at(-1)?.amount ?? '0.00', calculation, positions };
}

/** Pot by pot, since money of one pot makes up for nothing in another; summed over the pots that are named. */
function amountsOf({ pots }: GrantFigures): Amounts {
  const sums = { ...NOTHING };
  for (const pot of pots) {
    if (pot.pot === null || pot.received === null) continue;
    const [received, used] = [textToOre(pot.received), textToOre(pot.used)];
    const awarded = pot.awarded === null ? received : textToOre(pot.awarded);
    const due = Math.min(received, awarded);
    const notUsed = Math.max(0, due - used);
    // Booked and not eligible is money that is not used for the purpose, as far as there is money that it can be.
    const misused = Math.max(0, Math.min(notUsed, textToOre(pot.notEligible)));
    sums.received += received;
    sums.awarded += awarded;
    sums.used += used;
    sums['above-award'] += Math.max(0, received - awarded);
    sums['own-funding-used'] += Math.max(0, used - due);
    sums['not-used'] += notUsed;
    sums['not-for-purpose'] += misused;
    sums['left-over'] += notUsed - misused;
  }
  return sums;
}

function eventsOf({ events }: GrantFacts) {
  const payments = positionsOf(events.filter(({ type }) => type === 'GrantPaid'));
  const awards = positionsOf(events.filter(({ type }) => type === 'GrantAwarded' || type === 'AwardAmended'));
  const reports = positionsOf(events.filter(({ type }) => type === 'ProviderReported'));
  const inOrder = (...all: readonly (readonly number[])[]) => all.flat().sort((one, other) => one - other);
  return { payments, funds: inOrder(payments, awards), all: inOrder(payments, awards, reports) };
}

/** No krona is repaid twice: without a return all that was received is, whatever the other grounds say. */
function together({ rules }: GrantFacts, grounds: readonly RepaymentGround[]): number {
  const missing = rules.repaymentGrounds.find(({ computed }) => computed === 'no-return')?.id;
  const of = (isMissing: boolean) =>
    grounds.reduce(
      (sum, { ground, amount }) => ((ground === missing) === isMissing ? sum + textToOre(amount) : sum),
      0,
    );
  return Math.max(of(true), of(false));
}
