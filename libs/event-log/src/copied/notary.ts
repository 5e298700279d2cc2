import { setTimeout } from 'node:timers/promises';

import { DomainError } from '#kernel';
import { migrate, type Postgres, type Session } from '#postgres';

import { comparePositions, type StorePosition } from '../eventstore/store-position.js';
import { isForeign, storeId } from '../eventstore/stored-envelope.js';
import type { AllPage, StreamStore } from '../eventstore/stream-store.js';
import { Filing } from './filing.js';
import { sweepParts } from './parts.js';
import { holdingError } from './refused.js';
import { LOG_SCHEMA, logSteps } from './schema.js';
import { takeUp } from './take-up.js';

/** Where the notary reads, and where it files. */
export interface NotaryBetween {
  readonly store: StreamStore;
  readonly postgres: Postgres;
  /** How long it waits for another one that files and comes no further, before it refuses with LOG_BUSY. */
  readonly patienceMs?: number;
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

interface Checkpoint {
  readonly seen: StorePosition | undefined;
  readonly anchor: { readonly position: StorePosition; readonly id: string } | undefined;
}

const BATCH = 1000;
const LOCK = 0x4242_6e6f;
const LOOK_AGAIN_MS = 5;
const TRY_AGAIN_MS = 60_000;
const SWEEP_MS = 3_600_000;

/**
 * Gives each organisation's events their index, in the order of the whole store, and files them with leaves, tiles and private
 * parts in PostgreSQL. Whoever holds the lock is the notary; each batch and how far it has come is one transaction, so that
 * it does not matter who is, nor when it ends. Refuses with NOTARY_HOLDS where the store is not what it was.
 */
export class Notary {
  private current: Promise<Round> | undefined;
  private next: Promise<Round> | undefined;
  private tryAgainAt = 0;
  private sweepAt = 0;

  private constructor(
    private readonly store: StreamStore,
    private readonly postgres: Postgres,
    private readonly patienceMs: number,
  ) {}

  /** Makes the tables where there are none. */
  static async open({ store, postgres, patienceMs = 30_000 }: NotaryBetween): Promise<Notary> {
    await migrate(postgres, { schema: LOG_SCHEMA, steps: logSteps });
    return new Notary(store, postgres, patienceMs);
  }

  /** Files all that the store has when it is called. */
  async bringUp(): Promise<Progress> {
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
  async reach(position: StorePosition): Promise<StorePosition> {
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
    const page = await this.pageAfter(before);
    if (page === undefined) return this.hold(session, before);
    const stopped = await this.takeUpStopped(session, before.seen);
    const filing = new Filing(session, stopped, before.anchor?.position);
    await filing.file(page.items);
    const anchor = page.items.findLast((item) => !isForeign(item));
    if (page.position !== before.seen) {
      await session.run(
        'UPDATE notary SET seen = $1, anchor = coalesce($2, anchor), anchor_id = coalesce($3, anchor_id)',
        [
          page.position ?? null,
          anchor?.position ?? null,
          anchor === undefined || isForeign(anchor) ? null : storeId(anchor.bytes),
        ],
      );
    }
    if (page.isEnd && performance.now() >= this.sweepAt) {
      await sweepParts(session);
      this.sweepAt = performance.now() + SWEEP_MS;
    }
    return { isElsewhere: false, position: page.position, isEnd: page.isEnd, filed: filing.filed };
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

async function checkpointOf(session: Session): Promise<Checkpoint | undefined> {
  const [row] = await session.cells<[string | null, string | null, string | null]>(
    'SELECT seen, anchor, anchor_id FROM notary',
  );
  if (row === undefined) return undefined;
  const [seen, anchor, id] = row;
  return { seen: seen ?? undefined, anchor: anchor === null || id === null ? undefined : { position: anchor, id } };
}

async function checkpointIn(session: Session): Promise<Checkpoint> {
  const found = await checkpointOf(session);
  if (found !== undefined) return found;
  await session.run('INSERT INTO notary DEFAULT VALUES');
  return { seen: undefined, anchor: undefined };
}

const isUnknown = (error: unknown): boolean => error instanceof DomainError && error.code === 'STORE_POSITION_UNKNOWN';
