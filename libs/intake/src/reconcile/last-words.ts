import type { BookFacts, SourceLine, SourceVoucher } from '#ledger';
import type { RecordedContent, RecordedHead } from '#read-models';

import type { StandingFile } from '../standing-files.js';
import { type HeldLine, type PairedLines, pairedLines } from './paired-lines.js';

type Head = Pick<RecordedHead, 'voucher' | 'date' | 'series'>;
interface Met {
  readonly file: StandingFile;
  readonly source: SourceVoucher;
  readonly content: RecordedContent | undefined;
}
interface OfBook {
  readonly form: BookFacts['form'];
  readonly position: number;
}

/** Which file has the last word on what of a book: the newest that speaks of it. Files are met the newest first. */
export class LastWords {
  private readonly met: ReadonlyMap<StandingFile, Uint8Array>;
  private readonly metByAny: Uint8Array;
  /** Lines of extracts that no file speaks of by their codes, and that one has: `voucher:line`. */
  private readonly saidBeside = new Set<string>();
  private readonly isWhole: boolean;

  constructor(
    private readonly files: readonly StandingFile[],
    { form, position }: OfBook,
  ) {
    // A voucher is numbered by the position of its first event: a byte for each position tells which were met.
    const none = () => new Uint8Array(position + 1);
    this.met = new Map(files.map((file) => [file, none()]));
    this.metByAny = none();
    this.isWhole = form === 'whole';
  }

  /** A voucher's lines on which the file has the last word, beside what the ledger holds of them; null where it has none. */
  pairs({ file, source, content }: Met, isSaid: (dimension: string) => boolean): PairedLines | null {
    const own = this.linesOf(file, source);
    if (own === null || (content !== undefined && this.isOfNewer(file, content))) return null;
    if (content === undefined) return pairedLines(own, [], isSaid);
    this.meet(file, content);
    if (this.isWhole) return pairedLines(own, content.lines, isSaid);
    const isOwn = this.ownLine(file, content);
    const held = content.lines.filter((line) => isOwn(line) || !this.isSpokenOf(content, line));
    const pairs = pairedLines(own, held, isSaid);
    return {
      both: pairs.both.filter(([, line]) => isOwn(line) || this.isFirstToSay(content, line)),
      said: pairs.said,
      held: pairs.held.filter(isOwn),
    };
  }

  /** What the ledger holds of a voucher that its file has but cannot tell; null where it is another's to tell. */
  heldOfUnread(file: StandingFile, content: RecordedContent): RecordedContent | null {
    if (this.isOfNewer(file, content)) return null;
    // One of its number that could be read may stand beside it, and was held against the ledger already.
    const isTold = this.hasMet(file, content);
    this.meet(file, content);
    if (isTold) return { ...content, lines: [], rest: [] };
    return this.isWhole ? content : { ...content, lines: content.lines.filter(this.ownLine(file, content)) };
  }

  /** Whether anything may be left of a recorded voucher that no file was asked for. */
  mayBeUnmet({ voucher }: RecordedHead): boolean {
    return !this.isWhole || this.metByAny[voucher] !== 1;
  }

  /** What the ledger holds of a voucher and the file that has the last word on it lacks; `file` is null where none has. */
  *unmet(
    content: RecordedContent,
  ): Iterable<{ readonly file: StandingFile | null; readonly content: RecordedContent }> {
    const lines = content.lines.filter(({ line }) => !this.saidBeside.has(keyOf(content, line)));
    const speaking = (line: HeldLine) => this.files.find((one) => one.speaksOf(content, this.objectsOf(line))) ?? null;
    for (const file of new Set(lines.map(speaking))) {
      if (file !== null && this.hasMet(file, content)) continue;
      yield { file, content: { ...content, lines: lines.filter((line) => speaking(line) === file) } };
    }
  }

  /** The lines on which no newer file has the last word: of whole vouchers all or none. */
  private linesOf(file: StandingFile, source: SourceVoucher): readonly SourceLine[] | null {
    if (this.isWhole) return file.hasLastWord(source) ? source.lines : null;
    const lines = source.lines.filter(({ objects }) => file.hasLastWord(source, objects));
    return lines.length === 0 ? null : lines;
  }

  private ownLine(file: StandingFile, content: RecordedContent): (line: HeldLine) => boolean {
    return ({ objects }) => file.speaksOf(content, objects) && file.hasLastWord(content, objects);
  }

  private isSpokenOf(content: RecordedContent, { objects }: HeldLine): boolean {
    return this.files.some((file) => file.speaksOf(content, objects));
  }

  private isFirstToSay(content: RecordedContent, { line }: HeldLine): boolean {
    const key = keyOf(content, line);
    const isFirst = !this.saidBeside.has(key);
    this.saidBeside.add(key);
    return isFirst;
  }

  /** Of whole vouchers a newer file that has the name has the last word on it, on whatever day. */
  private isOfNewer(file: StandingFile, head: Head): boolean {
    return this.isWhole && this.metByAny[head.voucher] === 1 && !this.hasMet(file, head);
  }

  private hasMet(file: StandingFile, { voucher }: Head): boolean {
    return this.met.get(file)?.[voucher] === 1;
  }

  private meet(file: StandingFile, { voucher }: Head): void {
    this.metByAny[voucher] = 1;
    const met = this.met.get(file);
    if (met !== undefined) met[voucher] = 1;
  }

  /** Of whole vouchers every line is spoken of where its voucher is. */
  private objectsOf({ objects }: HeldLine): HeldLine['objects'] | undefined {
    return this.isWhole ? undefined : objects;
  }
}

const keyOf = ({ voucher }: Head, line: number): string => `${voucher.toString()}:${line.toString()}`;
