import { setTimeout } from 'node:timers/promises';

import { DomainError } from '#kernel';
import { migrate, type Postgres, type Session } from '#postgres';

import { type Clock, systemClock } from '../clock.js';
import { comparePositions, type StorePosition } from '../eventstore/store-position.js';
import type { AllPage, StreamStore } from '../eventstore/stream-store.js';
import { Ahead } from './ahead.js';
import { type Checkpoint, checkpointAfter, checkpointIn, checkpointOf, putCheckpoint } from './checkpoint.js';
import { Filing } from './filing.js';
import { sweepParts } from './parts.js';
import { holdingError } from './refused.js';
import { LOG_SCHEMA, logSteps } from './schema.js';
import { Slips } from './slips.js';
import { takeUp } from './take-up.js';

/** Where the notary reads, and where it files. */
export interface NotaryBetween {
  readonly store: StreamStore;
  readonly postgres: Postgres;
  /** How long it waits for another one that files and comes no further, before it refuses with LOG_BUSY. */
  readonly patienceMs?: number;
  /** When what it records itself is recorded. */
  readonly clock?: Clock;
}

/** How far the copy has come. */
export interface Progress {
  /** Everything in the store up to here has been seen; undefined where the store is empty. */
  readonly position: StorePosition | undefined;
  /** How many events this call has filed itself. */
  readonly filed: number;
}

/** What became of one batch. */
type Round = { readonly isElsewhere: true } | (Progress & { readonly isElsewhere: false; readonly isEnd: boolean });

const BATCH = 2000;
const LOCK = 0x4242_6e6f;
const LOOK_AGAIN_MS = 5;
const TRY_AGAIN_MS = 60_000;
const SETTLE_MS = 60_000;
const SWEEP_MS = 3_600_000;

/**
 * Gives each organisation's events their index, in the order of the whole store, and files them with leaves, tiles and private
 * parts in PostgreSQL. Whoever holds the lock is the notary; each batch and how far it has come is one transaction, so that
 * it does not matter who is, nor when it ends. Refuses with NOTARY_HOLDS where the store is not what it was.
 */
export class Notary {
  private readonly patienceMs: number;
  private readonly ahead = new Ahead();
  private current: Promise<Round> | undefined;
  private next: Promise<Round> | undefined;
  private tryAgainAt = 0;
  private sweepAt = 0;
  private settleAt = 0;
  /** Deals with what rested on what had moved. */
  readonly slips: Slips;

  private constructor(
    private readonly store: StreamStore,
    private readonly postgres: Postgres,
    how: { readonly patienceMs: number; readonly clock: Clock },
  ) {
    this.patienceMs = how.patienceMs;
    this.slips = new Slips({ store, postgres, clock: how.clock });
  }

  /** Makes the tables where there are none. */
  static async open(between: NotaryBetween): Promise<Notary> {
    const { store, postgres, patienceMs = 30_000, clock = systemClock } = between;
    await migrate(postgres, { schema: LOG_SCHEMA, steps: logSteps });
    return new Notary(store, postgres, { patienceMs, clock });
  }

  /** Files all that the store has when it is called. */
  async bringUp(): Promise<Progress> {
    const progress = await this.fileAll().finally(() => {
      this.ahead.forget();
    });
    if (performance.now() < this.settleAt) return progress;
    this.settleAt = performance.now() + SETTLE_MS;
    await this.slips.settleLeft();
    return progress;
  }

  private async fileAll(): Promise<Progress> {
    let filed = 0;
    for (;;) {
      const round = await this.round();
      if (round.isElsewhere) {
        const end = await this.store.lastPosition();
        return end === undefined ? { position: undefined, filed } : { position: await this.reach(end), filed };
      }
      filed += round.filed;
      if (round.isEnd) return { position: round.position, filed };
    }
  }

  /** Files until the copy has come as far as a position of the store, or waits where another one files. */
  reach(position: StorePosition): Promise<StorePosition> {
    return this.fileTo(position).finally(() => {
      this.ahead.forget();
    });
  }

  private async fileTo(position: StorePosition): Promise<StorePosition> {
    let before: StorePosition | undefined;
    let until = performance.now() + this.patienceMs;
    for (;;) {
      const round = await this.round();
      const seen = round.isElsewhere ? await this.seen() : round.position;
      if (seen !== undefined && comparePositions(seen, position) >= 0) return seen;
      if (seen !== before) until = performance.now() + this.patienceMs;
      else if (performance.now() > until) throw new DomainError('LOG_BUSY');
      before = seen;
      if (round.isElsewhere) await setTimeout(LOOK_AGAIN_MS);
    }
  }

