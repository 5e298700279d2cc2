import { basename } from 'node:path';

import type { CommandContext } from '#event-log';
import { type Actor, DomainError, oreToText, type RefusalCode } from '#kernel';
import {
  type ImportCounts,
  type IntakeRules,
  matcher,
  type SourceCorrection,
  type SourceVoucher,
  voucherIdentities,
} from '#ledger';
import { completedImports, openImport, voucherKeys } from '#read-models';
import { inspectSie, readSie, type SieFileFacts, type SieItem, type SieReading, type SieSummary, type SieVoucher, type SieVoucherHead } from '#sie';

import type { Bidragsbok } from './bidragsbok.js';
import { OPERATOR } from './command.js';
import { type ImportChange, type ImportRefusal, ImportTally, MOST_SHOWN } from './import-tally.js';
import { ImportRecord } from './import-record.js';
import { type LedgerContext, ledgerContext } from './ledger-context.js';
import { SeenNumbers } from './seen-numbers.js';
import { sha256, VoucherIntake } from './voucher-intake.js';

/** What SIE reserves for employee, customer and supplier: private where no book says otherwise. */
const PRIVATE_DIMENSIONS = ['7', '8', '9'];

export interface Progress {
  readonly bytes: number;
  readonly of: number;
}

export interface ImportSie {
  readonly file: string;
  /** What the file was called where it came from; the name in `file` where it is left out. */
  readonly fileName?: string | undefined;
  /** The organisation's grant book; a dry run needs none. */
  readonly to?: Bidragsbok | undefined;
  readonly book?: string | undefined;
  /** The book's own where it is left out; everything where there is no book. */
  readonly scope?: 'grant' | 'all' | undefined;
  readonly dryRun?: boolean | undefined;
  readonly acceptChanges?: boolean | undefined;
  readonly acceptOrganisation?: boolean | undefined;
  readonly by?: Actor | undefined;
  /** The import's id, where the caller has one: the same id again completes or repeats the same import. */
  readonly id?: string | undefined;
  readonly progress?: ((progress: Progress) => void) | undefined;
}

/** What was read, what became of it, and what the file says that does not agree. Amounts are strings in SEK. */
export interface ImportReport {
  readonly import: string | null;
  readonly book: string | null;
  readonly dryRun: boolean;
  readonly sha256: string;
  readonly vouchers: ImportCounts;
  readonly lines: { readonly read: number; readonly taken: number };
  readonly debit: string;
  readonly credit: string;
  readonly encoding: string;
  readonly program: string | null;
  readonly kind: string | null;
  readonly checksum: string;
  readonly unreconciledAccounts: SieSummary['unreconciledAccounts'];
  readonly refusals: readonly ImportRefusal[];
  readonly changes: readonly ImportChange[];
  readonly missing: readonly { readonly series: string; readonly number: string; readonly date: string }[];
  readonly unknownLabels: Readonly<Record<string, number>>;
  readonly warnings: readonly { readonly code: RefusalCode; readonly message: string }[];
  readonly position: number | null;
}

/**
 * Takes a SIE 4 file into a book, voucher by voucher, each wholly or not at all. The same file again adds nothing; an
 * import that was cut off is completed by the same call. A dry run writes nothing and needs neither organisation nor
 * book. Refuses with FILE_NOT_FOUND, NOT_SIE_FILE, SIE5_NOT_SUPPORTED, BOOK_UNKNOWN, BOOK_IS_OWN, SIE_ORGANISATION_DIFFERS,
 * SIE_YEAR_DIFFERS, SIE_WITHOUT_VOUCHERS, DISK_FULL.
 */
export async function importSie(asked: ImportSie): Promise<ImportReport> {
  const facts = inspected(asked.file);
  const ledger = asked.to === undefined || asked.book === undefined ? undefined : await ledgerContext(asked.to, asked.book);
  if (ledger?.opened.facts.kind === 'own') throw new DomainError('BOOK_IS_OWN', { book: ledger.opened.facts.book });
  const run = new SieImport(asked, facts, ledger);
  return run.run();
}

