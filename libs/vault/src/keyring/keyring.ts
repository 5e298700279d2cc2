import { createHmac } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { DomainError } from '#kernel';
import { checkpoint, type Database, makeFolder, openDatabase, syncToDisk, transact, wholeFolder } from '#sqlite';

import { newSealingKey } from '../sealing/sealing.js';
import { unwrapped, wrapped } from './key-wrap.js';
import { makeSecret, readSecret } from './secret-file.js';

const SCHEMA = 'CREATE TABLE IF NOT EXISTS document_key (document TEXT PRIMARY KEY, wrapped BLOB NOT NULL) STRICT';
/** `BBKR`. */
const MARK = 0x42_42_4b_52;
const ID_DIGITS = 32;
const [MASTER, NAMING, WRAPPED] = ['master.key', 'naming.key', 'documents.db'];

/** Where a keyring lies, and what it begins with where it is made. */
export interface OpenKeyring {
  /** The organisation's folder among the keys, outside the data folder. */
  readonly dir: string;
  /** Whether one may be made where none is: never where documents are sealed already. */
  readonly mayBegin: () => Promise<boolean>;
  /** The naming key of a new one; else one that nobody can guess. For a demo whose ids are the same every time. */
  readonly namingKey?: Uint8Array | undefined;
}

/** An id that comes to be as bytes go by. */
export interface Naming {
  update(chunk: Uint8Array): void;
  id(): string;
}

/**
 * An organisation's keys: the master key that wraps a key for each document, and the naming key that documents, persons and
 * suppliers are named under, so that nobody without it can try a personal number against an id. They lie outside the data
 * folder and in no backup of it: a document whose key is destroyed is opened by no copy of its bytes (docs/adr/0022).
 */
export class Keyring {
  private constructor(
    private readonly db: Database,
    private readonly master: Uint8Array,
    private readonly namingKey: Uint8Array,
  ) {}

  /** Refuses with KEYRING_MISSING where keys must be there and are not, KEYRING_OPEN_TO_OTHERS and KEYRING_DAMAGED. */
  static async open({ dir, mayBegin, namingKey }: OpenKeyring): Promise<Keyring> {
    const [master, naming] = [join(dir, MASTER), join(dir, NAMING)];
    if (!existsSync(master) || !existsSync(naming)) {
      if (!(await mayBegin())) throw new DomainError('KEYRING_MISSING', { folder: dir });
      makeSecret(naming, namingKey);
      makeSecret(master);
    }
    const secrets = [readSecret(master), readSecret(naming)] as const;
    makeFolder(dir);
    const db = openDatabase(join(dir, WRAPPED), SCHEMA, { synchronous: 'FULL', secureDelete: true, mark: MARK });
    return new Keyring(db, ...secrets);
  }

  /** The id that a text has under the naming key: half a SHA-256, for what is to be found again and tried by nobody. */
  idOf(what: string, text: string): string {
    return createHmac('sha256', this.namingKey).update(`${what}\n${text}`).digest('hex').slice(0, ID_DIGITS);
  }

  /** Names a document as its bytes go by. */
  naming(): Naming {
    const hmac = createHmac('sha256', this.namingKey);
    return { update: (chunk) => void hmac.update(chunk), id: () => hmac.digest('hex').slice(0, ID_DIGITS) };
  }

  /** The key of a document, made where there is none. Whoever else makes one at the same time gets the same. */
  async keyFor(document: string): Promise<Uint8Array> {
    const fresh = await wrapped(await newSealingKey(), this.master);
    await transact(this.db, () => {
      this.db.prepare('INSERT OR IGNORE INTO document_key VALUES (?, ?)').run(document, fresh);
    });
    return this.keyOf(document);
  }

  /** Refuses with DOCUMENT_KEY_MISSING and KEYRING_DAMAGED. */
  async keyOf(document: string): Promise<Uint8Array> {
    const rows = this.db.prepare('SELECT wrapped FROM document_key WHERE document = ?').all(document);
    const [row] = rows as readonly { readonly wrapped: Uint8Array }[];
    if (row === undefined) throw new DomainError('DOCUMENT_KEY_MISSING', { document });
    const key = await unwrapped(row.wrapped, this.master);
    if (key === null) throw new DomainError('KEYRING_DAMAGED', { file: WRAPPED });
    return key;
  }

  has(document: string): boolean {
    return this.db.prepare('SELECT 1 FROM document_key WHERE document = ?').get(document) !== undefined;
  }

  /** Destroys a key: its bytes are overwritten in the file, and the write-ahead log that held them is emptied. */
  async destroy(document: string): Promise<void> {
    await transact(this.db, () => {
      this.db.prepare('DELETE FROM document_key WHERE document = ?').run(document);
    });
    if (!checkpoint(this.db)) throw new DomainError('LOG_BUSY');
  }

  /** Writes the keys as they are at one moment into a new folder, whole or not at all. Refuses as `wholeFolder`. */
  async copyTo(out: string): Promise<void> {
    await wholeFolder(out, async (folder) => {
      makeSecret(join(folder, MASTER), this.master);
      makeSecret(join(folder, NAMING), this.namingKey);
      this.db.prepare('VACUUM INTO ?').run(join(folder, WRAPPED));
      syncToDisk(join(folder, WRAPPED));
      await Promise.resolve();
    });
  }

  close(): void {
    checkpoint(this.db);
    this.db.close();
  }
}
