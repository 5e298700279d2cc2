import { type Checkpoint, openCheckpoint, readHash, readSize, writeHash } from './checkpoint.js';
import { decodeBase64, MalformedNote, type VerifierKey } from './signed-note.js';
import { type Hash, leafHash, rootOfPath } from './tree.js';

const TITLE = 'c2sp.org/tlog-proof@v1';

/** One event with what proves that it lies in the log (C2SP tlog-proof): a file that needs nothing beside it but a key. */
export interface EventProof {
  /** The event's own bytes. */
  readonly event: string;
  /** Its position less one. */
  readonly index: number;
  readonly path: readonly Hash[];
  /** The signed note, byte for byte. */
  readonly checkpoint: string;
}

export function writeProof({ event, index, path, checkpoint }: EventProof): string {
  const extra = Buffer.from(event).toString('base64');
  return [TITLE, `extra ${extra}`, `index ${index}`, ...path.map(writeHash), '', checkpoint].join('\n');
}

/** Reads what `writeProof` wrote; proves nothing yet. Throws MalformedNote. */
export function readProof(text: string): EventProof {
  const end = text.indexOf('\n\n');
  if (end < 0) throw new MalformedNote('no checkpoint');
  const [title, extra = '', index = '', ...path] = text.slice(0, end).split('\n');
  if (title !== TITLE) throw new MalformedNote(`the first line is not ${TITLE}`);
  if (!extra.startsWith('extra ') || !index.startsWith('index ')) throw new MalformedNote('no event, or no index');
  return {
    event: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(decodeBase64(extra.slice(6))),
    index: readSize(index.slice(6)),
    path: path.map(readHash),
    checkpoint: text.slice(end + 2),
  };
}

/** The checkpoint that an event is proved to lie under. Throws MalformedNote where it is not. */
export function verifyProof({ event, index, path, checkpoint }: EventProof, keys: readonly VerifierKey[]): Checkpoint {
  const signed = openCheckpoint(checkpoint, keys);
  if (rootOfPath({ hash: leafHash(event), index }, signed.size, path) !== signed.root) {
    throw new MalformedNote('the path does not lead to the signed root');
  }
  return signed;
}
