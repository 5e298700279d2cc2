import { join } from 'node:path';

import { type EventLog, Prunings, type RecordedEvent } from '#event-log';
import { DomainError, type EventCatalogue } from '#kernel';
import type { Postgres } from '#postgres';

import { PostgresStore } from './postgres/postgres-store.js';
import type { Checkpoint, Place, RowStore } from './row-store.js';
import type { Rows } from './rows.js';
import { SqliteStore } from './sqlite/sqlite-store.js';

type Progress = (position: number) => void;

/** The rows that answer questions, kept in `read.db` beside the log or in PostgreSQL, and dropped at will. */
export class ReadModels {
  private running: Promise<unknown> = Promise.resolve();
  /** What of the log was read while rows before it were written. */
  private ahead: { readonly after: number; readonly events: Promise<readonly RecordedEvent[]> } | null = null;
  private notTaken: number | null = null;
  /** Whether a batch that cannot be taken in is narrowed down to the event that is the reason. */
  private narrows = false;

  private constructor(
    private readonly store: RowStore,
    private readonly log: EventLog,
    private readonly catalogue: EventCatalogue,
  ) {}

  /** Opens `{dir}/read.db`. A file that cannot be read, or has other tables, is dropped and built again. */
  static open(dir: string, log: EventLog, catalogue: EventCatalogue): ReadModels {
    return new ReadModels(SqliteStore.open(join(dir, 'read.db')), log, catalogue);
  }

  /**
   * The rows of the log's organisation in PostgreSQL. Where they are of other tables they are dropped and built again. Refuses
   * with POSTGRES_NEWER, and as `Postgres` does. Whoever opened the connections closes them.
   */
  static async openIn(postgres: Postgres, log: EventLog, catalogue: EventCatalogue): Promise<ReadModels> {
    return new ReadModels(await PostgresStore.open(postgres, log.organisation), log, catalogue);
  }

  /** What questions are put to. */
  get db(): Rows {
    return this.store.rows;
  }

  /** Events straight from an append. If others came between, the log is asked. */
  async take(events: readonly RecordedEvent[]): Promise<void> {
    const fresh = events.filter(({ again }) => again !== true);
    const [first] = fresh;
    if (first === undefined) return;
    await this.exclusively(async () => {
      if (!(await this.takeFresh(fresh, first.position - 1))) await this.catchUpNow();
    });
  }

  /** Every query begins here: batches to the log's end. A checkpoint beyond or unlike the log means rebuild. */
  async catchUp(): Promise<number> {
    return this.exclusively(() => this.catchUpNow());
  }

  /**
   * One batch, for whoever may have to end between two; rows that must be built anew are built to the end. Where the rows stood before, and
   * where they stand then. What it throws is some event's, where `untaken` says so.
   */
  async advance(): Promise<{ readonly after: number; readonly position: number }> {
    return this.exclusively(async () => {
      [this.narrows, this.notTaken] = [true, null];
      try {
        const unlike = await this.unlike();
        if (unlike !== null) await this.buildAnew(unlike);
        const known = await this.store.checkpoint('live');
        if (known !== null) await this.takeSome('live', known);
        const position = (await this.store.checkpoint('live'))?.position ?? 0;
        return { after: known?.position ?? 0, position };
      } finally {
        this.narrows = false;
      }
    });
  }

  /** The position of the event that rows could not take in alone, as the last try ended; null where it did not end so. */
  get untaken(): number | null {
    return this.notTaken;
  }

  /** Builds every row again from the log; questions are answered by those that were there until all of it is done. */
  async rebuild(progress?: Progress): Promise<number> {
    return this.exclusively(async () => {
      await this.buildAnew(await this.unlike(), progress);
      return this.catchUpNow();
    });
  }

  /** SHA-256 over the rows of every table, in an order of their own: equal rows, equal digest. */
  async digest(): Promise<string> {
    await this.catchUp();
    return this.store.digest();
  }

  /** Waits for what is under way, and lets go of the rows. */
  close(): Promise<void> {
    return this.exclusively(() => this.store.close());
  }

  private async catchUpNow(): Promise<number> {
    const unlike = await this.unlike();
    if (unlike !== null) await this.buildAnew(unlike);
    return (await this.follow('live')) ?? 0;
  }

