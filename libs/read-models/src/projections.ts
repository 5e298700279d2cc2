import { costLedger } from './cost-ledger.projection.js';
import { documentList } from './evidence/documents.projection.js';
import { grantPosition } from './grant-position.projection.js';
import { guardSlips } from './guard-slips.projection.js';
import { importReport } from './import-report.projection.js';
import { mappingList } from './mapping-list.projection.js';
import type { Projection } from './projection.js';
import { pruned } from './pruned.projection.js';
import { salaryShares } from './salary-shares.projection.js';
import type { TableShape } from './table.js';

/** Every projection, and so every table that the log is followed into. */
export const projections: readonly Projection[] = [
  costLedger,
  grantPosition,
  importReport,
  mappingList,
  pruned,
  guardSlips,
  documentList,
  salaryShares,
];

export const shapes: readonly TableShape[] = projections.flatMap(({ tables }) =>
  Object.entries(tables).map(([name, shape]) => ({ name, ...shape })),
);
