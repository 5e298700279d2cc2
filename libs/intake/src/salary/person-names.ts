import { personDecider, personStream } from '#evidence';

import type { Opened } from '../opened.js';
import { stateOf } from './salary-line.js';

/** What persons are called, by their ids: those whose names are still held. */
export async function personNames(
  { log }: Pick<Opened, 'log'>,
  persons: Iterable<string>,
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const person of new Set(persons)) {
    const name = (await stateOf(log, personDecider, personStream(person)))?.names?.name;
    if (name !== undefined) names.set(person, name);
  }
  return names;
}
