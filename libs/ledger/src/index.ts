import { bookEventTypes } from './book/book.events.js';
import { importEventTypes } from './import/import.events.js';
import { mappingEventTypes } from './mapping/mapping.events.js';
import { salaryMappingEventTypes } from './mapping/salary-mapping.events.js';
import { projectCodeEventTypes } from './project-code/project-code.events.js';
import { voucherEventTypes } from './voucher/voucher.events.js';

export {
  type BookRoles,
  type ChartAccount,
  isGrantAccount,
  roleOf,
  roles,
  type RoleWithSource,
  roleWithSource,
} from './book/account-roles.js';
export {
  type AccountRole,
  type AccountRoles,
  bookCommands,
  type BookEvent,
  bookEventTypes,
  type BookFacts,
} from './book/book.events.js';
export { type BookCommand, bookDecider, chartedAfter, type BookState, type OpenedBook } from './book/book.js';
export {
  importCommand,
  importOfCommand,
  rejectCommand,
  releaseCommand,
  undoCommand,
} from './import/import-commands.js';
export {
  type ImportCompleted,
  type ImportCounts,
  type ImportEvent,
  importEventTypes,
  type ImportUndone,
} from './import/import.events.js';
export { type ImportCommand, importDecider, type ImportState } from './import/import.js';
export {
  mappingCommands,
  type MappingColumns,
  type MappingEvent,
  mappingEventTypes,
} from './mapping/mapping.events.js';
export { type MappingCommand, mappingDecider, type MappingState } from './mapping/mapping.js';
export {
  salaryMappingCommands,
  type SalaryMappingColumns,
  type SalaryMappingEvent,
  salaryMappingEventTypes,
} from './mapping/salary-mapping.events.js';
export { salaryMappingDecider } from './mapping/salary-mapping.js';
export { type Matcher, matcher, type Objects, onwardOf } from './project-code/matcher.js';
export {
  type CodeFacts,
  projectCodeCommands,
  type ProjectCodeEvent,
  projectCodeEventTypes,
  type ProjectCodeFacts,
} from './project-code/project-code.events.js';
export {
  codeFacts,
  type ProjectCodeCommand,
  projectCodeDecider,
  type ProjectCodeLookup,
  type ProjectCodeState,
} from './project-code/project-code.js';
export {
  bookStream,
  importStream,
  mappingStream,
  projectCodeStream,
  salaryMappingStream,
  type VoucherName,
  voucherOfStream,
  voucherStream,
} from './streams.js';
export { compareVoucher, type VoucherDifference, type VoucherIntake } from './voucher/compare-voucher.js';
export { costsOf, type DatedVoucher, isPostedRole, type PostingRules } from './voucher/costs.js';
export {
  type Evidence,
  evidenceKey,
  type EvidenceLinked,
  type PayShare,
  type PaySource,
} from './voucher/evidence.events.js';
export { type FoundEvidence, type SalaryOfLine } from './voucher/link-evidence.js';
export { linesOfGrants, recordVoucher } from './voucher/record-voucher.js';
export { repost } from './voucher/repost.js';
export {
  type IntakeRules,
  type SourceCorrection,
  type SourceFields,
  type SourceLine,
  type SourceVoucher,
} from './voucher/source-voucher.js';
export {
  type Posting,
  type RecordedVoucher,
  type VoucherState,
  type WithdrawnVoucher,
} from './voucher/voucher-state.js';
export { voucherCommands } from './voucher/voucher.commands.js';
export {
  type CostPosted,
  type PostedLine,
  type Rest,
  type VoucherEvent,
  voucherEventTypes,
  type VoucherLine,
  type VoucherPrivate,
} from './voucher/voucher.events.js';
export { type VoucherLookup } from './voucher/voucher-lookup.js';
export { numberedIdentity, releasedNumber, voucherContent, voucherIdentities } from './voucher/voucher-identity.js';
export { said, type ToldEvent, type UndoneVoucher, undoVoucher } from './voucher/undo-voucher.js';
export { textsOfVoucher } from './voucher/voucher-texts.js';
export { type VoucherCommand, voucherDecider } from './voucher/voucher.js';
export { type Withdrawal, withdrawVoucher } from './voucher/withdraw-voucher.js';

/** Every event type of this room, for the catalogue of a log. */
export const ledgerEventTypes = [
  ...bookEventTypes,
  ...projectCodeEventTypes,
  ...voucherEventTypes,
  ...importEventTypes,
  ...mappingEventTypes,
  ...salaryMappingEventTypes,
] as const;
