import { setTimeout as afterTime } from 'node:timers/promises';

import { DomainError } from '#kernel';

import { type Fault, faultOf } from './faults.js';

/** How long a store is waited for. */
export interface Patience {
  /** One call; what takes longer is given up, and tried again. */
  readonly deadlineMs: number;
  /** All tries together; then the refusal is EVENT_STORE_UNREACHABLE. */
  readonly patienceMs: number;
}

const FIRST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 2000;
/** What the client needs beside the call itself, to find the leader of a cluster. */
const FINDING_MS = 2000;

/** The time between two tries: twice as long each time, up to two seconds, until something has gone well. */
export class Backoff {
  private waitMs = FIRST_WAIT_MS;

  constructor(private readonly signal: AbortSignal) {}

  /** How long the next wait is. */
  get nextMs(): number {
    return this.waitMs;
  }

  /** Waits; ends at once where the store is being closed. */
  async wait(): Promise<void> {
    const waitMs = this.waitMs;
    this.waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
    await afterTime(waitMs, undefined, { signal: this.signal }).catch(() => undefined);
  }

  reset(): void {
    this.waitMs = FIRST_WAIT_MS;
  }
}

/**
 * Tries until it is known how it ended. Whatever is tried must do no harm the second time. Refuses with what the fault is,
 * and with EVENT_STORE_UNREACHABLE when patience is at its end: then it is not known.
 */
export async function untilKnown<T>(
  { deadlineMs, patienceMs }: Patience,
  { signal, stream }: { readonly signal: AbortSignal; readonly stream: string },
  attempt: () => Promise<T>,
): Promise<T> {
  const until = performance.now() + patienceMs;
  const backoff = new Backoff(signal);
  for (;;) {
    try {
      return await within(deadlineMs + FINDING_MS, attempt());
    } catch (error) {
      if (error instanceof DomainError) throw error;
      const fault = faultOf(error);
      if (fault !== 'transient') throw refusalOf(fault, stream, error);
      if (signal.aborted || performance.now() + backoff.nextMs > until) throw unreachable(error);
      await backoff.wait();
    }
  }
}

/** What a person reads of a fault that another try would not mend; a mistake of ours stays the error that it is. */
export function refusalOf(fault: Exclude<Fault, 'transient'>, stream: string, error: unknown): unknown {
  switch (fault) {
    case 'denied':
      return new DomainError('EVENT_STORE_DENIED', { stream });
    case 'stream-deleted':
      return new DomainError('STREAM_CUT_OFF', { stream });
    case 'no-such-position':
      return new DomainError('STORE_POSITION_UNKNOWN', { position: stream });
    case 'mistake':
      return error;
  }
}

function unreachable(cause: unknown): DomainError {
  const refusal = new DomainError('EVENT_STORE_UNREACHABLE');
  refusal.cause = cause;
  return refusal;
}

/** Rejects where the work has not ended in time; what comes of it afterwards is nobody's. */
function within<T>(ms: number, work: Promise<T>): Promise<T> {
  // Every append comes this way: a bare timer, for one that a signal calls off makes an error with a stack each time.
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      reject(new Error('The call did not end in time'));
    }, ms);
    work.then(resolve, reject).finally(() => {
      clearTimeout(late);
    });
  });
}
