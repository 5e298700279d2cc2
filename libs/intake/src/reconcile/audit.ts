import {
  type AccountRole,
  isGrantAccount,
  type Matcher,
  matcher,
  numberedIdentity,
  roles,
  type SourceVoucher,
} from '#ledger';
import {
  type BookRow,
  type Moment,
  projectCodes,
  type RecordedContent,
  recordedContents,
  type RecordedHead,
  recordedHeads,
} from '#read-models';

import type { Bidragsbok } from '../bidragsbok.js';
import { withKeptFile } from '../kept-file.js';
import { type KeptVoucher, KeptVouchers } from '../kept-vouchers.js';
import type { Place, StandingFile } from '../standing-files.js';
import type { FileItem, Progress, VoucherFile } from '../voucher-file.js';
import { composed, keyOf } from '../voucher-key.js';
import { type Cause, Discrepancies } from './discrepancies.js';
import { MonthSums } from './month-sums.js';
import { StatedTotals } from './stated-totals.js';

type Objects = SourceVoucher['lines'][number]['objects'];
type Refusal = Extract<FileItem, { readonly kind: 'refusal' }>;
interface Asked {
  readonly facts: BookRow;
  readonly moment: Moment;
  readonly progress?: ((progress: Progress) => void) | undefined;
}
const AT_ONCE = 500;

/** Holds the ledger of a book against its kept files, voucher by voucher, in memory that does not grow with the files. */
export class Audit {
  /** What the files say that have the last word on it, and what of that scope `grant` left out. */
  readonly file = new MonthSums();
  readonly leftOut = new MonthSums();
  readonly stated = new StatedTotals();
  readonly discrepancies = new Discrepancies();
  private readonly met: ReadonlyMap<StandingFile, Uint8Array>;
  private readonly metByAny: Uint8Array;
  private readonly matcher: Matcher;
  private readonly roleOf: (account: string) => AccountRole | null;
  private readonly lastDay: string;

  constructor(
    private readonly book: Bidragsbok,
    private readonly files: readonly StandingFile[],
    private readonly asked: Asked,
  ) {
    const { facts, moment } = asked;
    // A voucher is numbered by the position of its first event: a byte for each position tells which were met.
    const none = () => new Uint8Array(moment.position + 1);
    this.met = new Map(files.map((file) => [file, none()]));
    this.metByAny = none();
    this.matcher = matcher(projectCodes(book.models.db, moment), facts.book);
    this.roleOf = roles(facts);
    this.lastDay = moment.perDate ?? '9999-12-31';
  }

  async run(): Promise<void> {
    for (const file of this.files) {
      const isEvidence = file.isOfPreSystem && this.asked.facts.preSystemFiles === 'evidence';
      if (!file.isReplaced && !isEvidence) await withKeptFile(this.book, file.of, (kept) => this.over(file, kept));
    }
    this.findUnmet();
  }

  private async over(file: StandingFile, kept: VoucherFile): Promise<void> {
    const { facts, progress } = this.asked;
    const privateDimensions = new Set(facts.privateDimensions);
    const vouchers = new KeptVouchers(facts, file);
    const rows = new MonthSums();
    if (kept.isSurveyed) await kept.survey({ privateDimensions, see: () => undefined });
    const take = (head: Parameters<KeptVouchers['meet']>[0]) => {
      vouchers.meet(head);
      return true;
    };
    const reading = kept.read({ take, privateDimensions });
    for await (const items of reading.items) {
      const read = items.filter((item) => item.kind === 'voucher').map((item) => vouchers.voucher(item));
      for (const { source } of read) rows.add(source.lines, source.date);
      this.holdAgainst(file, read);
      this.noteRefused(
        file,
        items.filter((item) => item.kind === 'refusal'),
      );
      progress?.({ bytes: reading.bytesRead, of: kept.size });
    }
    this.stated.note(file.of.import, reading.summary, rows);
  }

  private holdAgainst(file: StandingFile, read: readonly KeptVoucher[]): void {
    const names = read.map(({ source: { series, number } }) => ({ series, number }));
    const held = new Map(this.contentsOf(names).map((content) => [keyOf(content), content]));
    for (const voucher of read) this.hold(file, voucher, held.get(keyOf(voucher.source)));
  }

  private hold(file: StandingFile, { source, isHeld }: KeptVoucher, content: RecordedContent | undefined): void {
    const lines = this.ownLines(file, source);
    if (lines === null || (content !== undefined && this.isOfNewer(file, content))) return;
    const difference = new MonthSums();
    if (source.date <= this.lastDay) difference.add(lines, source.date);
    this.file.addAll(difference);
    if (content === undefined) {
      this.explainAbsent(file, { source, isHeld }, difference);
      return;
    }
    this.meet(file, content);
    difference.addAll(
      this.ledgerOf(content, (objects) => this.isOwnWord(file, content, objects)),
      -1,
    );
    if (difference.turnover > 0) this.discrepancies.add(isHeld ? 'quarantined' : 'changed', source, difference);
  }

