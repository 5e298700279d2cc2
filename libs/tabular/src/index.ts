export { openTable } from './table/open-table.js';
export type { Cell, Sheet, TableFile, TableRow } from './table/table.js';
