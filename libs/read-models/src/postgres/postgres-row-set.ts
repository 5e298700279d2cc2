import { setImmediate } from 'node:timers/promises';

import type { Session } from '#postgres';

import type { Fold, ProjectedEvent, Tables } from '../projection.js';
import { projections, shapes } from '../projections.js';
import type { Batch, Checkpoint } from '../row-store.js';
import type { Read, Reading } from '../table.js';
import { postgresDialect } from './postgres-dialect.js';
import { PostgresTable } from './postgres-table.js';
import { Statements } from './statements.js';
import { Writing } from './writing.js';

/** Events whose rows go out together, and are written while those of the next ones are folded. */
const AT_ONCE = 500;

/** One set of the rows, as it is folded inside a transaction of somebody's. */
export class PostgresRowSet {
  private readonly tables: ReadonlyMap<string, PostgresTable>;
  private folds: readonly Fold[] = [];
  /** Where the log was followed to, as `folds` remember it; null: what they remember is not of these rows. */
  private remembered: Checkpoint | null = null;

  constructor() {
    const statements = new Statements();
    this.tables = new Map(shapes.map((shape) => [shape.name, new PostgresTable(shape, statements)]));
  }

  /** Takes events in that follow on the rows at `known`. The last of their rows are on their way then. */
  async fold(session: Session, events: Batch['events'], known: Checkpoint): Promise<Writing> {
    const writing = new Writing(session);
    for (const table of this.tables.values()) table.begin(writing);
    await this.remind(known);
    for (let at = 0; at < events.length; at += AT_ONCE) {
      for (const event of events.slice(at, at + AT_ONCE)) {
        const unfinished = this.foldOne(event);
        if (unfinished !== null) await unfinished;
      }
      await writing.settled();
      for (const table of this.tables.values()) table.flush();
      // What is told goes out on the wire when this thread next has a pause: else the server would wait for the fold.
      await setImmediate();
    }
    return writing;
  }

  /** What was folded is committed. */
  remember(checkpoint: Checkpoint): void {
    this.remembered = checkpoint;
  }

  /** Where another process went on with the rows, what was remembered of them is read again. */
  private async remind({ position, leaf }: Checkpoint): Promise<void> {
    const isKnown = this.remembered?.position === position && this.remembered.leaf === leaf;
    this.remembered = null;
    if (isKnown) return;
    const byName: Tables = Object.fromEntries<PostgresTable>(this.tables);
    const folds: Fold[] = [];
    for (const projection of projections) {
      const reading = projection.start(byName, postgresDialect);
      folds.push(await this.finish(reading, reading.next()));
    }
    this.folds = folds;
  }

  /** Null where the event is taken in at once, as nearly every one is. */
  private foldOne(event: ProjectedEvent): Promise<void> | null {
    let unfinished: Promise<void> | null = null;
    for (const fold of this.folds) {
      const take = (): void | Promise<void> => {
        const reading = fold(event);
        if (reading !== null) return this.finish(reading, reading.next());
      };
      if (unfinished !== null) unfinished = unfinished.then(take);
      else unfinished = take() ?? null;
    }
    return unfinished;
  }

  /** Goes on with what reads until it is done; at once where nothing is read, as with nearly every event. */
  private finish<Result>(reading: Reading<Result>, step: IteratorResult<Read, Result>): Result | Promise<Result> {
    return step.done === true ? step.value : this.answered(reading, step.value);
  }

  private async answered<Result>(reading: Reading<Result>, read: Read): Promise<Result> {
    const rows = (await this.tables.get(read.table)?.answer(read)) ?? [];
    return this.finish(reading, reading.next(rows));
  }
}
