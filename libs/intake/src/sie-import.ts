import { basename } from 'node:path';

import { type Actor, DomainError, Money } from '#kernel';
import { type SourceVoucher, voucherIdentities } from '#ledger';
import { completedImports, openImport } from '#read-models';
import {
  inspectSie,
  readSie,
  type SieFileFacts,
  type SieItem,
  type SieReading,
  type SieVoucher,
  type SieVoucherHead,
} from '#sie';

import type { Bidragsbok } from './bidragsbok.js';
import { OPERATOR } from './command.js';
import { Coverage } from './coverage.js';
import { doubtsOf } from './file-doubts.js';
import { FileNumbers } from './file-numbers.js';
import { ImportRecord } from './import-record.js';
import { fileReport, type ImportReport, type ImportWarning } from './import-report.js';
import { ImportTally } from './import-tally.js';
import { ImportTarget, type Recorded } from './import-target.js';
import { sha256, VoucherIntake } from './voucher-intake.js';
import { composed, keyOf } from './voucher-key.js';

/** How far the reading of a file has come, in bytes. */
export interface Progress {
  readonly bytes: number;
  readonly of: number;
}

/** A file to take in, and how. */
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

/**
 * Takes a SIE 4 file into a book, voucher by voucher, each wholly or not at all. The same file again adds nothing; an
 * import that was cut off is completed by the same call. A dry run writes nothing and needs neither organisation nor
 * book. Refuses with FILE_NOT_FOUND, NOT_SIE_FILE, SIE5_NOT_SUPPORTED, BOOK_UNKNOWN, BOOK_IS_OWN, SIE_WITHOUT_VOUCHERS,
 * SIE_ORGANISATION_DIFFERS, SIE_YEAR_DIFFERS, FILE_CHANGED, DISK_FULL, COMMAND_DIFFERS (the id is another file's).
 */
export async function importSie(asked: ImportSie): Promise<ImportReport> {
  const facts = inspected(asked.file);
  const target = await ImportTarget.open(asked.to, asked.book, asked.acceptChanges === true);
  return new SieImport(asked, facts, target).run();
}

function inspected(file: string): SieFileFacts {
  try {
    return inspectSie(file);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw ['ENOENT', 'EACCES', 'EISDIR'].includes(code) ? new DomainError('FILE_NOT_FOUND') : error;
  }
}

class SieImport {
  private readonly tally = new ImportTally();
  private readonly numbers: FileNumbers;
  private readonly coverage = new Coverage();
  private readonly warnings: ImportWarning[] = [];
  private readonly recorded = new Map<string, Recorded>();
  private readonly identityOf: ReturnType<typeof voucherIdentities>;
  private readonly scope: 'grant' | 'all';
  private readonly reading: SieReading;
  /** Null for a dry run, and where there is no book. */
  private readonly record: ImportRecord | null;
  private readonly intake: VoucherIntake;
  private readonly importId: string | undefined;
  private begun = false;

  constructor(
    private readonly asked: ImportSie,
    private readonly file: SieFileFacts,
    private readonly target: ImportTarget,
  ) {
    const { facts, rules } = target;
    this.scope = asked.scope ?? facts.scope;
    this.identityOf = voucherIdentities(facts, sha256);
    this.numbers = new FileNumbers(facts);
    this.record = this.recordOf();
    this.importId = this.record?.id;
    this.intake = new VoucherIntake(target, this.record?.context ?? null, this.tally);
    this.reading = readSie(asked.file, file.encoding, {
      ...(this.scope === 'grant' ? { wanted: rules.matcher.wanted } : {}),
      take: (head) => this.isTaken(head),
      privateDimensions: rules.privateDimensions,
    });
  }

  async run(): Promise<ImportReport> {
    for (const voucher of this.target.recorded()) this.recorded.set(keyOf(voucher), voucher);
    for (const items of this.reading) {
      if (items.some(({ kind }) => kind === 'voucher')) await this.begin();
      for (const item of items) await this.take(item);
      this.asked.progress?.({ bytes: this.reading.bytesRead, of: this.file.size });
    }
    this.checkVouchers();
    await this.begin();
    await this.intake.finish();
    await this.findMissing();
    return this.report();
  }

  /** The import this is: one that was cut off, else a new one, numbered by how often the file was taken in before. */
  private recordOf(): ImportRecord | null {
    const { to, ledger, facts } = this.target;
    if (this.asked.dryRun === true || to === undefined || ledger === undefined) return null;
    const { book } = facts;
    const { sha256: bytes } = this.file;
    const before = completedImports(to.models.db, book, bytes);
    const next = () => sha256(`${book}\n${bytes}\n${before}`).slice(0, 20);
    const id = this.asked.id ?? openImport(to.models.db, book, bytes) ?? next();
    const fileName = basename(this.asked.fileName ?? this.asked.file);
    return new ImportRecord(to, this.asked.by ?? OPERATOR, { id, book, fileName });
  }

