import { DomainError, type Money } from '#kernel';

import { type AdoptedRules } from '../programme/programme.js';
import { type Allocation } from './grant.state.js';

/** The purpose areas that a pot's money may go to; undefined where the pot is open or bound to none. */
export const boundAreas = (rules: AdoptedRules, pot: string | null): readonly number[] | undefined =>
  rules.pots.find(({ id }) => id === pot)?.purposeAreas;

/**
 * Money of a bound pot goes to its areas, and rural money that is handed on goes to a municipality that the authority
 * names. Refuses with AREA_OUTSIDE_POT, MUNICIPALITY_REQUIRED, MUNICIPALITY_NOT_NAMED.
 */
export function mustFitPot(
  rules: AdoptedRules,
  pot: string | null,
  { purposeAreas, from, municipality }: Pick<Allocation, 'purposeAreas' | 'from' | 'municipality'>,
): void {
  const bound = boundAreas(rules, pot);
  if (bound === undefined) return;
  const outside = purposeAreas.find((area) => !bound.includes(area));
  if (outside !== undefined) throw new DomainError('AREA_OUTSIDE_POT', { area: outside, pot });
  if (from === null || !concernsNamedRecipients(rules, bound)) return;
  if (municipality === null) throw new DomainError('MUNICIPALITY_REQUIRED', { pot });
  if (!mayBeNamed(rules, municipality)) throw new DomainError('MUNICIPALITY_NOT_NAMED', { municipality });
}

const concernsNamedRecipients = (rules: AdoptedRules, areas: readonly number[]): boolean =>
  rules.purposeAreas.some(({ number, onlyNamedRecipients }) => onlyNamedRecipients === true && areas.includes(number));

/** A county whose named municipalities are not known here cannot be held against it: that is a finding, no refusal. */
function mayBeNamed(rules: AdoptedRules, municipality: string): boolean {
  const county = rules.ruralMunicipalities.find((one) => municipality.startsWith(one.county));
  return county === undefined || county.municipalities.some(({ code }) => code === municipality);
}

/** Own funding alone needs nothing of the grant, however little is left. Refuses with ALLOCATION_EXCEEDS_FUNDS. */
export function mustBeLeft(wanted: Money, available: Money): void {
  if (wanted.isPositive && wanted.exceeds(available)) throw new DomainError('ALLOCATION_EXCEEDS_FUNDS', { available });
}
