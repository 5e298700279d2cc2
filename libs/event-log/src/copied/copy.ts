import type { Postgres, Session } from '#postgres';
import type { Hash, StoredBytes } from '#transparency';

import { recorded } from '../envelope.js';
import type { NoneSince, Place, RecordedEvent } from '../event-log.js';
import { Prunings } from '../prunings.js';
import { stoppedError } from './refused.js';
import { LOG_SCHEMA } from './schema.js';

type Row = [position: number, bytes: string | null, sealed: string | null];
type StoredRow = [number, string, number, Buffer, string | null, string | null];

/** Where the log ends, and which streams stand where, at one moment. */
export interface Standing {
  readonly position: number;
  /** When the last event was recorded, in milliseconds since 1970; 0 where there is none. */
  readonly recordedMs: number;
  /** The revision of the last event of each stream that there is. */
  readonly revisions: ReadonlyMap<string, number>;
}

/** One organisation's log as it is copied into PostgreSQL: what was acknowledged is in it. */
export class Copy {
  /** Known as the stream `log` was at a revision. */
  private known = { revision: -1, prunings: new Prunings([]) };

  constructor(
    private readonly postgres: Postgres,
    private readonly organisation: string,
  ) {}

  ask<Result>(work: (session: Session) => Promise<Result>): Promise<Result> {
    return this.postgres.session(work, { schema: LOG_SCHEMA });
  }

  async lastPosition(): Promise<number> {
    const sql = 'SELECT max(position) FROM event WHERE organisation = $1';
    const [row] = await this.cells<[number | null]>(sql, []);
    return row?.[0] ?? 0;
  }

  /** Refuses with STREAM_PRUNED where one of the streams is. */
  async standing(streams: readonly string[]): Promise<Standing> {
    const [[last], rows] = await this.ask((session) =>
      Promise.all([
        session.cells<[number, number]>(
          'SELECT position, recorded FROM event WHERE organisation = $1 ORDER BY position DESC LIMIT 1',
          [this.organisation],
        ),
        session.cells<[string, number, boolean]>(lastOfStreams, [this.organisation, streams]),
      ]),
    );
    const pruned = rows.find(([, , isPruned]) => isPruned);
    if (pruned !== undefined) throw await this.prunedStream(pruned[0]);
    const revisions = new Map(rows.map(([stream, revision]) => [stream, revision]));
    return { position: last?.[0] ?? 0, recordedMs: last?.[1] ?? 0, revisions };
  }

  /** A stream that an event has come to since; undefined where there is none. */
  async cameSince({ prefix, position }: NoneSince): Promise<string | undefined> {
    const sql = `SELECT stream FROM event WHERE organisation = $1 AND position > $2 AND starts_with(stream, $3) LIMIT 1`;
    return (await this.cells<[string]>(sql, [position, prefix]))[0]?.[0];
  }

  /** Refuses with STREAM_PRUNED, and with LOG_STOPPED where an event of it cannot be filed. */
  async readStream(stream: string, from: number, limit: number | null = null): Promise<RecordedEvent[]> {
    const rows = await this.cells<Row>(
      `SELECT position, bytes, private FROM event WHERE organisation = $1 AND stream = $2 AND revision >= $3
       ORDER BY revision LIMIT $4`,
      [stream, from, limit],
    );
    const events: RecordedEvent[] = [];
    for (const [position, bytes, sealed] of rows) {
      if (bytes === null) throw await this.prunedStream(stream);
      events.push(recorded(position, bytes, sealed));
    }
    return events;
  }

  /** Refuses with LOG_ALTERED where what is left out was not pruned by a decision. */
  async readAll(after: number, limit: number): Promise<RecordedEvent[]> {
    const rows = await this.cells<[number, string, string | null]>(
      `SELECT position, bytes, private FROM event WHERE organisation = $1 AND position > $2 AND bytes IS NOT NULL
       ORDER BY position LIMIT $3`,
      [after, limit],
    );
    const events = rows.map((row) => recorded(...row));
    const last = events.at(-1)?.position ?? after;
    if (last - after > events.length) (await this.prunings()).assertExplain(after, events);
    if (events.length === 0) await this.assertEnd(after);
    return events;
  }

  async placesOf(stream: string): Promise<Place[]> {
    const rows = await this.cells<[number, number, string]>(
      `SELECT position, revision, encode(leaf, 'hex') FROM event WHERE organisation = $1 AND stream = $2
       ORDER BY revision`,
      [stream],
    );
    return rows.map(([position, revision, leaf]) => ({ position, revision, leaf }));
  }

  /** Where events stand of which the streams and revisions are known, in their order. */
  async positionsOf(streams: readonly string[], revisions: readonly number[]): Promise<readonly (number | null)[]> {
    const rows = await this.cells<[number | null]>(
      `SELECT position FROM unnest($2::text[], $3::integer[]) WITH ORDINALITY AS asked (stream, revision, at)
       LEFT JOIN LATERAL (SELECT position FROM event WHERE organisation = $1 AND stream = asked.stream
         AND revision = asked.revision) AS found ON true ORDER BY at`,
      [streams, revisions],
    );
    return rows.map(([position]) => position);
  }

