import { allocationsFrom } from '../allocations.js';
import { fundsOf } from '../funds.js';
import { amountsPerPot, type GrantFact, type PerPot } from '../grant-events.js';
import type { GrantFacts } from '../grant-facts.query.js';
import { type BridgeFigure, type BridgeRow, type Part, rowOf, unknownRow } from './bridge.js';
import { type BridgeFacts, decidedBy, eventsOn, oreOf, paymentsOf } from './bridge-facts.js';

const NO_AWARD = 'Inget beslut om beviljat belopp är registrerat än.';
export const NO_PAYMENT = 'Ingen utbetalning är registrerad än.';

/** Announced, awarded, received and allocated. */
export function fundsRows(of: BridgeFacts): BridgeRow[] {
  const [announced, awarded, received] = [
    oreOf(of.figures.announced),
    oreOf(of.figures.awarded),
    oreOf(of.figures.received),
  ];
  const toAward = [['announced', announced], ['awarded', awarded]] as const; // prettier-ignore
  const toPayment = [['awarded', awarded], ['received', received]] as const; // prettier-ignore
  // Where money has not come, what is allocated rests on what was decided or made known.
  const basis = ([['received', received], ['awarded', awarded]] as const).find(([, ore]) => ore !== null); // prettier-ignore
  const from: readonly [BridgeFigure, number | null] = basis ?? ['announced', announced];
  const toAllocation = [from, ['allocated', oreOf(of.figures.allocated)]] as const;
  return [
    awarded === null ? unknownRow(toAward, NO_AWARD) : rowOf(toAward, awardParts(of.facts)),
    awarded === null || received === null
      ? unknownRow(toPayment, received === null ? NO_PAYMENT : NO_AWARD)
      : rowOf(toPayment, paymentParts(of.facts)),
    rowOf(toAllocation, allocationParts(of.facts)),
  ];
}

const among = (...amounts: readonly (PerPot | null)[]): string[] => [
  ...new Set(amounts.flatMap((each) => [...(each?.keys() ?? [])])),
];

/** Pot by pot, what the first decision and each later one changed. */
function awardParts({ events, announced }: GrantFacts): Part[] {
  const parts: Part[] = [];
  let [before, by] = [announced, events.findLast(({ type }) => type === 'GrantAnnounced')?.position];
  let isDecided = false;
  for (const event of events) {
    const after = inForce(event, isDecided);
    if (after === null) continue;
    const what = isDecided ? 'Beslutet ändrat' : 'Beslutet mot det utannonserade';
    for (const pot of among(before, after)) {
      const ore = (after.get(pot) ?? 0) - (before.get(pot) ?? 0);
      parts.push({ what: `${what}, ${pot}`, ore, positions: [by, event.position] });
    }
    [before, by, isDecided] = [after, event.position, true];
  }
  return parts;
}

/** The amounts that an event puts in force; a first decision that is learnt after an amendment does not undo it. */
function inForce(event: GrantFact, isDecided: boolean): PerPot | null {
  if (event.type === 'AwardAmended') return amountsPerPot(event.data.amounts);
  return event.type === 'GrantAwarded' && !isDecided ? amountsPerPot(event.data.amounts) : null;
}

function paymentParts(facts: GrantFacts): Part[] {
  return among(facts.awarded, facts.received).map((pot) => {
    const ore = (facts.received?.get(pot) ?? 0) - (facts.awarded?.get(pot) ?? 0);
    const what = ore < 0 ? 'Beviljat men inte utbetalt' : 'Utbetalt utöver beslutet';
    return { what: `${what}, ${pot}`, ore, open: true, positions: [...decidedBy(facts), ...paymentsOf(facts, pot)] };
  });
}

/** What is allocated is what there is, and own funding, less what is not allocated. */
function allocationParts(facts: GrantFacts): Part[] {
  const base = facts.awarded ?? facts.announced;
  const basis = facts.received ?? base;
  const pots = among(base, basis);
  const open = allocationsFrom(facts.allocations, null).map(({ pot }) => pot);
  return [...new Set([...pots, ...open])].flatMap((pot): Part[] => {
    if (pot === null) return allocatedFrom(facts, { pot, there: 0 });
    const there = base.get(pot) ?? 0;
    const waiting = there - (basis.get(pot) ?? 0);
    const what = waiting > 0 ? 'Beviljat men inte utbetalt' : 'Utbetalt utöver beslutet';
    const positions = [...decidedBy(facts), ...paymentsOf(facts, pot)];
    return [{ what: `${what}, ${pot}`, ore: waiting, open: true, positions }, ...allocatedFrom(facts, { pot, there })];
  });
}

/** What is allocated of a pot: its money, own funding beside it, and what is left or too much. */
function allocatedFrom(
  facts: GrantFacts,
  { pot, there }: { readonly pot: string | null; readonly there: number },
): Part[] {
  const { allocated, own } = fundsOf(facts, pot, 0);
  const positions = allocationsFrom(facts.allocations, null)
    .filter((one) => one.pot === pot)
    .flatMap(({ id }) => eventsOn(facts, id));
  const over = allocated - own - there;
  if (pot === null) {
    const what = 'Fördelat innan potten är bestämd';
    return [
      { what: 'Egna medel', ore: own, positions },
      { what, ore: over, open: true, positions },
    ];
  }
  const what = over < 0 ? 'Ofördelat' : 'Fördelat utöver potten';
  return [
    { what: `Egna medel, ${pot}`, ore: own, positions },
    { what: `${what}, ${pot}`, ore: over, open: true, positions: [...decidedBy(facts), ...positions] },
  ];
}
