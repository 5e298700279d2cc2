import { setTimeout } from 'node:timers/promises';

import { type CommandContext, CommandHandler, type RecordedEvent, type Write } from '#event-log';
import { type Actor, DomainError } from '#kernel';
import {
  bookStream,
  importDecider,
  importStream,
  type UndoneVoucher,
  undoCommand,
  undoVoucher,
  type VoucherEvent,
  voucherStream,
} from '#ledger';
import { type ImportRow, imports, unknownImport, type VoucherKey } from '#read-models';

import type { Bidragsbok } from './bidragsbok.js';
import { catalogue } from './catalogue.js';
import { OPERATOR } from './command.js';
import { touchedBy } from './import-touched.js';
import { type LedgerContext, ledgerContext } from './ledger-context.js';
import { NamedVouchers } from './named-vouchers.js';
import { builtOn, type LeftVoucher, type UndoReport } from './undo-report.js';

/** Which import is to be taken back, and why. */
export interface UndoOrder {
  readonly import: string;
  readonly dryRun?: boolean | undefined;
  readonly reason?: string | undefined;
  readonly by?: Actor | undefined;
  readonly progress?: ((done: number, of: number) => void) | undefined;
}

const BATCH = 200;
const TRIES = 5;
const MOST_SHOWN = 200;
/** Others get their turn at the write lock in the gaps. */
const GAP_MS = 2;

/**
 * Takes an import back: each of its vouchers goes, or stands again as it stood before, unless others have built on it.
 * It can be killed at any moment and run again; the same file may then be taken in anew. Refuses with IMPORT_UNKNOWN,
 * FIGURES_PRUNED, IMPORT_ALREADY_UNDONE, and with STREAM_MOVED_ON where others never stop changing the same vouchers.
 */
export async function undoImport(book: Bidragsbok, order: UndoOrder): Promise<UndoReport> {
  const all = await imports(book.models.db, await book.moment());
  const row = all.find((one) => one.import === order.import) ?? (await unknownImport(book.models.db, order.import));
  if (row.undone !== null) throw new DomainError('IMPORT_ALREADY_UNDONE', { import: order.import });

  const vouchers = await touchedBy(book, row);
  const run = new Undoing(book, row, order);
  for (let at = 0; at < vouchers.length; at += BATCH) {
    await run.batch(vouchers.slice(at, at + BATCH));
    order.progress?.(Math.min(at + BATCH, vouchers.length), vouchers.length);
  }
  if (order.dryRun !== true) await run.tell();
  const { position } = await book.moment();
  const { counts, left } = run;
  const head = { import: row.import, book: row.book, dryRun: order.dryRun === true };
  return { ...head, vouchers: counts, left, laterImports: laterThan(row, all), position };
}

/** Files that spoke of some of the same days later: what they only knew to be recorded goes with this import. */
function laterThan(row: ImportRow, all: readonly ImportRow[]): readonly string[] {
  const standing = all.filter(({ book, startedPosition, undone }) => {
    return book === row.book && startedPosition > row.startedPosition && undone === null;
  });
  const meet = ({ completed }: ImportRow): boolean => {
    const [own, other] = [row.completed?.coverage, completed?.coverage];
    return other != null && (own == null || (other.from <= own.to && other.to >= own.from));
  };
  return standing.filter(meet).map(({ import: id }) => id);
}

/** What undoing makes of one voucher, with the history that it was decided on. */
interface Undone {
  readonly voucher: VoucherKey;
  readonly found: UndoneVoucher;
  readonly write: Write;
  readonly seen: readonly RecordedEvent[];
}
interface Grounds {
  readonly ledger: LedgerContext;
  readonly named: NamedVouchers;
}

class Undoing {
  readonly counts = { withdrawn: 0, restored: 0, left: 0 };
  readonly left: LeftVoucher[] = [];
  private readonly context: CommandContext;
  private grounds: Grounds | undefined;

