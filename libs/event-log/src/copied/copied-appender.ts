import { DomainError } from '#kernel';

import {
  type Append,
  earlierTry,
  EventMaker,
  type Made,
  MANY_STREAMS,
  recordedFrom,
  type Writing,
} from '../appending.js';
import type { NoneSince, RecordedEvent, Unchanged, Write } from '../event-log.js';
import type { StorePosition } from '../eventstore/store-position.js';
import { comparePositions } from '../eventstore/store-position.js';
import type { StreamAppended, StreamStore } from '../eventstore/stream-store.js';
import type { Copy, Standing } from './copy.js';
import { takingOf, voidness } from './decisions.js';
import { keepGuards } from './guards.js';
import type { Notary } from './notary.js';
import { dropParts, keepParts, partsOf } from './parts.js';
import { holdingError, stoppedError } from './refused.js';
import { Turns } from './turns.js';

/** Where an append goes, and what knows what is there. */
export interface AppendingTo {
  readonly store: StreamStore;
  readonly notary: Notary;
  readonly copy: Copy;
}

/** One stream's part of an append: what an earlier try has left of it, or what is to be stored. */
interface Planned {
  readonly write: Write;
  readonly earlier: readonly RecordedEvent[] | undefined;
  readonly made: readonly Made[];
}

/** Long before a private part may be swept. */
const FRESH_MS = 3_600_000;

/**
 * Accepts or refuses appends as the one of SQLite does, by the copy. The copy is brought up before, so that what is refused is what was
 * there, and after, so that what was acknowledged is read by everybody.
 */
export class CopiedAppender {
  private readonly maker: EventMaker;
  private readonly turns = new Turns();
  /** When the last event made here was recorded. */
  private recordedMs = 0;

  constructor(
    private readonly to: AppendingTo,
    private readonly writing: Writing,
  ) {
    this.maker = new EventMaker(writing);
  }

  /** Many single streams go on together; several streams of one append must find nobody else between them. */
  append(append: Append): Promise<readonly RecordedEvent[]> {
    const work = () => this.appendNow(append);
    return append.writes.length > 1 ? this.turns.byItself(work) : this.turns.beside(work);
  }

  private async appendNow(append: Append): Promise<readonly RecordedEvent[]> {
    await this.to.notary.bringUp();
    const planned = await this.plan(append);
    if (planned.every(({ made }) => made.length === 0)) return planned.flatMap(({ earlier }) => earlier ?? []);
    const guarded = await this.keep(append, planned);
    const appended = await this.store(planned, guarded);
    await this.to.notary.reach([...appended.values()].map(({ position }) => position).reduce(later));
    if (guarded !== undefined) await this.settle(guarded);
    return this.answer(append, planned, appended);
  }

  /** Keeps what must be there before the events are: their private parts, and what they rest on. */
  private async keep({ unchanged }: Append, planned: readonly Planned[]): Promise<number | undefined> {
    const { organisation } = this.writing;
    const made = planned.flatMap((one) => one.made);
    const first = planned.flatMap((one) => one.made[0] ?? []);
    const keptAt = performance.now();
    const [guarded] = await this.to.copy.ask((session) =>
      Promise.all([
        unchanged.length === 0 ? undefined : keepGuards(session, organisation, { first, unchanged }),
        keepParts(session, organisation, partsOf(made)),
      ]),
    );
    // A process that fell asleep for so long begins anew: its parts may be gone.
    if (performance.now() - keptAt > FRESH_MS) throw new DomainError('LOG_BUSY');
    return guarded;
  }

  private async settle(guarded: number): Promise<void> {
    const recorded = await this.to.notary.slips.settle(guarded);
    if (recorded !== undefined) await this.to.notary.reach(recorded);
  }

  /** Checks all of it and makes the bytes: whatever it throws has changed nothing. */
  private async plan({ command, writes, unchanged }: Append): Promise<readonly Planned[]> {
    const { copy } = this.to;
    await this.assertGoesOn();
    const streams = [...writes, ...unchanged].flatMap((one) => ('stream' in one ? one.stream : []));
    const standing = await copy.standing(streams);
    const earlier: (readonly RecordedEvent[] | undefined)[] = [];
    for (const write of writes) {
      const revision = standing.revisions.get(write.stream) ?? -1;
      earlier.push(revision === write.expectedRevision ? undefined : await this.earlier(command, write, revision));
    }
    if (earlier.includes(undefined)) {
      for (const one of unchanged) await this.assertUnmoved(one, standing);
      this.readClock(standing);
    }
    const planned = writes.map((write, at): Planned => {
      const before = earlier[at];
      return { write, earlier: before, made: before === undefined ? this.maker.make(command, write) : [] };
    });
    await this.assertDecisions(planned, standing);
    return planned;
  }

  private async assertGoesOn(): Promise<void> {
    const { organisation } = this.writing;
    const refusal = await this.to.copy.ask(async (session) => {
      const [holding, stopped] = await Promise.all([holdingError(session), stoppedError(session, organisation)]);
      return holding ?? stopped;
    });
    if (refusal !== undefined) throw refusal;
  }

  private async earlier(command: Append['command'], write: Write, revision: number): Promise<RecordedEvent[]> {
    const { stream, expectedRevision, events } = write;
    const isBehind = revision > expectedRevision;
    const found = isBehind ? await this.to.copy.readStream(stream, expectedRevision + 1, events.length) : [];
    return earlierTry(command, write, found);
  }