  /** Before the first voucher what the file's head says is held against the book, and the file itself is kept. */
  private async begin(): Promise<void> {
    if (this.begun) return;
    this.begun = true;
    for (const doubt of doubtsOf(this.reading.summary, this.target)) this.doubt(doubt);
    if (this.record === null) return;
    await this.target.to?.files.keep(this.asked.file, this.file.sha256);
    await this.record.start({
      sha256: this.file.sha256,
      format: 'sie',
      bytes: this.file.size,
      scope: this.scope,
      acceptChanges: this.asked.acceptChanges === true,
      acceptOrganisation: this.asked.acceptOrganisation === true,
    });
  }

  /** Types 1–3 hold balances alone. */
  private checkVouchers(): void {
    const { vouchers, kind } = this.reading.summary;
    if (vouchers === 0) this.doubt(new DomainError('SIE_WITHOUT_VOUCHERS', { kind }));
  }

  /** Refuses a real import, unless the caller has accepted what is doubted; a dry run warns and reads on. */
  private doubt(refusal: DomainError): void {
    const accepted = refusal.code === 'SIE_ORGANISATION_DIFFERS' && this.asked.acceptOrganisation === true;
    if (this.asked.dryRun !== true && !accepted) throw refusal;
    this.warnings.push({ code: refusal.code, message: refusal.message });
  }

  /**
   * Asked of every well-formed voucher, in the file's order and before its lines are made: only what may be appended is
   * worth that.
   */
  private isTaken(head: SieVoucherHead): boolean {
    const { series, number } = this.numbers.meet(head);
    this.coverage.see(head.date, series);
    if (head.touched || this.numbers.isSecond(head) || this.isUnbalanced(head)) return true;
    // A voucher that no code touches is to be looked at where its stream may know it.
    if (this.scope === 'all' || number === null || this.isRecorded({ series, number })) return true;
    this.tally.count('outOfScope');
    return false;
  }

  private isRecorded(name: { readonly series: string; readonly number: string }): boolean {
    return this.recorded.size > 0 && this.recorded.has(keyOf(name));
  }

  private isUnbalanced({ sumOre }: Pick<SieVoucherHead, 'sumOre'>): boolean {
    return sumOre !== 0 && this.target.facts.form === 'whole';
  }

  private async take(item: SieItem): Promise<void> {
    if (item.kind === 'refusal') {
      if (item.voucherLine !== null) this.tally.count('refused');
      if (item.voucher !== null) this.numbers.meetRefused(item.voucher);
      this.tally.refuse(item.fileLine, new DomainError(item.code), item.field);
      return;
    }
    const source = this.sourceOf(item);
    this.numbers.meetUnnumbered(source);
    if (this.numbers.isSecond(item)) this.quarantine(item, new DomainError('VOUCHER_NUMBER_TWICE'));
    else if (this.isUnbalanced(item)) this.quarantine(item, unbalanced(item));
    else if (this.isRecorded(source)) await this.intake.takeKnown(source);
    else await this.intake.takeNew(source);
  }

  private quarantine({ fileLine }: SieVoucher, refusal: DomainError): void {
    this.tally.count('quarantined');
    this.tally.refuse(fileLine, refusal);
  }

  private sourceOf(voucher: SieVoucher): SourceVoucher {
    // One literal, its number put in afterwards: a spread for each voucher would cost more than hashing it.
    const source = {
      book: this.target.facts.book,
      series: composed(voucher.series),
      number: composed(voucher.number),
      date: voucher.date,
      registered: voucher.registered,
      scope: this.scope,
      import: this.importId,
      fileLine: voucher.fileLine,
      text: voucher.text,
      signature: voucher.signature,
      lines: voucher.lines,
      corrections: voucher.corrections,
    };
    source.number = this.identityOf(source);
    return source;
  }

  /** Recorded vouchers of the days and series that the file speaks of, and that it lacks. */
  private async findMissing(): Promise<void> {
    // A 4I file holds what a pre-system hands over, not what the books hold.
    if (this.target.facts.form !== 'whole' || this.reading.summary.kind === 'SIE4I') return;
    for (const voucher of this.recorded.values()) {
      if (!(await this.isMissing(voucher))) continue;
      this.tally.miss(voucher);
      if (this.asked.acceptChanges === true) await this.intake.withdraw(voucher);
    }
  }

  private async isMissing(voucher: Recorded): Promise<boolean> {
    if (!this.coverage.holds(voucher) || this.numbers.has(voucher)) return false;
    // One that is gone already is missing only where this very import withdrew it, before it was cut off.
    return !voucher.withdrawn || this.intake.hasWithdrawn(voucher);
  }

  private async report(): Promise<ImportReport> {
    const report = fileReport(this.file, this.reading.summary, this.tally);
    if (this.record !== null) await this.record.complete(report, this.coverage.toJSON());
    return {
      import: this.record?.id ?? null,
      book: this.asked.book ?? null,
      dryRun: this.asked.dryRun === true,
      ...report,
      warnings: this.warnings,
      position: (await this.target.to?.log.lastPosition()) ?? null,
    };
  }
}

const unbalanced = ({ sumOre }: SieVoucher): DomainError =>
  new DomainError('VOUCHER_UNBALANCED', { difference: Money.ofOre(sumOre) });