  constructor(
    private readonly book: Bidragsbok,
    private readonly row: ImportRow,
    private readonly order: UndoOrder,
  ) {
    this.context = { commandId: undoCommand(row.import), actor: order.by ?? OPERATOR };
  }

  async batch(vouchers: readonly VoucherKey[]): Promise<void> {
    if (await this.bring(vouchers)) return;
    // Another command was there first, at one of the batch: each is looked at again, for itself.
    for (const voucher of vouchers) {
      for (let tries = 1; !(await this.bring([voucher])); tries++) {
        if (tries === TRIES) throw new DomainError('STREAM_MOVED_ON', { stream: bookStream(voucher.book) });
      }
    }
  }

  /** Tells that the import is undone, once all of its vouchers are dealt with. */
  async tell(): Promise<void> {
    const { import: id, book } = this.row;
    const stream = importStream(id);
    const data = { import: id, book, vouchers: this.counts };
    const events = await new CommandHandler(this.book.log, catalogue).handle(this.context, async (attempt) => {
      const state = await attempt.load({ decider: importDecider, stream });
      attempt.write(stream, importDecider.decide(state, { type: 'UndoImport', data, reason: this.order.reason }));
    });
    await this.book.models.take(events);
  }

  /** False where another command came first; what the vouchers rest on is then read again. */
  private async bring(vouchers: readonly VoucherKey[]): Promise<boolean> {
    const grounds = (this.grounds ??= await this.look());
    const undone: Undone[] = [];
    for (const voucher of vouchers) undone.push(await this.undo(voucher, grounds));
    if (this.order.dryRun !== true && !(await this.append(undone, grounds))) {
      this.grounds = undefined;
      return false;
    }
    for (const one of undone) this.count(one);
    return true;
  }

  private async look(): Promise<Grounds> {
    return { ledger: await ledgerContext(this.book, this.row.book), named: await NamedVouchers.of(this.book) };
  }

  private async undo(voucher: VoucherKey, { ledger, named }: Grounds): Promise<Undone> {
    const stream = voucherStream(voucher.book, voucher.series, voucher.number);
    const history = await this.book.log.readStream(stream);
    const told = history.map((event) => {
      const { commandId, position } = event;
      return { commandId, position, event: catalogue.read(event) as VoucherEvent };
    });
    const naming = named.by(stream);
    const { import: id } = this.row;
    const undoing = { import: id, reason: this.order.reason, named: naming.map(({ position }) => position) };
    const found = undoVoucher(told, undoing, ledger);
    const events = 'events' in found && !found.again ? found.events.map((event) => catalogue.write(event)) : [];
    const write = { stream, expectedRevision: history.at(-1)?.revision ?? -1, events };
    return { voucher, found, write, seen: [...history, ...naming] };
  }

  private async append(undone: readonly Undone[], { ledger, named }: Grounds): Promise<boolean> {
    const writes = undone.map(({ write }) => write).filter(({ events }) => events.length > 0);
    if (writes.length === 0) return true;
    const unchanged = new Map([...named.read, ...ledger.read].map((one) => [one.stream, one]));
    try {
      await this.book.models.take(await this.book.log.append(this.context, writes, [...unchanged.values()]));
    } catch (error) {
      const lost = error instanceof DomainError && ['STREAM_MOVED_ON', 'COMMAND_DIFFERS'].includes(error.code);
      if (lost) return false;
      throw error;
    }
    await setTimeout(GAP_MS);
    return true;
  }

  private count({ voucher: { series, number }, found, seen }: Undone): void {
    if (found.outcome === 'untouched') return;
    this.counts[found.outcome] += 1;
    if (found.outcome !== 'left' || this.left.length >= MOST_SHOWN) return;
    const positions = new Set(found.builtOn);
    this.left.push({ series, number, builtOn: seen.filter(({ position }) => positions.has(position)).map(builtOn) });
  }
}
