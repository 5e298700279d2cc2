import { textToOre } from '#kernel';

import { type Finding, finding } from './finding.js';
import type { GrantFact } from './grant-events.js';
import type { Look } from './look.js';
import { computedByGround } from './return/repayment-due.js';

/** What there is to say of the money that comes in and goes back: award, payment, repayment. */
export const fundsFindings = (look: Look): Finding[] => [
  ...steps(look),
  ...requisitions(look),
  ...allocated(look),
  ...pots(look),
  ...repayments(look),
  ...assessments(look),
];

const lastOf = ({ facts: { events } }: Look, ...types: readonly GrantFact['type'][]): number | null =>
  events.findLast(({ type }) => types.includes(type))?.position ?? null;

/** What the funder did is recorded in whatever order it is learnt; a step that is missing is told here. */
function steps(look: Look): Finding[] {
  const { grant } = look.facts;
  const [award, payment] = [lastOf(look, 'GrantAwarded', 'AwardAmended'), lastOf(look, 'GrantPaid')];
  const isRequisitioned = lastOf(look, 'GrantRequisitioned') !== null;
  const missing: Finding[] = [];
  if (award !== null && !isRequisitioned) {
    missing.push(finding('AWARD_WITHOUT_REQUISITION', { grant, subject: {}, position: award }));
  }
  if (payment !== null && award === null) {
    missing.push(finding('PAYMENT_WITHOUT_AWARD', { grant, subject: {}, position: payment }));
  }
  return missing;
}

/** By the day that the command named: the day of recording says nothing of when it was sent. */
function requisitions({ facts: { grant, events, rules } }: Look): Finding[] {
  const { from, to } = rules.requisitionWindow;
  return events.flatMap(({ type, occurred: date, position }) => {
    if (type !== 'GrantRequisitioned' && type !== 'RequisitionAmended') return [];
    if (date === null || (date >= from && date <= to)) return [];
    return [finding('REQUISITION_OUTSIDE_WINDOW', { grant, subject: { date }, position })];
  });
}

/** Where an award came out lower than what had been allocated: by the pot, else of the whole. */
function allocated({ facts: { grant, allocations }, position: figures }: Look): Finding[] {
  const over = figures.pots.filter(({ pot, unallocated }) => pot !== null && unallocated?.startsWith('-') === true);
  const position = [...allocations.values()].at(-1)?.position ?? 0;
  const found = (unallocated: string | null, pot: string | null): Finding =>
    finding('ALLOCATED_EXCEEDS_AWARD', {
      ...{ grant, subject: pot === null ? {} : { pot } },
      ...{ ore: -textToOre(unallocated ?? '0.00'), position },
    });
  if (over.length > 0) return over.map(({ pot, unallocated }) => found(unallocated, pot));
  return figures.unallocated?.startsWith('-') === true ? [found(figures.unallocated, null)] : [];
}

function pots(look: Look): Finding[] {
  const { grant, announced } = look.facts;
  const position = lastOf(look, 'GrantAwarded', 'AwardAmended', 'GrantPaid') ?? 0;
  return look.position.pots.flatMap(({ pot, received, awarded, ownFundingUsed }) => {
    if (pot === null) return [];
    const say = (code: Parameters<typeof finding>[0], ore: number | null): Finding[] =>
      ore === null || ore === 0 ? [] : [finding(code, { grant, subject: { pot }, ore, position })];
    // Once something is paid, a pot of which nothing is paid has got less than its award.
    const got = look.facts.received === null ? null : (received ?? '0.00');
    return [
      ...say('OVERSPENT_POT', ownFundingUsed === null ? null : textToOre(ownFundingUsed)),
      ...say('RECEIVED_DIFFERS_FROM_AWARD', difference(got, awarded)),
      ...say('ANNOUNCED_DIFFERS_FROM_AWARD', awarded === null ? null : textToOre(awarded) - (announced.get(pot) ?? 0)),
    ];
  });
}

const difference = (one: string | null, other: string | null): number | null =>
  one === null || other === null ? null : textToOre(one) - textToOre(other);

function repayments({ facts, position: figures }: Look): Finding[] {
  const { grant } = facts;
  const all = [...facts.repayments.values()];
  const overpaid = all.flatMap(({ repayment, claimed, waived, paid, position }) => {
    const ore = claimed === null ? 0 : paid + waived - claimed;
    return ore > 0 ? [finding('REPAYMENT_EXCEEDS_CLAIM', { grant, subject: { repayment }, ore, position })] : [];
  });
  const together = all.reduce((sum, { claimed, assessed }) => sum + (claimed ?? assessed ?? 0), 0);
  const last = all.at(-1);
  if (last === undefined || figures.unused === null) return overpaid;
  const unused = textToOre(figures.unused);
  if (together === unused) return overpaid;
  const amounts = { repayments: together, unused };
  const { position } = last;
  const differs = { grant, subject: {}, ore: together - unused, amounts, position };
  return [finding('REPAYMENT_DIFFERS_FROM_UNUSED', differs), ...overpaid];
}

/** What is assessed and not claimed yet, ground by ground against what the ledger works out; the authority's claim is its own. */
function assessments({ facts, position: figures }: Look): Finding[] {
  const computed = computedByGround(facts, figures);
  const all = [...facts.repayments.values()];
  return [...(computed ?? [])].flatMap(([ground, due]) => {
    const ofGround = all.filter((one) => one.ground === ground);
    const last = ofGround.findLast(({ assessed, claimed }) => assessed !== null && claimed === null);
    const assessed = ofGround.reduce((sum, one) => sum + (one.claimed ?? one.assessed ?? 0), 0);
    if (last === undefined || assessed === due) return [];
    const { repayment, position } = last;
    const differs = { ore: assessed - due, amounts: { assessed, computed: due }, position };
    return [finding('ASSESSMENT_DIFFERS_FROM_COMPUTED', { grant: facts.grant, subject: { repayment }, ...differs })];
  });
}
