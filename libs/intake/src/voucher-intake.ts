import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';

import type { CommandContext, RecordedEvent, Write } from '#event-log';
import { DomainError, fold } from '#kernel';
import {
  compareVoucher,
  type IntakeRules,
  recordVoucher,
  type SourceVoucher,
  voucherDecider,
  type VoucherEvent,
  type VoucherIntake as Intake,
  type VoucherState,
  voucherStream,
  withdrawVoucher,
} from '#ledger';

import type { Bidragsbok } from './bidragsbok.js';
import { catalogue } from './catalogue.js';
import type { ImportTally, Outcome } from './import-tally.js';
import type { LedgerContext } from './ledger-context.js';

/** What an import takes vouchers in by; `refresh` reads it again after another command changed a book or a code. */
export interface IntakeTarget {
  readonly book: Bidragsbok;
  readonly context: CommandContext;
  readonly import: string;
  readonly dryRun: boolean;
  rules(): IntakeRules;
  ledger(): LedgerContext;
  refresh(): Promise<void>;
}

/** A voucher of the file on its way into its stream. */
interface Pending {
  readonly source: SourceVoucher;
  readonly write: Write;
  readonly outcome: Outcome;
  readonly difference: Intake['difference'];
}

const BATCH = 300;
/** SQLite keeps no queue for the write lock, and who polls seldom meets a short gap: others get their turn here. */
const GAP_MS = 2;
const TRIES = 5;

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Takes vouchers in by the handful: each wholly or not at all, and none twice, whoever else writes meanwhile. */
export class VoucherIntake {
  private pending: Pending[] = [];

  constructor(
    private readonly target: IntakeTarget,
    private readonly tally: ImportTally,
  ) {}

  /** A voucher whose stream does not exist as far as is known. */
  async takeNew(source: SourceVoucher): Promise<void> {
    const { events } = recordVoucher(source, this.target.rules());
    if (events.length === 0) this.tally.count('outOfScope');
    else await this.add(pendingOf(source, { outcome: 'taken', events, difference: null }, -1));
  }

  /** A voucher that is recorded, or was: held against what its stream says. */
  async takeKnown(source: SourceVoucher): Promise<void> {
    const { state, history } = await this.load(source);
    const resumed = outcomeOfThisImport(history, this.target.import);
    const intake = compareVoucher(state, source, this.target.rules());
    if (resumed !== null && intake.outcome === 'known') {
      this.tally.count(resumed, linesOf(history, this.target.import));
      return;
    }
    await this.add(pendingOf(source, intake, history.at(-1)?.revision ?? -1));
  }

  /** A recorded voucher that the file lacks is withdrawn, where changes are accepted. */
  async withdraw(voucher: { readonly book: string; readonly series: string; readonly number: string }): Promise<void> {
    const { state, history } = await this.load(voucher);
    const events = withdrawVoucher(state, { import: this.target.import }).map((event) => catalogue.write(event));
    if (events.length === 0 || this.target.dryRun) return;
    const write = { stream: streamOf(voucher), expectedRevision: history.at(-1)?.revision ?? -1, events };
    await this.append([write]);
  }

  async flush(): Promise<void> {
    const { pending } = this;
    this.pending = [];
    if (pending.length === 0) return;
    const writes = pending.map(({ write }) => write).filter(({ events }) => events.length > 0);
    if (writes.length === 0 || this.target.dryRun) {
      for (const one of pending) this.settle(one);
      return;
    }
    try {
      await this.append(writes);
    } catch (error) {
      if (!isRace(error)) throw error;
      await this.target.refresh();
      for (const { source } of pending) await this.takeAlone(source);
      return;
    }
    for (const one of pending) this.settle(one);
    await setTimeout(GAP_MS);
  }

  private async add(pending: Pending): Promise<void> {
    this.pending.push(pending);
    if (this.pending.length >= BATCH) await this.flush();
  }

  /** Another process was there first, at one of a batch: each is looked at again, for itself. */
  private async takeAlone(source: SourceVoucher): Promise<void> {
    for (let left = TRIES - 1; ; left--) {
      const { state, history } = await this.load(source);
      const resumed = outcomeOfThisImport(history, this.target.import);
      const intake = compareVoucher(state, source, this.target.rules());
      const pending = pendingOf(source, intake, history.at(-1)?.revision ?? -1);
      try {
        if (pending.write.events.length > 0) await this.append([pending.write]);
      } catch (error) {
        if (!isRace(error) || left === 0) throw error;
        await this.target.refresh();
        continue;
      }
      if (resumed !== null && intake.outcome === 'known') this.tally.count(resumed, linesOf(history, this.target.import));
      else this.settle(pending);
      return;
    }
  }

  private settle({ source, outcome, difference, write }: Pending): void {
    this.tally.count(outcome, write.events.reduce((sum, event) => sum + lineCount(event), 0));
    if (difference === null || outcome !== 'changed') return;
    const { series, number, fileLine = 0 } = source;
    this.tally.change({ series, number, line: fileLine, difference });
  }

  private async append(writes: readonly Write[]): Promise<void> {
    const { book, context } = this.target;
    await book.models.take(await book.log.append(context, writes, this.target.ledger().read));
  }

  private async load(voucher: { readonly book: string; readonly series: string; readonly number: string }) {
    const history = await this.target.book.log.readStream(streamOf(voucher));
    const state: VoucherState = fold(
      voucherDecider,
      history.map((event) => catalogue.read(event) as VoucherEvent),
    );
    return { state, history };
  }
}

const streamOf = ({ book, series, number }: { book: string; series: string; number: string }): string =>
  voucherStream(book, series, number);

function pendingOf(source: SourceVoucher, intake: Pick<Intake, 'outcome' | 'events' | 'difference'>, revision: number): Pending {
  const events = intake.events.map((event) => catalogue.write(event));
  const { outcome, difference } = intake;
  return { source, outcome, difference, write: { stream: streamOf(source), expectedRevision: revision, events } };
}

const isRace = (error: unknown): boolean =>
  error instanceof DomainError && (error.code === 'STREAM_MOVED_ON' || error.code === 'COMMAND_DIFFERS');

interface Lines {
  readonly lines?: readonly unknown[];
  readonly added?: readonly unknown[];
  readonly import?: string;
}
const TAKING = ['VoucherRecorded', 'VoucherExtended', 'VoucherRestated'];

const lineCount = ({ type, data }: { readonly type: string; readonly data: unknown }): number => {
  if (!TAKING.includes(type)) return 0;
  const { lines, added } = data as Lines;
  return (lines ?? added ?? []).length;
};

const ofImport = (history: readonly RecordedEvent[], id: string): readonly RecordedEvent[] =>
  history.filter(({ type, data }) => TAKING.includes(type) && (data as Lines).import === id);

/** What this very import did to the voucher before it was cut off; null where it had not come to it. */
function outcomeOfThisImport(history: readonly RecordedEvent[], id: string): Outcome | null {
  const [first] = ofImport(history, id);
  if (first === undefined) return null;
  if (first.type === 'VoucherRecorded') return 'taken';
  return first.type === 'VoucherExtended' ? 'extended' : 'changed';
}

const linesOf = (history: readonly RecordedEvent[], id: string): number =>
  ofImport(history, id).reduce((sum, event) => sum + lineCount(event), 0);
