import { DomainError } from '#kernel';

import { readySodium, type Sodium } from './sodium.js';

/** What a sealed file begins with: which way it was sealed. */
const MARK = Buffer.from('BIDRBOK1');
/** Bytes of a document that are sealed together: what must lie in memory, and what a reader knows to be whole. */
const CHUNK = 1 << 16;

/** A key that nobody can guess, for one document. */
export async function newSealingKey(): Promise<Uint8Array> {
  const sodium = await readySodium();
  return sodium.crypto_secretstream_xchacha20poly1305_keygen();
}

/**
 * Seals a document's bytes under a key of its own (libsodium secretstream, XChaCha20-Poly1305): chunks that can be read in
 * their order alone, each bound to the document's id, the last one marked. What is cut off, swapped or altered is found.
 */
export async function* sealed(
  bytes: AsyncIterable<Uint8Array>,
  { key, document }: SealingOf,
): AsyncGenerator<Uint8Array> {
  const sodium = await readySodium();
  const { state, header } = sodium.crypto_secretstream_xchacha20poly1305_init_push(key);
  yield MARK;
  yield header;
  const bound = Buffer.from(document);
  const push = (chunk: Uint8Array, tag: number): Uint8Array =>
    sodium.crypto_secretstream_xchacha20poly1305_push(state, chunk, bound, tag);
  let waiting: Uint8Array | null = null;
  for await (const chunk of chunksOf(bytes, CHUNK)) {
    if (waiting !== null) yield push(waiting, sodium.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
    waiting = chunk;
  }
  yield push(waiting ?? new Uint8Array(), sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL);
}

/** Whose bytes they are, and under which key. */
export interface SealingOf {
  readonly key: Uint8Array;
  readonly document: string;
}

/** The document's bytes again, each chunk as soon as it is known to be whole. Throws DOCUMENT_DAMAGED where one is not. */
export async function* unsealed(
  bytes: AsyncIterable<Uint8Array>,
  { key, document }: SealingOf,
): AsyncGenerator<Uint8Array> {
  const sodium = await readySodium();
  const bound = Buffer.from(document);
  const headBytes = MARK.length + sodium.crypto_secretstream_xchacha20poly1305_HEADERBYTES;
  const source = regrouped(bytes);
  const head = await source(headBytes);
  const isOurs = head.length === headBytes && MARK.equals(head.subarray(0, MARK.length));
  if (!isOurs) throw new DomainError('DOCUMENT_DAMAGED', { document });
  const state = sodium.crypto_secretstream_xchacha20poly1305_init_pull(head.subarray(MARK.length), key);
  const whole = CHUNK + sodium.crypto_secretstream_xchacha20poly1305_ABYTES;
  for (let isLast = false; !isLast;) {
    const pulled = pull(sodium, { state, chunk: await source(whole), bound });
    if (pulled === null) throw new DomainError('DOCUMENT_DAMAGED', { document });
    isLast = pulled.tag === sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL;
    if (pulled.message.length > 0) yield pulled.message;
  }
  if ((await source(1)).length > 0) throw new DomainError('DOCUMENT_DAMAGED', { document });
}

type State = ReturnType<Sodium['crypto_secretstream_xchacha20poly1305_init_pull']>;

interface Pulling {
  readonly state: State;
  readonly chunk: Uint8Array;
  readonly bound: Uint8Array;
}
function pull(sodium: Sodium, { state, chunk, bound }: Pulling) {
  if (chunk.length < sodium.crypto_secretstream_xchacha20poly1305_ABYTES) return null;
  const pulled = sodium.crypto_secretstream_xchacha20poly1305_pull(state, chunk, bound);
  return pulled === false ? null : pulled;
}

/** The same bytes in chunks of one size, the last one shorter; none where there are no bytes. */
async function* chunksOf(bytes: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Uint8Array> {
  const source = regrouped(bytes);
  for (;;) {
    const chunk = await source(size);
    if (chunk.length > 0) yield chunk;
    if (chunk.length < size) return;
  }
}

/** Gives the next so many bytes; fewer at the end alone. */
function regrouped(bytes: AsyncIterable<Uint8Array>): (size: number) => Promise<Buffer> {
  const source = bytes[Symbol.asyncIterator]();
  let held: Uint8Array[] = [];
  let length = 0;
  return async (size) => {
    while (length < size) {
      const next = await source.next();
      if (next.done === true) break;
      held.push(next.value);
      length += next.value.length;
    }
    const [first] = held;
    const together = first !== undefined && held.length === 1 ? viewOf(first) : Buffer.concat(held);
    const taken = Math.min(size, length);
    const rest = together.subarray(taken);
    [held, length] = [rest.length > 0 ? [rest] : [], rest.length];
    return together.subarray(0, taken);
  };
}

/** The same memory: a document that comes in one piece would else be copied anew for each chunk that is taken off it. */
const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer => Buffer.from(buffer, byteOffset, byteLength);
