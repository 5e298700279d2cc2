import type { DomainError } from '#kernel';
import { type Database, openDatabase, schemaFaults, type Statement } from '#sqlite';
import { type Hash, hashOfHex, rootOver, type StoredBytes, TILE } from '#transparency';

import { recorded } from '../envelope.js';
import type { NoneSince, Place, RecordedEvent } from '../event-log.js';
import { Prunings } from '../prunings.js';
import { letBytesGo, LOG_MARK, logSchema, OF_NEW_EVENTS } from './log-schema.js';

/** One event to be inserted as a row. */
export interface NewRow {
  readonly position: number;
  readonly stream: string;
  readonly revision: number;
  readonly leaf: Hash;
  /** Null only of an event that another store has pruned. */
  readonly bytes: string | null;
  readonly sealed: string | null;
}

/** So many rows in one statement: a call of its own for each row would cost a third of the insert. */
const ROWS = 16;
const LEAF_BYTES = 32;

type Row = readonly [position: number, bytes: string, sealed: string | null];
type StreamRow = readonly [position: number, bytes: string | null, sealed: string | null];
type StoredRow = readonly [number, string, number, string | null, string | null];

/** The statements on one organisation's `log.db`, each compiled once. */
export class LogFile {
  readonly db: Database;
  private readonly last: Statement;
  private readonly lastOfStreams: Statement;
  private readonly since: Statement;
  private readonly places: Statement;
  private readonly ofStream: Statement;
  private readonly following: Statement;
  private readonly leaf: Statement;
  private readonly stored: Statement;
  private readonly leavesFrom: Statement;
  private readonly subtreesFrom: Statement;
  private readonly lastSubtree: Statement;
  private readonly insertSubtree: Statement;
  private readonly field: Statement;
  private readonly keptFrom: Statement;
  private readonly goneAfter: Statement;
  private readonly insertOne: Statement;
  private readonly insertMany: Statement;
  /** Known as the stream `log` was at a revision. */
  private known = { revision: -1, prunings: new Prunings([]) };
  private readonly leaves = Array.from({ length: ROWS }, () => Buffer.alloc(LEAF_BYTES));

  constructor(
    readonly path: string,
    readOnly: boolean,
  ) {
    const options = { synchronous: 'FULL', secureDelete: true, mark: LOG_MARK, readOnly } as const;
    this.db = openDatabase(path, logSchema, options);
    if (!readOnly) letBytesGo(this.db);
    const columns = 'SELECT position, bytes, private FROM event';
    this.last = this.prepare('SELECT max(position) FROM event');
    this.lastOfStreams = this.prepare(
      // The bare column is that of the row with the highest revision.
      `SELECT stream, max(revision), bytes IS NULL FROM json_each(?) JOIN event ON stream = value GROUP BY stream`,
    );
    this.since = this.prepare(
      'SELECT stream FROM event WHERE position > ? AND substr(stream, 1, length(?2)) = ?2 LIMIT 1',
    );
    this.places = this.prepare(
      'SELECT position, revision, lower(hex(leaf)) FROM event WHERE stream = ? ORDER BY revision',
    );
    this.keptFrom = this.prepare(
      'SELECT position FROM event WHERE position >= ? AND bytes IS NOT NULL ORDER BY position LIMIT 1',
    );
    this.ofStream = this.prepare(`${columns} WHERE stream = ? AND revision >= ? ORDER BY revision LIMIT ?`);
    this.following = this.prepare(`${columns} WHERE position > ? AND bytes IS NOT NULL ORDER BY position LIMIT ?`);
    this.leaf = this.prepare('SELECT lower(hex(leaf)) FROM event WHERE position = ?');
    this.stored = this.prepare(
      'SELECT position, stream, revision, bytes, private FROM event WHERE position > ? ORDER BY position LIMIT ?',
    );
    // One text for all of them: a Buffer for each row would cost as much as to hash it.
    this.leavesFrom = this.prepare(
      'SELECT group_concat(hex(leaf)) FROM (SELECT leaf FROM event WHERE position > ? ORDER BY position LIMIT ?)',
    );
    this.subtreesFrom = this.prepare(
      'SELECT group_concat(hex(root)) FROM (SELECT root FROM subtree WHERE level = ? AND number >= ? ORDER BY number LIMIT ?)',
    );
    this.lastSubtree = this.prepare('SELECT max(number) FROM subtree WHERE level = ?');
    this.insertSubtree = this.prepare('INSERT INTO subtree VALUES (?, ?, ?)');
    this.goneAfter = this.prepare(
      'SELECT position FROM event WHERE position > ? AND bytes IS NULL ORDER BY position LIMIT 1',
    );
    this.field = this.prepare('SELECT bytes ->> ? FROM event WHERE position = ?');
    const places = '(?, ?, ?, ?, ?, ?)';
    this.insertOne = this.prepare(`INSERT INTO event VALUES ${places}`);
    this.insertMany = this.prepare(`INSERT INTO event VALUES ${Array.from({ length: ROWS }, () => places).join()}`);
  }

