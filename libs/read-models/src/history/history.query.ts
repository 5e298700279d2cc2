import { type EventLog, Prunings, type RecordedEvent } from '#event-log';
import { DomainError, type EventCatalogue } from '#kernel';
import { type VoucherName, voucherStream } from '#ledger';

import type { Moment } from '../moment.js';
import { unknownBook, unknownProjectCode } from '../pruned.query.js';
import { CommandRow, type HistoryRow } from './command-row.js';
import { type Concern, concerning } from './concerning.js';
import type { Rows } from '../rows.js';

/** Where a history is read: the log itself, and the rows beside it, which know what belongs to which grant. */
export interface Archive {
  readonly log: EventLog;
  readonly catalogue: EventCatalogue;
  readonly db: Rows;
  /** Lets others have their turn, after every thousand events of a log that may hold very many. */
  readonly pause: () => Promise<unknown>;
}

/** Which part of the history. */
export interface HistoryQuery extends Concern {
  /** The first position; 1 where it is left out. */
  readonly first?: number | undefined;
  /** At most so many rows, the latest ones. All of them where it is left out. */
  readonly limit?: number | undefined;
}

/** What was done, command by command, in the order of their last events. */
export interface History {
  readonly first: number;
  readonly position: number;
  /** How many commands there are of what is asked for; more than `rows` where those were too many. */
  readonly commands: number;
  readonly rows: readonly HistoryRow[];
  /** Events of this part that decisions have pruned: of what they were nothing can be told. */
  readonly pruned: readonly { readonly decision: number; readonly events: number }[];
}

const BATCH = 1000;
/**
 * Rows that are kept beyond those asked for. The events of one command lie together unless it is of many appends, as an
 * import or a re-posting is; others may come between those, but never so many before the next.
 */
const SLACK = 1000;

/**
 * Who did what, when and why: read off the log in one pass, in memory that grows with the rows asked for alone. Refuses
 * with GRANT_NOT_ANNOUNCED, PROJECT_CODE_NOT_OPENED, BOOK_UNKNOWN, VOUCHER_NOT_RECORDED, FIGURES_PRUNED and STREAM_PRUNED: what was not there has no
 * history, which is not the same as an empty one.
 */
export async function history(archive: Archive, query: HistoryQuery, { position }: Moment): Promise<History> {
  const { first = 1, limit = Infinity } = query;
  await mustBeThere(archive, query, position);
  const asks = await concerning(archive.db, archive.log, query);
  const rows = new CommandRows(limit);
  for await (const stored of eventsOf(archive, query, { first, position })) {
    const event = { ...stored, data: archive.catalogue.lift(stored) };
    rows.add(event, await asks(event));
  }
  const pruned = (await Prunings.of(archive.log)).within(first, position);
  return { first, position, ...rows.told(), pruned };
}

/** The commands of a part of the log, gathered from their events. */
class CommandRows {
  private readonly rows = new Map<string, CommandRow>();
  /** Rows that are asked for and were let go of, since later ones are as many as are wanted. */
  private passed = 0;
  private last: string | null = null;

  constructor(private readonly limit: number) {}

  add(event: RecordedEvent, isAskedFor: boolean): void {
    const isFrame = event.type === 'ImportStarted' || event.type === 'ImportCompleted';
    if (!isAskedFor && !isFrame) return;
    const row = this.latest(event.correlationId);
    row.add(event, isAskedFor);
  }

  told(): Pick<History, 'commands' | 'rows'> {
    const asked = [...this.rows.values()].filter(({ isAskedFor }) => isAskedFor);
    const latest = this.limit === Infinity ? asked : asked.slice(-this.limit);
    return { commands: this.passed + asked.length, rows: latest.flatMap((row) => row.row() ?? []) };
  }

  /** A command's row, moved behind those of others: the order of rows is that of their last events. */
  private latest(key: string): CommandRow {
    const known = this.rows.get(key);
    if (known !== undefined && key === this.last) return known;
    const row = known ?? new CommandRow();
    this.rows.delete(key);
    this.rows.set(key, row);
    this.last = key;
    if (known === undefined) this.letGo();
    return row;
  }

  /** A file that is still being taken in is kept, since its end tells what became of it. */
  private letGo(): void {
    if (this.rows.size <= this.limit + SLACK) return;
    for (const [key, row] of this.rows) {
      if (row.isOpenImport) continue;
      if (row.isAskedFor) this.passed += 1;
      this.rows.delete(key);
      return;
    }
  }
}

interface Part {
  readonly first: number;
  readonly position: number;
}

/** The events between two positions, both included; a voucher's are its own stream. */
async function* eventsOf(
  { log, pause }: Archive,
  { voucher }: HistoryQuery,
  part: Part,
): AsyncGenerator<RecordedEvent> {
  if (voucher !== undefined) {
    const stream = await log.readStream(voucherStream(voucher.book, voucher.series, voucher.number));
    yield* stream.filter((event) => event.position >= part.first && event.position <= part.position);
    return;
  }
  for (let after = part.first - 1; after < part.position;) {
    const batch = await log.readAll(after, BATCH);
    const last = batch.at(-1);
    if (last === undefined) return;
    yield* batch.filter((event) => event.position <= part.position);
    await pause();
    after = last.position;
  }
}

async function mustBeThere({ db, log }: Archive, query: HistoryQuery, position: number): Promise<void> {
  const { grant, projectCode, book, voucher } = query;
  const isThere = async (table: string, column: string, id: string): Promise<boolean> => {
    const sql = `SELECT 1 FROM ${table} WHERE ${column} = ? AND position <= ? LIMIT 1`;
    return (await db.first(sql, [id, position])) !== undefined;
  };
  if (grant !== undefined && !(await isThere('grant_fact', 'grant_id', grant))) {
    throw new DomainError('GRANT_NOT_ANNOUNCED', { grant });
  }
  if (projectCode !== undefined && !(await isThere('ledger_code', 'code', projectCode))) {
    await unknownProjectCode(db, projectCode);
  }
  if (book !== undefined && !(await isThere('ledger_book', 'book', book))) await unknownBook(db, book);
  if (voucher !== undefined) await mustBeRecorded(log, voucher, position);
}

async function mustBeRecorded(log: EventLog, voucher: VoucherName, position: number): Promise<void> {
  const { book, series, number } = voucher;
  const [first] = await log.readStream(voucherStream(book, series, number));
  if (first !== undefined && first.position <= position) return;
  throw new DomainError('VOUCHER_NOT_RECORDED', { voucher: `${book} ${series} ${number}` });
}
