import { DomainError } from '#kernel';

import type { Envelope } from '../envelope.js';
import { Lanes } from './lanes.js';
import { type Patience, untilKnown } from './retrying.js';
import type { StreamAppended, StreamWrite } from './stream-store.js';
import { readEnvelope, type StoredEnvelope, storeId, storeName } from './stored-envelope.js';
import type { Wire, WireAppend } from './wire.js';

/** The bytes of event data that the store takes in one append, all its events together. */
export const MAXIMUM_APPEND = 1_048_576;

/** What appends need to know. */
export interface Appending {
  readonly patience: Patience;
  /** How many are under way at once. */
  readonly bound: number;
  readonly signal: AbortSignal;
  /** What stands in a stream, from a revision on. */
  readonly stored: (of: StreamWrite, from: number, count: number) => Promise<readonly StoredEnvelope[]>;
}

/** Appends to many streams at once, to each in the order in which they were asked for. */
export class Appends {
  private readonly lanes: Lanes;

  constructor(
    private readonly wire: Wire,
    private readonly appending: Appending,
  ) {
    this.lanes = new Lanes(appending.bound);
  }

  async append(write: StreamWrite): Promise<StreamAppended> {
    const envelopes = write.envelopes.map((bytes, at) => ours(bytes, write, at));
    const events = write.envelopes.map((bytes, at) => ({
      id: storeId(bytes),
      type: envelopes[at]?.type ?? '',
      data: Buffer.from(bytes, 'utf8'),
    }));
    assertSize(write, events);
    const stream = storeName(write.organisation, write.stream);
    const lane = write.inOrderOf === 'organisation' ? write.organisation : stream;
    const { expectedRevision } = write;
    return this.lanes.run(lane, () => this.settle(write, envelopes, { stream, expectedRevision, events }));
  }

  /** Resolves when nothing is under way. */
  idle(): Promise<void> {
    return this.lanes.idle();
  }

  private async settle(
    write: StreamWrite,
    envelopes: readonly Envelope[],
    append: WireAppend,
  ): Promise<StreamAppended> {
    const { patience, signal } = this.appending;
    const { stream, expectedRevision } = write;
    const answer = await untilKnown(patience, { signal, stream }, () => this.wire.append(append, patience.deadlineMs));
    if (!answer.isStored) return this.earlier(write, envelopes);
    // A stream that was deleted goes on at another revision, or says yes to ids that it had and stores nothing.
    const isInPlace = answer.revision === expectedRevision + append.events.length;
    if (!isInPlace || answer.position === undefined) throw new DomainError('STREAM_CUT_OFF', { stream });
    return { again: false, position: answer.position };
  }

  /** What stands where these events were to stand: those of an earlier try of the command, or another's. */
  private async earlier(write: StreamWrite, envelopes: readonly Envelope[]): Promise<StreamAppended> {
    const { stream, expectedRevision } = write;
    const events = await this.appending.stored(write, expectedRevision + 1, envelopes.length);
    const last = events.at(-1);
    if (last === undefined || events[0]?.envelope.id !== envelopes[0]?.id) {
      throw new DomainError('STREAM_MOVED_ON', { stream });
    }
    const isSame = envelopes.every((envelope, at) => saysTheSame(events[at]?.envelope, envelope));
    if (!isSame) throw new DomainError('COMMAND_DIFFERS', { stream });
    return { again: true, position: last.position, events };
  }
}

/** An envelope that may be appended: what else is asked for is a mistake of the caller. */
function ours(bytes: string, write: StreamWrite, at: number): Envelope {
  const envelope = readEnvelope(bytes);
  if (typeof envelope === 'string') throw new Error(`Not an envelope: ${envelope}`);
  const { organisation, stream, revision } = envelope;
  const isInPlace =
    organisation === write.organisation && stream === write.stream && revision === write.expectedRevision + 1 + at;
  if (!isInPlace) throw new Error('The envelope is of another place');
  return envelope;
}

function assertSize({ stream }: StreamWrite, events: WireAppend['events']): void {
  if (events.length === 0) throw new Error('Nothing to append');
  const size = events.reduce((sum, { data }) => sum + data.length, 0);
  if (size > MAXIMUM_APPEND) throw new DomainError('APPEND_TOO_LARGE', { stream, size, limit: MAXIMUM_APPEND });
}

/** Whether both say the same of the same; times and salts differ between two tries. */
const saysTheSame = (stored: Envelope | undefined, { id, type, data }: Envelope): boolean =>
  stored?.id === id && stored.type === type && JSON.stringify(stored.data) === JSON.stringify(data);
