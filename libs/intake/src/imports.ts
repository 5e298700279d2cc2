import type { ImportReport } from './import-report.js';
import { openSieFile } from './sie-file.js';
import { openTableFile, type ReadByMapping } from './table-file.js';
import { type Destination, takeFile } from './take-file.js';
import type { ImportOrder } from './voucher-file.js';

/** A SIE 4 file to take in, how, and where. */
export type ImportSie = ImportOrder & Destination;

/** Takes a SIE 4 file in. Refuses with what `openSieFile` and `takeFile` refuse with. */
export async function importSie({ to, book, ...asked }: ImportSie): Promise<ImportReport> {
  return takeFile(openSieFile(asked.file), asked, { to, book });
}

/** A ledger exported as CSV or XLSX to take in, by which mapping, how, and where. */
export type ImportLedger = ImportOrder & Destination & ReadByMapping;

/** Takes an exported ledger in. Refuses with what `openTableFile`, `takeFile` and the reading by a mapping refuse with. */
export async function importLedger({ to, book, mapping, saved, ...asked }: ImportLedger): Promise<ImportReport> {
  return takeFile(await openTableFile(asked.file, { mapping, saved }), asked, { to, book });
}
