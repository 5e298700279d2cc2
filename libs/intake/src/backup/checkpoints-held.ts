import { DomainError } from '#kernel';
import { type Checkpoint, MalformedNote, openCheckpoint, type VerifierKey } from '#transparency';

const NOTE = /bidragsbok\/\d{10}\n(\d+)\n[A-Za-z0-9+/]{43}=\n\n(?:— [^\s+]+ [A-Za-z0-9+/=]+(?:\n|$))+/gmu;

/**
 * The checkpoints in what somebody kept: a note, or the text or JSON of a report that bears one. Refuses with
 * CHECKPOINT_NOT_FOUND, and with CHECKPOINT_NOT_OURS where none of the keys has signed one of them.
 */
export function checkpointsHeld(text: string, keys: readonly VerifierKey[]): readonly Checkpoint[] {
  // In JSON a line's end is two characters, and some programs write the dash as six.
  const plain = text.replaceAll('\r\n', '\n').replaceAll('\\n', '\n').replaceAll('\\u2014', '—');
  const notes = [...plain.matchAll(NOTE)];
  if (notes.length === 0) throw new DomainError('CHECKPOINT_NOT_FOUND');
  return notes.map(([note, size = '']) => opened(`${note.trimEnd()}\n`, size, keys));
}

function opened(note: string, size: string, keys: readonly VerifierKey[]): Checkpoint {
  try {
    return openCheckpoint(note, keys);
  } catch (error) {
    if (error instanceof MalformedNote) throw new DomainError('CHECKPOINT_NOT_OURS', { size });
    throw error;
  }
}
