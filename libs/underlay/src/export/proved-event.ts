import {
  type EventLog,
  KeyRotated,
  PrivatePartErased,
  Prunings,
  type RecordedEvent,
  type SignedCheckpoint,
  type Signer,
} from '#event-log';
import { DomainError } from '#kernel';
import {
  hexOf,
  inclusionPath,
  leafHash,
  privatePartHolds,
  rootOfPath,
  type WholeBytes,
  writeProof,
} from '#transparency';

const SALT_DIGITS = 64;

/** An event as it is stored, with its proof under a checkpoint. Refuses with EVENT_UNKNOWN, EVENT_PRUNED and LOG_ALTERED. */
export async function provedEvent(
  log: EventLog,
  checkpoint: SignedCheckpoint,
  position: number,
): Promise<{ readonly event: WholeBytes; readonly proof: string }> {
  const { size, root, note } = checkpoint;
  const event = await storedAt(log, position, size);
  const index = position - 1;
  const path = await inclusionPath((...asked) => log.hashes(...asked), index, size);
  const reached = rootOfPath({ hash: leafHash(event.bytes), index }, size, path);
  const isSigned = reached !== null && hexOf(reached) === root;
  if (!isSigned || !privatePartHolds(event)) throw new DomainError('LOG_ALTERED', { position });
  return { event, proof: writeProof({ event: event.bytes, index, path, checkpoint: note }) };
}

async function storedAt(log: EventLog, position: number, size: number): Promise<WholeBytes> {
  const [event] = position >= 1 && position <= size ? await log.readStored(position - 1, 1) : [];
  if (event?.position !== position) throw new DomainError('EVENT_UNKNOWN', { event: position });
  const { bytes, leaf } = event;
  if (bytes === null) throw await goneAt(log, position, leaf);
  return { ...event, bytes };
}

async function goneAt(log: EventLog, position: number, leaf: string): Promise<DomainError> {
  const decision = (await Prunings.of(log)).decisionAt(position);
  return decision === null
    ? new DomainError('LOG_ALTERED', { position })
    : new DomainError('EVENT_PRUNED', { position, leaf: hexOf(leaf), decision });
}

const POSITION = /^[1-9]\d{0,14}$/;

/**
 * The proof of an event that is named by its position or by stream and revision (`grant-x@3`), in the log as it was at a
 * position. Refuses with EVENT_UNKNOWN, EVENT_PRUNED, LOG_ALTERED, INTEGRITY_HOLD and KEY_….
 */
export async function proofOf(
  { log, signer }: { readonly log: EventLog; readonly signer: Signer },
  event: string,
  size: number,
): Promise<{ readonly position: number; readonly proof: string }> {
  const position = POSITION.test(event) ? Number.parseInt(event, 10) : await placeOf(log, event);
  const { proof } = await provedEvent(log, await signer.checkpoint(size), position);
  return { position, proof };
}

async function placeOf(log: EventLog, event: string): Promise<number> {
  const [, stream = '', revision = ''] = /^(.+)@(\d{1,9})$/.exec(event) ?? [];
  const places = stream === '' ? [] : await log.placesOf(stream);
  const found = places.find((place) => place.revision === Number.parseInt(revision, 10));
  if (found === undefined) throw new DomainError('EVENT_UNKNOWN', { event });
  return found.position;
}

/**
 * The events of the log itself without which chosen ones cannot be explained: the decisions that erased parts of them, and the
 * handing over from one key to the next.
 */
export async function supporting(
  log: EventLog,
  positions: readonly number[],
  size: number,
): Promise<readonly number[]> {
  const explains = (event: RecordedEvent): boolean => {
    if (event.type === KeyRotated.name) return true;
    if (event.type !== PrivatePartErased.name) return false;
    const { ranges } = PrivatePartErased.read(event).data;
    return positions.some((position) => ranges.some(([first, last]) => first <= position && position <= last));
  };
  const own = await log.readStream('log');
  return own.filter((event) => event.position <= size && explains(event)).map(({ position }) => position);
}

/**
 * Who handed the key over after the last event of an export, a line each: an earlier moment is signed by the key of today,
 * and whoever holds the key of then is led from it to that.
 */
export async function laterHandovers(log: EventLog, size: number): Promise<readonly string[]> {
  const later = (await log.readStream('log')).filter(
    ({ type, position }) => type === KeyRotated.name && position > size,
  );
  return later.map((event) => `${JSON.stringify({ position: event.position, ...KeyRotated.read(event).data })}\n`);
}

/** A private part as an export hands it out: with the salt that binds it to its event. */
export async function privatePartOf(log: EventLog, position: number): Promise<string> {
  const [event] = await log.readStored(position - 1, 1);
  const sealed = event?.sealed;
  // Erased since the export began: what is gone is not handed out, and the export is begun anew.
  if (sealed == null) throw new DomainError('STREAM_MOVED_ON', { stream: 'log' });
  return JSON.stringify({ position, salt: sealed.slice(0, SALT_DIGITS), part: sealed.slice(SALT_DIGITS) });
}
