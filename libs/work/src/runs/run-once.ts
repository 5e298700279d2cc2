import { DomainError } from '#kernel';
import { ownName } from '#sqlite';

import { whyOf } from '../why.js';
import type { RunAsked, RunResult } from './run.js';
import { runId } from './run.js';
import { RUN_LEASE_MS, type RunHeld, type Runs } from './runs.js';

/** A run as whoever works in it sees it. */
export interface Running {
  /** It was begun before and cut off, so that part of what it makes may be there: that is no conflict. */
  readonly isContinued: boolean;
  /** How far it has come, in Swedish. */
  say(progress: string): void;
  /** To be asked before what is made takes its place. Refuses with LEASE_LOST. */
  prove(): Promise<void>;
}

/** What makes the files of a run, and sees whether those that it made once are still there as they were. */
export interface RunWork<Told> {
  stands(result: RunResult<Told>): boolean | Promise<boolean>;
  build(running: Running): Promise<RunResult<Told>>;
}

/** What a run came to, and whether that was made now. */
export interface Ran<Told> {
  readonly id: string;
  readonly isNew: boolean;
  readonly result: RunResult<Told>;
}

/**
 * Makes what is asked for, or answers with what was made of the same ask before and still stands, and then writes nothing. The lease is
 * prolonged meanwhile. Refuses with RUN_UNDER_WAY, LEASE_LOST, and with what the work refuses with, which ends the run.
 */
export async function runOnce<Told>(runs: Runs, asked: RunAsked, work: RunWork<Told>): Promise<Ran<Told>> {
  const id = runId(asked);
  const before = (await runs.of(id))?.result as RunResult<Told> | null | undefined;
  if (before != null && (await work.stands(before))) return { id, isNew: false, result: before };
  const held = await runs.begin(asked, ownName());
  const beats = new Beats(runs, held, asked);
  try {
    const result = await work.build(beats);
    if (!(await runs.end(held, { result }))) throw lost(asked);
    return { id, isNew: true, result };
  } catch (error) {
    // Where even that cannot be told, the lease runs out.
    await runs.end(held, { code: whyOf(error).code }).catch(() => false);
    throw error;
  } finally {
    beats.stop();
  }
}

const lost = ({ kind, grant }: RunAsked): DomainError => new DomainError('LEASE_LOST', { role: kind, part: grant });

/** Prolongs the lease of a run while it is worked in. */
class Beats implements Running {
  private progress: string | null = null;
  private toldAt = performance.now();
  private last: Promise<boolean> = Promise.resolve(true);
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly runs: Runs,
    private readonly held: RunHeld,
    private readonly asked: RunAsked,
  ) {
    this.timer = setInterval(() => void this.beat(), RUN_LEASE_MS / 6).unref();
  }

  get isContinued(): boolean {
    return this.held.isContinued;
  }

  say(progress: string): void {
    this.progress = progress;
    // Steps that hold the thread let no timer through, so that whoever says something is heard at once.
    if (performance.now() - this.toldAt > TOLD_MS) void this.beat();
  }

  async prove(): Promise<void> {
    await this.last;
    if (!(await this.runs.renew(this.held, this.progress))) throw lost(this.asked);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** One after the other; one that fails is made good by the next, and at the end `prove` tells. */
  private beat(): Promise<boolean> {
    this.toldAt = performance.now();
    return (this.last = this.last.then(() => this.runs.renew(this.held, this.progress)).catch(() => true));
  }
}

const TOLD_MS = 500;
