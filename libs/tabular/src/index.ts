export type {
  AccountMapping,
  AmountMapping,
  ColumnMapping,
  DateForm,
  DimensionMapping,
  MappedColumn,
  PostingField,
  VoucherMapping,
} from './mapping/column-mapping.js';
export { refuseContradiction } from './mapping/heading.js';
export type {
  ControlTotal,
  Posting,
  PostingItem,
  PostingObject,
  PostingSummary,
  RowField,
  RowRefusal,
  RowRefusalCode,
} from './mapping/posting.js';
export { type PostingReading, type PostingReadingOptions, readPostings } from './mapping/read-postings.js';
export { suggestMapping } from './suggestion/suggest-mapping.js';
export type { SuggestedColumn, Suggestion, Trial } from './suggestion/suggestion.js';
export { openTable } from './table/open-table.js';
export type { Cell, Sheet, TableFile, TableRow } from './table/table.js';
