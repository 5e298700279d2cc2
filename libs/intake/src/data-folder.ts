import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { DomainError, OrganisationNumber } from '#kernel';

/** The organisations that have a log in a data folder. */
export function organisationsIn(data: string): string[] {
  if (!existsSync(data)) return [];
  const named = readdirSync(data).filter((name) => /^\d{10}$/.test(name));
  return named.filter((name) => existsSync(join(data, name, 'log.db'))).sort();
}

/** The organisation that is meant: the named one, or the only one there is. */
export function chosenOrganisation(data: string, named?: string): string {
  if (named !== undefined) return OrganisationNumber.parse(named).toString();
  const [only, ...others] = organisationsIn(data);
  if (only === undefined) throw new DomainError('ORGANISATION_UNKNOWN');
  if (others.length > 0) throw new DomainError('ORGANISATION_NOT_CHOSEN');
  return only;
}
