export { arrivals } from './arriving/arrivals.js';
export type { ArrivingFile, FileFormat } from './arriving/arriving-file.js';
export { inspect } from './arriving/inspect.js';
export type { Blobs } from './blobs/blobs.js';
export { blobsFor } from './blobs/blobs-for.js';
export { FileBlobs } from './blobs/file-blobs.js';
export { Keyring } from './keyring/keyring.js';
export { fileOriginal, type Original, type Received, Vault } from './vault.js';