  private async assertUnmoved(one: Unchanged | NoneSince, { revisions }: Standing): Promise<void> {
    const moved = 'prefix' in one ? await this.to.copy.cameSince(one) : movedStream(one, revisions);
    if (moved !== undefined) throw new DomainError('STREAM_MOVED_ON', { stream: moved });
  }

  /** Never before the last event of the copy, nor of the last one made here, which may not have come there yet. */
  private readClock({ recordedMs }: Standing): void {
    this.recordedMs = Math.max(this.recordedMs, recordedMs);
    this.maker.goOnFrom(this.recordedMs);
    this.maker.readClock();
    this.recordedMs = Math.max(this.recordedMs, this.maker.lastMs);
  }

  /** A decision that takes what it may not is a mistake of the caller, which must not come into the store. */
  private async assertDecisions(planned: readonly Planned[], { position }: Standing): Promise<void> {
    const { organisation } = this.writing;
    let last = position;
    for (const { envelope } of planned.flatMap(({ made }) => made)) {
      const taking = takingOf(envelope);
      if (taking !== undefined) {
        const why = await this.to.copy.ask((session) => voidness(session, { organisation, last }, taking));
        if (why !== undefined) throw new Error(`A decision takes what it may not: ${why}`);
      }
      last += 1;
    }
  }

  /** Appends stream by stream, in order; many streams all at once. */
  private async store(
    planned: readonly Planned[],
    guarded: number | undefined,
  ): Promise<ReadonlyMap<Planned, StreamAppended>> {
    const fresh = planned.filter(({ made }) => made.length > 0);
    const appended = new Map<Planned, StreamAppended>();
    const isMany = fresh.length >= MANY_STREAMS;
    const failures: unknown[] = [];
    const refused = new Set<Planned>();
    const one = async (each: Planned): Promise<void> => {
      try {
        appended.set(each, await this.storeOne(each, isMany ? 'stream' : 'organisation'));
      } catch (error) {
        failures.push(error);
        if (isNotStored(error)) refused.add(each);
      }
    };
    if (isMany) await Promise.all(fresh.map(one));
    else {
      for (const each of fresh) {
        if (failures.length === 0) await one(each);
        else refused.add(each);
      }
    }
    if (failures.length === 0) return appended;
    await this.letGo([...refused].flatMap(({ made }) => made));
    // What may still come is looked at when it has.
    if (guarded !== undefined && failures.every(isNotStored)) await this.settle(guarded);
    throw failures[0];
  }

  private storeOne({ write, made }: Planned, inOrderOf: 'stream' | 'organisation'): Promise<StreamAppended> {
    const { stream, expectedRevision } = write;
    const { organisation } = this.writing;
    const envelopes = made.map(({ bytes }) => bytes);
    return this.to.store.append({ organisation, stream, expectedRevision, envelopes, inOrderOf });
  }

  /** What is known not to be stored needs its private parts no more. */
  private async letGo(made: readonly Made[]): Promise<void> {
    const { organisation } = this.writing;
    await this.to.copy.ask((session) => dropParts(session, organisation, made));
    await this.to.notary.bringUp(); // Whoever decides anew must see what came first.
  }

  private async answer(
    { command }: Append,
    planned: readonly Planned[],
    appended: ReadonlyMap<Planned, StreamAppended>,
  ): Promise<readonly RecordedEvent[]> {
    const { copy } = this.to;
    const made = planned.flatMap((each) => each.made);
    const positions = await copy.positionsOf(
      made.map(({ envelope }) => envelope.stream),
      made.map(({ envelope }) => envelope.revision),
    );
    const placed = new Map(made.map((event, at) => [event, positions[at]]));
    const events: RecordedEvent[] = [];
    for (const each of planned) {
      if (each.earlier !== undefined) events.push(...each.earlier);
      else if (appended.get(each)?.again === true) events.push(...(await this.again(command, each)));
      else for (const event of each.made) events.push(recordedFrom(event, await this.placeOf(placed.get(event))));
    }
    return events;
  }

  /** What another try of the same command has stored meanwhile; what this one has kept is nobody's. */
  private async again(command: Append['command'], { write, made }: Planned): Promise<RecordedEvent[]> {
    const { organisation } = this.writing;
    await this.to.copy.ask((session) => dropParts(session, organisation, made));
    const found = await this.to.copy.readStream(write.stream, write.expectedRevision + 1, write.events.length);
    return earlierTry(command, write, found);
  }

  /** The store has it, and the copy has come so far: where it is not there, the organisation stands still. */
  private async placeOf(position: number | null | undefined): Promise<number> {
    if (position != null) return position;
    await this.assertGoesOn();
    throw new Error('An event that was stored is not in the copy');
  }
}

/** Of anything else it is not known, and a private part may be needed yet. */
const isNotStored = (error: unknown): boolean =>
  error instanceof DomainError && ['STREAM_MOVED_ON', 'COMMAND_DIFFERS', 'APPEND_TOO_LARGE'].includes(error.code);

const movedStream = ({ stream, revision }: Unchanged, revisions: ReadonlyMap<string, number>): string | undefined =>
  (revisions.get(stream) ?? -1) === revision ? undefined : stream;

const later = (one: StorePosition, other: StorePosition): StorePosition =>
  comparePositions(one, other) < 0 ? other : one;
