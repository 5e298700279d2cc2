import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, linkSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { platform } from 'node:process';

import { DomainError } from '#kernel';
import { makeFolder, syncToDisk } from '#sqlite';

const OTHERS = 0o077;
export const SECRET_BYTES = 32;

/**
 * Makes a secret once: durable and whole under its name, readable by its owner alone. Where another process has made it
 * meanwhile, that one holds.
 */
export function makeSecret(path: string, secret: Uint8Array = randomBytes(SECRET_BYTES)): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  const partial = `${path}.${randomUUID()}`;
  try {
    writeFileSync(partial, `${Buffer.from(secret).toString('hex')}\n`, { mode: 0o600 });
    syncToDisk(partial);
    linkSync(partial, path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC') throw new DomainError('DISK_FULL');
    if (code !== 'EEXIST') throw error;
  } finally {
    rmSync(partial, { force: true });
    syncToDisk(dirname(path));
  }
}

/** The secret in a file. Refuses with KEYRING_OPEN_TO_OTHERS and KEYRING_DAMAGED. */
export function readSecret(path: string): Buffer {
  // Windows knows no such rights, and tells 0666 of every file.
  const mayOthers = platform !== 'win32' && (statSync(path).mode & OTHERS) !== 0;
  if (mayOthers) throw new DomainError('KEYRING_OPEN_TO_OTHERS', { file: path });
  const text = readFileSync(path, 'utf8').trimEnd();
  if (!/^[0-9a-f]{64}$/.test(text)) throw new DomainError('KEYRING_DAMAGED', { file: path });
  return Buffer.from(text, 'hex');
}
