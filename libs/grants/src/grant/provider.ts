import { DomainError } from '#kernel';

import { mustBeAreas, mustBePositive, mustNotBeNegative } from './checks.js';
import { type GrantCommandOf } from './grant.commands.js';
import { type GrantEvent } from './grant.events.js';
import { type Grant, knownAllocation, knownGrant } from './grant.state.js';
import { privatePart } from './private-part.js';

/** Refuses with GRANT_UNKNOWN, ALLOCATION_UNKNOWN, PROVIDER_IS_OWN_UNIT, AREA_UNKNOWN, AREA_REPEATED, AMOUNT_NEGATIVE. */
export function reportProvider(
  grant: Grant,
  { data: { note, ...report }, facts }: GrantCommandOf<'ReportProvider'>,
): readonly GrantEvent[] {
  mustGoToProvider(grant, report);
  const areas = report.used.map(({ area }) => area);
  mustBeAreas(facts.rules, areas);
  const repeated = areas.find((area, index) => areas.indexOf(area) !== index);
  if (repeated !== undefined) throw new DomainError('AREA_REPEATED', { area: repeated });
  mustNotBeNegative(...report.used.map(({ amount }) => amount));
  return [{ type: 'ProviderReported', data: report, ...privatePart({ note }) }];
}

/** Refuses with GRANT_UNKNOWN, ALLOCATION_UNKNOWN, PROVIDER_IS_OWN_UNIT, AMOUNT_NOT_POSITIVE. */
export function recordProviderRepayment(
  grant: Grant,
  { data }: GrantCommandOf<'RecordProviderRepayment'>,
): readonly GrantEvent[] {
  mustGoToProvider(grant, data);
  mustBePositive(data.amount);
  return [{ type: 'ProviderRepaid', data }];
}

/** Own units report nothing: their vouchers are the books. */
function mustGoToProvider(grant: Grant, { grant: id, allocation }: { grant: string; allocation: string }): void {
  if (knownAllocation(knownGrant(grant, id), allocation).toOwnUnit) {
    throw new DomainError('PROVIDER_IS_OWN_UNIT', { allocation });
  }
}