  /** A batch that begins after it is asked for: all who ask while one is under way share the next. */
  private round(): Promise<Round> {
    this.next ??= this.afterCurrent();
    return this.next;
  }

  private async afterCurrent(): Promise<Round> {
    await (this.current ?? Promise.resolve()).catch(() => undefined);
    this.current = this.next;
    this.next = undefined;
    return this.file();
  }

  private async file(): Promise<Round> {
    const round = await this.postgres.transact((session) => this.fileIn(session), { schema: LOG_SCHEMA });
    if (round !== 'holds') return round;
    const refusal = await this.postgres.session(holdingError, { schema: LOG_SCHEMA });
    throw refusal ?? new DomainError('LOG_BUSY'); // Another one has found it as it was meanwhile.
  }

  private async fileIn(session: Session): Promise<Round | 'holds'> {
    const [lock] = await session.cells<[boolean]>('SELECT pg_try_advisory_xact_lock($1)', [LOCK]);
    if (lock?.[0] !== true) return { isElsewhere: true };
    const before = await checkpointIn(session);
    const page = await this.ahead.take(before, () => this.pageAfter(before));
    if (page === undefined) return this.hold(session, before);
    const after = checkpointAfter(page, before);
    if (!page.isEnd) this.ahead.begin(after, () => this.pageAfter(after));
    const stopped = await this.takeUpStopped(session, before.seen);
    const filing = new Filing(session, stopped, before.anchor?.position);
    await filing.file(page.items);
    if (page.position !== before.seen) await putCheckpoint(session, after);
    if (page.isEnd) await this.sweep(session);
    return { isElsewhere: false, position: page.position, isEnd: page.isEnd, filed: filing.filed };
  }

  /** From time to time: what belongs to nobody does no harm meanwhile. */
  private async sweep(session: Session): Promise<void> {
    if (performance.now() < this.sweepAt) return;
    await sweepParts(session);
    this.sweepAt = performance.now() + SWEEP_MS;
  }

  /** What the store has behind what was seen; undefined where it is not the store that it was. */
  private async pageAfter({ seen, anchor }: Checkpoint): Promise<AllPage | undefined> {
    if (anchor === undefined) return this.pageBehind(seen, undefined);
    try {
      if (seen === anchor.position) return await this.store.readAll(seen, BATCH, anchor.id);
      // What lies behind the anchor is the store's own and may be gone: only what is ours shows that it is the same store.
      await this.store.readAll(anchor.position, 0, anchor.id);
    } catch (error) {
      if (isUnknown(error)) return undefined;
      throw error;
    }
    return this.pageBehind(seen, anchor.position);
  }

  private async pageBehind(seen: StorePosition | undefined, anchor: StorePosition | undefined): Promise<AllPage> {
    try {
      return await this.store.readAll(seen, BATCH);
    } catch (error) {
      if (isUnknown(error)) return this.store.readAll(anchor, BATCH);
      throw error;
    }
  }

  private async hold(session: Session, { anchor }: Checkpoint): Promise<'holds'> {
    const found = await this.store.lastPosition();
    await session.run(
      `INSERT INTO hold (had, found) VALUES ($1, $2)
       ON CONFLICT (one) DO UPDATE SET had = excluded.had, found = excluded.found`,
      [anchor?.position ?? '', found ?? null],
    );
    return 'holds';
  }

  private async takeUpStopped(session: Session, seen: StorePosition | undefined): Promise<Set<string>> {
    await session.run('DELETE FROM hold');
    const isTime = performance.now() >= this.tryAgainAt;
    const { stopped, isUnderWay } = await takeUp(session, this.store, { seen, isTime, batch: BATCH });
    if (isTime) this.tryAgainAt = isUnderWay ? 0 : performance.now() + TRY_AGAIN_MS;
    return stopped;
  }

  private async seen(): Promise<StorePosition | undefined> {
    const checkpoint = await this.postgres.session(checkpointOf, { schema: LOG_SCHEMA });
    return checkpoint?.seen;
  }
}

const isUnknown = (error: unknown): boolean => error instanceof DomainError && error.code === 'STORE_POSITION_UNKNOWN';
