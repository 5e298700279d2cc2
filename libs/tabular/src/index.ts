export { type WrittenFile, writeFileWhole } from './written-file.js';
export { workbook } from './xlsx/workbook.js';
export { amountCell, type CellKind, dateCell, integerCell, textCell, type WrittenCell } from './xlsx/written-cell.js';
export type { SheetColumn, WrittenRow, WrittenSheet } from './xlsx/written-sheet.js';
