import { join } from 'node:path';
import { env } from 'node:process';

import { objectStoreAddress } from '../object-store/address.js';
import { S3Blobs } from '../object-store/s3-blobs.js';
import type { Blobs } from './blobs.js';
import { FileBlobs } from './file-blobs.js';

/** Whose sealed documents, and where: `address` as BIDRAGSBOK_S3 says it; null for the organisation's own folder in any case. */
export interface BlobsAsked {
  readonly organisationDir: string;
  readonly organisation: string;
  readonly address?: string | null | undefined;
}

/** Where an organisation's sealed documents lie. Refuses with OBJECT_STORE_ADDRESS_MALFORMED. */
export function blobsFor({ organisationDir, organisation, ...asked }: BlobsAsked): Blobs {
  const { address = env['BIDRAGSBOK_S3'] } = asked;
  if (address == null || address === '') return swept(new FileBlobs(join(organisationDir, 'vault')));
  return new S3Blobs({ address: objectStoreAddress(address), organisation });
}

/** What a process that was killed left half-written goes. */
function swept(blobs: FileBlobs): FileBlobs {
  blobs.sweep();
  return blobs;
}
