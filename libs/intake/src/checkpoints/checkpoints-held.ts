import { keptCheckpoint } from '#event-log';
import { DomainError } from '#kernel';
import type { Checkpoint, VerifierKey } from '#transparency';

/** A checkpoint with the note that says it, byte for byte as it was signed. */
export interface HeldCheckpoint extends Checkpoint {
  readonly note: string;
}

const NOTE = /bidragsbok\/\d{10}\n\d+\n[A-Za-z0-9+/]{43}=\n\n(?:— [^\s+]+ [A-Za-z0-9+/=]+(?:\n|$))+/gmu;
/** The same on one line, without the dash of its signature: as a SIE file bears it. */
const LINE = /(bidragsbok\/\d{10}) (\d+) ([A-Za-z0-9+/]{43}=), signatur ([A-Za-z0-9+/=]+)/g;

/**
 * The checkpoints in what somebody kept: a note, or the text or JSON of a report or a file that bears one. Refuses with
 * CHECKPOINT_NOT_FOUND, and as `keptCheckpoint` where one of them is not signed by any of the keys.
 */
export function checkpointsHeld(text: string, keys: readonly VerifierKey[]): readonly HeldCheckpoint[] {
  // In JSON a line's end is two characters, and some programs write the dash as six.
  const plain = text.replaceAll('\r\n', '\n').replaceAll('\\n', '\n').replaceAll('\\u2014', '—');
  const notes = [
    ...[...plain.matchAll(NOTE)].map(([note]) => `${note.trimEnd()}\n`),
    ...[...plain.matchAll(LINE)].map(
      ([, origin = '', size = '', root = '', signature = '']) =>
        `${origin}\n${size}\n${root}\n\n— ${origin} ${signature}\n`,
    ),
  ];
  if (notes.length === 0) throw new DomainError('CHECKPOINT_NOT_FOUND');
  return notes.map((note) => ({ ...keptCheckpoint(note, keys), note }));
}
