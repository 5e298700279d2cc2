export { type Checkpoint, openCheckpoint, readHash, readSize, signCheckpoint, writeHash } from './checkpoint.js';
export { type FileList, readFileList, writeFileList } from './file-list.js';
export {
  MalformedNote,
  openNote,
  readVerifierKey,
  type SignerKey,
  signerKey,
  signNote,
  type VerifierKey,
  writeVerifierKey,
} from './signed-note.js';
export { TiledTree } from './tiled-tree.js';
export { tilesOf } from './tiles.js';
export { type EventProof, readProof, verifyProof, writeProof } from './tlog-proof.js';
export {
  consistencyPath,
  GrowingTree,
  type Hash,
  type Hashes,
  hashOfHex,
  hexOf,
  inclusionPath,
  isPrefix,
  type Leaf,
  leafHash,
  nodeHash,
  rootAt,
  rootOfPath,
  rootOver,
  TILE,
  type TreeHead,
} from './tree.js';
export { verifiers } from './verifiers.js';
export {
  type EventFault,
  EventVerification,
  type Field,
  privatePartHolds,
  type StoredBytes,
  type WholeBytes,
} from './verify-events.js';
