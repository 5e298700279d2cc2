import { oreToText, textToOre } from '#kernel';
import type { BalanceMoved, Difference, FigureMoved, Finding, GrantMoved, Movement } from '#read-models';

import { type Column, heading, page, table, wrapped } from '../output.js';
import { amountInSwedish, countInSwedish, counted, type FigureName, figureLabels } from '../swedish.js';
import { rowText } from './history.js';
import { missingText } from './pruning.js';

const amounts = (...titles: readonly string[]): Column[] => titles.map((title) => ({ title, align: 'right' }));
/** Of the vouchers of one code so many are listed, those that moved most; JSON has them all. */
const VOUCHERS_LISTED = 20;

/** What is otherwise at one moment than at an earlier one, and what was done in between. */
export const differenceText = (moved: Difference): string =>
  page(
    `${heading('Skillnad')}\nFrån position ${countInSwedish(moved.from)} till position ${countInSwedish(moved.to)}`,
    ...moved.grants.map(grantText),
    balancesText(moved.projectCodes),
    ...moved.projectCodes.map(vouchersText),
    ...findingsText(moved.findings),
    moved.commands.length === 0 ? null : heading('Vad som gjordes emellan'),
    ...moved.commands.map((row) => [rowText(row), ...movedText(row.moved)].join('\n')),
    isNothing(moved) ? 'Inga siffror har flyttat sig.' : null,
    missingText(
      'Bidraget',
      moved.pruned.map(({ grant, decision }) => ({ name: grant, decision })),
    ),
  );

const isNothing = ({ grants, projectCodes, findings: { came, went, moved } }: Difference): boolean =>
  grants.length + projectCodes.length + came.length + went.length + moved.length === 0;

function grantText({ grant, figures, pots, allocations }: GrantMoved): string {
  const rows = [
    ...rowsOf('hela bidraget', figures),
    ...pots.flatMap((one) => rowsOf(one.pot === null ? 'utan pott' : `pott ${one.pot}`, one.figures)),
    ...allocations.flatMap((one) => {
      return rowsOf(one.allocation === null ? 'utan tilldelning' : `tilldelning ${one.allocation}`, one.figures);
    }),
  ];
  const columns = [
    { title: `Bidrag ${grant}`, max: 45 },
    { title: 'Belopp i kronor' },
    ...amounts('Från', 'Till', 'Skillnad'),
  ];
  return table(columns, rows);
}

const rowsOf = (part: string, figures: readonly FigureMoved<FigureName>[]): string[][] =>
  figures.map(({ figure, from, to, difference }) => [
    ...[part, figureLabels[figure], amountInSwedish(from), amountInSwedish(to)],
    difference === null ? '' : amountInSwedish(difference),
  ]);

function balancesText(codes: readonly BalanceMoved[]): string | null {
  if (codes.length === 0) return null;
  return table(
    [{ title: 'Saldo på projektkod' }, ...amounts('Från', 'Till', 'Skillnad')],
    codes.map(({ projectCode, from, to, difference }) => [
      ...[projectCode, from === null ? 'ej öppnad' : amountInSwedish(from)],
      ...[amountInSwedish(to), amountInSwedish(difference)],
    ]),
  );
}

function vouchersText({ projectCode, vouchers, difference }: BalanceMoved): string {
  const size = (amount: string): number => Math.abs(textToOre(amount));
  const listed =
    vouchers.length <= VOUCHERS_LISTED
      ? vouchers
      : [...vouchers].sort((one, other) => size(other.amount) - size(one.amount)).slice(0, VOUCHERS_LISTED);
  const rest = textToOre(difference) - listed.reduce((sum, { amount }) => sum + textToOre(amount), 0);
  const others = vouchers.length - listed.length;
  return table(
    [{ title: `Verifikationer på ${projectCode}` }, { title: 'Bok' }, ...amounts('Flyttade saldot')],
    [
      ...listed.map(({ series, number, book, amount }) => [
        `${series} ${number}`.trim(),
        book,
        amountInSwedish(amount),
      ]),
      ...(others === 0 ? [] : [[counted(others, 'annan', 'andra'), '', amountInSwedish(oreToText(rest))]]),
      ['Summa', '', amountInSwedish(difference)],
    ],
  );
}

function findingsText({ came, went, moved }: Difference['findings']): (string | null)[] {
  const group = (title: string, found: readonly Finding[]): string | null =>
    found.length === 0
      ? null
      : [title, ...found.map(({ message, code, id }) => wrapped(`${message} (${code}, ${id})`))].join('\n');
  return [
    group('Iakttagelser som har kommit', came),
    group('Iakttagelser som har upphört eller avgjorts', went),
    group(
      'Iakttagelser som har ändrats, som de är nu',
      moved.map(({ after }) => after),
    ),
  ];
}

/** What one command moved of the balance of each project code. */
function movedText(movements: readonly Movement[]): string[] {
  const codes = [...new Set(movements.map(({ projectCode }) => projectCode))];
  return codes.map((code) => {
    const ofCode = movements.filter(({ projectCode }) => projectCode === code);
    const sum = oreToText(ofCode.reduce((all, { amount }) => all + textToOre(amount), 0));
    const vouchers = new Set(ofCode.map(({ book, series, number }) => JSON.stringify([book, series, number])));
    const through = counted(vouchers.size, 'verifikation', 'verifikationer');
    return `  Flyttade saldot på ${code} med ${amountInSwedish(sum)} kr, genom ${through}`;
  });
}
