import { setTimeout } from 'node:timers/promises';

import type { CommandContext, RecordedEvent, Write } from '#event-log';
import { DomainError, fold } from '#kernel';
import {
  compareVoucher,
  type RecordedVoucher,
  recordVoucher,
  type SourceVoucher,
  voucherDecider,
  type VoucherEvent,
  type VoucherIntake as Compared,
  type VoucherLine,
  type VoucherState,
  voucherStream,
  withdrawVoucher,
} from '#ledger';
import type { VoucherKey } from '#read-models';

import { catalogue } from './catalogue.js';
import { did, linesBy, withdrew } from './import-history.js';
import type { ImportTally } from './import-tally.js';
import type { ImportTarget, Recorded } from './import-target.js';

type Intake = Pick<Compared, 'outcome' | 'events' | 'difference'>;

/** A voucher of the file on its way into its stream. */
interface Pending {
  readonly source: SourceVoucher;
  readonly write: Write;
  readonly outcome: Intake['outcome'];
  readonly difference: Intake['difference'];
  /** What its stream said before. */
  readonly state: VoucherState;
}
const ABSENT: VoucherState = { status: 'absent' };

/** Vouchers in one append and in the rows at once: some 30 ms under the write lock, for which others wait. */
const BATCH = 250;
/** SQLite keeps no queue for the write lock, and who polls seldom meets a short gap: others get their turn here. */
const GAP_MS = 8;
const TRIES = 5;

/** Takes vouchers in by the handful: each wholly or not at all, and none twice, whoever else writes meanwhile. */
export class VoucherIntake {
  private pending: Pending[] = [];

  /** Without a `context` nothing is appended. */
  constructor(
    private readonly target: ImportTarget,
    private readonly context: CommandContext | null,
    private readonly tally: ImportTally,
  ) {}

  /** A voucher whose stream does not exist as far as is known. */
  async takeNew(source: SourceVoucher): Promise<void> {
    const { events } = recordVoucher(source, this.target.rules);
    if (events.length === 0) this.tally.count('outOfScope');
    else
      await this.add(pendingOf(source, { intake: { outcome: 'taken', events, difference: null }, state: ABSENT }, -1));
  }

  /** A voucher that is recorded, or was: held against what its stream says. */
  async takeKnown(source: SourceVoucher): Promise<void> {
    const { state, history } = await this.load(source);
    const intake = compareVoucher(state, source, this.target.rules);
    if (this.isResumed(source, { history, intake })) return;
    await this.add(pendingOf(source, { intake, state }, history.length - 1));
  }

  /** Counts a voucher as known where its stream says what the file says; false, and nothing counted, where not. */
  async takeIfSame(source: SourceVoucher): Promise<boolean> {
    const { state, history } = await this.load(source);
    const intake = compareVoucher(state, source, this.target.rules);
    if (intake.outcome !== 'known') {
      this.tally.differences.ledger(state, this.target.rules);
      return false;
    }
    if (!this.isResumed(source, { history, intake })) this.tally.count('known');
    return true;
  }

  /** A recorded voucher that the file lacks goes where changes are accepted, and its costs with it; else it is shown. */
  async miss(voucher: Recorded): Promise<void> {
    const { state, history } = await this.load(voucher);
    // One that is gone already is missing only where this very import withdrew it, before it was cut off.
    const tookAway = this.context !== null && withdrew(history, idOf(this.context));
    if (tookAway) this.tally.miss(voucher);
    if (state.status !== 'recorded' || this.lackedBy(state).length === 0) return;
    this.tally.miss(voucher);
    if (this.target.rules.acceptChanges) await this.lose(voucher);
    else this.tally.differences.ledger(state, this.target.rules);
  }

  /** The lines of a recorded voucher that the file speaks of: all of them, unless it is an extract. */
  private lackedBy({ lines }: RecordedVoucher): readonly VoucherLine[] {
    const { speaksOf } = this.target.rules;
    return [...lines.values()].filter(({ objects }) => speaksOf?.(objects) ?? true);
  }

  /** What another extract brought of the voucher stays. */
  private async lose(voucher: VoucherKey): Promise<void> {
    const stream = streamOf(voucher);
    const because = this.context === null ? {} : { import: idOf(this.context) };
    for (let tries = 0; tries < TRIES; tries++) {
      const { state, history } = await this.load(voucher);
      if (state.status !== 'recorded') return;
      const lacked = this.lackedBy(state);
      const events =
        lacked.length === state.lines.size
          ? withdrawVoucher(state, because)
          : compareVoucher(state, withoutLines(state, because), this.target.rules).events;
      const write = {
        stream,
        expectedRevision: history.length - 1,
        events: events.map((event) => catalogue.write(event)),
      };
      if (await this.tryAppend(write.events.length > 0 ? [write] : [])) return;
    }
    throw new DomainError('STREAM_MOVED_ON', { stream });
  }

