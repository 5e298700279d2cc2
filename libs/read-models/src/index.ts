export { type AllocationNode, type AllocationTree, allocationTree } from './allocation-tree.query.js';
export { type BookSum, bookSums } from './book-sums.query.js';
export {
  type AccountGap,
  accountUse,
  type AccountUse,
  type BookChart,
  chart,
  chartGaps,
  type ChartGaps,
  type ChartRow,
  type LineSums,
} from './chart.query.js';
export type { BridgeFigure, BridgePart, BridgeRow } from './bridge/bridge.js';
export { bridge, type Bridge, type OpenPart } from './bridge/bridge.query.js';
export { type Balance, balance, codeIsKnown, type Extract, extract, type ExtractRow } from './cost-ledger.query.js';
export { type AreaActivity, areaActivities, isOfActivity } from './evidence/activities.query.js';
export { type DocumentRow, documents, documentsBeginning } from './evidence/documents.query.js';
export { type CostLine, grantCosts } from './cost-lines.query.js';
export {
  type CoveredLine,
  type CoverageFilter,
  coverageSums,
  type CoverageSums,
  evidenceCoverage,
  type EvidenceCoverage,
  doubleFundingAt,
  requirementsAt,
} from './evidence-coverage.query.js';
export { everTouched, type ExtractFacts, extractFacts } from './extract-facts.query.js';
export { bridgeWords, type FigureName, figureWords } from './figure-words.js';
export { figuresDigest } from './figures-digest.query.js';
export type { Finding, FindingSubject } from './finding.js';
export { type FindingCode, findingKinds, isWaivable, type Severity } from './findings.catalogue.js';
export { blockingFindings, findings, findingsOn } from './findings.query.js';
export { type GrantAccount, type GrantAccounts, grantAccounts } from './grant-accounts.query.js';
export type { Deadline, GrantState, NextDeadline } from './grant-deadlines.js';
export { type GrantPosition, grantPosition, type PotFigures } from './grant-position.query.js';
export { type GrantRegister, grantRegister, type RegisteredGrant } from './grant-register.query.js';
export { type LineSupports, lineSupports } from './evidence/line-supports.query.js';
export { namesAnything } from './evidence/named.query.js';
export { anyKindWords, lackWords, turnWords } from './gap-words.js';
export { documentKindWords, doubleFundingWords } from './history/evidence-sentences.js';
export type { HistoryRow } from './history/command-row.js';
export type { Concern } from './history/concerning.js';
export { type Difference, difference, type FindingMoved } from './history/difference.query.js';
export { type Archive, type History, history, type HistoryQuery } from './history/history.query.js';
export type { BalanceMoved, Movement } from './history/moved-balances.js';
export type { FigureMoved, GrantMoved } from './history/moved-figures.js';
export type { Why } from './history/why.js';
export {
  endedImports,
  type ImportRow,
  imports,
  openImport,
  type QuarantineDecision,
  quarantineDecisions,
  type StandingImport,
  standingImports,
} from './imports.query.js';
export {
  type BookLock,
  bookLocks,
  type BookRow,
  books,
  grants,
  type ProgrammeRow,
  programmes,
  type ProjectCodeRow,
  projectCodes,
} from './lists.query.js';
export { type MappingRow, mappings, salaryMappings } from './mappings.query.js';
export type { Moment } from './moment.js';
export { onePerson } from './one-person.js';
export { type OpenLine, openLines } from './open-lines.query.js';
export {
  type CodeOfBooks,
  codesOfBooks,
  postedInBooks,
  type PrunedBook,
  prunedBooks,
  prunedBy,
  unknownBook,
  unknownImport,
  unknownProjectCode,
} from './pruned.query.js';
export { type HeldVoucher, quarantine, type Quarantine, type QuarantineRow } from './quarantine.query.js';
export { ReadModels } from './read-models.js';
export type { Rows } from './rows.js';
export { type RecordedContent, recordedContents, type RecordedHead, recordedHeads } from './recorded-content.query.js';
export {
  type CodedSum,
  codedSums,
  type LinkedSalary,
  payAccounts,
  personDocuments,
  type PersonDocument,
  salaries,
  salaryLines,
  type SalaryLine,
} from './salaries.query.js';
export { draftFaults } from './return/answer-faults.js';
export { type ChecklistItem, closingChecklist, type ClosingChecklist } from './return/closing-checklist.query.js';
export type { HeldOut, NotEligible } from './return/not-eligible.query.js';
export { type RepaymentDue, type RepaymentGround } from './return/repayment-due.js';
export type { CheckedReturn } from './return/return-checks.js';
export { returnDifferences, type ReturnInOrder } from './return/return-differences.query.js';
export { type ReturnAmount, type ReturnDocument, type ReturnRow, returnText } from './return/return-document.js';
export { type GrantReturn, repaymentOf, returnOf } from './return/return-of.query.js';
export type { Lineage, TracedAllocation, TracedCost, TracedGrant, TracedPayment } from './lineage/lineage.js';
export { trace, type TraceAsked } from './lineage/lineage.query.js';
export { returnFigures } from './return-figures.query.js';
export type { SpentFigures } from './spent.js';
export { links, type LinkRow } from './supports.query.js';
export { touchedVouchers, type VoucherKey } from './touched-vouchers.query.js';
export { type VoucherCursor, type VoucherFilter, voucherKeys, type VoucherRow, vouchers } from './vouchers.query.js';
export { type VoucherCost, voucherCosts } from './voucher-costs.query.js';
export { type NamesAsked, voucherNames } from './voucher-names.query.js';
export { underlayDemands, type UnderlayDemands } from './underlay-demands.query.js';
export { chargedAbove, type ChargedOfPay } from './charged-above.js';
export { invoiceUse, sharesUnder } from './evidence/double-funding.query.js';
