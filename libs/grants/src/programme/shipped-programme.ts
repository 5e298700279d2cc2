import { existsSync, readFileSync } from 'node:fs';

import { DomainError, identifier } from '#kernel';

import { type ProgrammeRef, type ProgrammeRules, programmeRules } from './rules.js';

// Beside src/, in the sources and in the build alike: a data file is part of the room, not of the code.
const FOLDER = '../../programmes/';

/** The rules that ship with the product, as raw JSON; undefined for a programme or year that does not ship. */
export function shippedProgramme(id: string, year: number): unknown {
  if (!identifier.safeParse(id).success) return undefined;
  const file = new URL(`${FOLDER}${id}-${year}.json`, import.meta.url);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/** What AdoptProgramme adopts: the rules that came with it, else those that ship. Refuses with PROGRAMME_NOT_SHIPPED. */
export function rulesToAdopt(data: {
  readonly programme: ProgrammeRef;
  readonly rules?: ProgrammeRules | undefined;
}): ProgrammeRules {
  if (data.rules !== undefined) return data.rules;
  const { id, year } = data.programme;
  const shipped = shippedProgramme(id, year);
  if (shipped === undefined) throw new DomainError('PROGRAMME_NOT_SHIPPED', { programme: id, year });
  return programmeRules.parse(shipped);
}
