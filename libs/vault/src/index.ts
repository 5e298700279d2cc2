export type { Blobs } from './blobs/blobs.js';
export { FileBlobs } from './blobs/file-blobs.js';
export { Keyring } from './keyring/keyring.js';
export { fileOriginal, type Original, type Received, Vault } from './vault.js';
