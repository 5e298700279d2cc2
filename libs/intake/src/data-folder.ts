import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { env } from 'node:process';

import { DomainError } from '#kernel';

/** What a log is called that was moved to servers: whoever went on writing to it would make two logs of one. */
export const MOVED = 'log-moved.db';

/** The organisations that have a log in a data folder, or had one until it was moved. Refuses with DATA_UNWRITABLE what is no folder to read. */
export function organisationsIn(data: string): string[] {
  const named = namesIn(data).filter((name) => /^\d{10}$/.test(name));
  return named.filter((name) => ['log.db', MOVED].some((file) => existsSync(join(data, name, file)))).sort();
}

function namesIn(data: string): readonly string[] {
  try {
    return existsSync(data) ? readdirSync(data) : [];
  } catch (error) {
    throw unwritable(error);
  }
}

/** Where an organisation's key and what it has signed lie; `signers` as in OpenBidragsbok. */
export const signerFolder = (
  data: string,
  organisation: string,
  signers: string | null | undefined = env['BIDRAGSBOK_SIGNER'],
): string => (signers == null ? join(data, organisation, 'signer') : join(signers, organisation));

/** What the system says of a folder that is not ours to write in, or of a path that cannot be one. */
const UNWRITABLE = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST']);

/** The refusal that an error of the file system at the data folder means to a person. */
export function unwritable(error: unknown): unknown {
  const { code = '' } = error as NodeJS.ErrnoException;
  return UNWRITABLE.has(code) ? new DomainError('DATA_UNWRITABLE') : error;
}
