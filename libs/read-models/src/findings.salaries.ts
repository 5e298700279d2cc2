import { type Finding, finding } from './finding.js';
import type { Moment } from './moment.js';
import type { Rows } from './rows.js';

const CHARGED = `SELECT s.person, s.period, max(s.whole) AS whole, sum(s.ore) AS ore, count(*) AS shares,
  max(s.position) AS position FROM salary_share s
WHERE s.position <= :position AND s.gone > :position
  AND NOT EXISTS (SELECT 1 FROM pruned p WHERE p.kind = 'book' AND p.id = s.book)
GROUP BY s.person, s.period ORDER BY s.person, s.period`;

interface Charged {
  readonly person: string;
  readonly period: string;
  readonly whole: number;
  readonly ore: number;
  readonly shares: number;
  readonly position: number;
}

/**
 * Persons of whom more is charged than their pay and on-cost of a month, whichever grants it is charged to. Who they are plays
 * no part in it. Each share may have been rounded by an öre.
 */
export async function salaryFindings(db: Rows, { position }: Moment): Promise<Finding[]> {
  const months = new Map<string, Charged>();
  for (const row of await db.all<Charged>(CHARGED, { position })) {
    const key = `${row.person} ${row.period.slice(0, 7)}`;
    const before = months.get(key);
    months.set(key, before === undefined ? row : together(before, row));
  }
  return [...months.values()]
    .filter(({ ore, whole, shares }) => ore > whole + shares)
    .map(({ person, period, ore, whole, position: at }) =>
      finding('PERSON_ABOVE_WHOLE', { subject: { person, date: period.slice(0, 7) }, ore: ore - whole, position: at }),
    );
}

/** Periods of one month: each has a pay of its own. */
const together = (one: Charged, other: Charged): Charged => ({
  ...one,
  whole: one.whole + other.whole,
  ore: one.ore + other.ore,
  shares: one.shares + other.shares,
  position: Math.max(one.position, other.position),
});
