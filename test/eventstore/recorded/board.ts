import { randomUUID } from 'node:crypto';

import {
  type AllStreamResolvedEvent,
  type AppendToStreamOptions,
  type EventData,
  type EventStoreDBClient,
  jsonEvent,
  type JSONEventData,
  type Position,
  type ReadAllOptions,
  type ReadStreamOptions,
  type ResolvedEvent,
} from '@eventstore/db-client';

/** One thing that is asked of a store, by the name under which its answer was recorded. */
export type Operation = readonly [name: string, run: () => Promise<unknown>];

/** The numbered event that most operations are about. */
export const event = (i: number | string, id: string = randomUUID(), type = 'CostPosted'): JSONEventData =>
  jsonEvent({ id, type, data: { i }, metadata: { c: 'x' } });
/** The numbers of events, as they were read. */
export const numbers = (read: readonly (ResolvedEvent | AllStreamResolvedEvent)[]): unknown[] =>
  read.map(({ event: one }) => (one?.data as { i?: unknown } | undefined)?.i);
/** What a position is like: the numbers themselves are of one store. */
export const shapeOf = (position: Position | undefined): string => {
  if (position === undefined) return 'undefined';
  return position.commit === position.prepare ? 'commit==prepare' : 'commit!=prepare';
};

/** Where a list of operations is carried out: a client, and names that nobody has used. */
export class Board {
  constructor(
    readonly client: EventStoreDBClient,
    readonly suffix: string,
    /** One more client of the same kind, with a setting. */
    readonly another: (setting: string) => EventStoreDBClient,
  ) {}

  name(stream: string): string {
    return `${stream}-${this.suffix}`;
  }

  async append(stream: string, events: EventData[], options?: AppendToStreamOptions) {
    const appended = await this.client.appendToStream(this.name(stream), events, options);
    return { success: appended.success, next: appended.nextExpectedRevision, pos: shapeOf(appended.position) };
  }

  async read(stream: string, options?: ReadStreamOptions): Promise<ResolvedEvent[]> {
    const read: ResolvedEvent[] = [];
    for await (const each of this.client.readStream(this.name(stream), options)) read.push(each);
    return read;
  }

  async all(options?: ReadAllOptions): Promise<AllStreamResolvedEvent[]> {
    const read: AllStreamResolvedEvent[] = [];
    for await (const each of this.client.readAll(options)) read.push(each);
    return read;
  }

  /** Of the whole log, what stands in one of this list's streams. */
  async of(stream: string): Promise<AllStreamResolvedEvent[]> {
    return (await this.all()).filter((each) => each.event?.streamId === this.name(stream));
  }
}

/** How long a node may take to answer before the operation is given up. */
const PATIENCE_MS = 60_000;

/** What became of an operation, in the words in which answers were recorded. */
export async function outcomeOf(run: () => Promise<unknown>): Promise<unknown> {
  let late: NodeJS.Timeout | undefined;
  const hang = new Promise((_, reject) => {
    late = setTimeout(() => {
      reject(new Error('Not answered in time'));
    }, PATIENCE_MS);
  });
  try {
    return { ok: plain(await Promise.race([run(), hang])) };
  } catch (error) {
    return { err: faultIn(error as Error) };
  } finally {
    clearTimeout(late);
  }
}

const TOLD = ['streamName', 'expectedVersion', 'actualVersion', 'maxAppendSize', 'groupName', 'reason', 'feature'];

function faultIn(error: Error & { type?: unknown; code?: unknown }): Readonly<Record<string, unknown>> {
  const told = TOLD.filter((key) => key in error).map(
    (key) => [key, plain(Reflect.get(error, key) as unknown)] as const,
  );
  return {
    type: error.type,
    code: error.code,
    cls: error.constructor.name,
    message: (plain(error.message) as string).slice(0, 180),
    ...Object.fromEntries(told),
  };
}

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

/** A value as JSON can hold it, without what differs between two runs. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return `${value}n`;
  if (value instanceof Date) return 'Date';
  if (value instanceof Uint8Array) return `bytes:${Buffer.from(value).toString('hex').slice(0, 40)}`;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'string') return value.replace(ID, '<uuid>').replaceAll(/127\.0\.0\.1:\d+/g, '<addr>');
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]));
}
