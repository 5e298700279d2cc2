import { holdError, verifierKeys, verifyLog } from '#event-log';
import { DomainError } from '#kernel';

import type { Bidragsbok } from '../bidragsbok.js';
import { OPERATOR } from '../command.js';
import { assertIntact } from '../intact.js';
import { checkpointsHeld } from './checkpoints-held.js';

/** What the signer has taken up, and how much of the log it attests to. */
export interface Adopted {
  /** How many checkpoints, and how many events the largest of them is of. */
  readonly checkpoints: number;
  readonly size: number;
  /** The log's end. */
  readonly position: number;
  /** Events after those: nothing that was kept says what they are. */
  readonly unattested: number;
}

type Progress = (position: number) => void;

/**
 * Lets the signer take up checkpoints that somebody else has kept, once every event is hashed again: what its own store has lost.
 * Refuses with LOG_NOT_INTACT, CHECKPOINT_NOT_FOUND, and as `Signer.adopt` does; then nothing is taken up of it.
 */
export async function adoptCheckpoints(book: Bidragsbok, text: string, progress?: Progress): Promise<Adopted> {
  const keys = await verifierKeys(book.log);
  if (keys.length === 0) throw new DomainError('KEY_UNKNOWN');
  const held = [...checkpointsHeld(text, keys)].sort((one, other) => other.size - one.size);
  await assertWhole(book, progress);
  // The largest first: where the log is that, it is every smaller one of the same log too.
  for (const { note } of held) await book.signer.adopt(note, { actor: OPERATOR });
  await book.models.catchUp();
  const position = await book.log.lastPosition();
  const size = held[0]?.size ?? 0;
  return { checkpoints: held.length, size, position, unattested: position - size };
}

/**
 * Hashes the log again before anything is said of it that its signer does not remember. Refuses with LOG_NOT_INTACT, and as `holdError`
 * where it is held for another reason.
 */
export async function assertWhole({ log, signer }: Bidragsbok, progress?: Progress): Promise<void> {
  const hold = await signer.hold();
  if (hold !== null && hold.why !== 'forgotten') throw holdError(hold);
  assertIntact((await verifyLog(log, [], progress)).faults, 'LOG_NOT_INTACT');
}
