import type { Moment } from './moment.js';
import type { Rows } from './rows.js';

const TIES = 'SELECT person, same_as FROM person_tie WHERE position <= :position AND gone > :position ORDER BY person';
interface Tie {
  readonly person: string;
  readonly same_as: string;
}

/** Who stands under which numbers at a moment. */
export interface OnePerson {
  /** The number that somebody is told by: the last of those that each is said to be the same as. */
  readonly oneOf: (person: string) => string;
  /** Every number of whoever stands under this one, itself among them. */
  readonly numbersOf: (person: string) => readonly string[];
}

/** Which numbers are tied to one person. */
export async function onePerson(db: Rows, { position }: Moment): Promise<OnePerson> {
  const ties = await db.all<Tie>(TIES, { position });
  const next = new Map(ties.map(({ person, same_as }) => [person, same_as]));
  const oneOf = (person: string): string => {
    const way = new Set([person]);
    for (let at = next.get(person); at !== undefined && !way.has(at); at = next.get(at)) way.add(at);
    return [...way].at(-1) ?? person;
  };
  const numbersOf = (person: string) => {
    const known = new Set([person, ...ties.flatMap((tie) => [tie.person, tie.same_as])]);
    return [...known].filter((one) => oneOf(one) === oneOf(person));
  };
  return { oneOf, numbersOf };
}
