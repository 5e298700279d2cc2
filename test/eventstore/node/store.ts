import { randomUUID } from 'node:crypto';

/** An event that somebody wants to have stored. */
export interface Proposed {
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Buffer;
  readonly metadata: Buffer;
}

/** An event as the node keeps it; `position` is the byte of the log where it begins. */
export interface Stored extends Proposed {
  readonly stream: string;
  readonly revision: bigint;
  readonly position: number;
  readonly createdMs: number;
}

/** What a stream must stand at: its last revision, -1 for no stream. */
export type Expected = 'any' | 'exists' | number;

/** What became of an append: `position` is absent where ids were known of a stream that has been deleted. */
export type Appended =
  | { readonly kind: 'stored'; readonly revision: number; readonly position: number | undefined }
  | { readonly kind: 'wrong-revision'; readonly revision: number }
  | { readonly kind: 'deleted' };

interface Stream {
  readonly events: Stored[];
  tombstone?: Stored;
  isDeleted: boolean;
}

/** The last revision that there can be: that of a tombstone. */
const LAST = 9223372036854775807n;
/** What a soft delete writes: everything before the end of time is truncated. */
const TRUNCATED = `{"$tb":${String(LAST)}}`;
/** Ids are remembered in memory: a real node has known one after 20,000 later events and forgotten it after 100,000. */
const REMEMBERED = 50_000;

/** What a node keeps on its disk, and the ids that it remembers while it runs. */
export class Store {
  readonly log: Stored[] = [];
  private readonly streams = new Map<string, Stream>();
  private readonly remembered = new Map<string, Stored>();
  private readonly watchers = new Set<() => void>();

  constructor() {
    this.writeMetadata('$scavenges', '{"$maxAge":2592000}');
    this.writeMetadata('$scavenges', '{"$maxAge":2592000,"$acl":{"$r":"$ops"}}');
  }

  /** A node that starts again knows what is on its disk and nothing else. */
  forgetIds(): void {
    this.remembered.clear();
  }

