import { bookSums, type Moment } from '#read-models';

import type { Bidragsbok } from '../bidragsbok.js';
import { MonthSums } from './month-sums.js';

/**
 * What a book holds at a moment, what scope `grant` left out of recorded vouchers with it. Counted by the rows of the whole
 * book and not voucher by voucher, so that a voucher that was passed over shows.
 */
export async function ledgerSums(
  { models }: Pick<Bidragsbok, 'models'>,
  book: string,
  moment: Moment,
): Promise<MonthSums> {
  const sums = new MonthSums();
  for (const { account, month, debit, credit, restDebit, restCredit } of await bookSums(models.db, book, moment)) {
    sums.add([{ account, ore: debit - credit + restDebit - restCredit }], month);
  }
  return sums;
}
