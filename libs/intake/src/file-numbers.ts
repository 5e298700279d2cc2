import { type BookFacts, numberedIdentity } from '#ledger';
import { type SieRefusal, type SieVoucherHead, VoucherNumbers } from '#sie';

import { composed } from './voucher-key.js';

interface Named {
  readonly series: string;
  readonly number: string;
}

/** Which vouchers a file names, in its order, and which of them it names twice. */
export class FileNumbers {
  private readonly seen = new VoucherNumbers();
  private readonly refused = new VoucherNumbers();
  /** The lines of vouchers whose number stands earlier in the file. */
  private readonly twice = new Set<number>();

  constructor(private readonly facts: Pick<BookFacts, 'voucherIdentity'>) {}

  /** Notes a well-formed voucher. What names it: the number is null where only its lines can tell. */
  meet({ series: written, number, date, fileLine }: SieVoucherHead): { series: string; number: string | null } {
    const series = composed(written);
    const identity = numberedIdentity(this.facts, { series, number: composed(number), date });
    if (identity !== null && !this.seen.add(series, identity)) this.twice.add(fileLine);
    return { series, number: identity };
  }

  /** Notes what names a voucher whose lines were needed to tell it. */
  meetUnnumbered({ series, number }: Named): void {
    this.seen.add(series, number);
  }

  /** A voucher that was refused is there, so it is not missing; but it is not the first of its number. */
  meetRefused({ series, number, date }: NonNullable<SieRefusal['voucher']>): void {
    const name = { series: composed(series), number: composed(number), date: date ?? '' };
    this.refused.add(name.series, numberedIdentity(this.facts, name) ?? '');
  }

  /** Whether the number of the voucher on that line stands earlier in the file. */
  isSecond({ fileLine }: Pick<SieVoucherHead, 'fileLine'>): boolean {
    return this.twice.has(fileLine);
  }

  has({ series, number }: Named): boolean {
    return this.seen.has(series, number) || this.refused.has(series, number);
  }
}
