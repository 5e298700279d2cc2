import type { GrantPosition } from '#read-models';

import { type Column, heading, page, table } from '../output.js';
import { amountInSwedish, type FigureName, figureLabels, UNKNOWN } from '../swedish.js';
import { momentText } from './moment.js';

const names = Object.keys(figureLabels) as FigureName[];
/** What is told of the grant and of no pot of it: money is repaid of the grant, and books know no pots. */
type OfWhole = 'repaid' | 'incomeRecognised' | 'liability';
const isOfWhole = (name: FigureName): name is OfWhole => ['repaid', 'incomeRecognised', 'liability'].includes(name);
const spentNames = ['booked', 'used', 'notEligible', 'unresolved', 'notReported'] as const;
const amounts = (titles: readonly string[]): Column[] => titles.map((title) => ({ title, align: 'right' }));

/** The figures of a grant for people: each figure with its name, of the whole and per pot, then per purpose area. */
export const grantPositionText = (position: GrantPosition): string =>
  page(
    `${heading(`Bidrag ${position.grant}`)}\n${momentText(position)}`,
    potsText(position),
    areasText(position),
    hasUnknown(position) ? `${UNKNOWN}: ingen händelse har sagt beloppet än. Det är inte noll.` : null,
  );

function potsText(position: GrantPosition): string {
  const columns = ['Hela bidraget', ...position.pots.map(({ pot }) => pot ?? 'utan pott')];
  const rows = names.map((name) => [
    figureLabels[name],
    amountInSwedish(position[name]),
    ...position.pots.map((pot) => (isOfWhole(name) ? '' : amountInSwedish(pot[name]))),
  ]);
  return table([{ title: 'Belopp i kronor' }, ...amounts(columns)], rows);
}

function areasText({ areas }: GrantPosition): string | null {
  if (areas.length === 0) return null;
  const columns: Column[] = [{ title: 'Område' }, ...amounts(spentNames.map((name) => figureLabels[name]))];
  const nameOf = (area: number | null) => (area === null ? 'okänt område' : `${area}`);
  return table(
    columns,
    areas.map((row) => [nameOf(row.area), ...spentNames.map((name) => amountInSwedish(row[name]))]),
  );
}

const hasUnknown = (position: GrantPosition): boolean =>
  names.some((name) => position[name] === null) ||
  position.pots.some((pot) => names.some((name) => !isOfWhole(name) && pot[name] === null));
