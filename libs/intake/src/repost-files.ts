import type { CommandContext, Write } from '#event-log';
import { DomainError, fold } from '#kernel';
import {
  bookStream,
  compareVoucher,
  type IntakeRules,
  isGrantAccount,
  matcher,
  type Matcher,
  type SourceVoucher,
  voucherDecider,
  type VoucherEvent,
  voucherStream,
} from '#ledger';
import type { SieVoucherHead } from '#sie';

import type { Bidragsbok } from './bidragsbok.js';
import { catalogue } from './catalogue.js';
import { appendGuarded } from './guarded-append.js';
import { readThrough, withKeptFile } from './kept-file.js';
import { KeptVouchers } from './kept-vouchers.js';
import { type LedgerContext, ledgerContext } from './ledger-context.js';
import { type StandingFile, standingFiles } from './standing-files.js';
import type { Progress, VoucherFile } from './voucher-file.js';
import { composed } from './voucher-key.js';

/** What was taken, or in a dry run would be, out of a kept file of which scope `grant` had left lines out. */
export interface FileReposted {
  readonly book: string;
  readonly import: string;
  readonly sha256: string;
  /** Vouchers that a code means now and that no newer file has the last word on. */
  readonly vouchers: number;
  readonly taken: number;
  readonly extended: number;
}
export interface RepostFiles {
  /** The codes to look for; accounts of grants received are looked for with all of them alone. */
  readonly codes: readonly string[];
  readonly isAll: boolean;
  readonly dryRun: boolean;
  readonly context: CommandContext;
  readonly progress?: ((progress: Progress) => void) | undefined;
}

const BATCH = 200;
const TRIES = 5;

/**
 * Takes out of the kept files of a book, the newest first, what scope `grant` left out and a code means now: vouchers that
 * are not recorded, and more lines of those that are. What a newer file has the last word on is not taken from an older
 * one, and what a file says otherwise is never written here. Refuses with KEPT_FILE_MISSING, KEPT_FILE_DAMAGED, DISK_FULL.
 */
export async function repostFiles(book: Bidragsbok, of: string, asked: RepostFiles): Promise<readonly FileReposted[]> {
  const files = (await standingFiles(book, await book.moment(), of)).filter((file) => !file.isReplaced);
  const last = files.findLastIndex((file) => file.of.scope === 'grant');
  const done: FileReposted[] = [];
  const newer: KeptVouchers[] = [];
  for (const file of files.slice(0, last + 1)) {
    const run = new FileRun(book, file, { ...asked, newer, ledger: await ledgerContext(book, of) });
    const reposted = await withKeptFile(book, file.of, (kept) => run.over(kept));
    newer.push(run.vouchers);
    if (file.of.scope === 'grant') done.push(reposted);
  }
  return done;
}

interface Given extends RepostFiles {
  readonly newer: readonly KeptVouchers[];
  readonly ledger: LedgerContext;
}

class FileRun {
  readonly vouchers: KeptVouchers;
  private readonly counts = { vouchers: 0, taken: 0, extended: 0 };
  private readonly own: Matcher;
  private ledger: LedgerContext;
  private waiting: SourceVoucher[] = [];
  private says: IntakeRules['says'];

  constructor(
    private readonly book: Bidragsbok,
    private readonly file: StandingFile,
    private readonly given: Given,
  ) {
    this.ledger = given.ledger;
    const { facts } = this.ledger.opened;
    this.vouchers = new KeptVouchers(facts, file);
    const codes = this.ledger.codes.filter(({ projectCode }) => given.codes.includes(projectCode));
    this.own = matcher(codes, facts.book);
  }

  async over(kept: VoucherFile): Promise<FileReposted> {
    const privateDimensions = new Set(this.ledger.opened.facts.privateDimensions);
    this.says = kept.says;
    await readThrough(kept, privateDimensions);
    const { wanted } = this.own;
    const reading = kept.read({
      ...{ wanted, wantedAccounts: (account) => this.isOfGrant(account), privateDimensions },
      take: (head) => this.isTaken(head),
    });
    for await (const items of reading.items) {
      for (const item of items) {
        if (item.kind === 'refusal') this.vouchers.meetRefused(item);
        else await this.take(this.vouchers.voucher(item));
      }
      this.given.progress?.({ bytes: reading.bytesRead, of: kept.size });
    }
    await this.flush();
    const { book, import: id, sha256 } = this.file.of;
    return { book, import: id, sha256, ...this.counts };
  }

