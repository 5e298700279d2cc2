import { readVerifierKey, type VerifierKey } from '#transparency';

import type { EventLog, RecordedEvent } from '../event-log.js';
import { CheckpointsLost, KeyRotated, LogOpened } from '../log.events.js';

/** Every verifier key that the log names, in the order in which they signed. */
export async function namedKeys(log: EventLog): Promise<readonly string[]> {
  return (await log.readStream('log')).flatMap((event) => keyIn(event) ?? []);
}

function keyIn(event: RecordedEvent): string | null {
  if (event.type === LogOpened.name) return LogOpened.read(event).data.key;
  return event.type === KeyRotated.name ? KeyRotated.read(event).data.new : null;
}

/** The one that signs now; null for a log that names none. */
export const namedKey = async (log: EventLog): Promise<string | null> => (await namedKeys(log)).at(-1) ?? null;

/** The same keys, read. */
export const verifierKeys = async (log: EventLog): Promise<readonly VerifierKey[]> =>
  (await namedKeys(log)).map(readVerifierKey);

/**
 * The last event from which the signing began, or began anew: the naming of a key that none handed over to, or the acceptance that
 * all which was signed is lost. Null for a log that names no key. Up to there nothing need have been signed; beyond it something was.
 */
export async function beginningOfSigning(log: EventLog): Promise<number | null> {
  return (await log.readStream('log')).findLast(beginsSigning)?.position ?? null;
}

function beginsSigning(event: RecordedEvent): boolean {
  if (event.type === LogOpened.name) return keyIn(event) !== null;
  if (event.type === KeyRotated.name) return KeyRotated.read(event).data.statement === null;
  return event.type === CheckpointsLost.name && CheckpointsLost.read(event).data.after === 0;
}
