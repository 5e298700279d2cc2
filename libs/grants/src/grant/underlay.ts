import { DomainError } from '#kernel';

import { type GrantCommandOf } from './grant.commands.js';
import { type GrantEvent } from './grant.events.js';
import { type Grant, knownGrant } from './grant.state.js';
import { privatePart } from './private-part.js';

/** The authority may ask after the closing too. Refuses with GRANT_UNKNOWN, DEMAND_EXISTS, DEMAND_PERIOD_REVERSED. */
export function recordDemand(
  grant: Grant,
  { data: { note, ...demanded } }: GrantCommandOf<'RecordUnderlayDemand'>,
): readonly GrantEvent[] {
  const { demand, from, to } = demanded;
  if (knownGrant(grant, demanded.grant).demands.has(demand)) throw new DomainError('DEMAND_EXISTS', { demand });
  if (from !== undefined && to !== undefined && to.isBefore(from)) throw new DomainError('DEMAND_PERIOD_REVERSED', {});
  return [{ type: 'UnderlayDemanded', data: demanded, ...privatePart({ note }) }];
}

/** More than one package may answer a demand. Refuses with GRANT_UNKNOWN, DEMAND_UNKNOWN. */
export function recordDelivery(
  grant: Grant,
  { data: { to, reviewedBy, demand, ...delivered } }: GrantCommandOf<'RecordUnderlayDelivery'>,
): readonly GrantEvent[] {
  const known = knownGrant(grant, delivered.grant);
  if (demand !== undefined && !known.demands.has(demand)) throw new DomainError('DEMAND_UNKNOWN', { demand });
  return [{ type: 'UnderlayDelivered', data: { ...delivered, demand: demand ?? null }, private: { to, reviewedBy } }];
}
