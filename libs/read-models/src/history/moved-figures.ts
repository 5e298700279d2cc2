import { oreToText, textToOre } from '#kernel';

import { grantFacts } from '../grant-facts.query.js';
import { grantPosition, type PotFigures } from '../grant-position.query.js';
import type { Recognised } from '../recognised.query.js';
import type { Moment } from '../moment.js';
import type { Rows } from '../rows.js';
import type { SpentFigures } from '../spent.js';

/** A figure at two moments, in SEK; null where no event had told it, and then there is no difference to tell. */
export interface FigureMoved<Figure extends string = string> {
  readonly figure: Figure;
  readonly from: string | null;
  readonly to: string | null;
  readonly difference: string | null;
}

/** Which figures of a grant are others at one moment than at another: of the whole, per pot, per allocation. */
export interface GrantMoved {
  readonly grant: string;
  readonly figures: readonly FigureMoved<keyof PotFigures | keyof Recognised | 'repaid'>[];
  readonly pots: readonly { readonly pot: string | null; readonly figures: readonly FigureMoved<keyof PotFigures>[] }[];
  /** `allocated` is the allocation's own amount; the rest is what was spent of it. */
  readonly allocations: readonly {
    readonly allocation: string | null;
    readonly figures: readonly FigureMoved<keyof SpentFigures | 'allocated'>[];
  }[];
}

/** What moved of a grant; undefined where nothing did. */
export async function grantMoved(
  db: Rows,
  grant: string,
  [from, to]: readonly [Moment, Moment],
): Promise<GrantMoved | undefined> {
  const [before, after] = [await grantPosition(db, grant, from), await grantPosition(db, grant, to)];
  const moved: GrantMoved = {
    grant,
    figures: figuresMoved([...POT_FIGURES, 'incomeRecognised', 'liability', 'repaid'], before, after),
    pots: partsMoved('pot', POT_FIGURES, [before?.pots, after?.pots]),
    allocations: partsMoved(
      'allocation',
      ['allocated', ...SPENT_FIGURES],
      [await allocationsAt(db, grant, from), await allocationsAt(db, grant, to)],
    ),
  };
  return moved.figures.length + moved.pots.length + moved.allocations.length === 0 ? undefined : moved;
}

const SPENT_FIGURES = ['booked', 'used', 'notEligible', 'unresolved', 'notReported'] as const;
const POT_FIGURES = [
  ...(['announced', 'awarded', 'received', 'allocated', 'unallocated', 'ownFunding'] as const),
  ...SPENT_FIGURES,
  ...(['unused', 'ownFundingUsed'] as const),
] as const;

type AllocationFigures = SpentFigures & { readonly allocation: string | null; readonly allocated: string | null };

/** What each allocation is on, and what was spent of it; nothing yet is zero, since the allocation is there. */
async function allocationsAt(db: Rows, grant: string, moment: Moment): Promise<AllocationFigures[]> {
  const [facts, position] = [await grantFacts(db, grant, moment), await grantPosition(db, grant, moment)];
  const spent = new Map(position?.allocations.map((one) => [one.allocation, one]));
  const ids = new Set([...(facts?.allocations.keys() ?? []), ...spent.keys()]);
  return [...ids].map((allocation) => {
    const ore = allocation === null ? undefined : facts?.allocations.get(allocation)?.ore;
    const allocated = ore === undefined ? null : oreToText(ore);
    return { ...(spent.get(allocation) ?? NOTHING), allocation, allocated };
  });
}
const NOTHING: SpentFigures = {
  ...{ booked: '0.00', used: '0.00', notEligible: '0.00' },
  ...{ unresolved: '0.00', notReported: '0.00' },
};

type Figures<Figure extends string> = Readonly<Record<Figure, string | null>>;

function figuresMoved<Figure extends string>(
  names: readonly Figure[],
  before: Figures<Figure> | undefined,
  after: Figures<Figure> | undefined,
): FigureMoved<Figure>[] {
  return names.flatMap((figure) => {
    const [from, to] = [before?.[figure] ?? null, after?.[figure] ?? null];
    return from === to ? [] : [{ figure, from, to, difference: differenceOf(from, to) }];
  });
}

function partsMoved<Key extends string, Figure extends string>(
  key: Key,
  names: readonly Figure[],
  [before = [], after = []]: readonly (
    readonly (Figures<Figure> & Readonly<Record<Key, string | null>>)[] | undefined
  )[],
) {
  const ids = [...new Set([...before, ...after].map((part) => part[key]))];
  const at = (parts: typeof before, id: string | null) => parts.find((part) => part[key] === id);
  return ids.flatMap((id) => {
    const figures = figuresMoved(names, at(before, id), at(after, id));
    return figures.length === 0
      ? []
      : [{ [key]: id, figures } as Readonly<Record<Key, string | null>> & { figures: typeof figures }];
  });
}

const differenceOf = (from: string | null, to: string | null): string | null =>
  from === null || to === null ? null : oreToText(textToOre(to) - textToOre(from));
