import type { Run, RunAsked, RunResult } from './run.js';

/** A run that is begun: who has it now shows the token, which grows each time that somebody takes the run. */
export interface RunHeld {
  readonly id: string;
  readonly token: number;
  /** The same run was begun before and cut off, so that part of what it makes may be there. */
  readonly isContinued: boolean;
}

/** How a run ended: with what it made, or the code of what stopped it. */
export type RunEnd = { readonly result: RunResult } | { readonly code: string };

/**
 * The runs of one organisation, outside the log (docs/adr/0023-runs-beside-the-log.md): at most one of a grant at a time, however many
 * processes ask. All of it may be lost at any time. Verbs refuse as the engine does: with DISK_FULL and LOG_BUSY a file, as
 * `Postgres.session` a database.
 */
export interface Runs {
  of(id: string): Promise<Run | undefined>;

  /** All of them or those of a grant, the latest begun first. */
  list(grant?: string): Promise<readonly Run[]>;

  /**
   * Takes a run, whatever became of it before; what it once made is remembered until it makes something else. `holder` is a name
   * that `ownName` gives. Refuses with RUN_UNDER_WAY while any run of the grant is under way.
   */
  begin(asked: RunAsked, holder: string): Promise<RunHeld>;

  /** Prolongs the lease and tells how far the run has come; false where another has taken it or its grant. */
  renew(held: RunHeld, progress: string | null): Promise<boolean>;

  /** Ends it; false where another has taken it or its grant, and nothing is told. */
  end(held: RunHeld, how: RunEnd): Promise<boolean>;

  close(): Promise<void>;
}

/** How long a run may be silent, in milliseconds, before others take over: some of its steps hold the thread for seconds. */
export const RUN_LEASE_MS = 30_000;
