import { textToOre } from '#kernel';
import type { Rest } from '#ledger';

import type { CostLedgerTables } from './cost-ledger.tables.js';
import { STANDING } from './table.js';

/** What a voucher event says of the lines that it leaves out. */
interface LeavingOut {
  readonly scope: 'all' | 'grant';
  readonly rest?: readonly Rest[] | undefined;
}

/** What scope `grant` left out of recorded vouchers: one row for each voucher, `[[account, count, debit, credit], …]` in öre. */
export class VoucherRests {
  constructor(private readonly rows: CostLedgerTables) {}

  /** A voucher recorded anew leaves this out. */
  add(position: number, voucher: number, rest: readonly Rest[] = []): void {
    if (rest.length === 0) return;
    const sums = rest.map(({ account, count, debit, credit }) => [account, count, textToOre(debit), textToOre(credit)]);
    this.rows.voucher_rest.add([voucher, position, STANDING, JSON.stringify(sums)]);
  }

  /** A voucher that holds more from now on leaves out what its event says; one held whole leaves out nothing. */
  change(position: number, voucher: number, { scope, rest }: LeavingOut): void {
    if (rest === undefined && scope === 'grant') return;
    this.end(position, voucher);
    this.add(position, voucher, rest);
  }

  end(position: number, voucher: number): void {
    const { voucher_rest } = this.rows;
    const end = `UPDATE ${voucher_rest.name} SET gone = ? WHERE voucher = ? AND gone = ?`;
    voucher_rest.run(end, [position, voucher, STANDING]);
  }
}
