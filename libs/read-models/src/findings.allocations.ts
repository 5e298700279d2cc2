import { textToOre } from '#kernel';

import { onwardOf } from './allocation-tree.query.js';
import type { Allocation } from './allocations.js';
import { type Finding, finding } from './finding.js';
import type { GrantFacts } from './grant-facts.query.js';
import type { Look } from './look.js';

/** What there is to say of how the money was handed on. */
export const allocationFindings = ({ facts }: Look): Finding[] =>
  [...facts.allocations.values()].flatMap((allocation) => [
    ...undecided(facts, allocation),
    ...byKey(facts, allocation),
    ...leftToHandOn(facts, allocation),
    ...ruralMunicipality(facts, allocation),
  ]);

function undecided({ grant }: GrantFacts, { id, pot, from, decision, ore, position }: Allocation): Finding[] {
  const found = { grant, subject: { allocation: id }, ore, position };
  const missing: Finding[] = [];
  if (decision.status === 'proposed') missing.push(finding('ALLOCATION_ONLY_PROPOSED', found));
  // What is handed on has the pot of what it was handed on from, which is told there.
  if (pot === null && from === null) missing.push(finding('ALLOCATION_WITHOUT_POT', found));
  return missing;
}

/** Amounts are rounded by people: what was stated holds, and the difference is accounted for. */
function byKey({ grant }: GrantFacts, { id, key, stated, position }: Allocation): Finding[] {
  if (key === undefined) return [];
  const gives = textToOre(key.gives);
  if (gives === stated) return [];
  const found = { grant, subject: { allocation: id }, ore: stated - gives, position };
  return [finding('KEY_DIFFERS_FROM_DECISION', { ...found, amounts: { gives, decided: stated } })];
}

function leftToHandOn(facts: GrantFacts, { id, ore, position }: Allocation): Finding[] {
  const onward = onwardOf(facts, id);
  if (onward === 0 || ore <= onward) return [];
  const found = { grant: facts.grant, subject: { allocation: id }, ore: ore - onward, position };
  const isRounding = facts.awarded === null && ore - onward < precisionOf(facts);
  return [finding(isRounding ? 'ONWARD_WITHIN_PRECISION' : 'ONWARD_NOT_FULLY_ALLOCATED', found)];
}

/** To what the announced amounts are rounded, in öre. */
function precisionOf({ events }: GrantFacts): number {
  const announced = events.find((event) => event.type === 'GrantAnnounced');
  return announced?.data.precision === undefined ? 0 : textToOre(announced.data.precision);
}

/** Rural money that is handed on goes to municipalities that the authority names; not every county's are known here. */
function ruralMunicipality({ grant, rules }: GrantFacts, { id, from, pot, to, position }: Allocation): Finding[] {
  const areas = rules.pots.find((one) => one.id === pot)?.purposeAreas ?? [];
  const named = rules.purposeAreas.filter(({ onlyNamedRecipients }) => onlyNamedRecipients === true);
  const isRural = named.some(({ number }) => areas.includes(number));
  if (from === null || !isRural) return [];
  const { municipality } = to;
  const known = rules.ruralMunicipalities.flatMap(({ municipalities }) => municipalities.map(({ code }) => code));
  if (municipality !== undefined && known.includes(municipality)) return [];
  const subject = { allocation: id, ...(municipality === undefined ? {} : { municipality }) };
  return [finding('RURAL_MUNICIPALITY_NOT_VERIFIED', { grant, subject, position })];
}
