import { CheckpointsLost, type RecordedDecision, type RecordedEvent, recordLostCheckpoints } from '#event-log';
import { type Actor, DomainError } from '#kernel';

import type { Attestation } from '../attestation.js';
import type { Bidragsbok } from '../bidragsbok.js';
import { assertWhole } from './adopt.js';

/** By what decision, by whom and why it is accepted that nothing which was signed is left anywhere. */
export interface LossAccepted {
  readonly decision: RecordedDecision;
  /** A person's words. */
  readonly reason: string;
  readonly by: Actor;
  readonly progress?: (position: number) => void;
}

/** Where the log says it, and what is signed from there on. */
export interface AcceptedLoss extends Attestation {
  readonly position: number;
  /** The last event that nothing attests to. */
  readonly through: number;
}

/**
 * Accepts that all which was signed is lost and that nobody has a checkpoint: the log says so by an event `CheckpointsLost`, and is signed
 * anew from there. Refuses with SIGNER_REMEMBERS where nothing is lost, with LOG_NOT_INTACT, and as `holdError` where the log is held for
 * another reason.
 */
export async function acceptLoss(book: Bidragsbok, asked: LossAccepted): Promise<AcceptedLoss> {
  const event = (await cutOff(book)) ?? (await accepted(book, asked));
  const { through } = CheckpointsLost.read(event).data;
  return { position: event.position, through, ...(await book.attestation(event.position)) };
}

/** An acceptance that nothing has been signed of yet: the one that made it was cut off, or had no key. */
async function cutOff({ log, signer }: Bidragsbok): Promise<RecordedEvent | undefined> {
  const last = (await log.readStream('log')).at(-1);
  const isLast = last?.type === CheckpointsLost.name && last.position === (await log.lastPosition());
  const isUnsigned = isLast && (await signer.signed()).length === 0 && (await signer.hold()) === null;
  return isUnsigned ? last : undefined;
}

async function accepted(book: Bidragsbok, { decision, reason, by, progress }: LossAccepted): Promise<RecordedEvent> {
  const { log, signer, models } = book;
  if ((await signer.hold()) === null) throw new DomainError('SIGNER_REMEMBERS');
  await assertWhole(book, progress);
  const event = await recordLostCheckpoints(log, { after: 0, decision, reason }, { actor: by });
  await models.catchUp();
  return event;
}
