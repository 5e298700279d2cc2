import { dirname } from 'node:path';

import { DomainError } from '#kernel';
import { checkpoint, type Database, makeFolder, openDatabase, transact, UnreadableFile } from '#sqlite';

import type { HeldTime, SignedCheckpoint, SignedCheckpoints } from './signed-checkpoints.js';

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

const COLUMNS = 'SELECT size, root, note, signed_at AS "signedAt" FROM checkpoint';

/** The signer's store in a file. Whatever reads it may refuse with SIGNER_UNREADABLE. */
export class SqliteCheckpoints implements SignedCheckpoints {
  private constructor(
    private readonly db: Database,
    readonly place: string,
  ) {}

  /** Opens the store in a file, a new one where there is none. Refuses with SIGNER_UNREADABLE what is damaged, or none. */
  static open(path: string): SqliteCheckpoints {
    makeFolder(dirname(path));
    try {
      const db = openDatabase(path, SCHEMA, { synchronous: 'FULL', secureDelete: false, mark: MARK });
      return new SqliteCheckpoints(db, path);
    } catch (error) {
      throw refusalOf(error, path);
    }
  }

  /**
   * Writes a new file with what a store has signed of the first `size` events, and with every hold that there was. What was signed of
   * more while the log was copied would hold the copy.
   */
  static async copyOf(store: SignedCheckpoints, path: string, size: number): Promise<void> {
    const copy = SqliteCheckpoints.open(path);
    try {
      await copy.keepAll(await store.all(), size);
      const holds = await store.heldTimes();
      await transact(copy.db, () => {
        for (const { since, until } of holds) copy.db.prepare('INSERT INTO hold VALUES (?, ?)').run(since, until);
      });
    } finally {
      await copy.close();
    }
  }

  last(): Promise<SignedCheckpoint | undefined> {
    return this.read(() => this.lastNow());
  }

  of(size: number): Promise<SignedCheckpoint | undefined> {
    return this.read(() => this.ofNow(size));
  }

  all(): Promise<readonly SignedCheckpoint[]> {
    return this.read(() => this.db.prepare(`${COLUMNS} ORDER BY size DESC`).all() as SignedCheckpoint[]);
  }

  keep({ size, root, note, signedAt }: SignedCheckpoint, last: SignedCheckpoint | undefined): Promise<boolean> {
    return transact(this.db, () => {
      if (this.lastNow()?.size !== last?.size || this.ofNow(size) !== undefined) return false;
      this.db.prepare('INSERT INTO checkpoint VALUES (?, ?, ?, ?)').run(size, root, note, signedAt);
      return true;
    });
  }

  async keepAll(others: readonly SignedCheckpoint[], size: number): Promise<void> {
    await transact(this.db, () => {
      const insert = this.db.prepare('INSERT INTO checkpoint VALUES (?, ?, ?, ?) ON CONFLICT (size) DO NOTHING');
      for (const { size: of, root, note, signedAt } of others) if (of <= size) insert.run(of, root, note, signedAt);
    });
  }

  heldSince(now: string): Promise<string> {
    return transact<string>(this.db, () => {
      const [open] = this.heldNow();
      if (open === undefined) this.db.prepare('INSERT INTO hold VALUES (?, NULL)').run(now);
      return open?.since ?? now;
    });
  }

  async released(now: string): Promise<void> {
    if (this.heldNow().length === 0) return;
    await transact(this.db, () => {
      this.db.prepare('UPDATE hold SET until = ? WHERE until IS NULL').run(now);
    });
  }

  heldTimes(): Promise<readonly HeldTime[]> {
    return this.read(() => this.db.prepare('SELECT since, until FROM hold ORDER BY since').all() as HeldTime[]);
  }

  close(): Promise<void> {
    return this.read(() => {
      if (!this.db.isOpen) return;
      try {
        checkpoint(this.db);
      } finally {
        this.db.close();
      }
    });
  }

  private lastNow(): SignedCheckpoint | undefined {
    return this.db.prepare(`${COLUMNS} ORDER BY size DESC LIMIT 1`).get() as SignedCheckpoint | undefined;
  }

  private ofNow(size: number): SignedCheckpoint | undefined {
    return this.db.prepare(`${COLUMNS} WHERE size = ?`).get(size) as SignedCheckpoint | undefined;
  }

  private heldNow(): readonly HeldTime[] {
    return this.db.prepare('SELECT since, until FROM hold WHERE until IS NULL').all() as HeldTime[];
  }

  /** Answers on the spot; what goes wrong comes with the promise. */
  private read<Result>(work: () => Result): Promise<Result> {
    return new Promise((resolve) => {
      try {
        resolve(work());
      } catch (error) {
        throw refusalOf(error, this.place);
      }
    });
  }
}

function refusalOf(error: unknown, path: string): unknown {
  const known = UnreadableFile.of(error, path);
  return known instanceof UnreadableFile ? new DomainError('SIGNER_UNREADABLE', { file: path }) : known;
}