  /** Calls back after each change, until the answer is called. */
  watch(watcher: () => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  /** Where the next event will begin. */
  get end(): number {
    const last = this.log.at(-1);
    return last === undefined ? 0 : last.position + sizeOf(last);
  }

  has(stream: string): boolean {
    return this.revisionOf(stream) >= 0;
  }

  tombstoneOf(stream: string): Stored | undefined {
    return this.streams.get(stream)?.tombstone;
  }

  isSoftDeleted(stream: string): boolean {
    return this.streams.get(stream)?.isDeleted === true;
  }

  /** The JSON that says how a stream is kept and who may touch it; empty where nobody has said. */
  metadataOf(stream: string): Record<string, unknown> {
    const text = this.streams.get(`$$${stream}`)?.events.at(-1)?.data.toString();
    return text === undefined ? {} : (JSON.parse(text) as Record<string, unknown>);
  }

  /** The JSON of the last event of a stream, such as `$settings`. */
  lastOf(stream: string): unknown {
    const text = this.streams.get(stream)?.events.at(-1)?.data.toString();
    return text === undefined ? undefined : JSON.parse(text);
  }

  /** What a read of the stream may see, oldest first: `$all` keeps the rest. */
  visible(stream: string): readonly Stored[] {
    const { events } = this.streams.get(stream) ?? { events: [] };
    if (stream.startsWith('$$')) return events.slice(-1);
    const { $tb = 0, $maxCount = Infinity, $maxAge = Infinity } = this.metadataOf(stream) as Record<string, number>;
    const first = Math.max($tb, events.length - $maxCount);
    const now = Date.now();
    return events.slice(Math.max(0, first)).filter(({ createdMs }) => now - createdMs <= $maxAge * 1000);
  }

  append(name: string, expected: Expected, events: readonly Proposed[]): Appended {
    const refused = this.refusalOf(name, expected);
    if (refused !== undefined) return refused;
    if (events.length === 0) return this.nothing(name, expected);
    const known = this.known(name, expected, events);
    if (known !== undefined) return known;
    const revision = this.revisionOf(name);
    if (!this.isOpen(name, expected)) return { kind: 'wrong-revision', revision };
    if (this.isSoftDeleted(name)) this.writeMetadata(name, `{"$tb":${revision + 1}}`);
    const last = this.write(name, events);
    this.wake();
    return { kind: 'stored', revision: Number(last.revision), position: last.position };
  }

  delete(name: string, expected: Expected, isHard: boolean): Appended {
    const stream = this.streams.get(name);
    const revision = this.revisionOf(name);
    if (stream?.tombstone !== undefined) return { kind: 'deleted' };
    if (!mayDelete({ revision, expected, isHard })) return { kind: 'wrong-revision', revision };
    if (isHard) this.bury(name);
    else if (stream?.isDeleted !== true) this.writeMetadata(name, TRUNCATED);
    this.wake();
    return { kind: 'stored', revision, position: this.log.at(-1)?.position };
  }

  private revisionOf(name: string): number {
    return (this.streams.get(name)?.events.length ?? 0) - 1;
  }

  /** What is refused whatever the events are. */
  private refusalOf(name: string, expected: Expected): Appended | undefined {
    if (this.tombstoneOf(name) !== undefined) return { kind: 'deleted' };
    if (expected !== 'exists') return undefined;
    if (!this.has(name)) return { kind: 'wrong-revision', revision: -1 };
    return this.isSoftDeleted(name) ? { kind: 'deleted' } : undefined;
  }

  private isOpen(name: string, expected: Expected): boolean {
    if (typeof expected !== 'number' || expected === this.revisionOf(name)) return true;
    return expected === -1 && this.isSoftDeleted(name);
  }

  private nothing(name: string, expected: Expected): Appended {
    const revision = this.revisionOf(name);
    if (typeof expected === 'number' && expected !== revision) return { kind: 'wrong-revision', revision };
    return { kind: 'stored', revision, position: this.end };
  }

  private known(name: string, expected: Expected, events: readonly Proposed[]): Appended | undefined {
    return typeof expected === 'number' ? this.found(name, expected, events) : this.rememberedOf(name, events);
  }

  /** With an exact revision the stream itself is looked at: the ids that follow the revision are the same, or they are not. */
  private found(name: string, expected: number, events: readonly Proposed[]): Appended | undefined {
    const stream = this.streams.get(name);
    if (stream === undefined || expected >= stream.events.length - 1) return undefined;
    const there = stream.events.slice(expected + 1, expected + 1 + events.length);
    const last = there.at(-1);
    if (last === undefined || !events.every(({ id }, at) => there[at]?.id === id)) return undefined;
    return this.again(stream, last);
  }

  /** Without one only memory is looked at, and the first id decides. */
  private rememberedOf(name: string, events: readonly Proposed[]): Appended | undefined {
    const known = events.flatMap(({ id }) => {
      const event = this.remembered.get(id);
      return event?.stream === name ? [event] : [];
    });
    const [first] = known;
    const last = known.at(-1);
    if (first === undefined || last === undefined || first.id !== events[0]?.id) return undefined;
    if (known.length < events.length) return { kind: 'wrong-revision', revision: this.revisionOf(name) };
    return this.again(this.streams.get(name), last);
  }

  private again(stream: Stream | undefined, last: Stored): Appended {
    const position = stream?.isDeleted === true ? undefined : last.position;
    return { kind: 'stored', revision: Number(last.revision), position };
  }

  private bury(name: string): void {
    const buried = { type: '$streamDeleted', contentType: 'application/octet-stream', data: Buffer.alloc(0) };
    const [tombstone] = this.place(name, [{ id: randomUUID(), metadata: Buffer.alloc(0), ...buried }], LAST);
    this.streamOf(name).tombstone = tombstone as Stored;
  }

  private writeMetadata(name: string, json: string): void {
    const event = { type: '$metadata', contentType: 'application/json', data: Buffer.from(json) };
    this.write(`$$${name}`, [{ id: randomUUID(), metadata: Buffer.alloc(0), ...event }]);
  }

  private write(name: string, events: readonly Proposed[]): Stored {
    const stream = this.streamOf(name);
    const placed = this.place(name, events, BigInt(stream.events.length));
    for (const event of placed) stream.events.push(event);
    if (name.startsWith('$$')) this.streamOf(name.slice(2)).isDeleted = placed.at(-1)?.data.toString() === TRUNCATED;
    return placed.at(-1) as Stored;
  }

  private place(stream: string, events: readonly Proposed[], first: bigint): Stored[] {
    return events.map((event, at) => {
      const place = { stream, revision: first + BigInt(at), position: this.end, createdMs: Date.now() };
      const stored: Stored = { ...event, ...place };
      this.log.push(stored);
      this.remembered.set(event.id, stored);
      const [oldest = ''] = this.remembered.keys();
      if (this.remembered.size > REMEMBERED) this.remembered.delete(oldest);
      return stored;
    });
  }

  private streamOf(name: string): Stream {
    const stream = this.streams.get(name) ?? { events: [], isDeleted: false };
    this.streams.set(name, stream);
    return stream;
  }

  private wake(): void {
    for (const watcher of [...this.watchers]) watcher();
  }
}

function mayDelete(asked: { revision: number; expected: Expected; isHard: boolean }): boolean {
  const { revision, expected, isHard } = asked;
  if (expected === 'any') return isHard || revision >= 0;
  return expected === revision && (revision >= 0 || isHard);
}

const sizeOf = ({ stream, type, data, metadata }: Stored): number =>
  90 + 2 * stream.length + type.length + data.length + metadata.length;
