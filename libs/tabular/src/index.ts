export { type WrittenFile, writeFileWhole } from './written-file.js';
export { workbook } from './xlsx/workbook.js';
export { amountCell, type CellKind, dateCell, integerCell, textCell, type WrittenCell } from './xlsx/written-cell.js';
export type { SheetColumn, WrittenRow, WrittenSheet } from './xlsx/written-sheet.js';
export { type Form, type FormCopy, formSheets, type FormVersions } from './forms/form-sheets.js';
export type { SheetForm } from './forms/form-sheet.js';
export { type FilledForm, type KnownForms, readForm } from './forms/read-form.js';
export type { Vocabulary, Wording } from './forms/wording.js';
export type { Cell, Sheet, TableFile, TableRow } from './table/table.js';
