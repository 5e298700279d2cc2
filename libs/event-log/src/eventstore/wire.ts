import type { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { AppendReq, AppendResp, ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { CallOptions, Metadata, ServiceError } from '@grpc/grpc-js';

import { DomainError } from '#kernel';

import { storeAddress } from './address.js';
import { isTimeOut } from './faults.js';
import { Inbox } from './inbox.js';
import type { StorePosition } from './store-position.js';

/** Loaded when a store is opened: no command on SQLite pays for it. */
async function load() {
  const [{ EventStoreDBClient }, services, messages, shared] = await Promise.all([
    import('@eventstore/db-client'),
    import('@eventstore/db-client/generated/streams_grpc_pb.js'),
    import('@eventstore/db-client/generated/streams_pb.js'),
    import('@eventstore/db-client/generated/shared_pb.js'),
  ]);
  return { EventStoreDBClient, streams: services.default, messages: messages.default, shared: shared.default };
}
type Loaded = Awaited<ReturnType<typeof load>>;

/** What the client keeps for those who build on it: its connection, which finds the leader and finds it anew. */
interface Connection {
  execute<T>(kind: unknown, name: string, use: (grpc: StreamsClient) => Promise<T>): Promise<T>;
  callArguments(asked: { requiresLeader?: boolean; deadline?: number }, call?: CallOptions): [Metadata, CallOptions];
  handleError(grpc: StreamsClient, error: Error): Promise<void>;
}

/** Events for the end of one stream, by its name in the store. */
export interface WireAppend {
  readonly stream: string;
  /** -1: the stream must not be there yet. */
  readonly expectedRevision: number;
  readonly events: readonly { readonly id: string; readonly type: string; readonly data: Buffer }[];
}

/** What the store answered to an append that it heard. */
export type WireAppended =
  | { readonly isStored: true; readonly revision: number; readonly position: StorePosition | undefined }
  | { readonly isStored: false };

/** How a read goes: until a time is out, or until it is told to end. */
export interface WireRead {
  readonly deadlineMs?: number;
  readonly signal?: AbortSignal;
  /** Only the leader has everything that was acknowledged. */
  readonly requiresLeader?: boolean;
}

const ROOM = 1000;
const UNAVAILABLE = 14;

/**
 * The calls that the ledger makes, on the client's connection and in its messages. The client's own verbs are not used: its
 * append shares one table among all clients of a process and forgets deadlines, its reads have none, and it parses what it
 * reads, so that nobody sees which bytes were stored (docs/adr/0019-eventstoredb-holds-streams-not-the-log.md).
 */
export class Wire {
  private grpc: StreamsClient | undefined;

  private constructor(
    private readonly connection: Connection,
    private readonly loaded: Loaded,
  ) {}

  /** A connection that is made when it is needed. Refuses with EVENT_STORE_ADDRESS_MALFORMED. */
  static async open(address: string): Promise<Wire> {
    const text = storeAddress(address);
    const loaded = await load();
    try {
      return new Wire(loaded.EventStoreDBClient.connectionString(text) as unknown as Connection, loaded);
    } catch {
      // What the client says quotes the address, and the password with it.
      throw new DomainError('EVENT_STORE_ADDRESS_MALFORMED', { part: 'esdb://…' });
    }
  }

  /** The messages that requests are made of. */
  get messages(): Loaded['messages'] {
    return this.loaded.messages;
  }

  get shared(): Loaded['shared'] {
    return this.loaded.shared;
  }

  /** One append, whole or not at all. Rejects with the call's error; `deadlineMs` holds. */
  async append(append: WireAppend, deadlineMs: number): Promise<WireAppended> {
    const grpc = await this.streams();
    const [metadata, options] = this.connection.callArguments({ requiresLeader: true, deadline: deadlineMs });
    return new Promise((resolve, reject) => {
      const call = grpc.append(metadata, options, (error, answer) => {
        if (error === null) resolve(appendedIn(answer));
        else reject(this.heard(grpc, error));
      });
      call.on('error', reject);
      for (const message of this.appendMessages(append)) call.write(message);
      call.end();
    });
  }

  /** What a read answers, in the portions in which it comes. Rejects with the call's error. */
  async *read(request: ReadReq.Options, how: WireRead): AsyncGenerator<readonly ReadResp[], void> {
    const grpc = await this.streams();
    request.setResolveLinks(false).setUuidOption(this.uuidsAsText());
    const call = grpc.read(new this.messages.ReadReq().setOptions(request), ...this.readArguments(how));
    const inbox = new Inbox<ReadResp>(ROOM, { hold: () => call.pause(), release: () => call.resume() });
    const abort = (): void => {
      call.cancel();
      inbox.end();
    };
    call.on('error', (error) => {
      inbox.end(this.heard(grpc, error));
    });
    call.on('end', () => {
      inbox.end();
    });
    call.on('data', (answer: ReadResp) => {
      inbox.put(answer);
    });
    how.signal?.addEventListener('abort', abort);
    if (how.signal?.aborted === true) abort();
    try {
      for (let taken = await inbox.take(); taken !== undefined; taken = await inbox.take()) yield taken;
    } finally {
      how.signal?.removeEventListener('abort', abort);
      call.cancel();
    }
  }

  /** Lets go of the connection. */
  close(): void {
    this.grpc?.close();
  }

  private readArguments({ deadlineMs, requiresLeader = false }: WireRead): [Metadata, CallOptions] {
    // A subscription has no end.
    if (deadlineMs === undefined) return this.connection.callArguments({ requiresLeader }, { deadline: Infinity });
    return this.connection.callArguments({ requiresLeader, deadline: deadlineMs });
  }

  private async streams(): Promise<StreamsClient> {
    const { StreamsClient } = this.loaded.streams;
    this.grpc = await this.connection.execute(StreamsClient, 'streams', (grpc) => Promise.resolve(grpc));
    return this.grpc;
  }

  /** Lets the client find another connection where this one has failed; gives back the error. */
  private heard(grpc: StreamsClient, error: Error): Error {
    const told = isTimeOut(error) ? unavailableLike(error as ServiceError) : error;
    // It reads more out of some errors than stands in them, and then fails itself.
    this.connection.handleError(grpc, told).catch(() => undefined);
    return error;
  }

  private *appendMessages({ stream, expectedRevision, events }: WireAppend): Generator<AppendReq, void> {
    const { AppendReq } = this.messages;
    const options = new AppendReq.Options().setStreamIdentifier(this.streamName(stream));
    if (expectedRevision === -1) options.setNoStream(new this.shared.Empty());
    else options.setRevision(String(expectedRevision));
    yield new AppendReq().setOptions(options);
    for (const { id, type, data } of events) {
      const message = new AppendReq.ProposedMessage().setId(new this.shared.UUID().setString(id)).setData(data);
      message.getMetadataMap().set('type', type).set('content-type', 'application/json');
      yield new AppendReq().setProposedMessage(message);
    }
  }

  /** A stream by its name in the store, as messages have it. */
  streamName(name: string): InstanceType<Loaded['shared']['StreamIdentifier']> {
    return new this.shared.StreamIdentifier().setStreamName(Buffer.from(name, 'utf8'));
  }

  private uuidsAsText(): ReadReq.Options.UUIDOption {
    return new this.messages.ReadReq.Options.UUIDOption().setString(new this.shared.Empty());
  }
}

function appendedIn(answer: AppendResp): WireAppended {
  const success = answer.getSuccess();
  if (success === undefined) return { isStored: false };
  const position = success.getPosition()?.getCommitPosition();
  return { isStored: true, revision: Number(success.getCurrentRevision()), position };
}

/** A machine that no longer answers is as good as gone: the client looks for another connection only then. */
const unavailableLike = (error: ServiceError): Error =>
  Object.assign(new Error(error.message), { code: UNAVAILABLE, details: error.details, metadata: error.metadata });
