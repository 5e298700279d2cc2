import { afterEach } from '@jest/globals';

import { EventStore, type OpenEventStore, storeId } from '#event-log';

import { type Node, type NodeOptions, startNode } from './node/node.js';
import { type Relay, startRelay } from './node/relay.js';

/** A store of the outside world, by its connection string; the tests' own node where none is named. */
const REAL = process.env['BIDRAGSBOK_TEST_EVENTSTORE'];
/** Which server these tests speak to. */
export const SERVER = REAL === undefined ? 'the node of the tests' : 'a real node, BIDRAGSBOK_TEST_EVENTSTORE';
process.stdout.write(`EventStoreDB: ${SERVER}\n`);

/** What runs after a test, last made first. */
const undo: (() => Promise<void> | void)[] = [];
/** Lets go of something when the test is over. */
export const afterwards = (work: () => Promise<void> | void): void => void undo.push(work);
afterEach(async () => {
  for (const work of undo.splice(0).reverse()) await work();
});

/** A node of the tests' own, for what no node of the outside world can be told to do. */
export async function ownNode(options?: NodeOptions): Promise<Node> {
  const node = await startNode(options);
  afterwards(() => {
    node.kill();
  });
  return node;
}

/** A store to speak to, and a way to it that can break. */
export interface Place {
  readonly relay: Relay;
  /** The connection string that leads through the relay. */
  readonly address: string;
  /** The tests' own node, where it is that. */
  readonly node: Node | undefined;
  /** The connection string of one more way, which does not break with the first. */
  another(): Promise<string>;
}

/** A place with a node of the tests' own, whatever else is named. */
export async function ownPlace(options?: NodeOptions): Promise<Place & { readonly node: Node }> {
  const node = await ownNode(options);
  return { ...(await waysTo('127.0.0.1', node.port, 'tls=false')), node };
}

/** The store that the tests are about: a real one where one is named. */
export async function place(options?: NodeOptions): Promise<Place> {
  if (REAL === undefined) return ownPlace(options);
  const [, host = '', port = '2113', settings = ''] = /^\w+:\/\/([^@/?:,]+)(?::(\d+))?\/?\?(.*)$/.exec(REAL) ?? [];
  if (host === '' || !/(^|&)tls=false(&|$)/.test(settings)) {
    throw new Error('BIDRAGSBOK_TEST_EVENTSTORE must name one insecure node: esdb://host:2113?tls=false');
  }
  return { ...(await waysTo(host, Number(port), settings)), node: undefined };
}

async function waysTo(host: string, port: number, settings: string): Promise<Omit<Place, 'node'>> {
  const way = () => relayTo(host, port, settings);
  return { ...(await way()), another: async () => (await way()).address };
}

async function relayTo(host: string, port: number, settings: string): Promise<Pick<Place, 'relay' | 'address'>> {
  const relay = await startRelay(port, host);
  afterwards(() => relay.close());
  return { relay, address: `esdb://127.0.0.1:${relay.port}?${settings}` };
}

/** Starts the tests' own node anew on what it keeps; a real one is left running behind connections that are gone. */
export function restarting({ node }: Place): { restart?: () => Promise<number> } {
  if (node === undefined) return {};
  let running: Node = node;
  const restart = async (): Promise<number> => {
    running.kill();
    const next = await startNode({ store: running.store });
    running = next;
    afterwards(() => {
      next.kill();
    });
    return next.port;
  };
  return { restart };
}

/** A store opened as a product does, with less patience. */
export async function open(address: string, options: Partial<OpenEventStore> = {}): Promise<EventStore> {
  const store = await EventStore.open({ address, deadlineMs: 2000, patienceMs: 20_000, ...options });
  afterwards(() => store.close());
  return store;
}

let organisations = Date.now() % 1_000_000;
/** An organisation that no other test writes for, nor did when the tests ran before. */
export const anOrganisation = (): string =>
  `99${String(process.pid % 100).padStart(2, '0')}${String((organisations = (organisations + 1) % 1_000_000)).padStart(6, '0')}`;

/** The same where the number must have its check digit (lag 1974:174), by Luhn's rule. */
export function anOrganisationNumber(): string {
  const digits = `262${String((process.pid + (organisations += 1)) % 1_000_000).padStart(6, '0')}`;
  const sum = Array.from(digits).reduce((total, digit, at) => {
    const weighed = Number(digit) * (at % 2 === 0 ? 2 : 1);
    return total + (weighed > 9 ? weighed - 9 : weighed);
  }, 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

/** A place in a stream, and what is said there. */
export interface Said {
  readonly organisation: string;
  readonly stream?: string;
  readonly revision?: number;
  readonly command?: string;
  readonly data?: unknown;
  readonly recordedAt?: string;
}

/** The bytes of an event, in the design's order of keys. */
export function envelope(said: Said): string {
  const { organisation, stream = 'a', revision = 0, command = 'one', data = revision } = said;
  return JSON.stringify({
    v: 1,
    organisation,
    stream,
    revision,
    id: storeId(`${command}\n${stream}\n${revision}`),
    type: 'Noted',
    version: 1,
    recordedAt: said.recordedAt ?? '2026-03-01T12:00:00.000Z',
    actor: { subject: 'person-kim', role: 'accountant' },
    commandId: command,
    causationId: command,
    correlationId: command,
    data,
  });
}

/** Events for the end of one stream, one for each thing that is said. */
export function write(said: Said & { readonly expected?: number }, ...data: readonly unknown[]) {
  const { organisation, stream = 'a', expected = -1 } = said;
  const envelopes = (data.length === 0 ? [0] : data).map((each, at) =>
    envelope({ ...said, stream, revision: expected + 1 + at, data: each }),
  );
  return { organisation, stream, expectedRevision: expected, envelopes };
}
