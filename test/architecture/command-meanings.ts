import type { actCommands, grantCommands, programmeCommands } from '#grants';
import type { documentCommands, personCommands, requirementsCommands } from '#evidence';
import type { erasureCommands, pruningCommands } from '#intake';
import type {
  bookCommands,
  mappingCommands,
  projectCodeCommands,
  salaryMappingCommands,
  voucherCommands,
} from '#ledger';

type CommandName =
  | keyof typeof actCommands
  | keyof typeof bookCommands
  | keyof typeof documentCommands
  | keyof typeof erasureCommands
  | keyof typeof grantCommands
  | keyof typeof mappingCommands
  | keyof typeof personCommands
  | keyof typeof programmeCommands
  | keyof typeof projectCodeCommands
  | keyof typeof pruningCommands
  | keyof typeof requirementsCommands
  | keyof typeof salaryMappingCommands
  | keyof typeof voucherCommands;

/** What each command means, in one line. A command without a line here does not compile. */
export const commandMeanings = {
  AdoptProgramme: 'Record the programme’s rules for a grant year, whole, before the first grant under them.',

  AnnounceGrant: 'The authority made known what the recipient may requisition; this gives the grant its id.',
  RequisitionGrant: 'The recipient requisitioned the grant, with or without its plan.',
  AmendRequisition: 'The requisition as it now stands.',
  RegisterPlan: 'Who carries out the grant’s activities, and for which purpose areas.',
  AwardGrant: 'The authority’s decision: the exact amount per pot.',
  AmendAward: 'A later decision of the same year: the amounts of every pot as they now stand.',
  RecordGrantPayment: 'The authority paid, per pot.',
  AllocateFunds: 'Give money to a unit or another legal person, or (`from`) pass on a part of an allocation.',
  DecideAllocations: 'Proposed allocations were decided; the decision may name the pot.',
  RedistributeFunds: 'Move money between two allocations of the same pot.',
  ReduceAllocation: 'Take back a part of an allocation.',
  ReportProvider: 'What the performer of an onward allocation says it has used, in all and per purpose area.',
  RecordProviderRepayment: 'A provider repaid money that was passed on to it.',
  SubmitReturn: 'Propose the return to the authority; it is submitted when another person confirms.',
  AmendReturn: 'Propose that the submitted return be replaced.',
  AssessRepayment: 'Propose our own assessment of what is to be repaid, on a ground of the regulation.',
  ClaimRepayment: 'The authority decided to reclaim an assessed repayment.',
  WaiveRepayment: 'Propose to record that the authority let a repayment be.',
  RecordRepaymentPayment: 'A repayment was paid.',
  RecordUnderlayDemand: 'The authority demanded the underlay of costs.',
  RecordUnderlayDelivery: 'A package of underlay was handed over, its secrecy looked at first.',
  WaiveFinding: 'Propose to let a finding be, as it stands: it ends when its amount or count changes.',
  CloseGrant: 'Nothing more happens to the grant.',

  ConfirmAct: 'A second person confirms a proposed act, which then takes effect.',
  RejectAct: 'A second person rejects a proposed act.',

  OpenBook: 'Describe the ledger of one system and financial year: dimensions, account roles, scope.',
  AmendBook: 'The book’s facts as they now hold, whole.',
  RegisterChart: 'The chart of accounts, where wanted with a role per account.',
  LockPeriod: 'The book is closed up to and including a day.',
  ReopenPeriod: 'Move the lock back; null unlocks every day.',

  OpenProjectCode: 'Say which codings of which books are charged to a grant, and from when.',
  AmendProjectCode: 'The code’s facts as they now hold, whole.',
  CloseProjectCode: 'Nothing dated after a day is a cost of the grant under the code.',

  SaveMapping:
    'Say how an exported ledger is read: which column gives what, and how it is written. It serves any book.',

  SaveSalaryMapping:
    'Say how a list of pay is read: which column gives person, period, pay, on-cost, share and where it is booked.',

  RecordVoucher: 'Key in a voucher by hand, into a book of our own.',
  PostCost: 'A person posts lines, or shares of them, as a cost of a grant.',
  WithdrawCost: 'Nothing of the voucher is any longer a cost under the code.',
  ReviewCost: 'State when the goods or services of these lines were delivered, and why.',
  DisallowCost: 'These lines are not eligible, and why.',
  AllowCost: 'Take a disallowance back, and why.',
  LinkEvidence: 'A document, or another voucher, supports a line, or so much of it.',
  UnlinkEvidence: 'A line is no longer supported by it, and why.',
  UnlinkSalary: 'Take back whose pay a line is, and why.',

  DescribeDocument:
    'A person says what a document is and says: kind, supplier, number, days, amounts. An activity’s names no patient.',
  ConfirmDescription: 'What the text of a document suggested is as it says.',
  RedactDocument: 'A masked copy of a document is what may be handed out: what was masked, under which paragraph.',
  PlaceLegalHold: 'A document may not be erased until the hold is lifted, and why.',
  LiftLegalHold: 'Lift the hold, and why.',
  TiePersons: 'Somebody is in the ledger under two numbers: what is charged of both is charged of one.',
  UntiePersons: 'Two persons are not the same after all, and why.',
  AdoptRequirements: 'Say which evidence costs need, whole: by kind, account and amount, and whose turn it is.',

  ErasePrivateParts:
    'Propose that texts be erased for ever by a decision, out of the log and the kept files; they go when another person confirms.',
  PruneYear:
    'Propose that a financial year be pruned for ever after retention: its books, vouchers, imports and codes; they go when another person confirms.',
} as const satisfies Readonly<Record<CommandName, string>>;
