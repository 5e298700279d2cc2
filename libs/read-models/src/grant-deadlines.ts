import { LocalDate } from '#kernel';

import type { GrantFacts } from './grant-facts.query.js';
import type { Repayment } from './repayments.js';
import { demandsDue } from './underlay-demands.query.js';

/** How far a grant has come: the last of these steps that is taken. */
export type GrantState = 'announced' | 'requisitioned' | 'awarded' | 'paid' | 'returned' | 'repaid' | 'closed';

/** A day by which something must be done: ask for the grant, use it, account for it, pay it back, hand over its underlay. */
export interface Deadline {
  readonly what: 'requisition' | 'use' | 'return' | 'repayment' | 'underlay';
  readonly date: string;
}

/** The next day to keep, and how many days it is until then; below zero where it has passed. */
export interface NextDeadline extends Deadline {
  readonly daysLeft: number;
}

/** The state of a grant by its own events. */
export function stateOf({ events, repayments }: GrantFacts): GrantState {
  const has = (...types: readonly string[]): boolean => events.some(({ type }) => types.includes(type));
  const steps: readonly (readonly [GrantState, boolean])[] = [
    ['closed', has('GrantClosed')],
    ['repaid', isRepaid([...repayments.values()])],
    ['returned', has('ReturnSubmitted')],
    ['paid', has('GrantPaid')],
    ['awarded', has('GrantAwarded', 'AwardAmended')],
    ['requisitioned', has('GrantRequisitioned')],
  ];
  return steps.find(([, isTaken]) => isTaken)?.[0] ?? 'announced';
}

/** What of a repayment is neither let be nor paid, in öre. */
const leftOf = ({ claimed, assessed, waived, paid }: Repayment): number => (claimed ?? assessed ?? 0) - waived - paid;

const isRepaid = (repayments: readonly Repayment[]): boolean =>
  repayments.some(({ paid }) => paid > 0) && repayments.every((repayment) => leftOf(repayment) <= 0);

/** The days that the adopted rules and the authority's claims and demands set; a day that is not set is none. */
export function deadlinesOf(facts: GrantFacts): Deadline[] {
  const { requisitionWindow, usePeriod, return: report } = facts.rules;
  const rules: Deadline[] = [
    { what: 'requisition', date: requisitionWindow.to },
    { what: 'use', date: usePeriod.to },
  ];
  if (report.due !== null) rules.push({ what: 'return', date: report.due });
  const claims = claimsDue(facts).map((date): Deadline => ({ what: 'repayment', date }));
  const demands = demandsDue(facts).map(({ due }): Deadline => ({ what: 'underlay', date: due }));
  return [...rules, ...claims, ...demands];
}

/** By when claims are to be paid that are not paid. */
function claimsDue({ events, repayments }: GrantFacts): string[] {
  return events.flatMap((event) => {
    if (event.type !== 'RepaymentClaimed' || event.data.due === undefined) return [];
    const repayment = repayments.get(event.data.repayment);
    return repayment !== undefined && leftOf(repayment) > 0 ? [event.data.due] : [];
  });
}

/**
 * The first day that is still to be kept, seen from a day; null where none is. Money that is not asked for, accounted for
 * or paid back in time is late until it is; the period of use just ends.
 */
export function nextDeadline(facts: GrantFacts, day: string): NextDeadline | null {
  const state = stateOf(facts);
  const isReturned = state === 'closed' || facts.events.some(({ type }) => type === 'ReturnSubmitted');
  const isOpen: Readonly<Record<Deadline['what'], (date: string) => boolean>> = {
    requisition: () => state === 'announced',
    use: (date) => !isReturned && date >= day,
    return: () => !isReturned,
    repayment: () => true,
    underlay: () => true,
  };
  const open = deadlinesOf(facts).filter(({ what, date }) => isOpen[what](date));
  const [next] = open.sort((one, other) => (one.date < other.date ? -1 : 1));
  return next === undefined ? null : { ...next, daysLeft: LocalDate.parse(day).daysUntil(LocalDate.parse(next.date)) };
}
