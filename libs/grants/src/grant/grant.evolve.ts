import { type EventOf, Money } from '#kernel';

import {
  type AllocationDecided,
  type AllocationReduced,
  type FundsAllocated,
  type FundsRedistributed,
  type GrantAnnounced,
  type GrantEvent,
  type RepaymentAssessed,
  type RepaymentClaimed,
} from './grant.events.js';
import { type Allocation, type Grant, type KnownGrant, onwardFrom, type Repayment } from './grant.state.js';
import { paymentKey } from './payment.js';

/** The grant after an event. */
export function evolve(grant: Grant, event: GrantEvent): Grant {
  if (event.type === 'GrantAnnounced') return announced(event.data);
  // The announcement is the first event of the stream by the decider's own rule; anything before it tells nothing.
  return grant.status === 'absent' ? grant : remember(grant, event);
}

const announced = ({ grant, programme, amounts }: EventOf<typeof GrantAnnounced>['data']): KnownGrant => ({
  status: 'open',
  grant,
  programme,
  announced: amounts,
  awarded: null,
  decisionKnown: false,
  requisitioned: false,
  allocations: new Map(),
  returned: false,
  repayments: new Map(),
  payments: new Set(),
  demands: new Set(),
});

function remember(grant: KnownGrant, event: Exclude<GrantEvent, { type: 'GrantAnnounced' }>): KnownGrant {
  switch (event.type) {
    case 'GrantRequisitioned':
      return { ...grant, requisitioned: true };
    case 'GrantAwarded':
      // An amendment that was learnt before it goes on holding.
      return { ...grant, awarded: grant.awarded ?? event.data.amounts, decisionKnown: true };
    case 'AwardAmended':
      return { ...grant, awarded: event.data.amounts };
    case 'GrantPaid':
      return paidBy(grant, { voucher: event.data.voucher });
    case 'FundsAllocated':
      return withAllocation(grant, allocationOf(event.data));
    case 'AllocationDecided':
      return decided(grant, event.data);
    case 'FundsRedistributed':
      return redistributed(grant, event.data);
    case 'AllocationReduced':
      return reduced(grant, event.data);
    case 'ReturnSubmitted':
      return { ...grant, returned: true };
    case 'RepaymentAssessed':
      return withRepayment(grant, event.data.repayment, assessed(event.data));
    case 'RepaymentClaimed':
      return withRepayment(grant, event.data.repayment, claimed(grant, event.data));
    case 'RepaymentWaived':
      return changeRepayment(grant, event.data.repayment, ({ waived }) => ({ waived: waived.plus(event.data.amount) }));
    case 'RepaymentPaid':
      return changeRepayment(paidBy(grant, event.data), event.data.repayment, ({ paid }) => ({
        paid: paid.plus(event.data.amount),
      }));
    case 'UnderlayDemanded':
      return { ...grant, demands: new Set([...grant.demands, event.data.demand]) };
    case 'GrantClosed':
      return { ...grant, status: 'closed' };
    case 'RequisitionAmended':
    case 'PlanRegistered':
    case 'ProviderReported':
    case 'ProviderRepaid':
    case 'FindingWaived':
    case 'UnderlayDelivered':
    case 'ReturnAmended':
      return grant;
  }
}

function paidBy(grant: KnownGrant, payment: Parameters<typeof paymentKey>[0]): KnownGrant {
  const key = paymentKey(payment);
  return key === undefined ? grant : { ...grant, payments: new Set([...grant.payments, key]) };
}

const allocationOf = (data: EventOf<typeof FundsAllocated>['data']): Allocation => ({
  id: data.allocation,
  from: data.from,
  pot: data.pot,
  amount: data.amount,
  ownFunding: data.ownFunding,
  purposeAreas: data.purposeAreas,
  municipality: data.to.municipality ?? null,
  toOwnUnit: data.to.kind === 'unit',
  decided: data.decision.status === 'decided',
});

const withAllocation = (grant: KnownGrant, allocation: Allocation): KnownGrant => ({
  ...grant,
  allocations: new Map(grant.allocations).set(allocation.id, allocation),
});

function changeAllocation(
  grant: KnownGrant,
  id: string,
  change: (allocation: Allocation) => Partial<Allocation>,
): KnownGrant {
  const allocation = grant.allocations.get(id);
  return allocation === undefined ? grant : withAllocation(grant, { ...allocation, ...change(allocation) });
}

function decided(grant: KnownGrant, { allocation, pot }: EventOf<typeof AllocationDecided>['data']): KnownGrant {
  return withPot(
    changeAllocation(grant, allocation, () => ({ decided: true })),
    allocation,
    pot,
  );
}

/** Onward allocations have the pot of what they were handed on from. */
const withPot = (grant: KnownGrant, allocation: string, pot: string | null): KnownGrant =>
  onwardFrom(grant, allocation).reduce(
    (changed, onward) => withPot(changed, onward.id, pot),
    changeAllocation(grant, allocation, () => ({ pot })),
  );

const redistributed = (
  grant: KnownGrant,
  { from, to, amount }: EventOf<typeof FundsRedistributed>['data'],
): KnownGrant =>
  changeAllocation(
    changeAllocation(grant, from, (one) => ({ amount: one.amount.minus(amount) })),
    to,
    (one) => ({ amount: one.amount.plus(amount) }),
  );

const reduced = (
  grant: KnownGrant,
  { allocation, amount, ownFunding }: EventOf<typeof AllocationReduced>['data'],
): KnownGrant =>
  changeAllocation(grant, allocation, (one) => ({
    amount: one.amount.minus(amount),
    ownFunding: one.ownFunding.minus(ownFunding),
  }));

const assessed = ({ ground }: EventOf<typeof RepaymentAssessed>['data']): Repayment => ({
  ground,
  claimed: null,
  waived: Money.zero,
  paid: Money.zero,
});

/** A payment may have been recorded before the claim that it settles. */
const claimed = (
  grant: KnownGrant,
  { repayment, ground, amount }: EventOf<typeof RepaymentClaimed>['data'],
): Repayment => ({
  waived: Money.zero,
  paid: grant.repayments.get(repayment)?.paid ?? Money.zero,
  ground,
  claimed: amount,
});

const withRepayment = (grant: KnownGrant, id: string, repayment: Repayment): KnownGrant => ({
  ...grant,
  repayments: new Map(grant.repayments).set(id, repayment),
});

function changeRepayment(
  grant: KnownGrant,
  id: string,
  change: (repayment: Repayment) => Partial<Repayment>,
): KnownGrant {
  const repayment = grant.repayments.get(id);
  return repayment === undefined ? grant : withRepayment(grant, id, { ...repayment, ...change(repayment) });
}
