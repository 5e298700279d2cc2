import { setImmediate } from 'node:timers/promises';

import { numberedIdentity, roles, matcher } from '#ledger';
import {
  type BookRow,
  type Moment,
  projectCodes,
  type ProjectCodeRow,
  quarantine,
  type Quarantine,
  type RecordedContent,
  recordedContents,
  type RecordedHead,
  recordedHeads,
} from '#read-models';

import type { Bidragsbok } from '../bidragsbok.js';
import { readThrough, withKeptFile } from '../kept-file.js';
import { type KeptVoucher, KeptVouchers } from '../kept-vouchers.js';
import type { StandingFile } from '../standing-files.js';
import type { FileItem, Progress, VoucherFile } from '../voucher-file.js';
import { composed, keyOf } from '../voucher-key.js';
import { Discrepancies } from './discrepancies.js';
import { gross, heldAgainst, type HoldingRules } from './held-against.js';
import { LastWords } from './last-words.js';
import { ledgerSums } from './ledger-sums.js';
import { MonthSums } from './month-sums.js';
import { StatedTotals } from './stated-totals.js';

type Refusal = Extract<FileItem, { readonly kind: 'refusal' }>;
interface Asked {
  readonly facts: BookRow;
  readonly moment: Moment;
  readonly progress?: ((progress: Progress) => void) | undefined;
}
/** What the book says beside its rows: its codes, and what of the quarantine was decided. */
interface Said {
  readonly codes: readonly ProjectCodeRow[];
  readonly decided: Quarantine['decided'];
}
/** A kept file as it is read. */
interface Reading {
  readonly file: StandingFile;
  readonly isSaid: (dimension: string) => boolean;
}
interface Named {
  readonly series: string;
  readonly number: string;
  readonly date: string;
}
const NAMELESS = { series: '', number: '', date: null };
const AT_ONCE = 500;

/** Holds the ledger of a book against its kept files, voucher by voucher, in memory that does not grow with the files. */
export class Audit {
  /** What the files say that have the last word on it, and what of that scope `grant` left out. */
  readonly file = new MonthSums();
  readonly leftOut = new MonthSums();
  readonly stated: StatedTotals;
  readonly discrepancies = new Discrepancies();
  /** Rows of tables that could not be read and of which not even the voucher is known. */
  unknownRows = 0;
  private readonly words: LastWords;
  private readonly rules: HoldingRules;
  private readonly privateDimensions: ReadonlySet<string>;
  private readonly turnedDown: ReadonlySet<string>;

  private constructor(
    private readonly book: Bidragsbok,
    private readonly files: readonly StandingFile[],
    private readonly asked: Asked & Said,
  ) {
    const { facts, moment, codes, decided } = asked;
    this.words = new LastWords(files, { form: facts.form, position: moment.position });
    this.privateDimensions = new Set(facts.privateDimensions);
    const lastDay = moment.perDate ?? '9999-12-31';
    this.rules = {
      form: facts.form,
      matcher: matcher(codes, facts.book),
      roleOf: roles(facts),
      lastDay,
    };
    this.stated = new StatedTotals({ form: facts.form, lastDay, ledgerUntil: (day) => this.ledgerUntil(day) });
    this.turnedDown = new Set(decided.map(placeOf));
  }

  static async begin(book: Bidragsbok, files: readonly StandingFile[], asked: Asked): Promise<Audit> {
    const { facts, moment } = asked;
    const { db } = book.models;
    const { decided } = await quarantine(db, moment, facts.book);
    return new Audit(book, files, { ...asked, codes: await projectCodes(db, moment), decided });
  }

  async run(): Promise<void> {
    for (const file of this.files) {
      const isEvidence = file.isOfPreSystem && this.asked.facts.preSystemFiles === 'evidence';
      if (!file.isReplaced && !isEvidence) await withKeptFile(this.book, file.of, (kept) => this.over(file, kept));
    }
    await this.findUnmet();
    await this.stated.readLedgers();
  }

  private async over(file: StandingFile, kept: VoucherFile): Promise<void> {
    const { privateDimensions } = this;
    const vouchers = new KeptVouchers(this.asked.facts, file);
    const rows = new MonthSums();
    this.unknownRows += await readThrough(kept, privateDimensions);
    const take = (head: Parameters<KeptVouchers['meet']>[0]) => {
      vouchers.meet(head);
      return true;
    };
    const reading = kept.read({ take, privateDimensions });
    const isSaid = (dimension: string) =>
      !privateDimensions.has(dimension) && (kept.says?.dimensions.has(dimension) ?? true);
    for await (const items of reading.items) {
      const read = items.filter((item) => item.kind === 'voucher').map((item) => vouchers.voucher(item));
      for (const { source } of read) rows.add(source.lines, source.date);
      await this.holdAll({ file, isSaid }, read);
      for (const item of items) if (item.kind === 'refusal') await this.noteRefused(file, item);
      this.asked.progress?.({ bytes: reading.bytesRead, of: kept.size });
      await setImmediate(); // whoever else waits for the thread has a turn
    }
    this.stated.note({ file, summary: reading.summary, rows });
  }

