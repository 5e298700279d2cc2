import { DomainError } from '#kernel';
import { hexOf, leafHash } from '#transparency';
import { z } from 'zod';

import { type Envelope, uuidOf } from '../envelope.js';
import type { StorePosition } from './store-position.js';

/** An event of ours as the store gives it back: the very bytes that were hashed when it was appended. */
export interface StoredEnvelope {
  /** Ten digits. */
  readonly organisation: string;
  /** The stream's name in the log, without the organisation. */
  readonly stream: string;
  readonly revision: number;
  readonly bytes: string;
  readonly envelope: Envelope;
  /** The leaf hash of the bytes, in lower-case hex. */
  readonly leaf: string;
  readonly position: StorePosition;
}

/** What is wrong with an event that stands in one of our streams and is not ours. */
export type Foreignness =
  'not-json' | 'not-a-fixed-point' | 'not-an-envelope' | 'another-place' | 'another-id' | 'stream-deleted';

/** An event in one of our streams that the ledger has not written: whoever follows must stop at it, and say so. */
export interface ForeignEvent {
  readonly organisation: string;
  readonly stream: string;
  readonly revision: number;
  readonly foreign: Foreignness;
  readonly position: StorePosition;
}

export type StoredItem = StoredEnvelope | ForeignEvent;

export const isForeign = (item: StoredItem): item is ForeignEvent => 'foreign' in item;

/** An event as it comes over the wire. */
export interface WireEvent {
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly isJson: boolean;
  readonly data: Uint8Array;
  readonly position: StorePosition;
}

const text = z.string();
const envelopeSchema = z.strictObject({
  v: z.literal(1),
  organisation: text.regex(/^\d{10}$/),
  stream: text.min(1),
  revision: z.int().min(0),
  id: text,
  type: text.min(1),
  version: z.int().min(1),
  occurredOn: text.optional(),
  recordedAt: text,
  actor: z.strictObject({ subject: text, role: text }),
  commandId: text,
  causationId: text,
  correlationId: text,
  data: z.unknown(),
  privateDigest: text.optional(),
});
const ORDER = Object.keys(envelopeSchema.shape);

/** What makes a name in the store out of a stream's: one store holds the logs of many. */
export const storeName = (organisation: string, stream: string): string => `${organisation}-${stream}`;
/** Streams of ours, by their names in the store. */
export const OURS = '^[0-9]{10}-';
const NAME = /^(\d{10})-(.+)$/s;

/**
 * The store's own id of an event: a UUIDv8 of its bytes. The store takes the same ids at the same revision for the same
 * append and does not look at the bytes, so ids that say which bytes they are of make that true
 * (docs/adr/0019-eventstoredb-holds-streams-not-the-log.md).
 */
export const storeId = (bytes: string): string => uuidOf(leafOf(bytes));
const leafOf = (bytes: string): string => hexOf(leafHash(bytes));

/** An envelope out of its bytes, or what is wrong with them. */
export function readEnvelope(bytes: string): Envelope | Foreignness {
  let value: unknown;
  try {
    value = JSON.parse(bytes);
  } catch {
    return 'not-json';
  }
  // A reader that parses and writes again must come to the same bytes, or the leaf of the event would not be theirs.
  if (JSON.stringify(value) !== bytes) return 'not-a-fixed-point';
  const parsed = envelopeSchema.safeParse(value);
  return parsed.success && isInOrder(value as Envelope) ? (value as Envelope) : 'not-an-envelope';
}

function isInOrder(envelope: Envelope): boolean {
  const places = Object.keys(envelope).map((key) => ORDER.indexOf(key));
  const isRising = places.every((place, at) => at === 0 || place > (places[at - 1] ?? -1));
  return isRising && 'data' in envelope && Object.keys(envelope.actor)[0] === 'subject';
}

/** What an event of the store is to the ledger; undefined where its stream is none of ours. */
export function readItem(event: WireEvent): StoredItem | undefined {
  const [, organisation, stream] = NAME.exec(event.stream) ?? [];
  if (organisation === undefined || stream === undefined) return undefined;
  const place = { organisation, stream, revision: event.revision, position: event.position };
  const { buffer, byteOffset, byteLength } = event.data;
  const bytes = Buffer.from(buffer, byteOffset, byteLength).toString('utf8');
  const envelope = contentOf(event, bytes);
  if (typeof envelope === 'string') return { ...place, foreign: envelope };
  if (!isOf(envelope, { ...place, type: event.type })) return { ...place, foreign: 'another-place' };
  const leaf = leafOf(bytes);
  return event.id === uuidOf(leaf) ? { ...place, bytes, envelope, leaf } : { ...place, foreign: 'another-id' };
}

function contentOf({ type, isJson }: WireEvent, bytes: string): Envelope | Foreignness {
  if (type === '$streamDeleted') return 'stream-deleted';
  return isJson ? readEnvelope(bytes) : 'not-json';
}

/** Whether an envelope says that it stands where it does. */
const isOf = (envelope: Envelope, at: Pick<Envelope, 'organisation' | 'stream' | 'revision' | 'type'>): boolean =>
  (['organisation', 'stream', 'revision', 'type'] as const).every((key) => envelope[key] === at[key]);

/** Why an event is foreign, as a person reads it. */
export const FOREIGN_IN_SWEDISH: Readonly<Record<Foreignness, string>> = {
  'not-json': 'innehållet är inte JSON',
  'not-a-fixed-point': 'dess JSON är skriven på ett annat sätt än liggarens',
  'not-an-envelope': 'innehållet är inte en händelse i liggaren',
  'another-place': 'den säger sig stå på en annan plats',
  'another-id': 'dess id hör inte till innehållet',
  'stream-deleted': 'strömmen är borttagen',
};

/** The refusal of a stream with a foreign event in it. */
export const foreignRefusal = ({ stream, revision, foreign }: ForeignEvent): DomainError =>
  new DomainError('EVENT_FOREIGN', { stream, revision, reason: FOREIGN_IN_SWEDISH[foreign] });
