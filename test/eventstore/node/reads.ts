import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';

import streams from '@eventstore/db-client/generated/streams_pb.js';
import { type handleServerStreamingCall, type ServerWritableStream, type ServiceError, status } from '@grpc/grpc-js';

import { eventMessage, handlerThrew, nameIn, refusal, streamDeleted } from './answers.js';
import { allCursor, type Cursor, streamCursor, type Way } from './cursors.js';
import { filterOf } from './filters.js';
import type { Gate } from './gate.js';
import type { Store } from './store.js';
import { roomIn, Subscription } from './subscriptions.js';

const { BACKWARDS } = streams.ReadReq.Options.ReadDirection;

type Call = ServerWritableStream<streams.ReadReq, streams.ReadResp>;
type Read = handleServerStreamingCall<streams.ReadReq, streams.ReadResp>;

/** The call that reads a stream or the whole log, and that subscribes to either. */
export const reads =
  (store: Store, gate: Gate): Read =>
  (call) => {
    const options = call.request.getOptions() ?? new streams.ReadReq.Options();
    const way = { isBackwards: options.getReadDirection() === BACKWARDS, isSubscription: options.hasSubscription() };
    const stream = streamIn(options) ?? '$all';
    const fail = (refused: ServiceError): void => {
      call.emit('error', refused);
    };
    const refused = gate.refusalOf(call.metadata, { stream, does: 'read' });
    if (refused !== undefined) fail(refused);
    else if (way.isSubscription) subscribe({ store, call, fail }, options, way);
    else read({ store, call, fail }, options, way);
  };

const streamIn = (options: streams.ReadReq.Options): string | undefined =>
  options.hasStream() ? nameIn(options.getStream()?.getStreamIdentifier()) : undefined;

interface Reading {
  readonly store: Store;
  readonly call: Call;
  readonly fail: (refused: ServiceError) => void;
}

function subscribe({ store, call, fail }: Reading, options: streams.ReadReq.Options, way: Way): void {
  const filter = filterOf(options.getFilter());
  const cursor = cursorOf(store, options, way);
  if (filter === 'malformed') fail(handlerThrew());
  else if ('refused' in cursor) fail(cursor.refused);
  else {
    const confirmation = new streams.ReadResp.SubscriptionConfirmation().setSubscriptionId(randomUUID());
    call.write(new streams.ReadResp().setConfirmation(confirmation));
    const stream = streamIn(options);
    const isFromEnd = (options.getStream() ?? options.getAll())?.hasEnd() === true;
    new Subscription(call, { store, cursor, filter, stream, isFromEnd, fail }).start();
  }
}

function read({ store, call, fail }: Reading, options: streams.ReadReq.Options, way: Way): void {
  const count = Number(options.getCount());
  const stream = options.getStream();
  if (stream === undefined) {
    if (count === 0) return; // A real node never answers this one.
  } else {
    const missing = absence(store, stream);
    if (missing !== undefined) {
      call.write(missing);
      call.end();
      return;
    }
  }
  const cursor = refusalOfStream(store, options, way) ?? cursorOf(store, options, way);
  if ('refused' in cursor) fail(cursor.refused);
  else void send(call, cursor, count);
}

function refusalOfStream(
  store: Store,
  options: streams.ReadReq.Options,
  { isBackwards }: Way,
): { readonly refused: ServiceError } | undefined {
  const stream = options.getStream();
  if (stream === undefined) return undefined;
  const name = nameIn(stream.getStreamIdentifier());
  if (store.tombstoneOf(name) !== undefined) return { refused: streamDeleted(name) };
  const isNothing = Number(options.getCount()) === 0 || (!isBackwards && stream.hasEnd());
  return isNothing ? { refused: refusal(status.UNKNOWN, 'Unexpected ReadStreamResult: Error') } : undefined;
}

/** What a reader gets of a stream that is not there, or that was deleted and may come again. */
function absence(store: Store, options: streams.ReadReq.Options.StreamOptions): streams.ReadResp | undefined {
  const stream = nameIn(options.getStreamIdentifier());
  if (store.tombstoneOf(stream) !== undefined) return undefined;
  if (store.has(stream) && !store.isSoftDeleted(stream)) return undefined;
  const notFound = new streams.ReadResp.StreamNotFound().setStreamIdentifier(options.getStreamIdentifier());
  return new streams.ReadResp().setStreamNotFound(notFound);
}

function cursorOf(
  store: Store,
  options: streams.ReadReq.Options,
  way: Way,
): Cursor | { readonly refused: ServiceError } {
  const stream = options.getStream();
  if (stream !== undefined) return streamCursor(store, stream, way);
  return allCursor(store, options.getAll() ?? new streams.ReadReq.Options.AllOptions(), way);
}

async function send(call: Call, cursor: Cursor, count: number): Promise<void> {
  for (let sent = 0; sent < count && !call.cancelled; sent += 1) {
    const event = cursor.next();
    if (event === undefined) break;
    const isRoom = call.write(eventMessage(event));
    if (!isRoom) await roomIn(call);
    else if (sent % 256 === 255) await setImmediate();
  }
  call.end();
}
