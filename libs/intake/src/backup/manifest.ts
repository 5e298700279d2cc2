import { DomainError } from '#kernel';
import { MalformedNote, openNote, readFileList, readVerifierKey, type VerifierKey, writeFileList } from '#transparency';

/** The files of a backup that are always there. Kept files stand beside them. */
export const LOG = 'log.db';
export const SIGNED = 'signer/signer.db';
export const CHECKPOINT = 'checkpoint';
export const MANIFEST = 'manifest';

/** What a backup is of, and what lies in it. */
export interface Manifest {
  readonly organisation: string;
  /** The last position of the copied log. */
  readonly position: number;
  /** The SHA-256 of every file, lower-case hex, by its path in the folder. */
  readonly files: ReadonlyMap<string, string>;
}

const FORMAT = 'bidragsbok.backup/v1';
const ORIGIN = /^bidragsbok\/(\d{10})$/;
// Nothing else is ever copied: no path leads out of the folder.
const PATH = /^(?:log\.db|checkpoint|signer\/signer\.db|files\/[0-9a-f]{64}\.br|vault\/([0-9a-f]{2})\/\1[0-9a-f]{30})$/;

/** The text that the log's key signs. */
export const writeManifest = ({ organisation, position, files }: Manifest): string =>
  writeFileList({ format: FORMAT, origin: `bidragsbok/${organisation}`, size: position, files });

/** What a manifest says, signed or not. Refuses with BACKUP_DAMAGED what is none. */
export function readManifest(note: string): Manifest {
  const { format, origin, size: position, files } = malformedIsDamaged(() => readFileList(note));
  const [, organisation] = ORIGIN.exec(origin) ?? [];
  const isWhole = [LOG, SIGNED, CHECKPOINT].every((path) => files.has(path));
  const isOurs = format === FORMAT && [...files.keys()].every((path) => PATH.test(path));
  if (organisation === undefined || !isWhole || !isOurs) throw damaged();
  return { organisation, position, files };
}

const damaged = (): DomainError => new DomainError('BACKUP_DAMAGED', { file: MANIFEST });

function malformedIsDamaged<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw error instanceof MalformedNote ? damaged() : error;
  }
}

/** Refuses with BACKUP_DAMAGED a manifest that none of the keys has signed. */
export function assertSigned(note: string, keys: readonly VerifierKey[]): void {
  malformedIsDamaged(() => openNote(note, keys));
}

/** A verifier key as a person gives it. Refuses with KEY_MALFORMED. */
export function keyGiven(text: string): VerifierKey {
  try {
    return readVerifierKey(text.trim());
  } catch (error) {
    if (error instanceof MalformedNote) throw new DomainError('KEY_MALFORMED');
    throw error;
  }
}
