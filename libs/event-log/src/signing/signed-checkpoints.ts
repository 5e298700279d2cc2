/** A signed note with the size and root that it speaks of. */
export interface SignedCheckpoint {
  readonly size: number;
  /** Lower-case hex. */
  readonly root: string;
  /** The C2SP checkpoint, byte for byte. */
  readonly note: string;
  /** UTC with milliseconds; of one that somebody else had kept, when it was taken up here. */
  readonly signedAt: string;
}

/** A time in which the log was found to be another than what was signed; UTC. */
export interface HeldTime {
  readonly since: string;
  /** Null while it is so. */
  readonly until: string | null;
}

/**
 * The signer's own small store of one log, apart from the log: what it has signed, and since when the log differs from it. What was
 * signed is never rewritten nor deleted (docs/adr/0021-leases-and-where-checkpoints-lie.md). Every verb may refuse with
 * SIGNER_UNREADABLE where the store is a file, and as `Postgres` does where it is not.
 */
export interface SignedCheckpoints {
  /** Where it lies, as a person finds it. */
  readonly place: string;

  /** The one of the largest tree. */
  last(): Promise<SignedCheckpoint | undefined>;

  of(size: number): Promise<SignedCheckpoint | undefined>;

  /** All of them, the largest first. */
  all(): Promise<readonly SignedCheckpoint[]>;

  /**
   * Compare and swap: keeps a checkpoint only if `last` is still the last one signed. False where another process has signed
   * meanwhile, so that what was proved of `last` says nothing any more.
   */
  keep(checkpoint: SignedCheckpoint, last: SignedCheckpoint | undefined): Promise<boolean>;

  /** Keeps what another store has said of the same log, up to a size, where this one does not speak of that size. */
  keepAll(others: readonly SignedCheckpoint[], size: number): Promise<void>;

  /** Since when the log differs from what was signed: the first time that it was seen. */
  heldSince(now: string): Promise<string>;

  /** The log is what was signed: whatever held it before is over. */
  released(now: string): Promise<void>;

  /** Every time that it was held, the first one first. */
  heldTimes(): Promise<readonly HeldTime[]>;

  /** Lets go of the store. A file may refuse with DISK_FULL; what was signed is durable beside it all the same. */
  close(): Promise<void>;
}
