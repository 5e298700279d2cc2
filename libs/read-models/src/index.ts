export { type AllocationNode, type AllocationTree, allocationTree } from './allocation-tree.query.js';
export { type Balance, balance, codeIsKnown, type Extract, extract, type ExtractRow } from './cost-ledger.query.js';
export type { Finding, FindingSubject } from './finding.js';
export { type FindingCode, findingKinds, type Severity } from './findings.catalogue.js';
export { blockingFindings, findings } from './findings.query.js';
export { type GrantPosition, grantPosition, type PotFigures } from './grant-position.query.js';
export {
  endedImports,
  type ImportRow,
  imports,
  openImport,
  type QuarantineDecision,
  quarantineDecisions,
} from './imports.query.js';
export {
  type BookRow,
  books,
  type GrantRow,
  grants,
  type ProgrammeRow,
  programmes,
  type ProjectCodeRow,
  projectCodes,
} from './lists.query.js';
export type { Moment } from './moment.js';
export { type OpenLine, openLines } from './open-lines.query.js';
export { type HeldVoucher, quarantine, type Quarantine, type QuarantineRow } from './quarantine.query.js';
export { ReadModels } from './read-models.js';
export { returnFigures } from './return-figures.query.js';
export type { SpentFigures } from './spent.js';
export { touchedVouchers, type VoucherKey } from './touched-vouchers.query.js';
export { type VoucherCursor, type VoucherFilter, voucherKeys, type VoucherRow, vouchers } from './vouchers.query.js';
export { type VoucherCost, voucherCosts } from './voucher-costs.query.js';
