import { setMaxListeners } from 'node:events';

import { DomainError } from '#kernel';

import { Appends } from './appends.js';
import { follow } from './following.js';
import { eventsIn, Requests } from './requests.js';
import { type Patience, untilKnown } from './retrying.js';
import type { StorePosition } from './store-position.js';
import type { AllPage, Following, StreamAppended, StreamStore, StreamWrite } from './stream-store.js';
import {
  foreignRefusal,
  isForeign,
  readItem,
  type StoredEnvelope,
  storeName,
  type WireEvent,
} from './stored-envelope.js';
import { Wire } from './wire.js';

/** Where the store is, and how long it is waited for. */
export interface OpenEventStore extends Partial<Patience> {
  /** A connection string: `esdb://user:password@host:2113,…?tls=true`. */
  readonly address: string;
  /** How many appends are under way at once. */
  readonly bound?: number;
}

const BATCH = 500;

/** Streams in EventStoreDB or KurrentDB. Opening makes no connection: that is made when it is needed. */
export class EventStore implements StreamStore {
  private readonly requests: Requests;
  private readonly appends: Appends;
  private readonly closing = new AbortController();

  private constructor(
    private readonly wire: Wire,
    private readonly patience: Patience,
    bound: number,
  ) {
    this.requests = new Requests(wire);
    setMaxListeners(0, this.closing.signal); // Everything that waits listens to it.
    const stored = (...asked: Parameters<EventStore['readPage']>) => this.readPage(...asked);
    this.appends = new Appends(wire, { patience, bound, signal: this.closing.signal, stored });
  }

  /** Refuses with EVENT_STORE_ADDRESS_MALFORMED. */
  static async open(options: OpenEventStore): Promise<EventStore> {
    const { address, bound = 32, deadlineMs = 5000, patienceMs = 30_000 } = options;
    return new EventStore(await Wire.open(address), { deadlineMs, patienceMs }, bound);
  }

  append(write: StreamWrite): Promise<StreamAppended> {
    return this.appends.append(write);
  }

  async readStream(organisation: string, stream: string, from = 0): Promise<readonly StoredEnvelope[]> {
    const events: StoredEnvelope[] = [];
    for (;;) {
      const page = await this.readPage({ organisation, stream }, from + events.length, BATCH);
      events.push(...page);
      if (page.length < BATCH) return events;
    }
  }

  async lastRevision(organisation: string, stream: string): Promise<number> {
    const name = storeName(organisation, stream);
    const [last] = await this.readEvents(this.requests.lastOf(name), { stream, requiresLeader: true });
    return last?.revision ?? -1;
  }

  async readAll(after: StorePosition | undefined, limit: number, id?: string): Promise<AllPage> {
    // A read begins with the event at its position: that one has been seen, and shows that the position is of this store.
    const seen = after === undefined ? 0 : 1;
    // Only the leader has everything that was acknowledged: another node's log is shorter, and nothing is wrong with it.
    const how = { stream: after ?? '$all', requiresLeader: true };
    const read = await this.readEvents(this.requests.all(after, limit + seen), how);
    if (read.length < seen || !isThe(read[0], { position: after, id })) {
      throw new DomainError('STORE_POSITION_UNKNOWN', { position: after ?? '' });
    }
    const events = read.filter(({ position }) => position !== after);
    const items = events.flatMap((event) => readItem(event) ?? []);
    return { items, position: events.at(-1)?.position ?? after, isEnd: read.length < limit + seen };
  }

  async lastPosition(): Promise<StorePosition | undefined> {
    const [last] = await this.readEvents(this.requests.last(), { stream: '$all', requiresLeader: true });
    return last?.position;
  }

  subscribe({ signal, ...following }: Following): AsyncIterable<AllPage> {
    const { wire, requests } = this;
    return follow({ wire, requests }, { ...following, signal: AbortSignal.any([signal, this.closing.signal]) });
  }

  async close(): Promise<void> {
    await this.appends.idle();
    this.closing.abort();
    this.wire.close();
  }

  /** Some of a stream's events, all of them ours and none left out between. */
  private async readPage(
    { organisation, stream }: { readonly organisation: string; readonly stream: string },
    from: number,
    count: number,
  ): Promise<readonly StoredEnvelope[]> {
    const request = this.requests.stream(storeName(organisation, stream), from, count);
    const events = await this.readEvents(request, { stream, requiresLeader: true });
    return events.map((event, at) => {
      const item = readItem(event);
      if (item === undefined) throw new Error('The store answered with another stream');
      if (isForeign(item)) throw foreignRefusal(item);
      if (item.revision !== from + at) throw new DomainError('STREAM_CUT_OFF', { stream });
      return item;
    });
  }

  private readEvents(
    request: ReturnType<Requests['last']>,
    { stream, requiresLeader = false }: { readonly stream: string; readonly requiresLeader?: boolean },
  ): Promise<readonly WireEvent[]> {
    const { deadlineMs } = this.patience;
    const { signal } = this.closing;
    return untilKnown(this.patience, { signal, stream }, async () => {
      const events: WireEvent[] = [];
      for await (const answers of this.wire.read(request, { deadlineMs, signal, requiresLeader })) {
        events.push(...eventsIn(answers));
      }
      return events;
    });
  }
}

/** Whether a read began with the event that was asked for; with any, where none was named. */
const isThe = (
  event: WireEvent | undefined,
  { position, id }: { readonly position: StorePosition | undefined; readonly id: string | undefined },
): boolean => id === undefined || (event?.position === position && event?.id === id);
