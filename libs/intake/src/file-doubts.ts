import { DomainError, Money, textToOre } from '#kernel';
import { imports } from '#read-models';

import type { ImportWarning } from './import-report.js';
import type { ImportTarget } from './import-target.js';
import type { FileSummary, ImportOrder, StatedCoverage, Survey } from './voucher-file.js';

/** What is doubted of a file: a real import is refused for it, unless the caller accepts it; a dry run is told. */
export class ImportDoubts {
  readonly warnings: ImportWarning[] = [];

  constructor(private readonly asked: ImportOrder) {}

  raise(refusal: DomainError): void {
    const { dryRun, acceptOrganisation, acceptTotals } = this.asked;
    const accepted =
      (refusal.code === 'SIE_ORGANISATION_DIFFERS' && acceptOrganisation === true) ||
      (refusal.code === 'FILE_TOTAL_DIFFERS' && acceptTotals === true);
    if (dryRun !== true && !accepted) throw refusal;
    this.warn(refusal);
  }

  warn({ code, message }: DomainError): void {
    this.warnings.push({ code, message });
  }
}

type Head = Pick<FileSummary, 'organisationNumber' | 'financialYears'>;

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

interface Surveyed {
  /** Lines outside the days or series that the caller says the file speaks of. */
  readonly outside: number;
  readonly covers: StatedCoverage | undefined;
}

/** What the whole file sums to that does not fit what it, or the caller, says that it does. */
export function doubtsOfSurvey(survey: Survey, { outside, covers }: Surveyed): readonly DomainError[] {
  const doubts: DomainError[] = [];
  if (outside > 0) doubts.push(new DomainError('OUTSIDE_STATED_COVERAGE', { rows: outside }));
  const { controlTotal } = covers ?? {};
  const sum = survey.debit - survey.credit;
  if (controlTotal !== undefined && textToOre(controlTotal) !== sum) {
    const difference = Money.ofOre(sum - textToOre(controlTotal));
    doubts.push(new DomainError('CONTROL_TOTAL_DIFFERS', { stated: Money.parse(controlTotal), difference }));
  }
  const [total] = survey.totals;
  if (total !== undefined) {
    const difference = Money.ofOre(total.difference);
    const count = survey.totals.length;
    doubts.push(new DomainError('FILE_TOTAL_DIFFERS', { line: total.line, difference, count }));
  }
  return doubts;
}

/** Whether the file says that it was made before one that the book has taken in already. */
export async function isOlder(
  { generated }: Pick<FileSummary, 'generated'>,
  { to, ledger, facts }: ImportTarget,
): Promise<boolean> {
  if (generated === null || to === undefined || ledger === undefined) return false;
  return (await imports(to.models.db, { position: Number.MAX_SAFE_INTEGER }, facts.book)).some(
    ({ completed, undone }) => undone === null && completed?.generated != null && completed.generated > generated,
  );
}
