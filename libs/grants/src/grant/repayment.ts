import { DomainError, type Money } from '#kernel';

import { type AdoptedRules } from '../programme/programme.js';
import { mustBeDecided, mustBePositive } from './checks.js';
import { type GrantCommandOf } from './grant.commands.js';
import { type GrantEvent } from './grant.events.js';
import { type Grant, knownGrant, type KnownGrant, openGrant, type Repayment } from './grant.state.js';
import { mustBeNewPayment } from './payment.js';
import { privatePart } from './private-part.js';

/** Refuses with GRANT_UNKNOWN, GRANT_CLOSED, REPAYMENT_EXISTS, GROUND_UNKNOWN, AMOUNT_NOT_POSITIVE. */
export function assess(state: Grant, { data, facts }: GrantCommandOf<'AssessRepayment'>): readonly GrantEvent[] {
  const { grant, act: repayment, ground, amount } = data;
  if (openGrant(state, grant).repayments.has(repayment)) throw new DomainError('REPAYMENT_EXISTS', { repayment });
  mustBeGround(facts.rules, ground);
  mustBePositive(amount);
  return [{ type: 'RepaymentAssessed', data: { grant, repayment, ground, amount } }];
}

/**
 * The authority may claim what we never assessed, and on another ground than ours. Refuses with GRANT_UNKNOWN,
 * REPAYMENT_ALREADY_CLAIMED, GROUND_REQUIRED, GROUND_UNKNOWN, AMOUNT_NOT_POSITIVE, DECISION_NOT_DECIDED.
 */
export function claim(state: Grant, { data, facts }: GrantCommandOf<'ClaimRepayment'>): readonly GrantEvent[] {
  const { invoiceReference, ...claimed } = data;
  const { repayment } = data;
  const assessed = knownGrant(state, data.grant).repayments.get(repayment);
  if (assessed !== undefined && assessed.claimed !== null) {
    throw new DomainError('REPAYMENT_ALREADY_CLAIMED', { repayment });
  }
  const ground = data.ground ?? assessed?.ground;
  if (ground === undefined) throw new DomainError('GROUND_REQUIRED', { repayment });
  mustBeGround(facts.rules, ground);
  mustBePositive(data.amount);
  mustBeDecided(data.decision);
  return [{ type: 'RepaymentClaimed', data: { ...claimed, ground }, ...privatePart({ invoiceReference }) }];
}

/**
 * Refuses with GRANT_UNKNOWN, REPAYMENT_UNKNOWN, REPAYMENT_NOT_CLAIMED, WAIVER_EXCEEDS_CLAIM, AMOUNT_NOT_POSITIVE,
 * DECISION_NOT_DECIDED.
 */
export function waive(state: Grant, { data }: GrantCommandOf<'WaiveRepayment'>): readonly GrantEvent[] {
  const { reason, ...waived } = data;
  const { repayment, amount } = data;
  const available = leftOf(knownRepayment(knownGrant(state, data.grant), repayment));
  if (available === null) throw new DomainError('REPAYMENT_NOT_CLAIMED', { repayment });
  mustBeDecided(data.decision);
  mustBePositive(amount);
  if (amount.exceeds(available)) throw new DomainError('WAIVER_EXCEEDS_CLAIM', { repayment, available });
  return [{ type: 'RepaymentWaived', data: waived, ...privatePart({ reason }) }];
}

/**
 * What the ERP booked is recorded, more than was claimed too: that is a finding. Refuses with GRANT_UNKNOWN,
 * REPAYMENT_UNKNOWN, AMOUNT_NOT_POSITIVE, PAYMENT_ALREADY_RECORDED.
 */
export function recordRepaymentPayment(
  state: Grant,
  { data }: GrantCommandOf<'RecordRepaymentPayment'>,
): readonly GrantEvent[] {
  const grant = knownGrant(state, data.grant);
  knownRepayment(grant, data.repayment);
  mustBeNewPayment(grant, data);
  mustBePositive(data.amount);
  return [{ type: 'RepaymentPaid', data }];
}

/** What of a claim is neither let be nor paid, negative where more was paid; null while nothing is claimed. */
export const leftOf = ({ claimed, waived, paid }: Pick<Repayment, 'claimed' | 'waived' | 'paid'>): Money | null =>
  claimed?.minus(waived).minus(paid) ?? null;

function knownRepayment(grant: KnownGrant, id: string): Repayment {
  const repayment = grant.repayments.get(id);
  if (repayment === undefined) throw new DomainError('REPAYMENT_UNKNOWN', { repayment: id });
  return repayment;
}

function mustBeGround(rules: AdoptedRules, ground: string): void {
  const grounds = rules.repaymentGrounds.map(({ id }) => id);
  if (!grounds.includes(ground)) throw new DomainError('GROUND_UNKNOWN', { ground, grounds });
}
