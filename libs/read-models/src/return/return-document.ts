import { createHash } from 'node:crypto';

import type { ReturnFigures } from '#grants';
import { nearestKrona, oreToText, textToOre, wholeKronor } from '#kernel';

import { performerOf } from '../allocations.js';
import type { GrantFacts, Rules } from '../grant-facts.query.js';
import type { GrantFigures } from '../grant-position.query.js';
import { stamp } from '../moment.js';
import type { NotEligible } from './not-eligible.query.js';
import type { ProviderInReturn } from './return-providers.js';

type Form = NonNullable<Rules['return']['form']>;
type FigureName = NonNullable<Form['fields'][number]['figure']>;

/** An amount as it stands in a return: exact, and in whole kronor where the form asks for it. */
interface InReturn {
  /** In SEK, exact; null where nobody knows it. */
  readonly amount: string | null;
  /** Whole kronor, so rounded that the rows of a table add up to its total; null where the form asks for none. */
  readonly kronor: string | null;
}
/** A field of the form that is filled with a figure of the ledger. `remainder` is what the rounding took off it. */
export interface ReturnAmount extends InReturn {
  readonly field: string;
  readonly sv: string;
  readonly figure: FigureName;
  readonly remainder: string | null;
}
/** What a performer used for a purpose area; of an area that nobody knows, `area` is null. */
export interface ReturnRow extends InReturn {
  readonly area: number | null;
  readonly performer: string;
  /** Null where cost is on no allocation. */
  readonly kind: 'unit' | 'organisation' | 'sole-trader' | null;
}

/** A return as it is sent: all that the form asks of the ledger, and what of the booked costs it leaves out. */
export interface ReturnDocument {
  /** The version of this document's own shape. */
  readonly format: 1;
  readonly grant: string;
  readonly programme: Pick<Rules, 'id' | 'year' | 'title' | 'regulation' | 'authority'>;
  readonly position: number;
  readonly perDate?: string;
  readonly form: Pick<Form, 'version' | 'sv'> | null;
  readonly amounts: readonly ReturnAmount[];
  /** The rows add up to the total, in öre and in whole kronor. */
  readonly areas: readonly ReturnRow[];
  readonly total: InReturn & { readonly remainder: string | null };
  readonly providers: readonly ProviderInReturn[];
  readonly notEligible: readonly NotEligible[];
}

/** The bytes of the document as a file: what its digest is of. */
export const returnText = (document: ReturnDocument): string => `${JSON.stringify(document, null, 2)}\n`;

/** Hex SHA-256 of the document's file: what a submission freezes and a second person confirms. */
export const returnDigest = (document: ReturnDocument): string =>
  createHash('sha256').update(returnText(document)).digest('hex');

interface Content {
  readonly facts: GrantFacts;
  readonly position: GrantFigures;
  readonly figures: ReturnFigures;
  readonly providers: readonly ProviderInReturn[];
  readonly notEligible: readonly NotEligible[];
}

export function documentOf({ facts, position, figures, providers, notEligible }: Content): ReturnDocument {
  const { id, year, title, regulation, authority } = facts.rules;
  const form = facts.rules.return.form ?? null;
  const kronor = kronorOf(position);
  return {
    format: 1,
    grant: facts.grant,
    programme: { id, year, title, regulation, authority },
    ...stamp(position),
    form: form === null ? null : { version: form.version, sv: form.sv },
    amounts: amountsOf(form, position, kronor),
    ...areasOf(facts, figures, kronor),
    ...{ providers, notEligible },
  };
}

const figureIn: Readonly<Record<FigureName, (position: GrantFigures) => string | null>> = {
  received: ({ received }) => received,
  used: ({ used }) => used,
  unused: ({ unused }) => unused,
  'own-funding-used': ({ ownFundingUsed }) => ownFundingUsed,
  'not-eligible': ({ notEligible }) => notEligible,
  'not-reported': ({ notReported }) => notReported,
  unresolved: ({ unresolved }) => unresolved,
  booked: ({ booked }) => booked,
};
const oreIn = (position: GrantFigures, name: FigureName): number | null => {
  const amount = figureIn[name](position);
  return amount === null ? null : textToOre(amount);
};

/**
 * Each figure in whole kronor. Received and own funding used are used and unused together; where they are so to the öre
 * they are so in kronor too. Every other figure is rounded by itself.
 */
function kronorOf(position: GrantFigures): ReadonlyMap<FigureName, number> {
  const names = Object.keys(figureIn) as FigureName[];
  const told = names.flatMap((name) => {
    const ore = oreIn(position, name);
    return ore === null ? [] : [[name, ore] as const];
  });
  const kronor = new Map(told.map(([name, ore]) => [name, nearestKrona(ore)]));
  const of = (name: FigureName) => oreIn(position, name) ?? NaN;
  const [come, gone] = [[of('received'), of('own-funding-used')] as const, [of('used'), of('unused')] as const];
  if (come[0] + come[1] !== gone[0] + gone[1]) return kronor; // nor is anything the same as what is unknown
  const [received = 0, own = 0] = wholeKronor(come).rows;
  const [used = 0, unused = 0] = wholeKronor(gone, received + own).rows;
  return new Map([...kronor, ['received', received], ['own-funding-used', own], ['used', used], ['unused', unused]]);
}

function amountsOf(
  form: Form | null,
  position: GrantFigures,
  kronor: ReadonlyMap<FigureName, number>,
): readonly ReturnAmount[] {
  return (form?.fields ?? []).flatMap(({ id: field, sv, figure, wholeKronor: whole = false }) => {
    if (figure === undefined) return [];
    const rounded = whole ? kronor.get(figure) : undefined;
    return [{ field, sv, figure, ...inReturn(oreIn(position, figure), rounded) }];
  });
}

function inReturn(ore: number | null, kronor: number | undefined): InReturn & { readonly remainder: string | null } {
  const isRounded = ore !== null && kronor !== undefined;
  return {
    amount: ore === null ? null : oreToText(ore),
    kronor: isRounded ? String(kronor) : null,
    remainder: isRounded ? oreToText(ore - kronor * 100) : null,
  };
}

function areasOf(
  { rules, allocations }: GrantFacts,
  figures: ReturnFigures,
  kronor: ReadonlyMap<FigureName, number>,
): Pick<ReturnDocument, 'areas' | 'total'> {
  const isWhole = rules.return.form?.fields.some((field) => field.kind === 'areas' && field.wholeKronor === true);
  const ores = figures.areas.map(({ amount }) => amount.ore);
  const together = ores.reduce((sum, ore) => sum + ore, 0);
  // The rows are the parts of what is used, and add up to it as it stands in its own field.
  const rounded =
    isWhole === true ? wholeKronor(ores, together === figures.used.ore ? kronor.get('used') : undefined) : null;
  const kinds = new Map([...allocations.values()].reverse().map((one) => [performerOf(one), one.to.kind]));
  const areas = figures.areas.map(({ area, performer }, at) => {
    const { amount, kronor: whole } = inReturn(ores[at] ?? 0, rounded?.rows[at]);
    return { area, performer, kind: kinds.get(performer) ?? null, amount, kronor: whole };
  });
  return { areas, total: inReturn(together, rounded?.total) };
}