  /** The lines on which no newer file has the last word; null where there are none of them. */
  private ownLines(file: StandingFile, source: SourceVoucher): SourceVoucher['lines'] | null {
    if (this.isWhole) return file.hasLastWord(source) ? source.lines : null;
    const lines = source.lines.filter(({ objects }) => file.hasLastWord(source, objects));
    return lines.length === 0 ? null : lines;
  }

  private explainAbsent(file: StandingFile, { source, isHeld }: KeptVoucher, difference: MonthSums): void {
    if (difference.turnover === 0) return;
    const isTouched = source.lines.some(
      ({ objects, account }) =>
        this.matcher.claims(objects, source.date).length > 0 || isGrantAccount(this.roleOf(account)),
    );
    if (isHeld) this.discrepancies.add('quarantined', source, difference);
    // What an import of everything should have taken has no cause: it stays among what is unexplained.
    else if (file.of.scope === 'all') return;
    else if (isTouched) this.discrepancies.add('late', source, difference);
    else this.leftOut.addAll(difference);
  }

  /** What could not be read is there, by its name: nobody can say what it says. */
  private noteRefused(file: StandingFile, refusals: readonly Refusal[]): void {
    for (const { voucher, voucherLine } of refusals) {
      if (voucherLine === null) continue;
      const { series = '', number = '', date = null } = voucher ?? {};
      const named = { series: composed(series), number: composed(number), date: date ?? '' };
      if (date === null || (file.hasLastWord(named) && date <= this.lastDay)) this.refused(file, named);
    }
  }

  private refused(file: StandingFile, named: Place & { readonly number: string }): void {
    const number = numberedIdentity(this.asked.facts, named) ?? '';
    const [content] = this.contentsOf([{ series: named.series, number }]);
    const difference = new MonthSums();
    if (content !== undefined) {
      if (this.isOfNewer(file, content)) return;
      // One of its number that could be read may stand beside it, and was held against the ledger already.
      if (this.met.get(file)?.[content.voucher] !== 1) difference.addAll(this.ownLedger(file, content), -1);
      this.meet(file, content);
    }
    this.discrepancies.add('refused', { ...named, number }, difference);
  }

  /** Recorded vouchers that the file which has the last word on them lacks, and those that no file speaks of. */
  private findUnmet(): void {
    const { db } = this.book.models;
    const { facts, moment } = this.asked;
    const unmet: RecordedHead[] = [];
    for (const head of recordedHeads(db, facts.book, moment)) {
      if (head.date > this.lastDay || (this.isWhole && this.metByAny[head.voucher] === 1)) continue;
      unmet.push(head);
    }
    for (let at = 0; at < unmet.length; at += AT_ONCE) this.explainUnmet(unmet.slice(at, at + AT_ONCE));
  }

  private explainUnmet(heads: readonly RecordedHead[]): void {
    for (const content of this.contentsOf(heads)) {
      const speaking = (objects?: Objects) => this.files.find((file) => file.speaksOf(content, objects));
      const ofFiles = new Set(this.isWhole ? [speaking()] : content.lines.map(({ objects }) => speaking(objects)));
      for (const file of ofFiles) {
        if (file !== undefined && this.met.get(file)?.[content.voucher] === 1) continue;
        const difference = new MonthSums();
        difference.addAll(
          this.ledgerOf(content, (objects) => this.isWhole || speaking(objects) === file),
          -1,
        );
        const cause: Cause = file === undefined ? 'uncovered' : 'missing';
        this.discrepancies.add(cause, content, difference);
      }
    }
  }

  private ledgerOf({ lines, rest, date }: RecordedContent, isMeant: (objects: Objects) => boolean): MonthSums {
    const sums = new MonthSums();
    if (date > this.lastDay) return sums;
    sums.add(
      lines.filter(({ objects }) => isMeant(objects)),
      date,
    );
    sums.add(rest, date);
    return sums;
  }

  /** Of what the ledger holds that on which the file has the last word. */
  private ownLedger(file: StandingFile, content: RecordedContent): MonthSums {
    const isOwn = (objects: Objects) => file.speaksOf(content, objects) && file.hasLastWord(content, objects);
    return this.ledgerOf(content, (objects) => this.isWhole || isOwn(objects));
  }

  /** Of whole vouchers a newer file that has the name has the last word on it, on whatever day. */
  private isOfNewer(file: StandingFile, { voucher }: RecordedHead): boolean {
    return this.isWhole && this.metByAny[voucher] === 1 && this.met.get(file)?.[voucher] !== 1;
  }

  private meet(file: StandingFile, { voucher }: RecordedHead): void {
    this.metByAny[voucher] = 1;
    const met = this.met.get(file);
    if (met !== undefined) met[voucher] = 1;
  }

  private contentsOf(names: readonly Pick<RecordedHead, 'series' | 'number'>[]): RecordedContent[] {
    const { facts, moment } = this.asked;
    return recordedContents(this.book.models.db, { book: facts.book, names }, moment);
  }

  private get isWhole(): boolean {
    return this.asked.facts.form === 'whole';
  }
}
