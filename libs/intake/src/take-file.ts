import { basename } from 'node:path';

import type { Bidragsbok } from './bidragsbok.js';
import { withoutErased } from './erasure/without-erased.js';
import { FileImport } from './file-import.js';
import type { ImportReport } from './import-report.js';
import { ImportTarget } from './import-target.js';
import type { ImportOrder, VoucherFile } from './voucher-file.js';

/** Where a file is to go: a dry run may leave out the book, or both. */
export interface Destination {
  readonly to?: Bidragsbok | undefined;
  readonly book?: string | undefined;
}

/**
 * Takes a file into a book, voucher by voucher, each wholly or not at all. The same file again adds nothing; an import
 * that was cut off is completed by the same call. A dry run writes nothing and needs neither organisation nor book.
 * Refuses with BOOK_UNKNOWN, BOOK_IS_OWN, SIE_WITHOUT_VOUCHERS, SIE_ORGANISATION_DIFFERS, SIE_YEAR_DIFFERS,
 * LEDGER_WITHOUT_VOUCHERS, CONTROL_TOTAL_DIFFERS, FILE_TOTAL_DIFFERS, OUTSIDE_STATED_COVERAGE, FILE_CHANGED, FILE_PRUNED, DISK_FULL, COMMAND_DIFFERS (the id is
 * another file's).
 */
export async function takeFile(
  file: VoucherFile,
  asked: ImportOrder,
  { to, book }: Destination,
): Promise<ImportReport> {
  try {
    const target = await ImportTarget.open(to, book);
    const fileName = basename(asked.fileName ?? file.path);
    if (to === undefined || book === undefined || asked.dryRun === true) {
      const tried = await FileImport.begin({ file, fileName, logRevision: -1 }, asked, target);
      return await tried.run();
    }
    return await withoutErased(to, { file, fileName, into: book }, async (left) => {
      const taken = await FileImport.begin(left, { ...asked, fileName }, target);
      return taken.run();
    });
  } finally {
    file.close();
  }
}
