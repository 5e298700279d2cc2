import { dirname } from 'node:path';

import { DomainError } from '#kernel';
import { checkpoint, type Database, makeFolder, openDatabase, transact, UnreadableFile } from '#sqlite';

/** `BBsg` in the header of the file. */
const MARK = 0x42427367;
const SCHEMA = `
-- What the key has said of the log. A size is signed once: the same size gives the same note for ever.
CREATE TABLE IF NOT EXISTS checkpoint (
  size INTEGER PRIMARY KEY CHECK (size > 0),
  root TEXT NOT NULL CHECK (length(root) = 64),
  note TEXT NOT NULL,
  signed_at TEXT NOT NULL) STRICT;
CREATE TRIGGER IF NOT EXISTS checkpoint_stays BEFORE DELETE ON checkpoint
BEGIN SELECT RAISE(ABORT, 'what was signed is never deleted'); END;
CREATE TRIGGER IF NOT EXISTS checkpoint_stands BEFORE UPDATE ON checkpoint
BEGIN SELECT RAISE(ABORT, 'what was signed is never rewritten'); END;

-- When the log was found to be another than what was signed, and when it was found to be itself again.
CREATE TABLE IF NOT EXISTS hold (since TEXT NOT NULL, until TEXT) STRICT;`;

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

interface Open {
  readonly since: string;
}
interface Row extends Open {
  readonly until: string | null;
}

const COLUMNS = 'SELECT size, root, note, signed_at AS "signedAt" FROM checkpoint';

/**
 * The signer's own small store, apart from the log: what it has signed, and since when the log differs from it. Whatever reads it may
 * refuse with SIGNER_UNREADABLE.
 */
export class SignedCheckpoints {
  private constructor(
    private readonly db: Database,
    readonly path: string,
  ) {}

  /** Opens the store in a file, a new one where there is none. Refuses with SIGNER_UNREADABLE what is damaged, or none. */
  static open(path: string): SignedCheckpoints {
    makeFolder(dirname(path));
    try {
      const db = openDatabase(path, SCHEMA, { synchronous: 'FULL', secureDelete: false, mark: MARK });
      return new SignedCheckpoints(db, path);
    } catch (error) {
      throw refusalOf(error, path);
    }
  }

  /** The one of the largest tree. */
  last(): SignedCheckpoint | undefined {
    return this.one(`${COLUMNS} ORDER BY size DESC LIMIT 1`);
  }

  of(size: number): SignedCheckpoint | undefined {
    return this.one(`${COLUMNS} WHERE size = ?`, size);
  }

  /** All of them, the largest first. */
  all(): readonly SignedCheckpoint[] {
    return this.read(() => this.db.prepare(`${COLUMNS} ORDER BY size DESC`).all() as SignedCheckpoint[]);
  }

  /**
   * Compare and swap: keeps a checkpoint only if `last` is still the last one signed. False where another process has signed
   * meanwhile, so that what was proved of `last` says nothing any more.
   */
  keep({ size, root, note, signedAt }: SignedCheckpoint, last: SignedCheckpoint | undefined): Promise<boolean> {
    return transact(this.db, () => {
      if (this.last()?.size !== last?.size || this.of(size) !== undefined) return false;
      this.db.prepare('INSERT INTO checkpoint VALUES (?, ?, ?, ?)').run(size, root, note, signedAt);
      return true;
    });
  }

  /** Keeps what another store has said of the same log, up to a size, where this one does not speak of that size. */
  async keepAll(others: readonly SignedCheckpoint[], size: number): Promise<void> {
    await transact(this.db, () => {
      const insert = this.db.prepare('INSERT INTO checkpoint VALUES (?, ?, ?, ?) ON CONFLICT (size) DO NOTHING');
      for (const { size: of, root, note, signedAt } of others) if (of <= size) insert.run(of, root, note, signedAt);
    });
  }

  /**
   * Writes a new store with what was signed of the first `size` events, and with every hold that there was. What was signed of
   * more while the log was copied would hold the copy.
   */
  async copyTo(path: string, size: number): Promise<void> {
    const copy = SignedCheckpoints.open(path);
    try {
      await copy.keepAll(this.all(), size);
      const holds = this.db.prepare('SELECT since, until FROM hold').all() as Row[];
      await transact(copy.db, () => {
        for (const { since, until } of holds) copy.db.prepare('INSERT INTO hold VALUES (?, ?)').run(since, until);
      });
    } finally {
      copy.close();
    }
  }

  /** Since when the log differs from what was signed: the first time that it was seen. */
  heldSince(now: string): Promise<string> {
    return transact<string>(this.db, () => {
      const open = this.db.prepare('SELECT since FROM hold WHERE until IS NULL').get() as Open | undefined;
      if (open === undefined) this.db.prepare('INSERT INTO hold VALUES (?, NULL)').run(now);
      return open?.since ?? now;
    });
  }

  /** The log is what was signed: whatever held it before is over. */
  async released(now: string): Promise<void> {
    if (this.db.prepare('SELECT since FROM hold WHERE until IS NULL').all().length === 0) return;
    await transact(this.db, () => {
      this.db.prepare('UPDATE hold SET until = ? WHERE until IS NULL').run(now);
    });
  }

  /** Refuses with DISK_FULL where what was signed does not fit into the file; it is durable beside it all the same. */
  close(): void {
    if (!this.db.isOpen) return;
    try {
      checkpoint(this.db);
    } finally {
      this.db.close();
    }
  }

  private one(query: string, ...values: readonly number[]): SignedCheckpoint | undefined {
    return this.read(() => this.db.prepare(query).get(...values) as SignedCheckpoint | undefined);
  }

  private read<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      throw refusalOf(error, this.path);
    }
  }
}

function refusalOf(error: unknown, path: string): unknown {
  const known = UnreadableFile.of(error, path);
  return known instanceof UnreadableFile ? new DomainError('SIGNER_UNREADABLE', { file: path }) : known;
}