  /** Of files of scope `all` nothing was left out: they are read for what they name. */
  private isTaken(head: SieVoucherHead): boolean {
    const { series, number } = this.vouchers.meet(head);
    if (this.file.of.scope === 'all' || this.isEvidence() || !head.touched) return false;
    const place = { date: head.date, series: composed(series) };
    if (this.ledger.opened.facts.form === 'whole' && !this.file.hasLastWord(place)) return false;
    return number === null || !this.isNamedByNewer({ series, number });
  }

  private isEvidence(): boolean {
    return this.file.isOfPreSystem && this.ledger.opened.facts.preSystemFiles === 'evidence';
  }

  private isNamedByNewer(voucher: { readonly series: string; readonly number: string }): boolean {
    if (this.ledger.opened.facts.form === 'extract') return false; // of a voucher, each extract has lines of its own
    return this.given.newer.some((file) => file.has(voucher));
  }

  private async take({ source, isHeld }: ReturnType<KeptVouchers['voucher']>): Promise<void> {
    if (this.isNamedByNewer(source)) return;
    const lines = source.lines.filter(({ objects }) => this.isOwnWord(source, objects));
    const isMeant = lines.some(
      ({ objects, account }) => this.own.claims(objects, source.date).length > 0 || this.isOfGrant(account),
    );
    if (!isMeant || (isHeld && !(await this.isLetIn(source)))) return;
    this.counts.vouchers += 1;
    this.waiting.push({ ...source, lines });
    if (this.waiting.length >= BATCH) await this.flush();
  }

  private isOfGrant(account: string): boolean {
    return this.given.isAll && isGrantAccount(this.ledger.roleOf(account));
  }

  /** Of an extract a newer one may have the last word on some lines; of whole vouchers it has it on all or none. */
  private isOwnWord(place: SourceVoucher, objects: SourceVoucher['lines'][number]['objects']): boolean {
    return this.ledger.opened.facts.form === 'whole' || this.file.hasLastWord(place, objects);
  }

  /** What an import held back is there only where a person has let it in. */
  private async isLetIn({ book, series, number }: SourceVoucher): Promise<boolean> {
    return (await this.stateOf(voucherStream(book, series, number))).state.status === 'recorded';
  }

  private async flush(): Promise<void> {
    const sources = this.waiting;
    this.waiting = [];
    for (let tries = 1; !(await this.bring(sources)); tries++) {
      const { book } = this.file.of;
      if (tries === TRIES) throw new DomainError('STREAM_MOVED_ON', { stream: bookStream(book) });
      this.ledger = await ledgerContext(this.book, book);
    }
  }

  /** False where another command came first, and the vouchers are to be looked at again. */
  private async bring(sources: readonly SourceVoucher[]): Promise<boolean> {
    const writes: Write[] = [];
    const became = { taken: 0, extended: 0 };
    for (const source of sources) {
      const { outcome, write } = await this.compared(source);
      if (outcome !== 'taken' && outcome !== 'extended') continue;
      became[outcome] += 1;
      writes.push(write);
    }
    const { context, dryRun } = this.given;
    if (!dryRun && !(await appendGuarded(this.book, { context, writes }, this.ledger))) return false;
    this.counts.taken += became.taken;
    this.counts.extended += became.extended;
    return true;
  }

  private async compared(source: SourceVoucher) {
    const stream = voucherStream(source.book, source.series, source.number);
    const { state, revision } = await this.stateOf(stream);
    const { outcome, events } = compareVoucher(state, source, this.rules(source));
    const written = events.map((event) => catalogue.write(event));
    return { outcome, write: { stream, expectedRevision: revision, events: written } };
  }

  private async stateOf(stream: string) {
    const history = await this.book.log.readStream(stream);
    const state = fold(
      voucherDecider,
      history.map((event) => catalogue.read(event) as VoucherEvent),
    );
    return { state, revision: history.at(-1)?.revision ?? -1 };
  }

  private rules(source: SourceVoucher): IntakeRules {
    const { opened, matcher: all, roleOf } = this.ledger;
    const { form } = opened.facts;
    const privateDimensions = new Set(opened.facts.privateDimensions);
    const base = { matcher: all, roleOf, privateDimensions, form, acceptChanges: false, says: this.says };
    if (form === 'whole') return base;
    return {
      ...base,
      speaksOf: (objects) => this.file.speaksOf(source, objects) && this.file.hasLastWord(source, objects),
    };
  }
}

/** The books in which the codes mean anything. */
export const booksOf = (codes: readonly { readonly matches: readonly { readonly book: string }[] }[]): string[] =>
  [...new Set(codes.flatMap(({ matches }) => matches.map(({ book }) => book)))].sort();
