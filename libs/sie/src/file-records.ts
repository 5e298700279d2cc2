import { AmountReader } from './amount-reader.js';
import { BYTE } from './bytes.js';
import { Balances, type BalanceLabel } from './balances.js';
import { Checksum, type SieChecksum } from './checksum.js';
import type { Cursor } from './cursor.js';
import type { Days } from './days.js';
import type { Decoder } from './decoder.js';
import type { SieDeviations } from './deviations.js';
import type { SieEncoding } from './inspect-sie.js';
import { PASSED_OVER } from './known-records.js';
import type { SieObject } from './voucher.js';

/** What the file calls an account, and whether it is an asset (T), a debt (S), a cost (K) or income (I). */
export interface SieAccount {
  readonly name: string;
  readonly type: string | null;
}
/** A dimension that the file declares, and the one that it divides, if any. */
export interface SieDimension {
  readonly name: string;
  readonly parent: string | null;
}
/** Year 0 is the file's own, −1 the one before; a file may leave the days out. */
export interface SieFinancialYear {
  readonly index: number;
  readonly from: string | null;
  readonly to: string | null;
}

const MOST_UNKNOWN = 100;

/** The records before and between the vouchers: what the file says of itself, its chart and its balances. */
export class FileRecords {
  readonly chart = new Map<string, SieAccount>();
  readonly dimensions = new Map<string, SieDimension>();
  readonly years: SieFinancialYear[] = [];
  readonly unknownLabels = new Map<string, number>();
  readonly balances = new Balances();
  flag: string | null = null;
  program: string | null = null;
  format: string | null = null;
  generated: string | null = null;
  /** The format says that a file without #SIETYP is of type 1. */
  type = 1;
  organisationNumber: string | null = null;
  name: string | null = null;
  checksum: SieChecksum = 'none';
  private readonly amounts = new AmountReader();

  constructor(
    private readonly cursor: Cursor,
    private readonly shared: {
      readonly encoding: SieEncoding;
      readonly decoder: Decoder;
      readonly days: Days;
      readonly deviations: SieDeviations;
    },
  ) {}

  /** Reads the record whose label the cursor has just read, to the end of its line. */
  record(): void {
    const { cursor } = this;
    const label = this.shared.decoder.word(cursor.bytes, cursor.from, cursor.to).toUpperCase();
    const read = this.readers[label];
    if (read !== undefined) read();
    else if (!PASSED_OVER.has(label)) this.countUnknown(label);
    cursor.drain();
  }

  private readonly readers: Readonly<Record<string, (() => void) | undefined>> = {
    FLAGGA: () => {
      this.flag = this.code();
    },
    PROGRAM: () => {
      this.program = [...this.texts()].join(' ') || null;
    },
    FORMAT: () => {
      this.format = this.code() || null;
    },
    GEN: () => {
      this.generated = this.day();
    },
    SIETYP: () => {
      this.type = wholeNumber(this.code()) ?? 1;
    },
    ORGNR: () => {
      this.organisationNumber = this.text().replaceAll(/\D/g, '') || null;
    },
    FNAMN: () => {
      this.name = this.text() || null;
    },
    RAR: () => {
      this.readYear();
    },
    KONTO: () => {
      this.readAccount();
    },
    KTYP: () => {
      this.readAccountType();
    },
    DIM: () => {
      this.readDimension(false);
    },
    UNDERDIM: () => {
      this.readDimension(true);
    },
    IB: () => {
      this.readBalance('IB');
    },
    UB: () => {
      this.readBalance('UB');
    },
    RES: () => {
      this.readBalance('RES');
    },
    OIB: () => {
      this.readObjectBalance('OIB');
    },
    OUB: () => {
      this.readObjectBalance('OUB');
    },
    PSALDO: () => {
      this.readPeriod();
    },
    KSUMMA: () => {
      this.readChecksum();
    },
  };

  private readYear(): void {
    const index = wholeNumber(this.code());
    if (index !== null) this.years.push({ index, from: this.day(), to: this.day() });
  }

  private readAccount(): void {
    const account = this.code();
    if (account !== '') this.chart.set(account, { name: this.text(), type: this.chart.get(account)?.type ?? null });
  }

