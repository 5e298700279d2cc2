import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

import { DomainError } from '#kernel';

import type { Blobs } from './blobs/blobs.js';
import type { Keyring } from './keyring/keyring.js';
import { sealed, unsealed } from './sealing/sealing.js';

/** Bytes as they come by: a file, or what another file holds. They may be asked for more than once. */
export interface Original {
  bytes(): AsyncIterable<Uint8Array>;
}
/** What bytes are named, how many they are, and what they come to with a salt. */
export interface Received {
  /** `document-{id}` is the stream of whoever brings the same bytes. */
  readonly document: string;
  readonly size: number;
  /** Hex of SHA-256(salt ‖ bytes). */
  readonly digest: string;
  readonly salt: Uint8Array;
}

/** A file on the disk. */
export const fileOriginal = (path: string): Original => ({
  bytes: () => createReadStream(path, { highWaterMark: 1 << 18 }),
});

/** An organisation's originals, byte for byte as they were received (LKBR 3:12), sealed each under a key of its own. */
export class Vault {
  constructor(
    private readonly blobs: Blobs,
    private readonly keyring: Keyring,
  ) {}

  /** Reads the bytes once, and keeps nothing of them. */
  async receive(original: Original, salt: Uint8Array): Promise<Received> {
    const [name, digest] = [this.keyring.naming(), createHash('sha256').update(salt)];
    let size = 0;
    for await (const chunk of original.bytes()) {
      name.update(chunk);
      digest.update(chunk);
      size += chunk.length;
    }
    return { document: name.id(), size, digest: digest.digest('hex'), salt };
  }

  /**
   * Keeps the bytes durably before any event names them: key first, so that nothing lies there that cannot be opened. Refuses
   * with FILE_CHANGED where they are no longer those that were received, and with DISK_FULL.
   */
  async keep(original: Original, { document }: Pick<Received, 'document'>): Promise<void> {
    if (this.keyring.has(document) && (await this.blobs.has(document))) return;
    const key = await this.keyring.keyFor(document);
    await this.blobs.put(document, sealed(this.checked(original, document), { key, document }));
  }

  /**
   * The original, each chunk as soon as it is known to be whole. Throws DOCUMENT_KEY_MISSING, DOCUMENT_BYTES_MISSING and
   * DOCUMENT_DAMAGED.
   */
  async *read(document: string): AsyncGenerator<Uint8Array> {
    const key = await this.keyring.keyOf(document);
    yield* unsealed(this.blobs.read(document), { key, document });
  }

  /** The id of a text under the naming key, for persons and suppliers. */
  idOf(what: string, text: string): string {
    return this.keyring.idOf(what, text);
  }

  /** Whether there is a key that opens the document. */
  opens(document: string): boolean {
    return this.keyring.has(document);
  }

  /** Removes the bytes and then destroys the key, so that whoever finds a key left finishes it. A second time does nothing. */
  async destroy(document: string): Promise<void> {
    await this.blobs.remove(document);
    await this.keyring.destroy(document);
  }

  /** Copies the keys into a new folder: no backup has them. Refuses as `wholeFolder`. */
  copyKeys(out: string): Promise<void> {
    return this.keyring.copyTo(out);
  }

  close(): void {
    this.keyring.close();
  }

  private async *checked(original: Original, document: string): AsyncGenerator<Uint8Array> {
    const name = this.keyring.naming();
    for await (const chunk of original.bytes()) {
      name.update(chunk);
      yield chunk;
    }
    if (name.id() !== document) throw new DomainError('FILE_CHANGED');
  }
}
