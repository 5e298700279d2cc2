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
export type { SheetColumn, WrittenRow, WrittenSheet } from './written/written-sheet.js';
export { workbook } from './xlsx/workbook.js';
