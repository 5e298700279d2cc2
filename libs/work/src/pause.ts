import { setTimeout } from 'node:timers/promises';

/** Waits, unless the signal is aborted meanwhile. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await setTimeout(milliseconds, undefined, { signal }).catch(() => undefined);
}

/** How long to wait before the next try, the more the oftener it has failed. */
export class Backoff {
  private failures = 0;

  constructor(
    private readonly shortestMs: number,
    private readonly longestMs: number,
  ) {}

  next(): number {
    return Math.min(this.longestMs, this.shortestMs * 2 ** this.failures++);
  }

  reset(): void {
    this.failures = 0;
  }
}
