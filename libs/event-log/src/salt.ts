import { hash, randomFillSync } from 'node:crypto';

/** 32 bytes that no one can guess, for the private part of one event. */
export type Salt = (eventId: string) => Uint8Array;

export const SALT_BYTES = 32;

/** Salts from the machine's random source, asked for many at a time: one call for each event would cost more than hashing it. */
export function randomSalt(): Salt {
  const pool = Buffer.alloc(256 * SALT_BYTES);
  let spent = pool.length;
  return () => {
    if (spent === pool.length) {
      randomFillSync(pool);
      spent = 0;
    }
    spent += SALT_BYTES;
    return pool.subarray(spent - SALT_BYTES, spent);
  };
}

/**
 * Salts that follow from a seed and the event, so that a demo writes the same bytes every time, also when it is resumed.
 * Whoever knows the seed can try every personal number against a digest: for invented persons only.
 */
export const seededSalt =
  (seed: string): Salt =>
  (eventId) =>
    hash('sha256', `${seed}\n${eventId}`, 'buffer');
