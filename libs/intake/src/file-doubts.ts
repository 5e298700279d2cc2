import { DomainError } from '#kernel';
import type { SieSummary } from '#sie';

import type { ImportTarget } from './import-target.js';

type Head = Pick<SieSummary, 'organisationNumber' | 'financialYears'>;

/** What a file's head says that does not fit the book that the file is to go into: a refusal each, none where all fits. */
export function doubtsOf(head: Head, target: ImportTarget): readonly DomainError[] {
  return [...organisationDoubts(head, target), ...yearDoubts(head, target)];
}

function organisationDoubts({ organisationNumber }: Head, { to }: ImportTarget): readonly DomainError[] {
  const fits = organisationNumber === null || to === undefined || organisationNumber === to.organisation;
  return fits ? [] : [new DomainError('SIE_ORGANISATION_DIFFERS')];
}

function yearDoubts({ financialYears }: Head, target: ImportTarget): readonly DomainError[] {
  const year = financialYears.find(({ index }) => index === 0);
  if (year === undefined || !target.isApart(year)) return [];
  return [new DomainError('SIE_YEAR_DIFFERS', { from: year.from, to: year.to })];
}
