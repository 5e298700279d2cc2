import type { EventLog } from '../event-log.js';
import { KeyRotated, LogOpened } from '../log.events.js';

/** Every verifier key that the log names, in the order in which they signed. */
export async function namedKeys(log: EventLog): Promise<readonly string[]> {
  const keys: string[] = [];
  for (const event of await log.readStream('log')) {
    if (event.type === LogOpened.name) {
      const { key } = LogOpened.read(event).data;
      if (key !== null) keys.push(key);
    }
    if (event.type === KeyRotated.name) keys.push(KeyRotated.read(event).data.new);
  }
  return keys;
}

/** The one that signs now; null for a log that names none. */
export const namedKey = async (log: EventLog): Promise<string | null> => (await namedKeys(log)).at(-1) ?? null;
