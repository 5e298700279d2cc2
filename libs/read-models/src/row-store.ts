import type { ProjectedEvent } from './projection.js';
import type { Rows } from './rows.js';

/** The rows that answer questions, and those that are built beside them to take their place. */
export type Place = 'live' | 'next';

/** How far rows have followed the log. */
export interface Checkpoint {
  readonly position: number;
  /** The leaf hash of the event there, which ties the rows to this log. */
  readonly leaf: string;
  /** The last decision to prune that the rows were begun after: what it took away is in none of them. */
  readonly pruned: number;
}

/** Events that lie behind one another in the log, with the checkpoint that they bring rows to. */
export interface Batch {
  /** The position before the first of them. */
  readonly after: number;
  readonly events: readonly ProjectedEvent[];
  readonly checkpoint: Checkpoint;
}

/**
 * Where an engine keeps the rows. Those that are built anew lie beside those that answer, and take their place in one
 * transaction: no question sees half of them, in whatever process it is asked. Several processes may build at once: whoever
 * comes last begins anew, and all of them go on with that. What one that died had begun lies there until rows are next built.
 */
export interface RowStore {
  /** Events in one transaction. */
  readonly batch: number;
  /** What questions are put to. */
  readonly rows: Rows;
  /** How far rows have come; null where none are being built, since another process has put them in their place. */
  checkpoint(place: Place): Promise<Checkpoint | null>;
  /**
   * Takes a batch and its checkpoint into the rows in one transaction; false where they stand elsewhere than it begins. An
   * engine that writes beside this thread tells when that has nothing else to do (`meanwhile`).
   */
  project(place: Place, batch: Batch, meanwhile: () => void): Promise<boolean>;
  /** Begins to build rows beside those that answer; what is there of others that were begun is overwritten. */
  begin(): Promise<void>;
  /**
   * Puts the rows that were built in the place of those that answer, and overwrites these; false where those have come further meanwhile, unless
   * their checkpoint is the one named, which is not of this log.
   */
  swap(unlike: Checkpoint | null): Promise<boolean>;
  /** SHA-256 over the rows of every table, in an order of their own: equal rows, equal digest. */
  digest(): Promise<string>;
  close(): Promise<void>;
}
