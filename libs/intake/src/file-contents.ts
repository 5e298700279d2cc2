import { type BookFacts, type SourceLine, voucherContent, voucherIdentities } from '#ledger';
import type { SieVoucher } from '#sie';

import { readThrough } from './kept-file.js';
import type { FileReading, VoucherFile } from './voucher-file.js';
import { sha256 } from './sha256.js';
import { composed } from './voucher-key.js';

/** A voucher as a file says it. */
export interface VoucherSaid {
  readonly series: string;
  readonly number: string;
  readonly date: string;
  readonly fileLine: number;
  readonly lines: readonly SourceLine[];
}
interface Noted extends Omit<VoucherSaid, 'lines'> {
  readonly digest: string;
}
interface Reading extends Pick<BookFacts, 'voucherIdentity'> {
  readonly privateDimensions: ReadonlySet<string>;
}

/** What a file says, voucher by voucher: of each its place and a digest, so that a year of them takes little memory. */
export class FileContents {
  refused = 0;
  from: string | null = null;
  to: string | null = null;
  /** Whole öre per account, debit positive. */
  readonly accounts = new Map<string, number>();
  private readonly vouchers = new Map<string, Noted>();
  private readonly series = new Set<string>();

  constructor(private readonly reading: Reading) {}

  get size(): number {
    return this.vouchers.size;
  }

  keys(): Iterable<string> {
    return this.vouchers.keys();
  }

  has(key: string): boolean {
    return this.vouchers.has(key);
  }

  digest(key: string): string | undefined {
    return this.vouchers.get(key)?.digest;
  }

  /** Of a voucher where it stands and a digest of what it says publicly. */
  said(key: string): string {
    const { fileLine, digest } = this.noted(key);
    return `${fileLine} ${digest}`;
  }

  /** Where a voucher stands in this file, and whether the other file speaks of such a place. */
  place(key: string, other: FileContents) {
    const { series, number, date, fileLine } = this.noted(key);
    return { series, number, date, fileLine, spokenOf: other.speaksOf({ series, date }) };
  }

  /** Reads the file once for the digests of its vouchers. */
  async read(file: VoucherFile): Promise<void> {
    for await (const { key, said } of this.vouchersOf(file)) {
      const { series, number, date, fileLine, lines } = said;
      const digest = sha256(voucherContent({ series, date, lines })).slice(0, 16);
      this.vouchers.set(key, { series, number, date, fileLine, digest });
      this.series.add(series);
      if (this.from === null || date < this.from) this.from = date;
      if (this.to === null || date > this.to) this.to = date;
      for (const { account, ore } of lines) this.accounts.set(account, (this.accounts.get(account) ?? 0) + ore);
    }
  }

  /** Reads the file again for some of its vouchers with their lines. */
  async find(file: VoucherFile, wanted: ReadonlySet<string>): Promise<ReadonlyMap<string, VoucherSaid>> {
    const found = new Map<string, VoucherSaid>();
    const refused = this.refused;
    for await (const { key, said } of this.vouchersOf(file)) if (wanted.has(key)) found.set(key, said);
    this.refused = refused;
    return found;
  }

  private noted(key: string): Noted {
    const noted = this.vouchers.get(key);
    if (noted === undefined) throw new Error('A voucher that the file does not name');
    return noted;
  }

  private speaksOf({ series, date }: Pick<Noted, 'series' | 'date'>): boolean {
    return this.from !== null && this.to !== null && date >= this.from && date <= this.to && this.series.has(series);
  }

  private async *vouchersOf(file: VoucherFile): AsyncGenerator<{ readonly key: string; readonly said: VoucherSaid }> {
    const names = new FileNames(this.reading);
    for await (const items of await itemsOf(file, this.reading)) {
      for (const item of items) {
        if (item.kind === 'refusal') this.refused += 1;
        else yield names.named(item);
      }
    }
  }
}

async function itemsOf(file: VoucherFile, { privateDimensions }: Reading): Promise<FileReading['items']> {
  await readThrough(file, privateDimensions);
  return file.read({ take: () => true, privateDimensions }).items;
}

/** The keys of a file's vouchers in its order: a name that stands twice in it is told apart by its place. */
class FileNames {
  private readonly identityOf: ReturnType<typeof voucherIdentities>;
  private readonly times = new Map<string, number>();

  constructor(reading: Reading) {
    this.identityOf = voucherIdentities(reading, sha256);
  }

  named({ series: written, number, date, fileLine, lines }: SieVoucher) {
    const series = composed(written);
    const said = { series, number: composed(number), date, fileLine, lines };
    const name = `${series}\n${this.identityOf(said)}`;
    const time = (this.times.get(name) ?? 0) + 1;
    this.times.set(name, time);
    return { key: time === 1 ? name : `${name}\n${time}`, said };
  }
}
