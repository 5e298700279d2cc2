// The doors open a book, and script it for a demo: they never come near the log itself.
export { ERASURE_GROUNDS, holdError, PRUNING_GROUNDS, Prunings, seededKey, seededSalt } from '#event-log';

export type { Attestation } from './attestation.js';
export { compareExtract, type ComparedLine, type ExtractComparison } from './compared-extract.js';
export { applyCommands, type Applied, carryOut, type Intended, readOnly } from './apply.js';
export { Bidragsbok, type OpenBidragsbok } from './bidragsbok.js';
export { catalogue } from './catalogue.js';
export { commandsOf, type FileCommand, isWorkbook, type Place } from './command-file.js';
export { type BackedUp, backUp } from './backup/back-up.js';
export { acceptLoss, type AcceptedLoss } from './checkpoints/accept-loss.js';
export { adoptCheckpoints, type Adopted } from './checkpoints/adopt.js';
export { heldText } from './checkpoints/held-text.js';
export { restore, type RestoreAsked, type Restored } from './backup/restore.js';
export { type ChartImport, importChart } from './chart-import.js';
export { accountKindWords, roleWords } from './chart-words.js';
export { type Command, OPERATOR, parseCommand } from './command.js';
export { closingLines } from './closing.js';
export { commandSchemas } from './commands.js';
export { type ErasurePlan, plannedErasure } from './erasure/erase.js';
export {
  type AddedDocument,
  type AddedEvidence,
  type AddEvidence,
  addEvidence,
  type RefusedDocument,
} from './evidence/add-evidence.js';
export { type DocumentTexts, documentTexts } from './evidence/document-texts.js';
export { erasureCommands } from './erasure/erasure.commands.js';
export { type ErasureDecision, Erasures } from './erasure/erasures.js';
export { plannedPruning, type PruningPlan } from './pruning/prune.js';
export { pruningCommands } from './pruning/pruning.commands.js';
export { isOnServers, organisations } from './engine/engine-for.js';
export { type Migrated, migrateLog } from './engine/migration.js';
export { signerFolder } from './data-folder.js';
export { type Servers, serversNamed, serversToMoveTo } from './engine/servers.js';
export { type FilledGap, type FilledGaps, fillGaps } from './evidence/fill-gaps.js';
export { type GapList, writeGapList } from './evidence/gap-sheet.js';
export { keptOriginal, originalsOf } from './evidence/kept-original.js';
export { linkByFileName, type LinkedByName } from './evidence/link-by-name.js';
export { type PlannedLink, plannedLink } from './evidence/planned-link.js';
export { requirementsIn, writeRequirements } from './evidence/requirements-form.js';
export type { RepostingMatched } from './evidence/link-repostings.js';
export { type EvidenceMatched, matchEvidence } from './evidence/match-evidence.js';
export { formKinds } from './forms/command-forms.js';
export { writeForm, type WriteForm } from './forms/write-form.js';
export { type HeldLine, quarantineShown, type ShownHeld, type ShownQuarantine } from './held-vouchers.js';
export {
  type ComparedFile,
  diffImports,
  type ImportDiff,
  type OnlyInOne,
  type SaidDifferently,
} from './import-diff.js';
export { type QuarantineDecided, type QuarantineOrder, rejectQuarantined, releaseQuarantined } from './quarantine.js';
export type { SaidLine } from './said-lines.js';
export { columnsInFile, mappingInFile } from './mapping-file.js';
export { type ImportReport } from './import-report.js';
export { importLedger, type ImportLedger, importSie, type ImportSie } from './imports.js';
export { addSalaries } from './salary/add-salaries.js';
export { PAYROLL_PERIODS, type PayrollPeriod } from './salary/payroll-cells.js';
export { payrollSie } from './salary/payroll-sie.js';
export { personId } from './salary/person-id.js';
export { personNames } from './salary/person-names.js';
export {
  type PayrollPart,
  type PayrollReconciliation,
  type PayrollVerdict,
  type ReconciledPay,
  reconcilePayroll,
} from './salary/reconcile-payroll.js';
export { type ReadAsPay, salaryMappingInFile, savedSalaryMapping } from './salary/salary-mapping.js';
export type { SalaryReport } from './salary/salary-report.js';
export { type SavedMapping, savedMapping } from './saved-mapping.js';
export { type Cause, causes } from './reconcile/discrepancies.js';
export { reconcile, type Reconciliation } from './reconcile/reconciliation.js';
export { repost, type Reposted } from './repost.js';
export type { ReadByMapping } from './table-file.js';
export { undoImport, type UndoOrder } from './undo-import.js';
export type { BuiltOn, LeftVoucher, UndoReport } from './undo-report.js';
export type { ImportOrder, Progress, StatedCoverage } from './voucher-file.js';
export { suggestedMapping } from './suggested-mapping.js';
export { isFailure, type Verification, verify } from './verification.js';
export type { Suggestion } from '#tabular';