  /** Builds rows beside those that answer, as far as those have come, and puts them in their place. */
  private async buildAnew(unlike: Checkpoint | null, progress?: Progress): Promise<void> {
    await this.store.begin();
    do {
      // Another process that built at the same time was done first, and with the same rows.
      if ((await this.follow('next', progress)) === null) return;
    } while (!(await this.store.swap(unlike)));
  }

  /** Events of which nothing is pruned; false where the rows stand elsewhere, or one of them says that a year is pruned. */
  private async takeFresh(events: readonly RecordedEvent[], after: number): Promise<boolean> {
    const known = await this.store.checkpoint('live');
    if (known?.position !== after || events.at(-1)?.position !== after + events.length) return false;
    return !events.some(isPruning) && this.project('live', events, known);
  }

  /** Batches to the log's end, which is told; null where the rows that were built are in their place already. */
  private async follow(place: Place, progress?: Progress): Promise<number | null> {
    this.ahead = null;
    for (;;) {
      const known = await this.store.checkpoint(place);
      if (known === null) return null;
      if (!(await this.takeSome(place, known))) return known.position;
      progress?.((await this.store.checkpoint(place))?.position ?? known.position);
    }
  }

  /** What can be taken in of one more batch; where that is nothing, the event that is the reason stands alone in the last try. */
  private async takeSome(place: Place, known: Checkpoint): Promise<boolean> {
    for (let limit = this.store.batch; ; limit = Math.ceil(limit / 2)) {
      try {
        return await this.takeNext(place, known, limit);
      } catch (error) {
        // A refusal is no event's fault: of the database, or of the log that is read.
        if (!this.narrows || error instanceof DomainError || limit === 1) throw error;
      }
    }
  }

  /** One more batch of the log; or a beginning anew, where that tells of a year that rows were built of. False at the log's end. */
  private async takeNext(place: Place, known: Checkpoint, limit: number): Promise<boolean> {
    const { position } = known;
    const pruned = position === 0 ? (await Prunings.of(this.log)).last : known.pruned;
    const events = await this.read(position, limit);
    const decision = events.findLast(isPruning)?.position ?? 0;
    // What rows say of a pruned year goes with it: all of them are built again of what is left.
    if (position > 0 && decision > pruned) await this.beginAnew(place);
    else if (events.length > 0) await this.project(place, events, { ...known, pruned });
    return events.length > 0;
  }

  private read(after: number, limit: number): Promise<readonly RecordedEvent[]> {
    const { ahead } = this;
    this.ahead = null;
    return ahead?.after === after && limit === this.store.batch ? ahead.events : this.log.readAll(after, limit);
  }

  private readAhead(after: number): void {
    const events = this.log.readAll(after, this.store.batch);
    events.catch(() => undefined); // Whoever needs them is told.
    this.ahead = { after, events };
  }

  private async beginAnew(place: Place): Promise<void> {
    if (place === 'live') await this.buildAnew(null);
    else await this.store.begin();
  }

  /**
   * Rows and checkpoint of a batch in one transaction; false where the rows stand elsewhere than the batch begins. Pruned
   * events are left out of a batch that is read from the log.
   */
  private async project(place: Place, events: readonly RecordedEvent[], known: Checkpoint): Promise<boolean> {
    const { position: after, pruned } = known;
    this.notTaken = events.length === 1 ? (events[0]?.position ?? null) : null;
    const position = events.at(-1)?.position ?? after;
    const leaf = (await this.log.leafAt(position)) ?? '';
    const lifted = events.map((event) => {
      const data = this.catalogue.lift(event);
      return data === event.data ? event : { ...event, data };
    });
    const batch = { after, events: lifted, checkpoint: { position, leaf, pruned } };
    const isTaken = await this.store.project(place, batch, () => {
      if (events.length === this.store.batch) this.readAhead(position);
    });
    this.notTaken = null;
    return isTaken;
  }

  /** The checkpoint, where it is not one of this log, or beyond it. */
  private async unlike(): Promise<Checkpoint | null> {
    const checkpoint = await this.store.checkpoint('live');
    if (checkpoint === null || checkpoint.position === 0) return null;
    return (await this.log.leafAt(checkpoint.position)) === checkpoint.leaf ? null : checkpoint;
  }

  /** One after another: two catch-ups of one connection would meet inside a transaction. */
  private exclusively<Result>(work: () => Promise<Result>): Promise<Result> {
    const next = this.running.then(work, work);
    this.running = next.catch(() => undefined);
    return next;
  }
}

const isPruning = ({ type }: RecordedEvent): boolean => type === 'YearPruned';