  private async holdAll(reading: Reading, read: readonly KeptVoucher[]): Promise<void> {
    const names = read.map(({ source: { series, number } }) => ({ series, number }));
    const held = new Map((await this.contentsOf(names)).map((content) => [keyOf(content), content]));
    for (const voucher of read) this.hold(reading, voucher, held.get(keyOf(voucher.source)));
  }

  private hold({ file, isSaid }: Reading, { source, isHeld }: KeptVoucher, content: RecordedContent | undefined): void {
    const pairs = this.words.pairs({ file, source, content }, isSaid);
    if (pairs === null) return;
    const place = placeOf({ import: file.of.import, line: source.fileLine ?? 0 });
    const heldBack = this.turnedDown.has(place) ? 'rejected' : 'quarantined';
    const sides = { source, content, pairs, heldBack: isHeld ? heldBack : null } as const;
    const { said, leftOut, why } = heldAgainst(sides, this.rules);
    this.file.addAll(said);
    this.leftOut.addAll(leftOut);
    if (why !== null) this.discrepancies.add(source, why);
  }

  /** What could not be read is there, by its name: nobody can say what it says. */
  private async noteRefused(file: StandingFile, { voucher, voucherLine }: Refusal): Promise<void> {
    if (voucherLine === null) return;
    const { date, ...name } = voucher ?? NAMELESS;
    const named = { series: composed(name.series), number: composed(name.number), date: date ?? '' };
    if (date === null) this.discrepancies.add(named, { cause: 'refused', difference: new MonthSums() });
    else if (file.hasLastWord(named) && date <= this.rules.lastDay) await this.addRefused(file, named);
  }

  private async addRefused(file: StandingFile, named: Named): Promise<void> {
    const number = numberedIdentity(this.asked.facts, named) ?? '';
    const [content] = await this.contentsOf([{ series: named.series, number }]);
    const held = content === undefined ? undefined : this.words.heldOfUnread(file, content);
    if (held === null) return;
    const difference = held === undefined ? new MonthSums() : this.lackedIn(held);
    this.discrepancies.add({ ...named, number }, { cause: 'refused', difference });
  }

  /** Recorded vouchers that the file which has the last word on them lacks, and those that no file speaks of. */
  private async findUnmet(): Promise<void> {
    const { facts, moment } = this.asked;
    const unmet: RecordedHead[] = [];
    const isUnmet = (head: RecordedHead) => head.date <= this.rules.lastDay && this.words.mayBeUnmet(head);
    for await (const heads of recordedHeads(this.book.models.db, facts.book, moment)) {
      unmet.push(...heads.filter(isUnmet));
    }
    for (let at = 0; at < unmet.length; at += AT_ONCE) {
      for (const one of await this.contentsOf(unmet.slice(at, at + AT_ONCE))) {
        for (const { file, content } of this.words.unmet(one)) {
          const cause = file === null ? 'uncovered' : 'missing';
          this.discrepancies.add(content, { cause, difference: this.lackedIn(content), ore: gross(content.lines) });
        }
      }
    }
  }

  /** What the ledger holds beyond what a file says. */
  private lackedIn({ lines, rest, date }: RecordedContent): MonthSums {
    const sums = new MonthSums();
    if (date > this.rules.lastDay) return sums;
    return sums.addAll(new MonthSums().add(lines, date).add(rest, date), -1);
  }

  private async ledgerUntil(day: string): Promise<MonthSums> {
    const { facts, moment } = this.asked;
    const { lastDay } = this.rules;
    const held = await ledgerSums(this.book, facts.book, { ...moment, perDate: day < lastDay ? day : lastDay });
    return held.addAll(this.leftOut.upTo(day.slice(0, 7)));
  }

  private contentsOf(names: readonly Pick<RecordedHead, 'series' | 'number'>[]): Promise<RecordedContent[]> {
    const { facts, moment } = this.asked;
    return recordedContents(this.book.models.db, { book: facts.book, names }, moment);
  }
}

const placeOf = ({ import: id, line }: { readonly import: string; readonly line: number }): string => `${id}:${line}`;
