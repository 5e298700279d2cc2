import { type Database, openDatabase, type Statement } from '#sqlite';

import { openPrivate } from '../envelope.js';
import type { RecordedEvent } from '../event-log.js';
import { LOG_MARK, logSchema } from './log-schema.js';

/** One event to be inserted as a row. */
export interface NewRow {
  readonly position: number;
  readonly stream: string;
  readonly revision: number;
  /** 32 characters of one byte each. */
  readonly leaf: string;
  readonly bytes: string;
  readonly sealed: string | null;
}

type Row = readonly [position: number, bytes: string, sealed: string | null];
type Stored = { -readonly [Key in keyof RecordedEvent]: RecordedEvent[Key] } & { privateDigest?: string };

/** The statements on one organisation's `log.db`, each compiled once. */
export class LogFile {
  readonly db: Database;
  private readonly last: Statement;
  private readonly lastOfStream: Statement;
  private readonly ofStream: Statement;
  private readonly following: Statement;
  private readonly leaf: Statement;
  private readonly field: Statement;
  private readonly insertion: Statement;
  private readonly leafBytes = Buffer.alloc(32);

  constructor(
    readonly path: string,
    readOnly: boolean,
  ) {
    const options = { synchronous: 'FULL', secureDelete: true, mark: LOG_MARK, readOnly } as const;
    this.db = openDatabase(path, logSchema, options);
    const columns = 'SELECT position, bytes, private FROM event';
    this.last = this.prepare('SELECT max(position) FROM event');
    this.lastOfStream = this.prepare('SELECT max(revision) FROM event WHERE stream = ?');
    this.ofStream = this.prepare(`${columns} WHERE stream = ? AND revision >= ? ORDER BY revision LIMIT ?`);
    this.following = this.prepare(`${columns} WHERE position > ? ORDER BY position LIMIT ?`);
    this.leaf = this.prepare('SELECT lower(hex(leaf)) FROM event WHERE position = ?');
    this.field = this.prepare('SELECT bytes ->> ? FROM event WHERE position = ?');
    this.insertion = this.prepare('INSERT INTO event VALUES (?, ?, ?, ?, ?, ?)');
  }

  lastPosition(): number {
    return (this.last.get() as [number | null])[0] ?? 0;
  }

  /** The revision of a stream's last event, -1 where there is none. */
  revisionOf(stream: string): number {
    return (this.lastOfStream.get(stream) as [number | null])[0] ?? -1;
  }

  readStream(stream: string, from: number, limit = -1): RecordedEvent[] {
    return (this.ofStream.all(stream, from, limit) as Row[]).map(recorded);
  }

  readAll(after: number, limit: number): RecordedEvent[] {
    return (this.following.all(after, limit) as Row[]).map(recorded);
  }

  leafAt(position: number): string | undefined {
    return (this.leaf.get(position) as [string] | undefined)?.[0];
  }

  /** When the event at a position was recorded, in milliseconds since 1970. */
  recordedAt(position: number): number {
    return Date.parse(this.fieldOf('$.recordedAt', position) ?? '');
  }

  /** Whose log it is, or undefined while it is empty. */
  organisation(): string | undefined {
    return this.fieldOf('$.organisation', 1);
  }

  insert({ position, stream, revision, leaf, bytes, sealed }: NewRow): void {
    this.leafBytes.write(leaf, 'latin1');
    this.insertion.run(position, stream, revision, this.leafBytes, bytes, sealed);
  }

  private fieldOf(path: string, position: number): string | undefined {
    return (this.field.get(path, position) as [string] | undefined)?.[0];
  }

  private prepare(text: string): Statement {
    const statement = this.db.prepare(text);
    statement.setReturnArrays(true);
    return statement;
  }
}

function recorded([position, bytes, sealed]: Row): RecordedEvent {
  const event = JSON.parse(bytes) as Stored;
  event.position = position; // after the parse: the index is never in the bytes
  if (sealed !== null) event.private = openPrivate(sealed);
  else if (event.privateDigest !== undefined) event.private = null;
  return event;
}
