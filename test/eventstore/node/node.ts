import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import shared from '@eventstore/db-client/generated/shared_pb.js';
import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import features from '@eventstore/db-client/generated/serverfeatures_pb.js';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { type handleUnaryCall, Server, ServerCredentials } from '@grpc/grpc-js';

import { Access, type User } from './access.js';
import { appends } from './appends.js';
import { batchAppends } from './batch-appends.js';
import { deletes, tombstones } from './deletes.js';
import { Gate } from './gate.js';
import { reads } from './reads.js';
import { Store } from './store.js';

/** How a node is started. */
export interface NodeOptions {
  /** What it keeps, of a node that ran before; a new store where there is none. */
  readonly store?: Store;
  /** Who may come in; a node without users is insecure: no TLS, no passwords. */
  readonly users?: Readonly<Record<string, User>>;
  /** How long its disk takes over a plain append. */
  readonly diskMs?: number;
}

/** A member of a cluster, as its nodes tell of each other. */
export interface Member {
  readonly port: number;
  readonly isLeader: boolean;
  readonly isAlive: boolean;
}

/** One node that serves EventStoreDB's wire on 127.0.0.1. */
export interface Node {
  readonly port: number;
  readonly store: Store;
  readonly gate: Gate;
  /** What its cluster is, when a client asks. */
  members: readonly Member[];
  /** Ends at once. */
  kill(): void;
  /** Takes no more calls, and ends when those under way have. */
  stop(): Promise<void>;
}

/** A node takes no message of this size or more. */
const MAXIMUM_MESSAGE = 16 * 1024 * 1024;
const HOST = '127.0.0.1';
const certificate = (name: string): string => join(import.meta.dirname, '../certificate', name);
/** The file that says whom to trust where a node has users. */
export const CERTIFICATE = certificate('node.pem');

/** Starts a node on a free port. */
export async function startNode(options: NodeOptions = {}): Promise<Node> {
  const { store = new Store(), users, diskMs = 0 } = options;
  store.forgetIds();
  const gate = new Gate(users === undefined ? undefined : new Access(store, users));
  const server = new Server({ 'grpc.max_receive_message_length': MAXIMUM_MESSAGE });
  server.addService(ServerFeaturesService, { getSupportedMethods: supported() });
  server.addService(StreamsService, {
    append: appends(store, gate, diskMs),
    batchAppend: batchAppends(store, gate),
    read: reads(store, gate),
    delete: deletes(store, gate),
    tombstone: tombstones(store, gate),
  });
  server.addService(GossipService, { read: membersOf(() => node.members) });
  const credentials = users === undefined ? ServerCredentials.createInsecure() : secure();
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync(`${HOST}:0`, credentials, (error, bound) => {
      if (error === null) resolve(bound);
      else reject(error);
    });
  });
  const node: Node = {
    port,
    store,
    gate,
    members: [{ port, isLeader: true, isAlive: true }],
    kill: () => {
      server.forceShutdown();
    },
    stop: () =>
      new Promise((resolve) => {
        server.tryShutdown(() => {
          resolve();
        });
      }),
  };
  return node;
}

function secure(): ServerCredentials {
  const pair = { private_key: readFileSync(certificate('node.key')), cert_chain: readFileSync(CERTIFICATE) };
  return ServerCredentials.createSsl(null, [pair]);
}

/** What the node says that it can do. */
function supported(): handleUnaryCall<unknown, features.SupportedMethods> {
  const methods: Readonly<Record<string, readonly string[]>> = {
    read: ['position', 'events'],
    append: [],
    delete: [],
    tombstone: [],
    batchappend: ['deadline_duration'],
  };
  const answer = new features.SupportedMethods().setEventStoreServerVersion('24.6.0').setMethodsList(
    Object.entries(methods).map(([name, can]) =>
      new features.SupportedMethod()
        .setServiceName('event_store.client.streams.streams')
        .setMethodName(name)
        .setFeaturesList([...can]),
    ),
  );
  return (_, callback) => {
    callback(null, answer);
  };
}

const membersOf =
  (members: () => readonly Member[]): handleUnaryCall<unknown, gossip.ClusterInfo> =>
  (_, callback) => {
    const { LEADER, FOLLOWER } = gossip.MemberInfo.VNodeState;
    const infos = members().map(({ port, isLeader, isAlive }) =>
      new gossip.MemberInfo()
        .setInstanceId(new shared.UUID().setString(randomUUID()))
        .setState(isLeader ? LEADER : FOLLOWER)
        .setIsAlive(isAlive)
        .setTimeStamp('0')
        .setHttpEndPoint(new gossip.EndPoint().setAddress(HOST).setPort(port)),
    );
    callback(null, new gossip.ClusterInfo().setMembersList(infos));
  };
