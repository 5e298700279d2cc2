import { DomainError } from '#kernel';

import { mustBeAreas, mustBeDecided, mustBeMoney, mustBeStatedAmounts } from './checks.js';
import { type GrantCommandOf } from './grant.commands.js';
import { type GrantEvent } from './grant.events.js';
import { type Grant, knownGrant, openGrant } from './grant.state.js';
import { mustBeNewPayment } from './payment.js';
import { privatePart } from './private-part.js';

/** Refuses with GRANT_EXISTS, POT_UNKNOWN, AMOUNT_NEGATIVE, AMOUNT_NOT_POSITIVE. */
export function announce(grant: Grant, { data, facts }: GrantCommandOf<'AnnounceGrant'>): readonly GrantEvent[] {
  if (grant.status !== 'absent') throw new DomainError('GRANT_EXISTS', { grant: data.grant });
  mustBeMoney(facts.rules, data.amounts);
  return [{ type: 'GrantAnnounced', data: { ...data, rulesVersion: facts.rules.version } }];
}

/** Refuses with GRANT_UNKNOWN, GRANT_CLOSED, REQUISITION_EXISTS, POT_UNKNOWN, AREA_UNKNOWN and for bad amounts. */
export function requisition(grant: Grant, { data, facts }: GrantCommandOf<'RequisitionGrant'>): readonly GrantEvent[] {
  if (openGrant(grant, data.grant).requisitioned) throw new DomainError('REQUISITION_EXISTS', { grant: data.grant });
  mustBeMoney(facts.rules, data.amounts);
  return [{ type: 'GrantRequisitioned', ...requisitionFacts(data) }, ...planEvents(data, facts)];
}

/** Refuses as `requisition` does, and with REQUISITION_MISSING where there is nothing to amend. */
export function amendRequisition(
  grant: Grant,
  { data, facts }: GrantCommandOf<'AmendRequisition'>,
): readonly GrantEvent[] {
  if (!openGrant(grant, data.grant).requisitioned) throw new DomainError('REQUISITION_MISSING', { grant: data.grant });
  mustBeMoney(facts.rules, data.amounts);
  return [{ type: 'RequisitionAmended', ...requisitionFacts(data) }, ...planEvents(data, facts)];
}

function requisitionFacts({ payTo, invoiceReference, ...data }: GrantCommandOf<'RequisitionGrant'>['data']) {
  const { grant, amounts, wantsMore } = data;
  return { data: { grant, amounts, wantsMore }, ...privatePart({ payTo, invoiceReference }) };
}

/** Refuses with GRANT_UNKNOWN, GRANT_CLOSED, AREA_UNKNOWN. */
export function registerPlan(grant: Grant, { data, facts }: GrantCommandOf<'RegisterPlan'>): readonly GrantEvent[] {
  openGrant(grant, data.grant);
  return planEvents(data, facts);
}

function planEvents(
  { grant, plan }: Pick<GrantCommandOf<'RequisitionGrant'>['data'], 'grant' | 'plan'>,
  { rules }: GrantCommandOf<'RegisterPlan'>['facts'],
): readonly GrantEvent[] {
  if (plan === undefined) return [];
  mustBeAreas(
    rules,
    plan.flatMap(({ purposeAreas }) => purposeAreas),
  );
  return [{ type: 'PlanRegistered', data: { grant, plan } }];
}

/**
 * The first decision is taken in even after an amendment that was learnt before it; the amendment's amounts go on
 * holding. Refuses with GRANT_UNKNOWN, GRANT_ALREADY_AWARDED, DECISION_NOT_DECIDED, POT_UNKNOWN, AMOUNT_NEGATIVE.
 */
export function award(grant: Grant, { data, facts }: GrantCommandOf<'AwardGrant'>): readonly GrantEvent[] {
  if (knownGrant(grant, data.grant).decisionKnown) {
    throw new DomainError('GRANT_ALREADY_AWARDED', { grant: data.grant });
  }
  mustBeDecided(data.decision);
  mustBeStatedAmounts(facts.rules, data.amounts);
  return [{ type: 'GrantAwarded', data }];
}

/** Refuses with GRANT_UNKNOWN, DECISION_NOT_DECIDED, POT_UNKNOWN, AMOUNT_NEGATIVE. */
export function amendAward(grant: Grant, { data, facts }: GrantCommandOf<'AmendAward'>): readonly GrantEvent[] {
  knownGrant(grant, data.grant);
  mustBeDecided(data.decision);
  mustBeStatedAmounts(facts.rules, data.amounts);
  return [{ type: 'AwardAmended', data }];
}

/** Refuses with GRANT_UNKNOWN, POT_UNKNOWN, AMOUNT_NEGATIVE, AMOUNT_NOT_POSITIVE, PAYMENT_ALREADY_RECORDED. */
export function recordPayment(
  grant: Grant,
  { data, facts }: GrantCommandOf<'RecordGrantPayment'>,
): readonly GrantEvent[] {
  mustBeNewPayment(knownGrant(grant, data.grant), { voucher: data.voucher });
  mustBeMoney(facts.rules, data.amounts);
  return [{ type: 'GrantPaid', data }];
}
