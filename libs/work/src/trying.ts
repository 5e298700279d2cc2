import type { HeldLease } from './lease.js';
import type { At, Poison, Tell } from './notice.js';
import { Backoff, pause } from './pause.js';
import { isLeaseLost, type Why, whyOf } from './why.js';

/** How long to wait before work that failed is tried again: at first, and at most. */
export interface Retry {
  readonly shortestMs: number;
  readonly longestMs: number;
}

/** Why work stands still, since when, and which event stops it. */
export interface Stopped {
  readonly why: Why;
  readonly poison: Poison | null;
  readonly since: number;
}

interface Trying {
  readonly at: At;
  readonly retry: Retry;
  readonly now: () => number;
  readonly tell: Tell;
}

/** Work that is begun again and again while its lease is held: what it fails by is said, and waited for longer each time. */
export class Tries {
  stopped: Stopped | null = null;
  private readonly backoff: Backoff;

  constructor(private readonly options: Trying) {
    this.backoff = new Backoff(options.retry.shortestMs, options.retry.longestMs);
  }

  /** Until the lease ends. `poison` is asked which event it is that work fails by. */
  async run(lease: HeldLease, work: () => Promise<void>, poison: () => Promise<Poison | null>): Promise<void> {
    while (!lease.signal.aborted) {
      try {
        await work();
      } catch (error) {
        if (isLeaseLost(error)) return;
        await this.stop(lease, error, await poison().catch(() => null));
      }
    }
  }

  /** The work goes on. */
  succeeded(): void {
    if (this.stopped === null) return;
    this.stopped = null;
    this.backoff.reset();
    this.options.tell({ ...this.options.at, what: 'resumed' });
  }

  private async stop({ signal }: HeldLease, error: unknown, poison: Poison | null): Promise<void> {
    const { at, tell, now } = this.options;
    const why = whyOf(error);
    this.stopped = { why, poison, since: this.stopped?.since ?? now() };
    const retryMs = this.backoff.next();
    tell({ ...at, what: 'stopped', why, poison, retryMs });
    await pause(retryMs, signal);
  }
}