  private readAccountType(): void {
    const account = this.code();
    const type = this.code();
    if (account !== '' && type !== '') this.chart.set(account, { name: this.chart.get(account)?.name ?? '', type });
  }

  private readDimension(divides: boolean): void {
    const dimension = this.code();
    const name = this.text();
    if (dimension !== '') this.dimensions.set(dimension, { name, parent: divides ? this.code() || null : null });
  }

  private readBalance(label: BalanceLabel): void {
    if (this.code() !== '0') return;
    const account = this.code();
    const ore = this.ore(account);
    if (ore !== null) this.balances.state(label, account, ore);
  }

  /** #OIB and #OUB: year account {dimension object} balance. */
  private readObjectBalance(label: 'OIB' | 'OUB'): void {
    if (this.code() !== '0') return;
    const account = this.code();
    const objects = this.objects();
    const ore = this.ore(account);
    if (objects !== null && objects.length > 0 && ore !== null)
      this.balances.ofObjects.push({ label, account, objects, ore });
  }

  /** #PSALDO: year month account {dimension object} balance; those of objects are parts of the one without. */
  private readPeriod(): void {
    if (this.code() !== '0') return;
    const month = this.code();
    const account = this.code();
    const objects = this.objects();
    const ore = this.ore(account);
    if (!/^\d{6}$/.test(month) || objects?.length !== 0 || ore === null) return;
    this.balances.ofPeriods.push({ account, month: `${month.slice(0, 4)}-${month.slice(4)}`, ore });
  }

  /** Pairs between braces; null where there are no braces. */
  private objects(): SieObject[] | null {
    const { cursor } = this;
    if (cursor.peek() !== BYTE.OPEN) return null;
    cursor.at++;
    const objects: SieObject[] = [];
    while (cursor.code()) objects.push([this.word(), this.code()]);
    if (cursor.bytes[cursor.at] !== BYTE.CLOSE) return null;
    cursor.at++;
    return objects;
  }

  private ore(account: string): number | null {
    const { cursor } = this;
    cursor.code();
    if (this.amounts.read(cursor.bytes, cursor.from, cursor.to) === null && account !== '') return this.amounts.ore;
    this.shared.deviations.unreadBalances++;
    return null;
  }

  /** The first #KSUMMA begins the sum, the second one gives it. */
  private readChecksum(): void {
    const { cursor } = this;
    const sum = cursor.checksum;
    cursor.checksum = null;
    if (sum === null && this.checksum === 'none') {
      cursor.drain();
      cursor.checksum = new Checksum(this.shared.encoding);
      this.checksum = 'wrong'; // Until its end has been read and agrees.
    } else if (sum !== null) {
      const stated = wholeNumber(this.code());
      this.checksum = stated !== null && sum.agreesWith(stated) ? 'ok' : 'wrong';
    }
  }

  /** By its name where that looks like a label: what else stands there may be anything, so it is not repeated. */
  private countUnknown(label: string): void {
    const plain = /^[A-Z][A-Z0-9_]{0,19}$/.test(label);
    const name = plain && (this.unknownLabels.size < MOST_UNKNOWN || this.unknownLabels.has(label)) ? label : '?';
    this.unknownLabels.set(name, (this.unknownLabels.get(name) ?? 0) + 1);
  }

  private text(): string {
    this.cursor.field();
    return this.shared.decoder.text(this.cursor.bytes, this.cursor.from, this.cursor.to);
  }

  /** The fields that are left of the line; a program's name and version are written as two, sometimes as three. */
  private *texts(): Generator<string> {
    for (let text = this.text(); text !== ''; text = this.text()) yield text;
  }

  private code(): string {
    this.cursor.code();
    return this.word();
  }

  private word(): string {
    return this.shared.decoder.word(this.cursor.bytes, this.cursor.from, this.cursor.to);
  }

  private day(): string | null {
    const { cursor } = this;
    cursor.code();
    const packed = this.shared.days.read(cursor.bytes, cursor.from, cursor.to);
    return packed === 0 ? null : this.shared.days.iso(packed);
  }
}

const wholeNumber = (text: string): number | null => (/^-?\d{1,10}$/.test(text) ? Number.parseInt(text, 10) : null);
