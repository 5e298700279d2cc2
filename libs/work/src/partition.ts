import type { AtOnce, EventLog } from '#event-log';
import type { ReadModels } from '#read-models';

import type { HeldLease } from './lease.js';
import type { LogEnds } from './log-ends.js';
import type { Poison, Tell } from './notice.js';
import { type Retry, type Stopped, Tries } from './trying.js';

/** One organisation's log and the rows made of it, open for one lease. */
export interface Followed {
  readonly log: EventLog;
  readonly models: ReadModels;
  close(): Promise<void>;
}

/** What every partition of one worker shares. */
export interface Following {
  readonly ends: LogEnds;
  /** How many bring their rows forward at once: each has a connection, and all have one thread. */
  readonly turns: AtOnce;
  readonly open: (lease: HeldLease) => Promise<Followed>;
  readonly retry: Retry;
  readonly now: () => number;
  readonly tell: Tell;
}

/** How far one organisation's rows have come, and how far its log. */
export interface Standing {
  readonly organisation: string;
  readonly position: number;
  readonly end: number;
  readonly stopped: Stopped | null;
}

/** One organisation's rows, brought forward for as long as one lease is held. */
export class Partition {
  private followed: Followed | null = null;
  private readonly tries: Tries;
  private position = 0;
  /** When the event behind a position was recorded, as it was last read: while the rows are opened anew it cannot be. */
  private waiting: { readonly behind: number; readonly since: string } | null = null;

  constructor(
    private readonly lease: HeldLease,
    private readonly following: Following,
  ) {
    const { role, part } = lease;
    this.tries = new Tries({ ...following, at: { role, part } });
  }

  get standing(): Standing {
    const { position, lease, following, tries } = this;
    const end = Math.max(following.ends.last(lease.part), position);
    return { organisation: lease.part, position, end, stopped: tries.stopped };
  }

  /**
   * When the first event was recorded that the rows have not taken in (ISO 8601); null where they have all, undefined where it is not known
   * yet.
   */
  async waitingSince(): Promise<string | null | undefined> {
    const { position, end } = this.standing;
    if (position >= end) return null;
    const [event] = (await this.followed?.log.readAll(position, 1)) ?? [];
    if (event !== undefined) this.waiting = { behind: position, since: event.recordedAt };
    return this.waiting?.behind === position ? this.waiting.since : undefined;
  }

  async run(): Promise<void> {
    try {
      await this.tries.run(
        this.lease,
        () => this.follow(),
        () => this.poison(),
      );
    } finally {
      await this.close();
    }
  }

  private async follow(): Promise<void> {
    const { lease, following } = this;
    // What failed may hold something that is no longer so.
    await this.close();
    this.followed = await following.turns.run(() => following.open(lease));
    while (!lease.signal.aborted) {
      const hasMoved = await following.turns.run(() => this.advance());
      this.tries.succeeded();
      if (!hasMoved) await this.untilMore();
    }
  }

  private async advance(): Promise<boolean> {
    const { followed, lease, following } = this;
    if (followed === null || lease.signal.aborted) return false;
    const began = performance.now();
    const { after, position } = await followed.models.advance();
    this.position = position;
    if (position === after) return false;
    const { role, part } = lease;
    const milliseconds = performance.now() - began;
    following.tell({ role, part, what: 'batch', events: Math.max(0, position - after), milliseconds });
    return true;
  }

  private async untilMore(): Promise<void> {
    const { lease, following } = this;
    while (!lease.signal.aborted) {
      const ends = await following.ends.next();
      if ((ends.get(lease.part) ?? 0) > this.position) return;
    }
  }

  /** The event that the rows did not take in; null where they failed by something else. */
  private async poison(): Promise<Poison | null> {
    const untaken = this.followed?.models.untaken ?? null;
    if (this.followed === null || untaken === null) return null;
    const [event] = await this.followed.log.readAll(untaken - 1, 1);
    if (event === undefined) return null;
    const { position, stream, revision, type, version } = event;
    this.waiting = { behind: position - 1, since: event.recordedAt };
    return { position, stream, revision, type, version };
  }

  private async close(): Promise<void> {
    const { followed } = this;
    this.followed = null;
    await followed?.close();
  }
}
