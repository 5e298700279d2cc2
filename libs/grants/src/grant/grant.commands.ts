import { z } from 'zod';

import { date, identifier, type Money, money, purposeArea } from '#kernel';

import { type AdoptedRules } from '../programme/programme.js';
import { programmeRef } from '../programme/rules.js';
import {
  allocationKey,
  areaAmounts,
  type ClosingCommitment,
  decision,
  findingCode,
  packageSent,
  plan,
  potAmounts,
  recipient,
  type ReturnFigures,
  returnFigures,
  sha256,
  voucherRef,
} from './grant.schemas.js';

const grant = identifier;
const allocation = identifier;
const because = z.string().min(1).optional();
const requisition = z.strictObject({
  grant,
  amounts: potAmounts,
  plan: plan.optional(),
  wantsMore: z.boolean().default(false),
  payTo: z.string().optional(),
  invoiceReference: z.string().optional(),
});
const award = z.strictObject({ grant, amounts: potAmounts, decision });
const submission = z.strictObject({
  grant,
  act: identifier,
  /** The position to read the figures at; the log's end where it is left out. */
  position: z.int().min(1).optional(),
  /** What the form will say. Read from the ledger where left out, held against it where given. */
  figures: returnFigures.optional(),
  /** The digest of the return document that was looked at. Worked out where left out, held against it where given. */
  digest: sha256.optional(),
  signatory: z.string().min(1),
  answers: z.record(z.string(), z.string()).optional(),
  caseNumber: z.string().optional(),
});

/** What each command on a grant carries: the names and fields are the contract of `apply` and of the API. */
export const grantCommands = {
  AnnounceGrant: z.strictObject({ grant, programme: programmeRef, amounts: potAmounts, precision: money.optional() }),
  RequisitionGrant: requisition,
  AmendRequisition: requisition,
  RegisterPlan: z.strictObject({ grant, plan }),
  AwardGrant: award,
  AmendAward: award,
  RecordGrantPayment: z.strictObject({ grant, amounts: potAmounts, voucher: voucherRef.optional() }),
  AllocateFunds: z.strictObject({
    grant,
    allocation,
    from: allocation.optional(),
    to: recipient,
    pot: identifier.optional(),
    amount: money,
    ownFunding: money.optional(),
    purposeAreas: z.array(purposeArea).min(1).optional(),
    key: allocationKey.optional(),
    reason: because,
    decision,
  }),
  DecideAllocations: z.strictObject({
    grant,
    allocations: z.array(allocation).min(1),
    pot: identifier.optional(),
    decision,
  }),
  RedistributeFunds: z.strictObject({
    grant,
    from: allocation,
    to: allocation,
    amount: money,
    reason: because,
    decision,
  }),
  ReduceAllocation: z.strictObject({
    grant,
    allocation,
    amount: money,
    /** The part of the reduction that takes own funding back; none where it is left out. */
    ownFunding: money.optional(),
    reason: because,
    decision,
  }),
  ReportProvider: z.strictObject({ grant, allocation, used: areaAmounts, note: z.string().optional() }),
  RecordProviderRepayment: z.strictObject({ grant, allocation, amount: money, voucher: voucherRef.optional() }),
  SubmitReturn: submission,
  AmendReturn: submission.extend({ reason: because }),
  AssessRepayment: z.strictObject({ grant, act: identifier, ground: identifier, amount: money }),
  ClaimRepayment: z.strictObject({
    grant,
    repayment: identifier,
    ground: identifier.optional(),
    amount: money,
    due: date.optional(),
    invoiceReference: z.string().optional(),
    decision,
  }),
  WaiveRepayment: z.strictObject({
    grant,
    act: identifier,
    repayment: identifier,
    amount: money,
    reason: because,
    decision,
  }),
  RecordRepaymentPayment: z.strictObject({
    grant,
    repayment: identifier,
    amount: money,
    voucher: voucherRef.optional(),
  }),
  WaiveFinding: z.strictObject({
    grant,
    act: identifier,
    /** The finding's id, as `findings` shows it. */
    finding: identifier,
    code: findingCode,
    reason: z.string().min(1),
    /** What was seen. Read from the finding where left out, held against it where given. */
    amount: money.optional(),
    count: z.int().min(0).optional(),
  }),
  RecordUnderlayDemand: z.strictObject({
    grant,
    demand: identifier,
    caseNumber: z.string().min(1),
    due: date.optional(),
    projectCode: identifier.optional(),
    from: date.optional(),
    to: date.optional(),
    sample: z.string().min(1).optional(),
    note: because,
  }),
  RecordUnderlayDelivery: z.strictObject({
    grant,
    demand: identifier.optional(),
    ...packageSent,
    to: z.string().min(1),
    reviewedBy: z.string().min(1),
    paragraph: z.string().min(1),
    caseNumber: z.string().min(1).optional(),
  }),
  CloseGrant: z.strictObject({ grant }),
} as const;

type Schemas = typeof grantCommands;
export type GrantCommandName = keyof Schemas;
/** The data of one command on a grant, by its name. */
export type GrantCommandData<Name extends GrantCommandName> = z.output<Schemas[Name]>;

/** The commands that two persons carry out: proposed by one, in effect with the other's confirmation. */
export const TWO_PERSON_COMMANDS = [
  'SubmitReturn',
  'AmendReturn',
  'AssessRepayment',
  'WaiveRepayment',
  'WaiveFinding',
] as const;
export type TwoPersonCommandName = (typeof TWO_PERSON_COMMANDS)[number];
export const isTwoPersonCommand = (name: string): name is TwoPersonCommandName =>
  TWO_PERSON_COMMANDS.some((known) => known === name);

/** What the ledger says at a position, for a return: its figures, and the findings that no return may be sent with. */
export interface LedgerReading {
  readonly position: number;
  readonly figures: ReturnFigures;
  readonly blocking: readonly string[];
  /** The checks of the form that fail and that it stops a return for. */
  readonly stops: readonly string[];
  /** The hex SHA-256 of the return document at the position. */
  readonly digest: string;
}
/** What `decide` needs to know and cannot look up. */
export interface GrantFacts {
  readonly rules: AdoptedRules;
}
/** A finding of the ledger as it stands: its amount in SEK and its count, null where it is about none. */
export interface StandingFinding {
  readonly id: string;
  readonly code: string;
  readonly amount: Money | null;
  readonly count: number | null;
  /** False where figures would be unknown as long as it stands, which nobody can let be. */
  readonly waivable: boolean;
  /** It has been let be as it stands. */
  readonly waived: boolean;
}

interface FactsOfSome {
  readonly SubmitReturn: { readonly ledger: LedgerReading };
  readonly AmendReturn: { readonly ledger: LedgerReading };
  /** The finding that is to be let be; null where the grant has none of that id. */
  readonly WaiveFinding: { readonly finding: StandingFinding | null };
  readonly CloseGrant: { readonly commitment: ClosingCommitment };
}
type FactsOf<Name> = Name extends keyof FactsOfSome ? GrantFacts & FactsOfSome[Name] : GrantFacts;

/** A command as the decider takes it: what is asked, and the facts that were looked up for it. */
export interface GrantCommandOf<Name extends GrantCommandName> {
  readonly type: Name;
  readonly data: GrantCommandData<Name>;
  readonly facts: FactsOf<Name>;
}
export type GrantCommand = { [Name in GrantCommandName]: GrantCommandOf<Name> }[GrantCommandName];
