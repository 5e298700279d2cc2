import { DomainError } from '#kernel';
import { type Checkpoint, MalformedNote, openCheckpoint, type VerifierKey } from '#transparency';

/**
 * What a checkpoint that somebody has kept says, once it is signed by one of the log's keys. Refuses with CHECKPOINT_OF_ANOTHER_LOG and
 * CHECKPOINT_NOT_OURS.
 */
export function keptCheckpoint(note: string, keys: readonly VerifierKey[]): Checkpoint {
  const [origin = '', size = ''] = note.split('\n');
  if (keys.length > 0 && keys.every(({ name }) => name !== origin)) {
    throw new DomainError('CHECKPOINT_OF_ANOTHER_LOG', { origin });
  }
  try {
    return openCheckpoint(note, keys);
  } catch (error) {
    if (error instanceof MalformedNote) throw new DomainError('CHECKPOINT_NOT_OURS', { size });
    throw error;
  }
}

/** Whether a note is a checkpoint that one of the keys has signed. */
export function isSignedByOneOf(note: string, keys: readonly VerifierKey[]): boolean {
  try {
    return openCheckpoint(note, keys).size > 0;
  } catch (error) {
    if (error instanceof MalformedNote) return false;
    throw error;
  }
}
