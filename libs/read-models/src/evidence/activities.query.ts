import { grantFacts } from '../grant-facts.query.js';
import { positionOf } from '../grant-position.query.js';
import type { Moment } from '../moment.js';
import type { Rows } from '../rows.js';
import { spentCells } from '../spent.js';
import type { DocumentRow } from './documents.query.js';

/** What a grant's money went to in one purpose area, and the documents that show what was done for it. */
export interface AreaActivity {
  /** Null for costs and documents that name none. */
  readonly area: number | null;
  /** The area in the programme's words; empty where there is none. */
  readonly sv: string;
  /** The allocations that are for it by name, and those that something is used of in it, in the order of recording. */
  readonly allocations: readonly string[];
  /** In SEK. */
  readonly used: string;
  readonly documents: readonly string[];
  /** The first and the last day that these are of; null where none of them says. */
  readonly from: string | null;
  readonly to: string | null;
}

/** Whether a document shows what was done for a grant. */
export const isOfActivity = ({ kind, facts }: DocumentRow, grant: string): boolean =>
  kind === 'activity' && facts.grant === grant;

/**
 * The purpose areas of a grant's programme, each with what shows its activities among `documents`; last what is of no area, where
 * there is any. None where the grant was not announced by then. Refuses with FIGURES_PRUNED.
 */
export async function areaActivities(
  db: Rows,
  { grant, documents }: { readonly grant: string; readonly documents: readonly DocumentRow[] },
  moment: Moment,
): Promise<readonly AreaActivity[]> {
  const facts = await grantFacts(db, grant, moment);
  if (facts === undefined) return [];
  const cells = await spentCells(db, facts, moment);
  const { areas } = positionOf(facts, cells, moment);
  const done = documents.filter((document) => isOfActivity(document, grant));
  const of = (area: number | null, sv: string): AreaActivity => {
    const spentOf = new Set(
      cells.filter((cell) => cell.area === area && cell.used !== 0).map((cell) => cell.allocation),
    );
    const isOf = (named: readonly number[] = []) => (area === null ? named.length === 0 : named.includes(area));
    const shown = done.filter((document) => isOf(document.facts.purposeAreas));
    return {
      ...{ area, sv },
      allocations: [...facts.allocations.values()]
        .filter(({ id, purposeAreas }) => spentOf.has(id) || (area !== null && purposeAreas.includes(area)))
        .map(({ id }) => id),
      used: areas.find((one) => one.area === area)?.used ?? '0.00',
      documents: shown.map(({ document }) => document),
      ...periodOf(shown),
    };
  };
  const named = facts.rules.purposeAreas.map(({ number, sv }) => of(number, sv));
  const ofNone = of(null, '');
  return ofNone.used === '0.00' && ofNone.documents.length === 0 ? named : [...named, ofNone];
}

/** Whoever says one day alone means that day. */
function periodOf(shown: readonly DocumentRow[]): Pick<AreaActivity, 'from' | 'to'> {
  const days = shown
    .flatMap(({ facts }) => [facts.from ?? facts.issued, facts.to ?? facts.issued])
    .filter((day) => day !== undefined)
    .sort();
  return { from: days[0] ?? null, to: days.at(-1) ?? null };
}