  lastPosition(): number {
    return (this.last.get() as [number | null])[0] ?? 0;
  }

  /**
   * The revision of the last event of each stream that there is: one question for a whole import's batch. Refuses with
   * STREAM_PRUNED.
   */
  revisionsOf(streams: readonly string[]): ReadonlyMap<string, number> {
    const rows = this.lastOfStreams.all(JSON.stringify(streams)) as [string, number, 0 | 1][];
    const pruned = rows.find(([, , isPruned]) => isPruned === 1);
    if (pruned !== undefined) throw this.prunedStream(pruned[0]);
    return new Map(rows.map(([stream, revision]) => [stream, revision]));
  }

  /** A stream that an event has come to since; undefined where there is none. */
  cameSince({ prefix, position }: NoneSince): string | undefined {
    return (this.since.get(position, prefix) as [string] | undefined)?.[0];
  }

  /** Refuses with STREAM_PRUNED. */
  readStream(stream: string, from: number, limit = -1): RecordedEvent[] {
    return (this.ofStream.all(stream, from, limit) as StreamRow[]).map(([position, bytes, sealed]) => {
      if (bytes === null) throw this.prunedStream(stream);
      return recorded(position, bytes, sealed);
    });
  }

  placesOf(stream: string): Place[] {
    return (this.places.all(stream) as [number, number, string][]).map(([position, revision, leaf]) => {
      return { position, revision, leaf };
    });
  }

  /** Refuses with LOG_ALTERED where what is left out was not pruned by a decision. */
  readAll(after: number, limit: number): RecordedEvent[] {
    const events = (this.following.all(after, limit) as Row[]).map((row) => recorded(...row));
    const last = events.at(-1)?.position ?? after;
    if (last - after > events.length) this.prunings().assertExplain(after, events);
    // Whatever is pruned has its decision after it: at the end nothing may be missing.
    const gone = events.length < limit ? (this.goneAfter.get(last) as [number] | undefined) : undefined;
    if (gone !== undefined) this.prunings().assertExplain(gone[0] - 1, [{ position: gone[0] + 1 }]);
    return events;
  }

  /** The decisions that have pruned anything, as the log stands. */
  prunings(): Prunings {
    const revision = (this.lastOfStreams.get('["log"]') as [string, number] | undefined)?.[1] ?? -1;
    if (revision !== this.known.revision) this.known = { revision, prunings: new Prunings(this.readStream('log', 0)) };
    return this.known.prunings;
  }

  leafAt(position: number): string | undefined {
    return (this.leaf.get(position) as [string] | undefined)?.[0];
  }

  readStored(after: number, limit: number): StoredBytes[] {
    const rows = this.stored.all(after, limit) as StoredRow[];
    const leaves = hashesIn(this.leavesFrom.get(after, limit));
    return rows.map(([position, stream, revision, bytes, sealed], at) => {
      return { position, stream, revision, leaf: leaves[at] ?? '', bytes, sealed };
    });
  }

