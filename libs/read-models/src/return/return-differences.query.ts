import { oreToText, textToOre } from '#kernel';

import type { DataOf, GrantFact } from '../grant-events.js';
import { grantFacts } from '../grant-facts.query.js';
import type { Moment } from '../moment.js';
import { returnFigures } from '../return-figures.query.js';
import type { Rows } from '../rows.js';

type Figures = DataOf<'ReturnSubmitted'>['figures'];

/** A row of a return that says something else than the one before: null where it had, or has, no such row. */
export interface ReturnDifference {
  readonly row: 'received' | 'used' | 'unused' | 'area';
  /** Of a row of areas; null too where the area is unknown. */
  readonly area: number | null;
  readonly performer: string | null;
  readonly before: string | null;
  readonly after: string | null;
  readonly difference: string;
}
/** A return that was sent, or what would be sent now. */
export interface ReturnInOrder {
  /** The act that it was sent by; null of what the ledger says at the moment. */
  readonly act: string | null;
  /** The position of its event, and that which its figures were read at. */
  readonly position: number;
  readonly figuresAt: number;
  readonly form: number | null;
  readonly digest: string | null;
  readonly caseNumber: string | null;
  /** Row by row against the one before it; of the first there is nothing to say. */
  readonly differences: readonly ReturnDifference[];
}

const isReturn = (
  event: GrantFact,
): event is Extract<GrantFact, { readonly type: 'ReturnSubmitted' | 'ReturnAmended' }> =>
  event.type === 'ReturnSubmitted' || event.type === 'ReturnAmended';

/**
 * The returns of a grant in their order, each against the one before, and last what the ledger says against the last of
 * them. Undefined where the grant was not announced by then. Refuses with FIGURES_PRUNED.
 */
export async function returnDifferences(
  db: Rows,
  grant: string,
  moment: Moment,
): Promise<readonly ReturnInOrder[] | undefined> {
  const facts = await grantFacts(db, grant, moment);
  const now = await returnFigures(db, grant, moment);
  if (facts === undefined || now === undefined) return undefined;
  const sent: ReturnInOrder[] = [];
  let before: Figures | null = null;
  for (const { data, position } of facts.events.filter(isReturn)) {
    const { act, figures, form, digest, caseNumber = null, position: figuresAt } = data;
    const differences = before === null ? [] : differencesOf(before, figures);
    sent.push({ act, position, figuresAt, form, digest, caseNumber, differences });
    before = figures;
  }
  if (before === null) return [];
  const { position } = moment;
  const after = JSON.parse(JSON.stringify(now)) as Figures;
  const rest = { form: null, digest: null, caseNumber: null };
  return [...sent, { act: null, position, figuresAt: position, ...rest, differences: differencesOf(before, after) }];
}

const AMOUNTS = ['received', 'used', 'unused'] as const;

function differencesOf(before: Figures, after: Figures): ReturnDifference[] {
  const amounts = AMOUNTS.map((row) => ({ row, area: null, performer: null, before: before[row], after: after[row] }));
  const [old, now] = [rowsOf(before), rowsOf(after)];
  const keys = [...new Set([...now.keys(), ...old.keys()])];
  const areas = keys.flatMap((key) => {
    const of = now.get(key) ?? old.get(key);
    if (of === undefined) return [];
    const { area, performer } = of;
    return [
      {
        row: 'area' as const,
        area,
        performer,
        before: old.get(key)?.amount ?? null,
        after: now.get(key)?.amount ?? null,
      },
    ];
  });
  return [...amounts, ...areas].flatMap((row) => {
    const difference = textToOre(row.after ?? '0.00') - textToOre(row.before ?? '0.00');
    return difference === 0 ? [] : [{ ...row, difference: oreToText(difference) }];
  });
}

const rowsOf = ({ areas }: Figures) =>
  new Map(areas.map((row) => [JSON.stringify([row.area, row.performer]), row] as const));
