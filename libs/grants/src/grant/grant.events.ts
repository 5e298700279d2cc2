import { z } from 'zod';

import { date, type EventOf, EventType, identifier, money, purposeArea } from '#kernel';

import { programmeRef } from '../programme/rules.js';
import {
  allocationKey,
  areaAmounts,
  closingCommitment,
  decision,
  findingCode,
  packageSent,
  plan,
  potAmounts,
  reason,
  recordedRecipient,
  returnFigures,
  sha256,
  voucherRef,
} from './grant.schemas.js';

const grant = identifier;
const allocation = identifier;
const optionalReason = reason.partial();

/** The authority made known what the recipient may requisition; `precision` where the amounts are rounded. */
export const GrantAnnounced = EventType.v1(
  'GrantAnnounced',
  z.strictObject({
    grant,
    programme: programmeRef,
    /** The version of the adopted rules that held then. */
    rulesVersion: z.int().min(1),
    amounts: potAmounts,
    precision: money.optional(),
  }),
);
const requisition = z.strictObject({
  grant,
  amounts: potAmounts,
  /** The recipient wants a share of what others leave (6 §). */
  wantsMore: z.boolean(),
});
const requisitionPrivate = z.strictObject({ payTo: z.string(), invoiceReference: z.string() }).partial();
/** 5 §: requisitioned without an application; the plan stands in PlanRegistered. */
export const GrantRequisitioned = EventType.v1('GrantRequisitioned', requisition, { private: requisitionPrivate });
/** The requisition as it stands after a change. */
export const RequisitionAmended = EventType.v1('RequisitionAmended', requisition, { private: requisitionPrivate });
/** 4 §: who carries out, for which purpose areas. */
export const PlanRegistered = EventType.v1('PlanRegistered', z.strictObject({ grant, plan }));

/** 7–8 §§: the authority's decision, exact. It replaces what was announced. */
export const GrantAwarded = EventType.v1('GrantAwarded', z.strictObject({ grant, amounts: potAmounts, decision }));
/** A later decision of the same year (6 §): the amounts of every pot as they now stand, whenever the first is learnt. */
export const AwardAmended = EventType.v1('AwardAmended', z.strictObject({ grant, amounts: potAmounts, decision }));
/** 8 §: the money came. The voucher is the ERP's, where it is known. */
export const GrantPaid = EventType.v1(
  'GrantPaid',
  z.strictObject({ grant, amounts: potAmounts, voucher: voucherRef.optional() }),
);

/** `from` makes it an onward allocation, which inherits the pot; without it the pot may be open (null). */
export const FundsAllocated = EventType.v1(
  'FundsAllocated',
  z.strictObject({
    grant,
    allocation,
    from: allocation.nullable(),
    to: recordedRecipient,
    pot: identifier.nullable(),
    amount: money,
    /** The part of the amount that the organisation pays itself. */
    ownFunding: money,
    /** None where they were not stated while the pot was open; a bound pot's own then hold once it is named. */
    purposeAreas: z.array(purposeArea),
    key: allocationKey.optional(),
    decision,
  }),
  { private: z.strictObject({ name: z.string(), organisationNumber: z.string(), reason: z.string() }).partial() },
);
/** A proposal became a decision. `pot` is the pot from now on, of its onward allocations too; null while it is open. */
export const AllocationDecided = EventType.v1(
  'AllocationDecided',
  z.strictObject({ grant, allocation, pot: identifier.nullable(), decision }),
);
/** Money moved between two allocations of one level and one pot; own funding stays where it is. */
export const FundsRedistributed = EventType.v1(
  'FundsRedistributed',
  z.strictObject({ grant, from: allocation, to: allocation, amount: money, decision }),
  { private: optionalReason },
);
/** Taken off the allocation: `amount` in all, `ownFunding` the part of it that was own funding. */
export const AllocationReduced = EventType.v1(
  'AllocationReduced',
  z.strictObject({ grant, allocation, amount: money, ownFunding: money, decision }),
  { private: optionalReason },
);
/** What the performer of an onward allocation says it has used so far, in all: the latest report holds. */
export const ProviderReported = EventType.v1(
  'ProviderReported',
  z.strictObject({ grant, allocation, used: areaAmounts }),
  { private: z.strictObject({ note: z.string() }).partial() },
);
/** What the performer of an onward allocation paid back. */
export const ProviderRepaid = EventType.v1(
  'ProviderRepaid',
  z.strictObject({ grant, allocation, amount: money, voucher: voucherRef.optional() }),
);

