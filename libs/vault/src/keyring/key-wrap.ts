import { readySodium } from '../sealing/sodium.js';

/** A document's key under the master key (libsodium secretbox, XSalsa20-Poly1305): nonce, then what was wrapped. */
export async function wrapped(key: Uint8Array, master: Uint8Array): Promise<Buffer> {
  const sodium = await readySodium();
  const nonce = sodium.randombytes_buf(sodium.crypto_secretbox_NONCEBYTES);
  return Buffer.concat([nonce, sodium.crypto_secretbox_easy(key, nonce, master)]);
}

/** The key again; null where the master key is another, or the bytes are not what they were. */
export async function unwrapped(bytes: Uint8Array, master: Uint8Array): Promise<Uint8Array | null> {
  const sodium = await readySodium();
  const nonce = bytes.subarray(0, sodium.crypto_secretbox_NONCEBYTES);
  try {
    return sodium.crypto_secretbox_open_easy(bytes.subarray(nonce.length), nonce, master);
  } catch {
    return null;
  }
}
