import type { CommandContext, Write } from '#event-log';
import { DomainError, fold } from '#kernel';
import { bookStream, repost as repostVoucher, voucherDecider, type VoucherEvent, voucherStream } from '#ledger';
import {
  type Moment,
  type ProjectCodeRow,
  projectCodes,
  touchedVouchers,
  unknownProjectCode,
  type VoucherKey,
} from '#read-models';

import type { Bidragsbok } from './bidragsbok.js';
import { catalogue } from './catalogue.js';
import { OPERATOR } from './command.js';
import { appendGuarded } from './guarded-append.js';
import { type LedgerContext, ledgerContext } from './ledger-context.js';
import { booksOf, type FileReposted, repostFiles } from './repost-files.js';
import type { Progress } from './voucher-file.js';

/** What a re-posting did, or in a dry run would do. */
export interface Reposted {
  readonly projectCodes: readonly string[];
  /** Vouchers that a code means a line of, or meant. */
  readonly vouchers: number;
  /** Of them those whose postings were not as the codes now say. */
  readonly reposted: number;
  readonly events: number;
  /** What was taken out of kept files that scope `grant` had left out, file by file. */
  readonly files: readonly FileReposted[];
  readonly position: number;
}
interface RepostOptions {
  /** One code; every code where it is left out. */
  readonly projectCode?: string | undefined;
  readonly dryRun?: boolean | undefined;
  readonly progress?: ((done: number, of: number) => void) | undefined;
  /** How far the reading of a kept file has come. */
  readonly fileProgress?: ((progress: Progress) => void) | undefined;
}

const BATCH = 200;
const TRIES = 5;

/**
 * Brings what is posted of recorded vouchers in line with the project codes as they are now, and takes out of the kept
 * files what scope `grant` left out and a code means now. It can be killed at any moment and started again: what agrees
 * already is left alone. Refuses with PROJECT_CODE_NOT_OPENED, FIGURES_PRUNED, with STREAM_MOVED_ON where others never stop changing the
 * same vouchers, and with what `repostFiles` refuses with.
 */
export async function repost(book: Bidragsbok, options: RepostOptions = {}): Promise<Reposted> {
  const moment = await book.moment();
  const codes = await chosenCodes(book, moment, options.projectCode);
  const ids = codes.map(({ projectCode }) => projectCode);
  const touched: VoucherKey[] = [];
  for (const code of ids) touched.push(...(await touchedVouchers(book.models.db, code, moment)));
  const vouchers = distinct(touched);
  const run = new Run(book, `repost-${options.projectCode ?? 'all'}-${moment.position}`);
  const dryRun = options.dryRun === true;
  for (let at = 0; at < vouchers.length; at += BATCH) {
    await run.batch(vouchers.slice(at, at + BATCH), dryRun);
    options.progress?.(Math.min(at + BATCH, vouchers.length), vouchers.length);
  }
  const files: FileReposted[] = [];
  const asked = { codes: ids, isAll: options.projectCode === undefined, dryRun, context: run.context };
  for (const of of booksOf(codes)) {
    files.push(...(await repostFiles(book, of, { ...asked, progress: options.fileProgress })));
  }
  const { position } = await book.moment();
  const { reposted, events } = run;
  return { projectCodes: ids, vouchers: vouchers.length, reposted, events, files, position };
}

async function chosenCodes(
  book: Bidragsbok,
  moment: Moment,
  chosen: string | undefined,
): Promise<readonly ProjectCodeRow[]> {
  const known = await projectCodes(book.models.db, moment);
  if (chosen === undefined) return known;
  const found = known.filter(({ projectCode }) => projectCode === chosen);
  return found.length === 0 ? await unknownProjectCode(book.models.db, chosen) : found;
}

const distinct = (keys: readonly VoucherKey[]): VoucherKey[] => [
  ...new Map(keys.map((key) => [voucherStream(key.book, key.series, key.number), key])).values(),
];

class Run {
  reposted = 0;
  events = 0;
  readonly context: CommandContext;

  constructor(
    private readonly book: Bidragsbok,
    commandId: string,
  ) {
    this.context = { commandId, actor: OPERATOR };
  }

  async batch(vouchers: readonly VoucherKey[], dryRun: boolean): Promise<void> {
    for (const book of new Set(vouchers.map((voucher) => voucher.book))) {
      const ofBook = vouchers.filter((one) => one.book === book);
      for (let tries = 1; !(await this.bring(book, ofBook, dryRun)); tries++) {
        if (tries === TRIES) throw new DomainError('STREAM_MOVED_ON', { stream: bookStream(book) });
      }
    }
  }

  /** False where another command came first, and the vouchers are to be looked at again. */
  private async bring(book: string, vouchers: readonly VoucherKey[], dryRun: boolean): Promise<boolean> {
    const context = await ledgerContext(this.book, book);
    const writes: Write[] = [];
    for (const voucher of vouchers) {
      const write = await this.writeOf(voucher, context);
      if (write !== undefined) writes.push(write);
    }
    if (!dryRun && !(await appendGuarded(this.book, { context: this.context, writes }, context))) return false;
    this.reposted += writes.length;
    this.events += writes.reduce((sum, { events }) => sum + events.length, 0);
    return true;
  }

  private async writeOf({ book, series, number }: VoucherKey, context: LedgerContext): Promise<Write | undefined> {
    const stream = voucherStream(book, series, number);
    const history = await this.book.log.readStream(stream);
    const state = fold(
      voucherDecider,
      history.map((event) => catalogue.read(event) as VoucherEvent),
    );
    if (state.status !== 'recorded') return undefined;
    const events = repostVoucher(state, context).map((event) => catalogue.write(event));
    if (events.length === 0) return undefined;
    return { stream, expectedRevision: history.at(-1)?.revision ?? -1, events };
  }
}
