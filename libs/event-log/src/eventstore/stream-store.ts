import type { StorePosition } from './store-position.js';
import type { StoredEnvelope, StoredItem } from './stored-envelope.js';

/** Events for the end of one stream of one organisation's log. */
export interface StreamWrite {
  /** Ten digits. */
  readonly organisation: string;
  readonly stream: string;
  /** That of the stream's last event; -1 where there is none yet. There is no way to append without it. */
  readonly expectedRevision: number;
  /** The envelopes as they are hashed. */
  readonly envelopes: readonly string[];
  /**
   * Behind what it waits: behind the appends to the same stream, or behind all of the organisation's that ask for it too,
   * where what comes first must lie first in `$all`.
   */
  readonly inOrderOf?: 'stream' | 'organisation';
}

/**
 * What became of an append. `again`: an earlier try of the same command is there, with other bytes (its time, its salt), and
 * these are its events; whoever keeps private parts must compare those too.
 */
export type StreamAppended =
  | { readonly again: false; readonly position: StorePosition }
  | { readonly again: true; readonly position: StorePosition; readonly events: readonly StoredEnvelope[] };

/** A portion of `$all`, without what belongs to nobody here. */
export interface AllPage {
  readonly items: readonly StoredItem[];
  /** Everything up to here has been seen, ours or not: where to go on from. */
  readonly position: StorePosition | undefined;
  /** Nothing lay behind it as it was read. */
  readonly isEnd: boolean;
}

/** Which part of `$all` is followed, and from where. */
export interface Following {
  /** Behind this; from the beginning where it is undefined. */
  readonly after: StorePosition | undefined;
  /** Those alone; everybody where it is undefined. */
  readonly organisations?: readonly string[];
  readonly signal: AbortSignal;
}

/**
 * The streams of many organisations' logs in one store: what a log is made of where the store knows streams and no
 * transactions over them. Every verb may refuse with EVENT_STORE_UNREACHABLE, EVENT_STORE_DENIED and STREAM_CUT_OFF.
 */
export interface StreamStore {
  /**
   * Appends all of it or nothing, durably, and nothing twice, however often it is called and whatever happens to the store
   * meanwhile. Refuses with STREAM_MOVED_ON (another command came first), COMMAND_DIFFERS (the same command with other
   * content) and APPEND_TOO_LARGE. After EVENT_STORE_UNREACHABLE it is not known: the same call makes it known.
   */
  append(write: StreamWrite): Promise<StreamAppended>;

  /** A stream's events in order, from a revision on; none where there is no such stream. Refuses with EVENT_FOREIGN. */
  readStream(organisation: string, stream: string, from?: number): Promise<readonly StoredEnvelope[]>;

  /** The revision of a stream's last event, -1 where there is none: what an `unchanged` guard asks. */
  lastRevision(organisation: string, stream: string): Promise<number>;

  /**
   * The next events after a position, looking at no more than `limit`. Refuses with STORE_POSITION_UNKNOWN; also where an
   * `id` is given (`storeId` of its bytes) and the event at the position is not that one.
   */
  readAll(after: StorePosition | undefined, limit: number, id?: string): Promise<AllPage>;

  /** Where the last event of all stands; undefined in an empty store. */
  lastPosition(): Promise<StorePosition | undefined>;

  /**
   * What is there and then what comes, until the signal is aborted or the store is closed, through whatever happens to the
   * connection. No event is left out and none comes twice.
   */
  subscribe(following: Following): AsyncIterable<AllPage>;

  /** Waits for the appends that are under way and lets go of the connection. */
  close(): Promise<void>;
}
