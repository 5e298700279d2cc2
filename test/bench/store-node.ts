import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { EventStore, storeId, type StreamWrite } from '#event-log';
import { Bidragsbok } from '#intake';

import { startNode } from '../eventstore/node/node.js';
import { Store } from '../eventstore/node/store.js';
import { ORGANISATION, type Told } from './scene.js';

/** What a real node's disk took over one append: it did 304 of them in a second, one after the other. */
const DISK_MS = 3;
const AT_ONCE = 500;

/** Serves the tests' own node until its parent is gone: empty, or with a log's events in it. */
export async function serveNode(data: string): Promise<Told> {
  const store = new Store();
  if (data !== '') await fill(store, data);
  const node = await startNode({ store, diskMs: DISK_MS });
  process.send?.(node.port);
  await once(process, 'disconnect');
  node.kill();
  process.exit(0);
}

/** The events of a log in a store, as if they had been appended one by one. */
async function fill(store: Store, data: string): Promise<void> {
  const book = await Bidragsbok.open({ data });
  for (let after = 0; ;) {
    const stored = await book.log.readStored(after, AT_ONCE);
    for (const { stream, revision, bytes } of stored) {
      if (bytes === null) continue;
      const { type } = JSON.parse(bytes) as { readonly type: string };
      const event = { id: storeId(bytes), type, contentType: 'application/json', data: Buffer.from(bytes) };
      store.append(`${ORGANISATION}-${stream}`, revision - 1, [{ ...event, metadata: Buffer.alloc(0) }]);
    }
    const last = stored.at(-1);
    if (last === undefined) break;
    after = last.position;
  }
  await book.close();
}

/** Work against the tests' own node, which is a process of its own; with a log's events in it where a data folder is named. */
export async function withNode<Result>(data: string, work: (address: string) => Promise<Result>): Promise<Result> {
  const main = fileURLToPath(new URL('bench.js', import.meta.url));
  const node = fork(main, ['--task', 'serve-node', data, ''], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  try {
    const [port] = (await once(node, 'message')) as [number];
    return await work(`esdb://127.0.0.1:${port}?tls=false`);
  } finally {
    node.disconnect();
    await once(node, 'exit');
  }
}

const LINES = [
  { ordinal: 1, account: '6421', amount: '81234.50', objects: { '1': '31007', '6': '28101' } },
  { ordinal: 2, account: '1631', amount: '20308.63', objects: {} },
  { ordinal: 3, account: '2511', amount: '-101543.13', objects: {} },
];

/** A voucher of three lines, in a stream of its own, as an import appends it. */
function voucher(number: number): StreamWrite {
  const stream = `voucher-bench-LR-${number}`;
  const command = `import-bench-${number}`;
  const envelope = {
    ...{ v: 1, organisation: ORGANISATION, stream, revision: 0, id: storeId(stream), type: 'VoucherRecorded' },
    ...{ version: 1, recordedAt: '2027-01-15T12:00:00.000Z', actor: { subject: 'system:bench', role: 'operator' } },
    ...{ commandId: command, causationId: command, correlationId: 'import-bench' },
    data: { book: 'bench', series: 'LR', number: String(number), date: '2026-03-31', lines: LINES },
  };
  return { organisation: ORGANISATION, stream, expectedRevision: -1, envelopes: [JSON.stringify(envelope)] };
}

const WARM_UP = 300;

/** So many appends to as many streams, with no more than a bound of them under way: how many in a second. */
export function appends(bound: number, count: number): Promise<Told> {
  return withNode('', async (address) => {
    const store = await EventStore.open({ address, bound });
    const append = (first: number, many: number) =>
      Promise.all(Array.from({ length: many }, (_, at) => store.append(voucher(first + at))));
    await append(0, WARM_UP);
    const [began, since] = [performance.now(), process.cpuUsage()];
    await append(WARM_UP, count);
    const { user, system } = process.cpuUsage(since);
    const seconds = (performance.now() - began) / 1000;
    await store.close();
    return { rate: count / seconds, microseconds: (user + system) / count };
  });
}