const submitted = z.strictObject({
  grant,
  act: identifier,
  /** The position that the figures were read at. */
  position: z.int().min(1),
  figures: returnFigures,
  caseNumber: z.string().optional(),
});
const frozen = submitted.extend({
  /** The version of the programme's form that was filled in; null where its rules have none. */
  form: z.int().min(1).nullable(),
  /** What the return document at the position comes to, which the second person confirmed. */
  digest: sha256.nullable(),
});
// Before v2 a return was its figures: no form, and no document that they stood in.
const withoutDocument = (v1: z.input<typeof submitted>): z.input<typeof frozen> => ({
  ...v1,
  form: null,
  digest: null,
});
const signed = z.strictObject({ signatory: z.string().min(1), answers: z.record(z.string(), z.string()).optional() });
/** 10 §: how the money was used, signed. */
export const ReturnSubmitted = EventType.v1('ReturnSubmitted', submitted, { private: signed }).next(
  frozen,
  withoutDocument,
);
/** A later return, in the place of the one before it. */
export const ReturnAmended = EventType.v1('ReturnAmended', submitted, {
  private: signed.extend(optionalReason.shape),
}).next(frozen, withoutDocument);

/** Our own assessment that money is to be repaid, on a ground of 12 §. The repayment's id is the act's. */
export const RepaymentAssessed = EventType.v1(
  'RepaymentAssessed',
  z.strictObject({ grant, repayment: identifier, ground: identifier, amount: money }),
);
/** 13 §: the authority's decision to reclaim, with its invoice. */
export const RepaymentClaimed = EventType.v1(
  'RepaymentClaimed',
  z.strictObject({ grant, repayment: identifier, ground: identifier, amount: money, due: date.optional(), decision }),
  { private: z.strictObject({ invoiceReference: z.string() }).partial() },
);
/** 13 §: the authority let it be, for special reasons. */
export const RepaymentWaived = EventType.v1(
  'RepaymentWaived',
  z.strictObject({ grant, repayment: identifier, amount: money, act: identifier, decision }),
  { private: optionalReason },
);
/** Paid back to the authority, as the ERP booked it. */
export const RepaymentPaid = EventType.v1(
  'RepaymentPaid',
  z.strictObject({ grant, repayment: identifier, amount: money, voucher: voucherRef.optional() }),
);
/**
 * Two persons let a finding of the ledger be, as it stood then: where its amount or count is another, it is a finding
 * again. `finding` is its id, `code` its kind.
 */
export const FindingWaived = EventType.v1(
  'FindingWaived',
  z.strictObject({
    grant,
    finding: identifier,
    code: findingCode,
    act: identifier,
    amount: money.nullable(),
    count: z.int().min(0).nullable(),
  }),
  { private: reason },
);
/**
 * The authority asks for the underlay of costs: under which case number, by when, and which of them; all where nothing is
 * named. `sample` is how they are drawn, as the demand says it. In its own words in the private part.
 */
export const UnderlayDemanded = EventType.v1(
  'UnderlayDemanded',
  z.strictObject({
    grant,
    demand: identifier,
    caseNumber: z.string(),
    due: date.optional(),
    projectCode: identifier.optional(),
    from: date.optional(),
    to: date.optional(),
    sample: z.string().optional(),
  }),
  { private: z.strictObject({ note: z.string() }).partial() },
);
/** A package was handed over: its hash, under which paragraph its secrecy was looked at; to whom and by whom is private. */
export const UnderlayDelivered = EventType.v1(
  'UnderlayDelivered',
  z.strictObject({
    grant,
    /** The demand that it answers; null where nobody had demanded it. */
    demand: identifier.nullable(),
    ...packageSent,
    paragraph: z.string(),
    caseNumber: z.string().optional(),
  }),
  { private: z.strictObject({ to: z.string(), reviewedBy: z.string() }) },
);
/** Nothing more is decided here about the grant; what others do is still recorded. */
export const GrantClosed = EventType.v1('GrantClosed', z.strictObject({ grant })).next(
  z.strictObject({ grant, commitment: closingCommitment.nullable() }),
  (v1) => ({ ...v1, commitment: null }), // before v2 a closing committed itself to nothing
);

export const grantEventTypes = [
  GrantAnnounced,
  GrantRequisitioned,
  RequisitionAmended,
  PlanRegistered,
  GrantAwarded,
  AwardAmended,
  GrantPaid,
  FundsAllocated,
  AllocationDecided,
  FundsRedistributed,
  AllocationReduced,
  ProviderReported,
  ProviderRepaid,
  ReturnSubmitted,
  ReturnAmended,
  RepaymentAssessed,
  RepaymentClaimed,
  RepaymentWaived,
  RepaymentPaid,
  FindingWaived,
  UnderlayDemanded,
  UnderlayDelivered,
  GrantClosed,
] as const;
export type GrantEvent = EventOf<(typeof grantEventTypes)[number]>;