function inspected(file: string): SieFileFacts {
  try {
    return inspectSie(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const unreadable = code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR';
    throw unreadable ? new DomainError('FILE_NOT_FOUND') : error;
  }
}

class SieImport {
  private readonly tally = new ImportTally();
  private readonly seen = new SeenNumbers();
  private readonly recorded = new Map<string, { readonly series: string; readonly number: string; readonly date: string; readonly withdrawn: boolean }>();
  private readonly identityOf: (voucher: Pick<SourceVoucher, 'series' | 'number' | 'date' | 'lines'>) => string;
  private readonly scope: 'grant' | 'all';
  private readonly covered = { from: '9999-12-31', to: '', series: new Set<string>() };
  private readonly reading: SieReading;
  private readonly rules: { current: IntakeRules };
  private readonly warnings: ImportReport['warnings'][number][] = [];
  private headerChecked = false;

  constructor(
    private readonly asked: ImportSie,
    private readonly facts: SieFileFacts,
    private ledger: LedgerContext | undefined,
  ) {
    const book = ledger?.opened.facts;
    this.scope = asked.scope ?? book?.scope ?? 'all';
    this.identityOf = voucherIdentities({ voucherIdentity: book?.voucherIdentity ?? 'number' }, sha256);
    this.rules = { current: this.rulesNow() };
    const isWanted = this.scope === 'grant' ? { wanted: this.rules.current.matcher.wanted } : {};
    this.reading = readSie(asked.file, facts.encoding, {
      ...isWanted,
      take: (head) => this.isTaken(head),
      privateDimensions: new Set(book?.privateDimensions ?? PRIVATE_DIMENSIONS),
    });
  }

  async run(): Promise<ImportReport> {
    const { to, book, dryRun = false } = this.asked;
    for (const key of to === undefined || book === undefined ? [] : voucherKeys(to.models.db, book)) {
      this.recorded.set(`${key.series}\n${key.number}`, key);
    }
    const record = to === undefined || book === undefined ? undefined : this.recordOf(to, book);
    const intake = new VoucherIntake(
      {
        book: to as Bidragsbok,
        context: record?.context ?? { commandId: 'dry-run', actor: OPERATOR },
        import: record?.id ?? 'dry-run',
        dryRun: dryRun || record === undefined,
        rules: () => this.rules.current,
        ledger: () => this.ledger as LedgerContext,
        refresh: async () => {
          this.ledger = await ledgerContext(to as Bidragsbok, book as string);
          this.rules.current = this.rulesNow();
        },
      },
      this.tally,
    );
    for (const items of this.reading) {
      if (items.length > 0) await this.begin(record);
      for (const item of items) await this.take(item, intake);
      this.asked.progress?.({ bytes: this.reading.bytesRead, of: this.facts.size });
    }
    await this.begin(record);
    await intake.flush();
    await this.findMissing(intake);
    return this.report(record);
  }

  private rulesNow(): IntakeRules {
    const { ledger } = this;
    const book = ledger?.opened.facts;
    return {
      matcher: ledger?.matcher ?? matcher([], ''),
      roleOf: ledger?.roleOf ?? (() => null),
      privateDimensions: new Set(book?.privateDimensions ?? PRIVATE_DIMENSIONS),
      form: book?.form ?? 'whole',
      acceptChanges: this.asked.acceptChanges ?? false,
    };
  }

  /** What the file's head says is held against the book before the first voucher is appended. */
  private async begin(record: ImportRecord | undefined): Promise<void> {
    if (this.headerChecked) return;
    this.headerChecked = true;
    this.checkOrganisation();
    this.checkYear();
    if (this.asked.dryRun || record === undefined) return;
    await this.asked.to?.files.keep(this.asked.file, this.facts.sha256);
    await record.start({
      ...{ sha256: this.facts.sha256, bytes: this.facts.size, scope: this.scope, format: 'sie' },
      acceptChanges: this.asked.acceptChanges ?? false,
      acceptOrganisation: this.asked.acceptOrganisation ?? false,
    });
  }

  private checkOrganisation(): void {
    const { organisationNumber } = this.reading.summary;
    const own = this.asked.to?.organisation;
    if (organisationNumber === null || own === undefined || organisationNumber === own) return;
    this.doubt(new DomainError('SIE_ORGANISATION_DIFFERS'), this.asked.acceptOrganisation ?? false);
  }

  private checkYear(): void {
    const year = this.reading.summary.financialYears.find(({ index }) => index === 0);
    const own = this.ledger?.opened.facts.financialYear;
    if (own === undefined || year?.from == null || year.to == null) return;
    const apart = year.to < own.from.toString() || year.from > own.to.toString();
    if (apart) this.doubt(new DomainError('SIE_YEAR_DIFFERS', { from: year.from, to: year.to }), false);
  }

  /** Refuses a real import; a dry run warns and reads on. */
  private doubt(refusal: DomainError, accepted: boolean): void {
    if (!(this.asked.dryRun ?? false) && !accepted) throw refusal;
    this.warnings.push({ code: refusal.code, message: refusal.message });
  }

  /** Asked of every well-formed voucher before its lines are made: only what may be appended is worth that. */
  private isTaken(head: SieVoucherHead): boolean {
    const key = `${head.series}\n${head.number}`;
    if (head.date < this.covered.from) this.covered.from = head.date;
    if (head.date > this.covered.to) this.covered.to = head.date;
    this.covered.series.add(head.series);
    if (this.isUnbalanced(head) || head.touched || this.scope === 'all') return true;
    if (this.recorded.has(key) || this.seen.has(head.series, head.number)) return true;
    if (this.ledger?.opened.facts.voucherIdentity === 'number+date') return true;
    if (head.number !== '') this.seen.add(head.series, head.number);
    this.tally.count('outOfScope');
    return false;
  }

  private isUnbalanced({ sumOre }: Pick<SieVoucherHead, 'sumOre'>): boolean {
    return sumOre !== 0 && this.rules.current.form === 'whole';
  }

  private async take(item: SieItem, intake: VoucherIntake): Promise<void> {
    if (item.kind === 'refusal') {
      if (item.voucherLine !== null) this.tally.count('refused');
      if (item.voucher !== null) this.seen.add(item.voucher.series, item.voucher.number);
      this.tally.refuse(item.fileLine, item.code, item.field);
      return;
    }
    const source = this.sourceOf(item);
    const number = this.identityOf(source);
    const twice = !this.seen.add(source.series, number);
    if (twice || this.isUnbalanced(item)) {
      this.tally.count('quarantined');
      this.tally.refuse(item.fileLine, twice ? 'VOUCHER_NUMBER_TWICE' : 'VOUCHER_UNBALANCED');
      return;
    }
    const named = { ...source, number };
    if (this.recorded.has(`${source.series}\n${number}`)) await intake.takeKnown(named);
    else await intake.takeNew(named);
  }

  private sourceOf(voucher: SieVoucher): SourceVoucher {
    const { series, number, date, registered, text, signature, fileLine, lines, corrections } = voucher;
    const head = { book: this.asked.book ?? 'dry-run', series: series.normalize('NFC'), number: number.normalize('NFC') };
    const facts = { date, registered, scope: this.scope, import: this.importId, text, signature, fileLine };
    return { ...head, ...facts, lines: lines as SourceVoucher['lines'], corrections: corrections as SourceCorrection[] };
  }

  private importId = 'dry-run';

  /** The import this is: one that was cut off, else a new one, numbered by how often the file was taken in before. */
  private recordOf(to: Bidragsbok, book: string): ImportRecord {
    const file = this.facts.sha256;
    const before = completedImports(to.models.db, book, file);
    const next = () => sha256(`${book}\n${file}\n${String(before)}`).slice(0, 20);
    this.importId = this.asked.id ?? openImport(to.models.db, book, file) ?? next();
    const context: CommandContext = { commandId: `import-${this.importId}`, actor: this.asked.by ?? OPERATOR };
    return new ImportRecord(to, context, {
      id: this.importId,
      book,
      fileName: basename(this.asked.fileName ?? this.asked.file),
    });
  }

  /** Recorded vouchers of the days and series that the file speaks of, and that it lacks. */
  private async findMissing(intake: VoucherIntake): Promise<void> {
    const { from, to, series } = this.covered;
    const isWhole = this.rules.current.form === 'whole' && this.reading.summary.kind !== 'SIE4I';
    if (!isWhole) return;
    for (const key of this.recorded.values()) {
      const inside = !key.withdrawn && key.date >= from && key.date <= to && series.has(key.series);
      if (!inside || this.seen.has(key.series, key.number)) continue;
      this.tally.counts.missing += 1;
      const { series: of, number, date } = key;
      if (this.tally.missing.length < MOST_SHOWN) this.tally.missing.push({ series: of, number, date });
      if (this.asked.acceptChanges) await intake.withdraw({ book: this.asked.book ?? '', series: of, number });
    }
  }

  private async report(record: ImportRecord | undefined): Promise<ImportReport> {
    const { summary } = this.reading;
    const { tally, facts } = this;
    const vouchers: ImportCounts = { read: summary.vouchers, ...tally.counts };
    const sums = { debit: oreToText(summary.debit), credit: oreToText(summary.credit) };
    const lines = { read: summary.lines, taken: tally.linesTaken };
    const { program, unreconciledAccounts } = summary;
    const dryRun = this.asked.dryRun ?? false;
    if (!dryRun && record !== undefined) {
      const { from, to, series } = this.covered;
      const coverage = to === '' ? null : { from, to, series: [...series].sort() };
      const refusals = tally.refusals.map(({ line, field, code }) => ({ line, field, code }));
      const told = { sha256: facts.sha256, encoding: facts.encoding, program, coverage, vouchers, lines, ...sums };
      await record.complete({ ...told, unreconciledAccounts: [...unreconciledAccounts], refusals });
    }
    const position = this.asked.to === undefined ? null : await this.asked.to.log.lastPosition();
    return {
      ...{ import: dryRun ? null : this.importId, book: this.asked.book ?? null, dryRun, sha256: facts.sha256 },
      ...{ vouchers, lines, ...sums, encoding: facts.encoding, program, kind: summary.kind },
      ...{ checksum: summary.checksum, unreconciledAccounts, refusals: tally.refusals, changes: tally.changes },
      ...{ missing: tally.missing, unknownLabels: Object.fromEntries(summary.unknownLabels) },
      ...{ warnings: this.warnings, position },
    };
  }
}
