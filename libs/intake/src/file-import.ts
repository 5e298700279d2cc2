import { DomainError, Money } from '#kernel';
import { releasedNumber, type SourceVoucher, voucherContent, voucherIdentities } from '#ledger';
import { endedImports, openImport } from '#read-models';
import type { SieVoucher, SieVoucherHead } from '#sie';

import { OPERATOR } from './command.js';
import { Coverage } from './coverage.js';
import type { LeftOfFile } from './erasure/without-erased.js';
import { doubtsOf, ImportDoubts, isOlder } from './file-doubts.js';
import { FileNumbers } from './file-numbers.js';
import { surveyed } from './file-survey.js';
import { ImportRecord, receipt } from './import-record.js';
import { fileReport, type ImportReport } from './import-report.js';
import { ImportTally } from './import-tally.js';
import type { ImportTarget, Recorded } from './import-target.js';
import type { FileItem, FileReading, ImportOrder, VoucherFile } from './voucher-file.js';
import { sha256 } from './sha256.js';
import { VoucherIntake } from './voucher-intake.js';
import { composed, keyOf } from './voucher-key.js';

/** One file on its way into a book, or tried on none. */
export class FileImport {
  readonly tally = new ImportTally();
  private readonly numbers: FileNumbers;
  readonly coverage: Coverage;
  private readonly doubts: ImportDoubts;
  private readonly recorded = new Map<string, Recorded>();
  private readonly identityOf: ReturnType<typeof voucherIdentities>;
  private readonly scope: 'grant' | 'all';
  private readonly target: ImportTarget;
  private readonly record: ImportRecord | null;
  private readonly intake: VoucherIntake;
  private reading!: FileReading;
  private begun = false;
  private evidence: boolean | undefined;

  private readonly file: VoucherFile;

  private constructor(
    left: LeftOfFile,
    private readonly asked: ImportOrder,
    /** The record is null for a dry run, and where there is no book. */
    { target, record }: { readonly target: ImportTarget; readonly record: ImportRecord | null },
  ) {
    const { facts } = target;
    this.file = left.file;
    this.scope = asked.scope ?? facts.scope;
    this.identityOf = voucherIdentities(facts, sha256);
    this.numbers = new FileNumbers(facts);
    const { project, costCentre } = facts.dimensions;
    this.coverage = new Coverage(asked.covers ?? {}, facts.form, project ?? costCentre);
    this.doubts = new ImportDoubts(asked);
    this.target = target;
    this.record = record;
    this.intake = new VoucherIntake(target, this.record?.context ?? null, this.tally);
  }

  static async begin(left: LeftOfFile, asked: ImportOrder, target: ImportTarget): Promise<FileImport> {
    return new FileImport(left, asked, { target, record: await recordOf(left, asked, target) });
  }

  async run(): Promise<ImportReport> {
    await this.survey();
    this.reading = this.read();
    for await (const vouchers of this.target.recorded()) {
      for (const voucher of vouchers) this.recorded.set(keyOf(voucher), voucher);
    }
    for await (const items of this.reading.items) {
      if (items.some(({ kind }) => kind === 'voucher')) await this.begin();
      for (const item of items) await this.take(item);
      this.asked.progress?.({ bytes: this.reading.bytesRead, of: this.file.size });
    }
    this.checkVouchers();
    await this.begin();
    await this.intake.flush();
    await this.findMissing();
    return this.report();
  }

  /** Where what the file speaks of or sums to decides how it is taken in, it is read once before anything is made of it. */
  private async survey(): Promise<void> {
    const { coverage, asked, file, target } = this;
    const { form } = target.facts;
    if (file.isSurveyed || form === 'extract' || asked.covers !== undefined) {
      const survey = await surveyed(file, asked, { coverage, facts: target.facts });
      for (const doubt of survey.doubts) this.doubts.raise(doubt);
      if (coverage.isUncertain) this.doubts.warn(new DomainError('COVERAGE_UNCERTAIN', { rows: survey.unknownRows }));
    }
    const speaksOf = form === 'extract' ? { speaksOf: coverage.speaksOf.bind(coverage) } : {};
    target.by({ acceptChanges: asked.acceptChanges === true, says: file.says, ...speaksOf });
  }

  private read(): FileReading {
    const { rules } = this.target;
    const isOfGrant = (account: string) => ['grant-income', 'grant-liability'].includes(rules.roleOf(account) ?? '');
    return this.file.read({
      ...(this.scope === 'grant' ? { wanted: rules.matcher.wanted, wantedAccounts: isOfGrant } : {}),
      take: (head) => this.isTaken(head),
      privateDimensions: rules.privateDimensions,
    });
  }

  /** Before the first voucher what the file's head says is held against the book, and the file itself is kept. */
  private async begin(): Promise<void> {
    if (this.begun) return;
    this.begun = true;
    for (const doubt of doubtsOf(this.reading.summary, this.target)) this.doubts.raise(doubt);
    if (this.isEvidence()) this.doubts.warn(new DomainError('SIE_4I_IS_EVIDENCE', { book: this.target.facts.book }));
    await this.mindOlder();
    if (this.record === null) return;
    await this.record.mayBegin();
    await this.target.to?.files.keep(this.file.path, this.file.sha256);
    await this.record.start(this.file, this.asked, this.scope);
  }

  /** What an older file says otherwise was mended since: it is shown, and recorded only where the caller insists. */
  private async mindOlder(): Promise<void> {
    if (!(await isOlder(this.reading.summary, this.target))) return;
    this.doubts.warn(new DomainError('FILE_OLDER_THAN_LAST'));
    if (this.asked.acceptOlder !== true) this.target.by({ ...this.target.rules, acceptChanges: false });
  }

