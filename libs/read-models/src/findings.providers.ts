import { type Finding, finding, type Found } from './finding.js';
import type { FindingCode } from './findings.catalogue.js';
import type { Report } from './grant-facts.query.js';
import type { Look } from './look.js';
import { passedOnTotals } from './spent.js';

/** Money passed on beside what its recipients report. */
export async function providerFindings({ db, facts, moment }: Look): Promise<Finding[]> {
  const { grant, allocations, reports, events } = facts;
  const passedOn = await passedOnTotals(db, facts, moment);
  return [...allocations.values()].flatMap(({ id, to, position }) => {
    const paid = passedOn.get(id) ?? null;
    const found = to.kind === 'unit' ? ofOwnUnit(paid) : ofProvider(paid, reports.get(id));
    if (found === null) return [];
    const report = events.findLast((event) => event.type === 'ProviderReported' && event.data.allocation === id);
    const [code, ore] = found;
    const rest: Found = { grant, subject: { allocation: id }, ore, position: report?.position ?? position };
    return [finding(code, rest)];
  });
}

type OfProvider = readonly [FindingCode, ore: number] | null;

/** `paid` is null where nothing was passed on. */
function ofProvider(paid: number | null, report: Report | undefined): OfProvider {
  if (report === undefined) return paid === null || paid === 0 ? null : ['PROVIDER_HAS_NOT_REPORTED', paid];
  const reported = report.reduce((sum, [, ore]) => sum + ore, 0);
  if (paid === null) return reported === 0 ? null : ['REPORT_WITHOUT_VOUCHERS', reported];
  if (reported > paid) return ['REPORT_EXCEEDS_PASSED_ON', reported - paid];
  return reported === paid ? null : ['PASSED_ON_NOT_ALL_REPORTED', paid - reported];
}

const ofOwnUnit = (paid: number | null): OfProvider =>
  paid === null || paid === 0 ? null : ['PASSED_ON_TO_OWN_UNIT', paid];
