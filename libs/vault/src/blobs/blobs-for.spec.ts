import { afterEach, beforeEach, expect, it } from '@jest/globals';

import { S3Blobs } from '../object-store/s3-blobs.js';
import { blobsFor } from './blobs-for.js';
import { FileBlobs } from './file-blobs.js';

const place = { organisationDir: '/nowhere/2120001355', organisation: '2120001355' };
let said: string | undefined;
beforeEach(() => {
  said = process.env['BIDRAGSBOK_S3'];
});
afterEach(() => {
  if (said === undefined) delete process.env['BIDRAGSBOK_S3'];
  else process.env['BIDRAGSBOK_S3'] = said;
});

it('keeps documents where the address says, else in files', () => {
  delete process.env['BIDRAGSBOK_S3'];
  expect(blobsFor(place)).toBeInstanceOf(FileBlobs);
  expect(blobsFor({ ...place, address: 's3://underlag' })).toBeInstanceOf(S3Blobs);
  process.env['BIDRAGSBOK_S3'] = 's3://underlag/valv';
  expect(blobsFor(place)).toBeInstanceOf(S3Blobs);
  expect(blobsFor({ ...place, address: null })).toBeInstanceOf(FileBlobs);
  process.env['BIDRAGSBOK_S3'] = 'underlag';
  expect(() => blobsFor(place)).toThrow(expect.objectContaining({ code: 'OBJECT_STORE_ADDRESS_MALFORMED' }));
});