  /** What was uploaded lies under a name of our own: the one that it came by tells what it is. */
  private get kind(): FileReading['kind'] {
    const { file, asked, reading } = this;
    return file.format === 'sie' && /\.si$/i.test(asked.fileName ?? '') ? 'SIE4I' : reading.kind;
  }

  /** Vouchers of a pre-system are what the books' own rest on, unless the book says that nothing else brings them. */
  private isEvidence(): boolean {
    // What a file is stands in its head: asked once, for a file has very many vouchers.
    return (this.evidence ??= this.target.facts.preSystemFiles === 'evidence' && this.kind === 'SIE4I');
  }

  /** Types 1–3 of SIE hold balances alone. */
  private checkVouchers(): void {
    const { vouchers, kind } = this.reading.summary;
    if (this.file.format === 'sie' && vouchers === 0) {
      this.doubts.raise(new DomainError('SIE_WITHOUT_VOUCHERS', { kind }));
    }
  }

  /**
   * Asked of every well-formed voucher, in the file's order and before its lines are made: only what may be appended is
   * worth that.
   */
  private isTaken(head: SieVoucherHead): boolean {
    const { series, number } = this.numbers.meet(head);
    this.coverage.see(head.date, series);
    if (!this.isEvidence()) {
      if (head.touched || this.numbers.isSecond(head) || this.isUnbalanced(head)) return true;
      // A voucher that no code touches is to be looked at where its stream may know it.
      if (this.scope === 'all' || number === null || this.isRecorded({ series, number })) return true;
    }
    this.tally.count('outOfScope');
    return false;
  }

  private isRecorded(name: { readonly series: string; readonly number: string }): boolean {
    return this.recorded.size > 0 && this.recorded.has(keyOf(name));
  }

  private isUnbalanced({ sumOre }: Pick<SieVoucherHead, 'sumOre'>): boolean {
    return sumOre !== 0 && this.target.facts.form === 'whole';
  }

  private async take(item: FileItem): Promise<void> {
    if (item.kind === 'refusal') {
      if (item.voucherLine !== null) this.tally.count('refused');
      if (item.voucher !== null) this.numbers.meetRefused(item.voucher);
      this.tally.refuse(item.fileLine, new DomainError(item.code), item.field);
      return;
    }
    const source = this.sourceOf(item);
    this.numbers.meetUnnumbered(source);
    if (this.numbers.isSecond(item)) await this.takeSecond(source);
    else if (this.isUnbalanced(item)) await this.takeUnbalanced(source, item);
    else if (this.isRecorded(source)) await this.intake.takeKnown(source);
    else await this.intake.takeNew(source);
  }

  /** A number that stands earlier in the file: held back, unless a person has let this very voucher in. */
  private async takeSecond(source: SourceVoucher): Promise<void> {
    const digest = digestOf(source);
    const released = { ...source, number: releasedNumber(source.number, digest) };
    if (this.recorded.get(keyOf(released))?.withdrawn !== false) {
      this.hold(source, digest, new DomainError('VOUCHER_NUMBER_TWICE'));
      return;
    }
    this.numbers.meetUnnumbered(released);
    await this.intake.takeKnown(released);
  }

  /** Held back, unless a person has let it in as it is: then it is what is recorded already. */
  private async takeUnbalanced(source: SourceVoucher, { sumOre }: SieVoucher): Promise<void> {
    if (this.isRecorded(source) && (await this.intake.takeIfSame(source))) return;
    this.hold(source, digestOf(source), new DomainError('VOUCHER_UNBALANCED', { difference: Money.ofOre(sumOre) }));
  }

  private hold(source: SourceVoucher, digest: string, refusal: DomainError): void {
    const { series, number, date, fileLine: line = 0 } = source;
    this.tally.hold({ line, code: refusal.code, series, number, date, digest }, refusal);
    this.tally.differences.file(date, source.lines);
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
      import: this.record?.id,
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
    if (this.kind === 'SIE4I') return;
    for (const voucher of this.recorded.values()) {
      if (!this.coverage.holds(voucher) || this.numbers.has(voucher)) continue;
      await this.intake.miss(voucher);
    }
  }

  private async report(): Promise<ImportReport> {
    const { summary } = this.reading;
    const report = fileReport(this.file, { ...summary, kind: this.kind }, this);
    if (this.record !== null) await this.record.complete(report, this.target.grantBalances(summary.balances));
    return {
      import: this.record?.id ?? null,
      book: this.target.ledger === undefined ? null : this.target.facts.book,
      dryRun: this.asked.dryRun === true,
      ...report,
      ...{ warnings: this.doubts.warnings, acceptChanges: this.target.rules.acceptChanges },
      ...(await receipt(this.target.to, this.record !== null)),
    };
  }
}

/** The import this is: one that was cut off, else a new one, numbered by how often the file was taken in before. */
async function recordOf(
  { file, fileName, logRevision }: LeftOfFile,
  asked: ImportOrder,
  { to, ledger, facts }: ImportTarget,
): Promise<ImportRecord | null> {
  if (asked.dryRun === true || to === undefined || ledger === undefined) return null;
  const [{ db }, { book }, bytes] = [to.models, facts, file.sha256];
  const before = await endedImports(db, book, bytes);
  const next = () => sha256(`${book}\n${bytes}\n${before}`).slice(0, 20);
  const id = asked.id ?? (await openImport(db, book, bytes)) ?? next();
  return new ImportRecord(to, asked.by ?? OPERATOR, { id, book, fileName, logRevision });
}

const digestOf = (source: SourceVoucher): string => sha256(voucherContent(source)).slice(0, 16);
