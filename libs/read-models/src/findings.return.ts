import { type Money, textToOre } from '#kernel';

import { type Finding, finding } from './finding.js';
import { linesAfterLock, linesRemovedAfterLock } from './findings.lines.js';
import type { DataOf, GrantFact } from './grant-events.js';
import { grantFacts } from './grant-facts.query.js';
import type { Look } from './look.js';
import { returnFiguresOf } from './return-figures.query.js';
import { spentCells } from './spent.js';

/** What keeps a return from being sent, and whether the one that was sent still says what the ledger says. */
export const returnFindings = async (look: Look): Promise<Finding[]> => [
  ...receivedUnknown(look),
  ...(await needsAmendment(look)),
];

/** Only once money is granted: before that nobody asks for a return. */
function receivedUnknown({ facts: { grant, received, awarded, events } }: Look): Finding[] {
  if (received !== null || awarded === null) return [];
  const position = events.findLast(({ type }) => type === 'GrantAwarded' || type === 'AwardAmended')?.position ?? 0;
  return [finding('RECEIVED_UNKNOWN', { grant, subject: {}, position })];
}

type Submission = Extract<GrantFact, { readonly type: 'ReturnSubmitted' | 'ReturnAmended' }>;

async function needsAmendment({ db, facts: { grant, events }, moment }: Look): Promise<Finding[]> {
  const isReturn = (event: GrantFact): event is Submission =>
    event.type === 'ReturnSubmitted' || event.type === 'ReturnAmended';
  const last = events.findLast(isReturn);
  if (last === undefined) return [];
  // A return is of all that the ledger knew at its position, whatever day is asked for now.
  const now = { position: moment.position };
  const facts = await grantFacts(db, grant, now);
  if (facts === undefined) return [];
  const figures = returnFiguresOf(facts, await spentCells(db, facts, now), now);
  const { act, position, figures: stated } = last.data;
  const look = { db, facts, moment: now };
  const changes = [...(await linesAfterLock(look)), ...(await linesRemovedAfterLock(look))];
  const late = changes.filter((line) => line.position > position);
  if (late.length === 0 && contentOf(figures) === contentOf(stated)) return [];
  const ore = figures.used.ore - textToOre(stated.used);
  return [
    finding('RETURN_NEEDS_AMENDMENT', { grant, subject: { act }, ore, count: late.length, position: last.position }),
  ];
}

type Figures = Readonly<Record<'received' | 'used' | 'unused', Money | string>> & {
  readonly areas: readonly Readonly<Record<keyof DataOf<'ReturnSubmitted'>['figures']['areas'][number], unknown>>[];
};

/** The order of the rows is no difference. */
function contentOf({ received, used, unused, areas }: Figures): string {
  const rows = areas.map(({ area, performer, amount }) => JSON.stringify([area, performer, amount]));
  return JSON.stringify([received, used, unused, ...rows.sort()]);
}
