import type { Attempt } from '#event-log';
import { DomainError, Money } from '#kernel';
import {
  type BookFacts,
  type IntakeRules,
  type SourceVoucher,
  voucherDecider,
  type VoucherName,
  voucherStream,
} from '#ledger';
import { prunedBy } from '#read-models';

import { Erasures } from '../erasure/erasures.js';
import { readThrough, withKeptFile } from '../kept-file.js';
import { type KeptVoucher, KeptVouchers } from '../kept-vouchers.js';
import { ledgerContext } from '../ledger-context.js';
import type { OpenedFiles } from '../opened.js';
import type { FileItem } from '../voucher-file.js';
import { type StandingFile, standingFiles } from '../standing-files.js';
import { keyOf } from '../voucher-key.js';

/** The voucher that a cost was moved from, as the newest kept file that names it has it: no grant touches it, so no import recorded it. */
export interface OriginalInFile {
  readonly source: SourceVoucher;
  readonly says: IntakeRules['says'];
  /** The import that kept the file. */
  readonly import: string;
}
/** What a search of the kept files came to for one voucher: what stands there, or why it cannot be taken in. */
type Searched = OriginalInFile | DomainError;

/**
 * Looks for vouchers of one book in its kept files, the newest first, each file read once for all of them; by `keyOf`. Refuses with
 * BOOK_UNKNOWN, KEPT_FILE_MISSING, KEPT_FILE_DAMAGED, DISK_FULL, and with ORIGINAL_PRUNED where the book is pruned.
 */
export async function originalsInFiles(
  book: OpenedFiles,
  of: string,
  names: readonly VoucherName[],
): Promise<ReadonlyMap<string, Searched>> {
  const moment = await book.moment();
  const decision = await prunedBy(book.models.db, 'book', of);
  if (decision !== null) throw new DomainError('ORIGINAL_PRUNED', { book: of, decision });
  const { facts } = (await ledgerContext(book, of)).opened;
  const files = (await standingFiles(book, moment, of)).filter((file) => isRead(file, facts));
  const erased = (await Erasures.of(book)).wholeImports;
  const found = new Map<string, Searched>();
  for (const file of files) {
    const wanted = names.filter((name) => !found.has(keyOf(name)));
    if (wanted.length === 0) break;
    await new Search(book, { file, facts, isErased: erased.has(file.of.import) }, found).lookFor(wanted);
  }
  const code = files.length === 0 ? 'VOUCHER_UNKNOWN' : 'ORIGINAL_NOT_IN_FILES';
  for (const name of names.filter((one) => !found.has(keyOf(one)))) {
    found.set(keyOf(name), new DomainError(code, { ...nameOf(name), files: files.length }));
  }
  return found;
}

const nameOf = ({ book, series, number }: VoucherName) => ({ book, series, number });

/** What a pre-system hands over is evidence itself where the book says so; what newer files speak of is asked of them. */
const isRead = (file: StandingFile, { preSystemFiles }: BookFacts): boolean =>
  !file.isReplaced && !(file.isOfPreSystem && preSystemFiles === 'evidence');

interface Searching {
  readonly file: StandingFile;
  readonly facts: BookFacts;
  /** Whether the texts of the whole file went by a decision. */
  readonly isErased: boolean;
}

interface Looking extends Pick<OriginalInFile, 'says'> {
  readonly isWanted: (name: Pick<VoucherName, 'series' | 'number'>) => boolean;
}

/** One kept file, read for vouchers that no file newer than it names. */
class Search {
  private readonly kept: KeptVouchers;

  constructor(
    private readonly book: OpenedFiles,
    private readonly where: Searching,
    private readonly found: Map<string, Searched>,
  ) {
    this.kept = new KeptVouchers(where.facts, where.file);
  }

