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
export { erasePostings, type PostingErasure } from './erase/erase-postings.js';
export { openTable } from './table/open-table.js';
export type { Cell, Sheet, TableFile, TableRow } from './table/table.js';
export { csv, type CsvOptions } from './csv/csv.js';
export {
  amountCell,
  type CellKind,
  dateCell,
  integerCell,
  textCell,
  type WrittenCell,
} from './written/written-cell.js';
export { type WrittenFile, writeFileWhole } from './written/written-file.js';
export { workbook } from './xlsx/workbook.js';
export type { SheetColumn, WrittenRow, WrittenSheet } from './written/written-sheet.js';
export { type Form, type FormCopy, formSheets, type FormVersions } from './forms/form-sheets.js';
export type { SheetForm } from './forms/form-sheet.js';
export { type FilledForm, type KnownForms, readForm } from './forms/read-form.js';
export type { Vocabulary, Wording } from './forms/wording.js';
export { readSalaries } from './salary/read-salaries.js';
export { refuseSalaryContradiction, type SalaryMapping } from './salary/salary-mapping.js';
export type { SalaryRefusal, SalaryRow } from './salary/salary-row.js';
