import { join, relative, resolve, sep } from 'node:path';
import { env } from 'node:process';

import { DomainError } from '#kernel';

/**
 * Where an organisation's keyring lies: in the folder named, else in BIDRAGSBOK_KEYS, else beside the data folder. Refuses with
 * KEYS_INSIDE_DATA, since whatever copies the data would copy the keys along.
 */
export function keysFolder(data: string, organisation: string, keys = env['BIDRAGSBOK_KEYS']): string {
  const folder = resolve(keys ?? `${resolve(data)}.keys`);
  const from = relative(resolve(data), folder);
  const isInside = from === '' || (from !== '..' && !from.startsWith(`..${sep}`) && !/^[A-Za-z]:/.test(from));
  if (isInside) throw new DomainError('KEYS_INSIDE_DATA', { folder });
  return join(folder, organisation);
}
