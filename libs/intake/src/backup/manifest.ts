import { DomainError } from '#kernel';
import { MalformedNote, openNote, readVerifierKey, type VerifierKey } from '#transparency';

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
const HEAD = /^bidragsbok\.backup\/v1\nbidragsbok\/(\d{10})\n([1-9]\d{0,14})\n/;
// Nothing else is ever copied: no path leads out of the folder.
const LINE = /^([0-9a-f]{64}) (log\.db|checkpoint|signer\/signer\.db|files\/[0-9a-f]{64}\.br)$/;

/** The text that the log's key signs; the export's manifest has the same form (docs/export-format.md). */
export function writeManifest({ organisation, position, files }: Manifest): string {
  const lines = [...files].toSorted(([one], [other]) => (one < other ? -1 : 1));
  const listed = lines.map(([path, sha256]) => `${sha256} ${path}\n`).join('');
  return `${FORMAT}\nbidragsbok/${organisation}\n${position}\n${listed}`;
}

/** What a manifest says, signed or not. Refuses with BACKUP_DAMAGED what is none. */
export function readManifest(note: string): Manifest {
  const text = note.slice(0, note.lastIndexOf('\n\n') + 1);
  const head = HEAD.exec(text);
  const files = filesIn(text.slice(head?.[0].length));
  const isWhole = [LOG, SIGNED, CHECKPOINT].every((path) => files.has(path));
  if (head === null || !isWhole) throw damaged();
  const [, organisation = '', position = ''] = head;
  return { organisation, position: Number.parseInt(position, 10), files };
}

const damaged = (): DomainError => new DomainError('BACKUP_DAMAGED', { file: MANIFEST });

function filesIn(lines: string): ReadonlyMap<string, string> {
  return new Map(
    lines
      .split('\n')
      .slice(0, -1)
      .map((line) => {
        const [, sha256, path] = LINE.exec(line) ?? [];
        if (sha256 === undefined || path === undefined) throw damaged();
        return [path, sha256];
      }),
  );
}

/** Refuses with BACKUP_DAMAGED a manifest that none of the keys has signed. */
export function assertSigned(note: string, keys: readonly VerifierKey[]): void {
  try {
    openNote(note, keys);
  } catch (error) {
    if (error instanceof MalformedNote) throw damaged();
    throw error;
  }
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
