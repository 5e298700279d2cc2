import { chargedAbove, type ChargedOfPay } from './charged-above.js';
import { type Finding, finding } from './finding.js';
import type { Moment } from './moment.js';
import { onePerson } from './one-person.js';
import type { Rows } from './rows.js';

const CHARGED = `SELECT s.person, s.period, max(s.whole) AS whole, sum(s.ore) AS ore, count(*) AS shares,
  max(s.position) AS position FROM salary_share s
WHERE s.position <= :position AND s.gone > :position
  AND NOT EXISTS (SELECT 1 FROM pruned p WHERE p.kind = 'book' AND p.id = s.book)
GROUP BY s.person, s.period ORDER BY s.person, s.period`;
const NAMES =
  'SELECT person, name_key FROM person_name WHERE position <= :position AND gone > :position ORDER BY person';

interface Charged extends ChargedOfPay {
  readonly person: string;
  readonly position: number;
}

/**
 * Persons of whom more is charged than their pay and on-cost of a month, whichever grants it is charged to and under whichever numbers they
 * stand; and persons who may be one, for they are called the same. Who they are plays no part in it.
 */
export async function salaryFindings(db: Rows, { position }: Moment): Promise<Finding[]> {
  const asked = { position };
  const { oneOf } = await onePerson(db, asked);
  const charged = await db.all<Charged>(CHARGED, asked);
  const own = charged.map((row) => ({ ...row, person: oneOf(row.person) }));
  const names = await db.all<Named>(NAMES, asked);
  return [
    ...aboveWhole(own),
    ...calledTheSame(
      own,
      names.map((row) => ({ ...row, person: oneOf(row.person) })),
    ),
  ];
}

interface Named {
  readonly person: string;
  readonly name_key: string;
}

function aboveWhole(charged: readonly Charged[]): Finding[] {
  const months = new Map<string, { readonly person: string; readonly date: string; readonly rows: Charged[] }>();
  for (const row of charged) {
    const { person, period } = row;
    const date = period.slice(0, 7);
    const month = months.get(`${person} ${date}`);
    if (month === undefined) months.set(`${person} ${date}`, { person, date, rows: [row] });
    else month.rows.push(row);
  }
  return [...months.values()].flatMap(({ person, date, rows }) => {
    const ore = chargedAbove(rows);
    const position = Math.max(...rows.map((row) => row.position));
    return ore === 0 ? [] : [finding('PERSON_ABOVE_WHOLE', { subject: { person, date }, ore, position })];
  });
}

/** Of those who are called the same each one beside the first who is charged in a month with it, in the first such month. */
function calledTheSame(charged: readonly Charged[], names: readonly Named[]): Finding[] {
  const months = new Map<string, Map<string, number>>();
  for (const { person, period, position } of charged) {
    const own = months.get(person) ?? new Map<string, number>();
    const month = period.slice(0, 7);
    months.set(person, own.set(month, Math.max(position, own.get(month) ?? 0)));
  }
  const byName = new Map<string, Set<string>>();
  for (const { person, name_key } of names) byName.set(name_key, (byName.get(name_key) ?? new Set()).add(person));
  return [...byName.values()].flatMap((called) => {
    const persons = [...called].sort();
    return persons.flatMap((otherPerson, at) => {
      const before = persons.slice(0, at).map((person) => ({ person, ...firstOfBoth(months, person, otherPerson) }));
      const found = before.find(({ date }) => date !== undefined);
      if (found?.date === undefined) return [];
      const { person, date, position } = found;
      return [finding('PERSON_UNDER_TWO_NUMBERS', { subject: { person, otherPerson, date }, position })];
    });
  });
}

type Months = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** The first month in which both are charged, and the position that came last to it; undefined where there is none. */
function firstOfBoth(
  months: Months,
  one: string,
  other: string,
): { readonly date?: string; readonly position: number } {
  const [of, and] = [months.get(one) ?? new Map<string, number>(), months.get(other) ?? new Map<string, number>()];
  const date = [...of.keys()].sort().find((month) => and.has(month));
  if (date === undefined) return { position: 0 };
  return { date, position: Math.max(of.get(date) ?? 0, and.get(date) ?? 0) };
}