  async leafAt(position: number): Promise<string | undefined> {
    const sql = `SELECT encode(leaf, 'hex') FROM event WHERE organisation = $1 AND position = $2`;
    return (await this.cells<[string]>(sql, [position]))[0]?.[0];
  }

  /** The last position that is not pruned and was recorded at or before an instant, in milliseconds since 1970. */
  async positionAt(milliseconds: number): Promise<number> {
    const sql = `SELECT position FROM event WHERE organisation = $1 AND recorded <= $2 AND bytes IS NOT NULL
      ORDER BY recorded DESC, position DESC LIMIT 1`;
    return (await this.cells<[number]>(sql, [Math.floor(milliseconds)]))[0]?.[0] ?? 0;
  }

  async readStored(after: number, limit: number): Promise<StoredBytes[]> {
    const rows = await this.cells<StoredRow>(`${storedColumns} ORDER BY position LIMIT $3`, [after, limit]);
    return rows.map(storedBytes);
  }

  /** Every stored event, some at a time, as they were when the first was asked for. */
  async *everything(session: Session, size: number): AsyncGenerator<StoredBytes[]> {
    const sql = `SELECT position, stream, revision, leaf, bytes, private FROM event WHERE organisation = $1
      ORDER BY position`;
    for await (const rows of session.batches<Named>(sql, [this.organisation], size)) {
      yield rows.map((row) => storedBytes([row.position, row.stream, row.revision, row.leaf, row.bytes, row.private]));
    }
  }

  async hashes(level: number, first: number, count: number): Promise<Hash[]> {
    const rows =
      level === 0
        ? await this.cells<[Buffer]>(leavesFrom, [first, count])
        : await this.cells<[Buffer]>(subtreesFrom, [level, first, count]);
    return rows.map(([hash]) => hash.toString('latin1'));
  }

  /** The decisions that have pruned anything, as the log stands. */
  async prunings(): Promise<Prunings> {
    const sql = `SELECT revision FROM event WHERE organisation = $1 AND stream = 'log' ORDER BY revision DESC LIMIT 1`;
    const revision = (await this.cells<[number]>(sql, []))[0]?.[0] ?? -1;
    if (revision !== this.known.revision) {
      this.known = { revision, prunings: new Prunings(await this.readStream('log', 0)) };
    }
    return this.known.prunings;
  }

  /** Nothing may come after: neither what was taken away without a decision, nor what cannot be filed. */
  private async assertEnd(after: number): Promise<void> {
    const stopped = await this.ask((session) => stoppedError(session, this.organisation));
    if (stopped !== undefined) throw stopped;
    // Whatever has its bytes came since the caller read to the end.
    const sql = `SELECT position FROM event WHERE organisation = $1 AND position > $2 AND bytes IS NULL
      ORDER BY position LIMIT 1`;
    const gone = (await this.cells<[number]>(sql, [after]))[0];
    if (gone !== undefined) (await this.prunings()).assertExplain(gone[0] - 1, [{ position: gone[0] + 1 }]);
  }

  private async prunedStream(stream: string): Promise<Error> {
    const position = (await this.placesOf(stream))[0]?.position ?? 0;
    // The decisions stand in the log's own stream: where that has a gap they cannot be read.
    const prunings = stream === 'log' ? new Prunings([]) : await this.prunings();
    return prunings.refusalOf(stream, position);
  }

  /** Asks with the organisation as the first value. */
  private cells<Cells extends readonly unknown[]>(
    sql: string,
    values: readonly (string | number | null | readonly (string | number)[])[],
  ): Promise<Cells[]> {
    return this.ask((session) => session.cells<Cells>(sql, [this.organisation, ...values]));
  }
}

interface Named {
  readonly position: number;
  readonly stream: string;
  readonly revision: number;
  readonly leaf: Buffer;
  readonly bytes: string | null;
  readonly private: string | null;
}

const lastOfStreams = `SELECT asked.stream, last.revision, last.bytes IS NULL FROM unnest($2::text[]) AS asked (stream)
  CROSS JOIN LATERAL (SELECT revision, bytes FROM event WHERE organisation = $1 AND stream = asked.stream
    ORDER BY revision DESC LIMIT 1) AS last`;
const storedColumns = `SELECT position, stream, revision, leaf, bytes, private FROM event
  WHERE organisation = $1 AND position > $2`;
const leavesFrom = `SELECT leaf FROM event WHERE organisation = $1 AND position > $2 ORDER BY position LIMIT $3`;
const subtreesFrom = `SELECT root FROM subtree WHERE organisation = $1 AND level = $2 AND number >= $3
  ORDER BY number LIMIT $4`;

const storedBytes = ([position, stream, revision, leaf, bytes, sealed]: StoredRow): StoredBytes => ({
  ...{ position, stream, revision, bytes, sealed },
  leaf: leaf.toString('latin1'),
});