  async lookFor(names: readonly VoucherName[]): Promise<void> {
    const privateDimensions = new Set(this.where.facts.privateDimensions);
    const wanted = new Set(names.map(keyOf));
    const isWanted: Looking['isWanted'] = (name) => wanted.has(keyOf(name));
    await withKeptFile(this.book, this.where.file.of, async (file) => {
      await readThrough(file, privateDimensions);
      const reading = file.read({
        privateDimensions,
        take: (head) => {
          const { series, number } = this.kept.meet(head);
          return number === null || isWanted({ series, number });
        },
      });
      for await (const items of reading.items) {
        for (const item of items) this.see(item, { isWanted, says: file.says });
        if ([...wanted].every((key) => this.found.has(key))) return;
      }
    });
  }

  private see(item: FileItem, { isWanted, says }: Looking): void {
    if (item.kind === 'refusal') {
      this.kept.meetRefused(item);
      return;
    }
    const voucher = this.kept.voucher(item);
    if (isWanted(voucher.source)) this.meet(voucher, says);
  }

  private meet({ source, isHeld }: KeptVoucher, says: OriginalInFile['says']): void {
    const { file, isErased } = this.where;
    const { import: id } = file.of;
    const told = { ...nameOf(source), import: id };
    const place = { date: source.date, series: source.series };
    const refused = isErased
      ? new DomainError('ORIGINAL_ERASED', told)
      : isHeld
        ? new DomainError('ORIGINAL_HELD_BACK', told)
        : file.hasLastWord(place)
          ? null
          : new DomainError('ORIGINAL_GONE_SINCE', told);
    this.found.set(keyOf(source), refused ?? { source, says, import: id });
  }
}

/** The voucher that a cost is moved from, and how much is moved, in öre. */
export interface Moved {
  readonly original: VoucherName;
  readonly ore: number;
  /** What a search of the kept files came to, where one was made for several at once. */
  readonly searched?: Awaited<ReturnType<typeof originalsInFiles>>;
}

/**
 * Sees to it that the voucher behind a reposting is recorded: one that no import took in, since nothing of it is a grant's, is taken
 * out of its kept file in the append of the link itself. What was taken; null where it stands already. Refuses with
 * VOUCHER_WITHDRAWN, ORIGINAL_…, and as `originalsInFiles`.
 */
export async function bringOriginal(
  book: OpenedFiles,
  attempt: Attempt,
  { original, ore, searched }: Moved,
): Promise<OriginalInFile | null> {
  const decision = await prunedBy(book.models.db, 'book', original.book);
  if (decision !== null) throw new DomainError('ORIGINAL_PRUNED', { book: original.book, decision });
  const stream = voucherStream(original.book, original.series, original.number);
  const state = await attempt.load({ decider: voucherDecider, stream });
  if (state.status === 'withdrawn') throw new DomainError('VOUCHER_WITHDRAWN', nameOf(original));
  if (state.status === 'recorded') return null;
  const found = (searched ?? (await originalsInFiles(book, original.book, [original]))).get(keyOf(original));
  if (found === undefined) throw new DomainError('VOUCHER_UNKNOWN', nameOf(original));
  if (found instanceof DomainError) throw found;
  refuseBelow(found, ore);
  const { opened, read, matcher, roleOf } = await ledgerContext(book, original.book);
  attempt.lookedAt(read);
  const { form, privateDimensions } = opened.facts;
  const rules = { matcher, roleOf, form, privateDimensions: new Set(privateDimensions), says: found.says };
  // Every line is held, whatever the scope of the import: what proves one of them proves the cost that was moved.
  const source = { ...found.source, scope: 'all' as const };
  const command = { type: 'TakeInVoucher', data: source, facts: { ...rules, acceptChanges: false } } as const;
  attempt.write(stream, voucherDecider.decide(state, command));
  return found;
}

/** A cost that is more than its original ever was came from somewhere else. */
function refuseBelow({ source }: OriginalInFile, ore: number): void {
  const side = (sign: number) => source.lines.reduce((sum, line) => sum + Math.max(0, sign * line.ore), 0);
  const held = Math.max(side(1), side(-1));
  if (Math.abs(ore) <= held) return;
  const [moved, most] = [Money.ofOre(Math.abs(ore)), Money.ofOre(held)];
  throw new DomainError('ORIGINAL_BELOW_MOVED', { ...nameOf(source), moved, held: most });
}
