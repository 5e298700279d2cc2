import { setImmediate } from 'node:timers/promises';

import type { Append } from '../appending.js';
import type { RecordedEvent } from '../event-log.js';
import type { Accepted, Appender } from './appender.js';

/** How long one transaction goes on taking appends: another process waits for the write lock meanwhile. */
const LOCK_MS = 40;

interface Job {
  readonly append: Append;
  readonly resolve: (events: readonly RecordedEvent[]) => void;
  readonly reject: (error: unknown) => void;
}

/** Runs its argument under the write lock and commits. */
export type Commit = (work: () => void) => Promise<void>;

/** What arrives while one transaction runs shares the next, and its wait for the disk; each is accepted or refused alone. */
export class GroupCommit {
  private waiting: Job[] = [];
  private draining: Promise<void> | undefined;

  constructor(
    private readonly appender: Appender,
    private readonly commit: Commit,
  ) {}

  submit(append: Append): Promise<readonly RecordedEvent[]> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ append, resolve, reject });
      this.draining ??= this.drain().finally(() => (this.draining = undefined));
    });
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    await this.draining;
  }

  private async drain(): Promise<void> {
    do {
      await setImmediate(); // what is asked for in this turn of the event loop comes along
      await this.commitGroup();
    } while (this.waiting.length > 0);
  }

  private async commitGroup(): Promise<void> {
    const settled: (() => void)[] = [];
    const taken: Job[] = [];
    try {
      await this.commit(() => {
        this.take(taken, settled);
      });
      for (const settle of settled) settle();
    } catch (failure) {
      this.appender.forget();
      // Where the transaction was not even begun, all who wait hear why.
      for (const { reject } of taken.length > 0 ? taken : this.waiting.splice(0)) reject(failure);
    }
  }

  private take(taken: Job[], settled: (() => void)[]): void {
    const until = performance.now() + LOCK_MS;
    this.appender.begin();
    for (let job; performance.now() < until && (job = this.waiting.shift()) !== undefined;) {
      taken.push(job);
      settled.push(this.settlementOf(job));
    }
  }

  /** How the append ends if the transaction is committed. */
  private settlementOf({ append, resolve, reject }: Job): () => void {
    let accepted: Accepted;
    try {
      accepted = this.appender.accept(append);
    } catch (error) {
      return () => {
        reject(error);
      };
    }
    this.appender.insert(accepted.rows);
    return () => {
      resolve(accepted.events);
    };
  }
}
