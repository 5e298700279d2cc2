import { DomainError } from '#kernel';

import { chunksOf } from './file-chunks.js';

/** The stream that holds a workbook enciphered with a password ([MS-OFFCRYPTO] 2.3.4.4), as the container names it. */
const ENCRYPTED = Buffer.from('EncryptedPackage', 'utf16le');

/**
 * Refuses an OLE container: a workbook of today that is protected by a password (TABLE_HAS_PASSWORD), or one in the form
 * that Excel wrote before 2007 (TABLE_IS_OLD_EXCEL).
 */
export async function refuseContainer(path: string): Promise<never> {
  let tail: Buffer = Buffer.alloc(0);
  for await (const chunk of chunksOf(path)) {
    const bytes = Buffer.concat([tail, chunk]);
    if (bytes.includes(ENCRYPTED)) throw new DomainError('TABLE_HAS_PASSWORD');
    tail = bytes.subarray(-ENCRYPTED.length);
  }
  throw new DomainError('TABLE_IS_OLD_EXCEL');
}