  hashes(level: number, first: number, count: number): Hash[] {
    return hashesIn(level === 0 ? this.leavesFrom.get(first, count) : this.subtreesFrom.get(level, first, count));
  }

  /** Adds the roots of the tiles that the log's end has filled, in the transaction of the append that filled them. */
  closeTiles(last: number): void {
    for (let level = 1, full = Math.floor(last / TILE); full > 0; level++, full = Math.floor(full / TILE)) {
      for (let number = this.nextSubtree(level); number < full; number++) {
        const root = rootOver(this.hashes(level - 1, number * TILE, TILE));
        this.insertSubtree.run(level, number, Buffer.from(root, 'latin1'));
      }
    }
  }

  private nextSubtree(level: number): number {
    return 1 + ((this.lastSubtree.get(level) as [number | null])[0] ?? -1);
  }

  /** When the event at a position, or the next that is not pruned, was recorded, in milliseconds since 1970. */
  recordedAt(position: number): number {
    const kept = (this.keptFrom.get(position) as [number] | undefined)?.[0] ?? position;
    return Date.parse(this.fieldOf('$.recordedAt', kept) ?? '');
  }

  /** Whose log it is, or undefined while it is empty. */
  organisation(): string | undefined {
    return this.fieldOf('$.organisation', 1);
  }

  /** SQLite's own check of pages and indexes, and whether the tables and triggers are those that a new log gets. */
  faults(): readonly string[] {
    const checked = this.db.prepare('PRAGMA integrity_check').all() as { readonly integrity_check: string }[];
    const pages = checked.map((row) => row.integrity_check).filter((line) => line !== 'ok');
    const { left } = this.db.prepare('SELECT count(*) AS left FROM pruning').get() as { readonly left: number };
    return [...pages, ...schemaFaults(this.db, logSchema), ...(left === 0 ? [] : [`pruning: ${left} rows`])];
  }

  /** A snapshot: one read transaction, which neither waits for a writer nor is waited for. */
  copyTo(path: string): void {
    this.db.prepare('VACUUM INTO ?').run(path);
  }

  /**
   * Takes events that another store has kept, pruned ones too, in order from the first. In one transaction the guards that only
   * what is new must pass are lifted, and put back as a new file gets them.
   */
  async takeStored(batches: AsyncIterable<readonly StoredBytes[]>): Promise<void> {
    this.db.exec('BEGIN IMMEDIATE');
    for (const guard of OF_NEW_EVENTS) this.db.exec(`DROP TRIGGER ${guard}`);
    for await (const events of batches) {
      this.insert(events);
      this.closeTiles(events.at(-1)?.position ?? 0);
    }
    this.db.exec(logSchema);
    this.db.exec('COMMIT');
  }

  insert(rows: readonly NewRow[]): void {
    const whole = rows.length - (rows.length % ROWS);
    for (let from = 0; from < whole; from += ROWS) this.insertMany.run(...this.values(rows.slice(from, from + ROWS)));
    for (const row of rows.slice(whole)) this.insertOne.run(...this.values([row]));
  }

  private values(rows: readonly NewRow[]): unknown[] {
    const values: unknown[] = [];
    for (const [index, row] of rows.entries()) {
      const leaf = this.leaves[index];
      leaf?.write(row.leaf, 'latin1');
      values.push(row.position, row.stream, row.revision, leaf, row.bytes, row.sealed);
    }
    return values;
  }

  private prunedStream(stream: string): DomainError {
    const position = this.placesOf(stream)[0]?.position ?? 0;
    // The decisions stand in the log's own stream: where that has a gap they cannot be read.
    const prunings = stream === 'log' ? new Prunings([]) : this.prunings();
    return prunings.refusalOf(stream, position);
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

/** Of a row that holds them as hex, a comma between each. Whatever else stands there is no hash of anything. */
const hashesIn = (row: unknown): Hash[] =>
  (row as [string | null])[0]?.split(',').map((hex) => (hex.length === 2 * LEAF_BYTES ? hashOfHex(hex) : '')) ?? [];
