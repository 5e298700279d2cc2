import { DomainError, type Money } from '#kernel';

import { type GrantCommandOf, type StandingFinding } from './grant.commands.js';
import { type GrantEvent } from './grant.events.js';
import { type Grant, openGrant } from './grant.state.js';

type WaiveFinding = GrantCommandOf<'WaiveFinding'>;

/**
 * Refuses with GRANT_UNKNOWN, GRANT_CLOSED, FINDING_UNKNOWN, FINDING_NOT_WAIVABLE, FINDING_ALREADY_WAIVED,
 * FINDING_HAS_CHANGED.
 */
export function waiveFinding(state: Grant, { data, facts }: WaiveFinding): readonly GrantEvent[] {
  const { grant, finding: id, code, act, reason } = data;
  openGrant(state, grant);
  const { finding } = facts;
  if (finding?.code !== code) throw new DomainError('FINDING_UNKNOWN', { finding: id, code });
  if (!finding.waivable) throw new DomainError('FINDING_NOT_WAIVABLE', { code });
  if (finding.waived) throw new DomainError('FINDING_ALREADY_WAIVED', { finding: id });
  const { amount, count } = finding;
  // A waiver is of what was seen: by the second person too, and not of what has come to it since.
  if (!isAsSeen(data, finding)) throw new DomainError('FINDING_HAS_CHANGED', { finding: id, amount, count });
  return [{ type: 'FindingWaived', data: { grant, finding: id, code, act, amount, count }, private: { reason } }];
}

function isAsSeen({ amount, count }: WaiveFinding['data'], finding: StandingFinding): boolean {
  return (amount === undefined || sameAmount(amount, finding.amount)) && (count ?? finding.count) === finding.count;
}
const sameAmount = (one: Money, other: Money | null): boolean => other !== null && one.equals(other);

/** The waiver with what its proposer saw written out, so that the second person confirms the same. */
export function withWhatWasSeen({ data, facts }: WaiveFinding): WaiveFinding['data'] {
  const amount = data.amount ?? facts.finding?.amount;
  const count = data.count ?? facts.finding?.count;
  return { ...data, ...(amount == null ? {} : { amount }), ...(count == null ? {} : { count }) };
}
