import { decodeBase64, MalformedNote, openNote, type SignerKey, signNote, type VerifierKey } from './signed-note.js';
import { HASH_BYTES, type Hash, type TreeHead } from './tree.js';

/** A hash in base64, as checkpoints and proofs print it. */
export const writeHash = (hash: Hash): string => Buffer.from(hash, 'latin1').toString('base64');

/** The same read. Throws MalformedNote. */
export function readHash(text: string): Hash {
  const bytes = decodeBase64(text);
  if (bytes.length !== HASH_BYTES) throw new MalformedNote('not a SHA-256');
  return bytes.toString('latin1');
}

/** A number without leading zeroes, as C2SP writes sizes and indexes. Throws MalformedNote. */
export function readSize(text: string): number {
  if (!/^(?:0|[1-9]\d{0,15})$/.test(text) || !Number.isSafeInteger(Number(text))) throw new MalformedNote('not a size');
  return Number(text);
}

/** What a key's holder says of a log: so many events, with this root, and nothing else (C2SP tlog-checkpoint). */
export interface Checkpoint extends TreeHead {
  /** Names the log, as its key does. */
  readonly origin: string;
}

/** Signs a tree head. Whoever calls it has proved that nothing it signed before is another tree's beginning. */
export const signCheckpoint = ({ size, root }: TreeHead, key: SignerKey): string =>
  signNote(`${key.name}\n${size}\n${writeHash(root)}\n`, key);

/** A checkpoint that one of the keys has signed. Throws MalformedNote. */
export function openCheckpoint(note: string, keys: readonly VerifierKey[]): Checkpoint {
  const { text, key } = openNote(note, keys);
  const [origin = '', size = '', root = '', ...more] = text.split('\n');
  // No lines of extension: nothing may stand in ours that nobody can check.
  if (more.length !== 1) throw new MalformedNote('a checkpoint has three lines');
  if (origin !== key.name) throw new MalformedNote('the origin is not the one that the key is for');
  return { origin, size: readSize(size), root: readHash(root) };
}
