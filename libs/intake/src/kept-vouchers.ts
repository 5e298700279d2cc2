import { type BookFacts, releasedNumber, type SourceVoucher, voucherContent, voucherIdentities } from '#ledger';
import type { SieVoucher, SieVoucherHead } from '#sie';

import { FileNumbers } from './file-numbers.js';
import type { StandingFile } from './standing-files.js';
import type { FileItem } from './voucher-file.js';
import { sha256 } from './sha256.js';
import { composed } from './voucher-key.js';

type Facts = Pick<BookFacts, 'book' | 'form' | 'voucherIdentity'>;

/** A voucher of a kept file, under the name that the book has for it. */
export interface KeptVoucher {
  readonly source: SourceVoucher;
  /** An import holds it back, unless a person has let it in: its number stands twice, or it does not balance. */
  readonly isHeld: boolean;
}
interface Named {
  readonly series: string;
  readonly number: string;
}

/** The vouchers of one kept file in its order, named as the import that took it in named them. */
export class KeptVouchers {
  private readonly numbers: FileNumbers;
  private readonly identityOf: ReturnType<typeof voucherIdentities>;

  constructor(
    private readonly facts: Facts,
    private readonly file: { readonly of: Pick<StandingFile['of'], 'import' | 'scope'> },
  ) {
    this.numbers = new FileNumbers(facts);
    this.identityOf = voucherIdentities(facts, sha256);
  }

  /** Notes a voucher before its lines are made; its number is null where only they can tell it. */
  meet(head: SieVoucherHead): { readonly series: string; readonly number: string | null } {
    return this.numbers.meet(head);
  }

  meetRefused({ voucher }: Extract<FileItem, { readonly kind: 'refusal' }>): void {
    if (voucher !== null) this.numbers.meetRefused(voucher);
  }

  /** Whether the file names such a voucher. */
  has(voucher: Named): boolean {
    return this.numbers.has(voucher);
  }

  voucher(item: SieVoucher): KeptVoucher {
    const { form } = this.facts;
    const source = this.sourceOf(item);
    if (!this.numbers.isSecond(item)) {
      this.numbers.meetUnnumbered(source);
      return { source, isHeld: form === 'whole' && item.sumOre !== 0 };
    }
    const number = releasedNumber(source.number, sha256(voucherContent(source)).slice(0, 16));
    return { source: { ...source, number }, isHeld: true };
  }

  private sourceOf(item: SieVoucher): SourceVoucher {
    const { date, registered, fileLine, text, signature, lines, corrections } = item;
    const { import: id, scope } = this.file.of;
    const name = { book: this.facts.book, series: composed(item.series), number: composed(item.number) };
    const source = { ...name, date, registered, scope, import: id, fileLine, text, signature, lines, corrections };
    return { ...source, number: this.identityOf(source) };
  }
}