  /** Appends and projects what waits. */
  async flush(): Promise<void> {
    const { pending } = this;
    this.pending = [];
    const writes = pending.map(({ write }) => write).filter(({ events }) => events.length > 0);
    if (await this.tryAppend(writes)) {
      for (const one of pending) this.settle(one);
      return;
    }
    // Another process was there first, at one of the batch: each is looked at again, for itself.
    for (const { source } of pending) await this.takeAlone(source);
  }

  private async add(pending: Pending): Promise<void> {
    this.pending.push(pending);
    if (this.pending.length >= BATCH) await this.flush();
  }

  private async takeAlone(source: SourceVoucher): Promise<void> {
    for (let tries = 0; tries < TRIES; tries++) {
      const { state, history } = await this.load(source);
      const intake = compareVoucher(state, source, this.target.rules);
      if (this.isResumed(source, { history, intake })) return;
      const pending = pendingOf(source, { intake, state }, history.length - 1);
      if (await this.tryAppend(pending.write.events.length > 0 ? [pending.write] : [])) {
        this.settle(pending);
        return;
      }
    }
    throw new DomainError('STREAM_MOVED_ON', { stream: streamOf(source) });
  }

  /** Counts what this very import did to the voucher before it was cut off, where it had come to it. */
  private isResumed(source: SourceVoucher, found: { history: readonly RecordedEvent[]; intake: Intake }): boolean {
    if (source.import === undefined || found.intake.outcome !== 'known') return false;
    const before = did(found.history, source.import);
    if (before !== null) this.tally.count(before, linesBy(found.history, source.import));
    return before !== null;
  }

  private settle({ source, outcome, difference, state, write }: Pending): void {
    this.tally.count(outcome, linesBy(write.events, source.import));
    if (outcome === 'taken' && state.status === 'withdrawn') this.tally.comesBack();
    if (difference === null || outcome !== 'changed') return;
    const { series, number, fileLine = 0 } = source;
    this.tally.change({ series, number, line: fileLine, difference });
    if (write.events.length > 0) return;
    this.tally.differences.file(source.date, source.lines);
    this.tally.differences.ledger(state, this.target.rules);
  }

  /** False where another command came first; the book and its codes are then read again. */
  private async tryAppend(writes: readonly Write[]): Promise<boolean> {
    if (writes.length === 0) return true;
    try {
      await this.append(writes);
      return true;
    } catch (error) {
      const lost = error instanceof DomainError && ['STREAM_MOVED_ON', 'COMMAND_DIFFERS'].includes(error.code);
      if (!lost) throw error;
      await this.target.refresh();
      return false;
    }
  }

  private async append(writes: readonly Write[]): Promise<void> {
    const { to, ledger } = this.target;
    if (to === undefined || this.context === null) return;
    // What an import has recorded and nobody projected, the next question would have to project before it is answered.
    await to.models.take(await to.log.append(this.context, writes, ledger?.read));
    if (writes.length > 1) await setTimeout(GAP_MS);
  }

  private async load(voucher: VoucherKey): Promise<{ state: VoucherState; history: readonly RecordedEvent[] }> {
    const history = (await this.target.to?.log.readStream(streamOf(voucher))) ?? [];
    const events = history.map((event) => catalogue.read(event) as VoucherEvent);
    return { state: fold(voucherDecider, events), history };
  }
}

const streamOf = ({ book, series, number }: VoucherKey): string => voucherStream(book, series, number);
const idOf = ({ commandId }: CommandContext): string => commandId.replace(/^import-/, '');

/** An extract that lacks all that it speaks of in a voucher. */
function withoutLines(state: RecordedVoucher, because: { readonly import?: string }): SourceVoucher {
  const { book, series, number, date, registered, scope } = state;
  return { book, series, number, date, registered, scope, ...because, lines: [] };
}

function pendingOf(
  source: SourceVoucher,
  { intake: { outcome, events, difference }, state }: { readonly intake: Intake; readonly state: VoucherState },
  revision: number,
): Pending {
  const written = events.map((event) => catalogue.write(event));
  return {
    ...{ source, outcome, difference, state },
    write: { stream: streamOf(source), expectedRevision: revision, events: written },
  };
}
