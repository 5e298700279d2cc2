import { hash } from 'node:crypto';

import type { RecordedEvent } from './event-log.js';
import { SALT_BYTES } from './salt.js';

/** An event as it is hashed: JSON.stringify of these keys in this order, written once and kept for ever. */
export interface Envelope extends Omit<
  RecordedEvent,
  'position' | 'private' | 'again' | 'occurredOn' | 'privateDigest'
> {
  readonly v: 1;
  readonly occurredOn: string | undefined;
  readonly privateDigest: string | undefined;
}

/**
 * UUIDv8 of a command's event in a stream. Its ordinal in the stream is its revision, so that a command may write to one
 * stream twice, a retry makes the same ids, and anyone can compute the id from the event alone.
 */
export function eventId(commandId: string, stream: string, revision: number): string {
  return uuidOf(hash('sha256', `${commandId}\n${stream}\n${revision}`, 'hex'));
}

/** The UUIDv8 that a SHA-256 in hex begins (RFC 9562, 5.8). */
export function uuidOf(hex: string): string {
  const variant = '89ab'[hex.charCodeAt(16) & 3] ?? '';
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** A private part as it is stored: 64 hexadecimal digits of salt and then the JSON, one value, so that they go together. */
export interface Sealed {
  readonly text: string;
  /** Lower-case hex of SHA-256(salt ‖ JSON), which stands in the envelope. */
  readonly digest: string;
}

const SALT_DIGITS = SALT_BYTES * 2;
let scratch = Buffer.alloc(16_384);

/** Binds a private part to its event without giving away what it says. */
export function sealPrivate(part: unknown, salt: Uint8Array): Sealed {
  if (salt.length !== SALT_BYTES) throw new Error(`A salt has ${SALT_BYTES} bytes`);
  const json = JSON.stringify(part);
  // A UTF-16 unit becomes three bytes at most.
  if (scratch.length < SALT_BYTES + json.length * 3) scratch = Buffer.alloc(SALT_BYTES + json.length * 3);
  scratch.set(salt);
  const end = SALT_BYTES + scratch.write(json, SALT_BYTES);
  return {
    text: scratch.toString('hex', 0, SALT_BYTES) + json,
    digest: hash('sha256', scratch.subarray(0, end), 'hex'),
  };
}

/** The private part out of its stored text. */
const openPrivate = (text: string): unknown => JSON.parse(text.slice(SALT_DIGITS));

type Stored = { -readonly [Key in keyof RecordedEvent]: RecordedEvent[Key] } & { privateDigest?: string };

/** An event out of what is stored of it: its place in the log, its bytes, and its private part where that is still there. */
export function recorded(position: number, bytes: string, sealed: string | null): RecordedEvent {
  const event = JSON.parse(bytes) as Stored;
  event.position = position; // after the parse: the index is never in the bytes
  if (sealed !== null) event.private = openPrivate(sealed);
  else if (event.privateDigest !== undefined) event.private = null;
  return event;
}
