import { type Decider } from '#kernel';

import { allocate } from './allocation.js';
import { decideAllocations } from './allocation-decision.js';
import { amendAward, amendRequisition, announce, award, recordPayment, registerPlan, requisition } from './award.js';
import { close } from './closing.js';
import { waiveFinding } from './finding-waiver.js';
import { type GrantCommand } from './grant.commands.js';
import { type GrantEvent } from './grant.events.js';
import { evolve } from './grant.evolve.js';
import { type Grant } from './grant.state.js';
import { recordProviderRepayment, reportProvider } from './provider.js';
import { redistribute, reduce } from './redistribution.js';
import { assess, claim, recordRepaymentPayment, waive } from './repayment.js';
import { amendReturn, submitReturn } from './return.js';
import { recordDelivery, recordDemand } from './underlay.js';

/** The write model of `grant-{grant}`. Each function that it picks lists its refusals. */
export const grantDecider: Decider<Grant, GrantCommand, GrantEvent> = { initial: { status: 'absent' }, decide, evolve };

function decide(grant: Grant, command: GrantCommand): readonly GrantEvent[] {
  switch (command.type) {
    case 'AnnounceGrant':
      return announce(grant, command);
    case 'RequisitionGrant':
      return requisition(grant, command);
    case 'AmendRequisition':
      return amendRequisition(grant, command);
    case 'RegisterPlan':
      return registerPlan(grant, command);
    case 'AwardGrant':
      return award(grant, command);
    case 'AmendAward':
      return amendAward(grant, command);
    case 'RecordGrantPayment':
      return recordPayment(grant, command);
    case 'AllocateFunds':
      return allocate(grant, command);
    case 'DecideAllocations':
      return decideAllocations(grant, command);
    case 'RedistributeFunds':
      return redistribute(grant, command);
    case 'ReduceAllocation':
      return reduce(grant, command);
    case 'ReportProvider':
      return reportProvider(grant, command);
    case 'RecordProviderRepayment':
      return recordProviderRepayment(grant, command);
    case 'SubmitReturn':
      return submitReturn(grant, command);
    case 'AmendReturn':
      return amendReturn(grant, command);
    case 'AssessRepayment':
      return assess(grant, command);
    case 'ClaimRepayment':
      return claim(grant, command);
    case 'WaiveRepayment':
      return waive(grant, command);
    case 'RecordRepaymentPayment':
      return recordRepaymentPayment(grant, command);
    case 'WaiveFinding':
      return waiveFinding(grant, command);
    case 'RecordUnderlayDemand':
      return recordDemand(grant, command);
    case 'RecordUnderlayDelivery':
      return recordDelivery(grant, command);
    case 'CloseGrant':
      return close(grant, command);
  }
}
