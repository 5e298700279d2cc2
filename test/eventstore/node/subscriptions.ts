import { setImmediate } from 'node:timers/promises';

import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { ServerWritableStream, ServiceError } from '@grpc/grpc-js';

import { checkpointMessage, eventMessage, streamDeleted } from './answers.js';
import type { Cursor } from './cursors.js';
import type { Filter } from './filters.js';
import type { Store, Stored } from './store.js';

type Call = ServerWritableStream<streams.ReadReq, streams.ReadResp>;

/** What a subscription follows. */
export interface Following {
  readonly store: Store;
  readonly cursor: Cursor;
  readonly filter: Filter;
  /** The one stream that is followed; undefined for the whole log. */
  readonly stream: string | undefined;
  readonly isFromEnd: boolean;
  readonly fail: (refused: ServiceError) => void;
}

/** Sends what is there, says that the reader has caught up, and goes on with what comes. */
export class Subscription {
  private isClosed = false;
  private isCaughtUp = false;
  private isSlow = false;
  private isSending = false;
  private hasMore = false;
  private lookedAt = 0;
  /** The last event looked at that no checkpoint has told of. */
  private untold: Stored | undefined;

  constructor(
    private readonly call: Call,
    private readonly following: Following,
  ) {}

  start(): void {
    const unwatch = this.following.store.watch(() => void this.send());
    const close = (): void => {
      this.isClosed = true;
      unwatch();
    };
    for (const event of ['cancelled', 'close', 'error']) this.call.on(event, close);
    void this.send();
  }

  private async send(): Promise<void> {
    this.hasMore = true;
    if (this.isSending) return;
    this.isSending = true;
    while (this.hasMore) {
      this.hasMore = false;
      await this.sendAll();
      if (!this.isClosed) this.tell();
    }
    this.isSending = false;
  }

  private async sendAll(): Promise<void> {
    const { cursor, filter } = this.following;
    for (let event = cursor.next(); event !== undefined && !this.isClosed; event = cursor.next()) {
      let isRoom = !filter.passes(event) || this.call.write(eventMessage(event));
      this.untold = event;
      this.lookedAt += 1;
      if (this.lookedAt % filter.checkpointEvery === 0) {
        isRoom = this.call.write(checkpointMessage(event)) && isRoom;
        this.untold = undefined;
      }
      if (!isRoom) {
        this.isSlow = this.isCaughtUp;
        await roomIn(this.call);
      } else if (this.lookedAt % 256 === 0) await setImmediate();
    }
  }

  private tell(): void {
    if (!this.isCaughtUp) {
      this.tellHowFar();
      this.call.write(caughtUp());
    } else if (this.isSlow) this.call.write(caughtUp()); // A reader that was too slow is told so by nothing else.
    this.isCaughtUp = true;
    this.isSlow = false;
    const { stream, store, fail } = this.following;
    const tombstone = stream === undefined ? undefined : store.tombstoneOf(stream);
    if (tombstone === undefined) return;
    this.isClosed = true;
    this.call.write(eventMessage(tombstone));
    fail(streamDeleted(tombstone.stream));
  }

  /** A filtered subscription says once more how far it is before it has caught up. */
  private tellHowFar(): void {
    const { filter, isFromEnd } = this.following;
    const isFiltered = filter.checkpointEvery !== Infinity;
    if (isFiltered && !isFromEnd && this.untold !== undefined) this.call.write(checkpointMessage(this.untold));
  }
}

const caughtUp = (): streams.ReadResp => new streams.ReadResp().setCaughtUp(new streams.ReadResp.CaughtUp());

/** Waits until the reader has taken what was written, or is gone. */
export const roomIn = (call: Call): Promise<void> =>
  new Promise((resolve) => {
    const signs = ['drain', 'close', 'cancelled'];
    const go = (): void => {
      for (const sign of signs) call.off(sign, go);
      resolve();
    };
    for (const sign of signs) call.once(sign, go);
  });
