import { createPrivateKey, generateKeyPairSync, hash, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { platform } from 'node:process';

import { DomainError } from '#kernel';
import { makeFolder, syncToDisk } from '#sqlite';

/** What stands before the 32 secret bytes of an Ed25519 key in DER (RFC 8410). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const OTHERS = 0o077;

/** A signing key that nobody can guess. */
export const newKey = (): KeyObject => generateKeyPairSync('ed25519').privateKey;

/**
 * A signing key that follows from a seed, so that a demo signs the same bytes every time. Whoever knows the seed can sign:
 * for invented organisations only.
 */
export const seededKey = (seed: string): KeyObject =>
  createPrivateKey({ key: Buffer.concat([PKCS8, hash('sha256', seed, 'buffer')]), format: 'der', type: 'pkcs8' });

/** Writes a key durably into a file that its owner alone may read: whole under its name, or not at all. */
export function writeKey(path: string, key: KeyObject): void {
  makeFolder(dirname(path));
  const partial = `${path}.new`;
  writeFileSync(partial, key.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600 });
  syncToDisk(partial);
  renameSync(partial, path);
  syncToDisk(dirname(path));
}

/** The key in a file. Refuses with KEY_MISSING, KEY_OPEN_TO_OTHERS and KEY_DAMAGED. */
export function readKey(path: string): KeyObject {
  if (!existsSync(path)) throw new DomainError('KEY_MISSING', { file: path });
  // Windows knows no such rights, and tells 0666 of every file.
  const mayOthers = platform !== 'win32' && (statSync(path).mode & OTHERS) !== 0;
  if (mayOthers) throw new DomainError('KEY_OPEN_TO_OTHERS', { file: path });
  try {
    const key = createPrivateKey(readFileSync(path));
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // Told below, with what to do.
  }
  throw new DomainError('KEY_DAMAGED', { file: path });
}
