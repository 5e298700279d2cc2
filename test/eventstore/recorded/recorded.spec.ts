import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { EventStoreDBClient } from '@eventstore/db-client';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { describe, expect, it } from '@jest/globals';

import { startNode } from '../node/node.js';
import { appendOperations, edgeOperations, manyOperations, sizeOperations } from './append-operations.js';
import { Board, type Operation, outcomeOf } from './board.js';
import { deletionOperations, metadataOperations } from './deletion-operations.js';
import { allOperations, streamOperations } from './read-operations.js';
import { allSubscriptionOperations, streamSubscriptionOperations } from './subscription-operations.js';

const recordings = join(import.meta.dirname, '../../../../shared/prototypes/eventstore');
const isThere = existsSync(recordings);
if (!isThere)
  process.stdout.write(
    'What a real node answered is not at ../shared: the node of the tests is not held against it.\n',
  );

type Recording = Readonly<Record<string, unknown>>;
type Mode = 'batch' | 'plain';

/** Where the tests' node answers otherwise than a real one did, and why. Everything else is the same, word for word. */
const DIFFERS: Readonly<Record<Mode, Readonly<Record<string, string>>>> = {
  batch: {
    'one event 17 MiB': 'the same status, RESOURCE_EXHAUSTED, in the words of another gRPC library',
    '  get': 'the number is a byte of the log, and the logs are not the same',
  },
  plain: {
    'one event 17 MiB': 'as by batch append',
    '  get': 'as by batch append',
    'append to $all':
      'the real node had been through the list by batch append, so that a stream of this name was there',
    'readAll has system events':
      'for the same reason, and it had had persistent subscriptions, of which it keeps streams',
    'checkpoint: from it, resume finds nothing missed':
      'the recording took a checkpoint before the real node had come to the end of its longer log',
  },
};
/** No persistent subscriptions are served: the ledger has none. */
const isServed = (name: string): boolean => !name.startsWith('persistent ');

/** Everything that is asked, in order: later operations speak of what earlier ones left. */
const operationsOf = (board: Board): readonly Operation[] => [
  ['serverVersion', async () => (await capabilitiesOf(board.client)).serverVersion],
  ...appendOperations(board),
  ...edgeOperations(board),
  ...manyOperations(board),
  ...streamOperations(board),
  ...allOperations(board),
  ...allSubscriptionOperations(board),
  ...streamSubscriptionOperations(board),
  ...metadataOperations(board),
  ...deletionOperations(board),
  ...sizeOperations(board),
];

const capabilitiesOf = (client: EventStoreDBClient) =>
  (client as unknown as { capabilities: Promise<{ serverVersion: string }> }).capabilities;

/** A client that appends with the one call or with the other. */
function clientOf(port: number, mode: Mode, setting = ''): EventStoreDBClient {
  const client = EventStoreDBClient.connectionString(`esdb://127.0.0.1:${port}?tls=false${setting}`);
  if (mode === 'batch') return client;
  const asked = client as unknown as { supports: (method: unknown, feature?: string) => Promise<boolean> };
  const { supports } = asked;
  asked.supports = (method, feature) =>
    method === StreamsService.batchAppend ? Promise.resolve(false) : supports(method, feature);
  return client;
}

const SUFFIX = 'abcdef01';
const wordsOf = (outcome: unknown): string =>
  JSON.stringify(outcome, (key, value: unknown) => {
    // What the client does to its own process is no answer of a node.
    if (key === 'uncaught') return undefined;
    // Nor are its words for the time that it waited.
    if (typeof value === 'string' && value.includes('Deadline exceeded')) return 'Deadline exceeded';
    return typeof value === 'string' ? value.replaceAll(/-[0-9a-f]{8}\b/g, '-X').replace(/^T[0-9a-f]{8}$/, 'T') : value;
  });

(isThere ? describe : describe.skip)('the node of the tests, held against what a real node answered', () => {
  it.each(['batch', 'plain'] as const)(
    'says the same, by %s append',
    async (mode) => {
      const recorded = JSON.parse(readFileSync(join(recordings, `real-${mode}.json`), 'utf8')) as Recording;
      const node = await startNode({ diskMs: 5 });
      const clients: EventStoreDBClient[] = [];
      const another = (setting: string): EventStoreDBClient => {
        const client = clientOf(node.port, mode, setting);
        clients.push(client);
        return client;
      };
      const answered: Record<string, string> = {};
      try {
        for (const [name, run] of operationsOf(new Board(another(''), SUFFIX, another))) {
          answered[name] = wordsOf(await outcomeOf(run));
        }
      } finally {
        await Promise.all(clients.map((client) => client.dispose()));
        node.kill();
      }
      const names = Object.keys(recorded).filter(isServed);
      expect(Object.keys(answered).sort()).toEqual([...names].sort());
      const differing = names.filter((name) => answered[name] !== wordsOf(recorded[name]));
      const listed = new Set(Object.keys(DIFFERS[mode]));
      const told = (name: string): string =>
        `${name}\n  real: ${wordsOf(recorded[name])}\n  ours: ${answered[name] ?? ''}`;
      expect(differing.filter((name) => !listed.has(name)).map(told)).toEqual([]);
      expect(differing.sort()).toEqual([...listed].sort());
    },
    300_000,
  );
});
