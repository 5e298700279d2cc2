import type { Suggestion } from '#intake';

import { facts, heading, page, table, wrapped } from '../output.js';
import { amountInSwedish, counted, countInSwedish } from '../swedish.js';
import { columnText, fieldText, writtenText } from './mapping.js';

/** A suggested mapping as an accountant checks it: column by column, what was tried, and what to run next. */
export const suggestionText = ({ columns, mapping, questions, trial, ...of }: Suggestion, file: string): string =>
  page(
    heading('Förslag till kolumnmappning'),
    facts([
      ['Blad', of.sheet === '' ? null : of.sheet],
      ['Rubrikrad', countInSwedish(of.headerLine)],
    ]),
    table(
      [{ title: 'Kolumn', max: 30 }, { title: 'Betyder' }, { title: 'Varför', max: 70 }, { title: 'Exempel', max: 40 }],
      columns.map((column) => [
        columnText(column),
        `${column.means === null ? 'används inte' : fieldText(column.means)}${column.uncertain === null ? '' : ' ?'}`,
        column.why,
        column.examples.join(' · '),
      ]),
    ),
    mapping === null ? null : writtenText(mapping),
    trial === null ? null : trialText(trial),
    toDecide(columns, questions),
    next(mapping !== null, file),
  );

const trialText = ({ rows, isWhole, totals, ...trial }: NonNullable<Suggestion['trial']>): string =>
  page(
    `${isWhole ? 'Provläst: hela bladet' : 'Provläst: de första raderna'}, ${counted(rows, 'rad', 'rader')}`,
    facts([
      ['Konteringar', countInSwedish(trial.lines)],
      ['Nekade rader', countInSwedish(trial.refused)],
      ['Debet', amountInSwedish(trial.debit)],
      ['Kredit', amountInSwedish(trial.credit)],
      [
        'Verifikationer',
        `${countInSwedish(trial.vouchers)}, varav ${countInSwedish(trial.unbalanced)} inte balanserar`,
      ],
      [
        'Summor i filen',
        `${totals.checked - totals.differing} stämmer, ${totals.differing} stämmer inte, ${totals.unchecked} går inte att kontrollera`,
      ],
    ]),
    trial.refusals.length === 0
      ? null
      : table(
          [{ title: 'Nekande' }, { title: 'Rader', align: 'right' }, { title: 'Första rad', align: 'right' }],
          trial.refusals.map(({ code, rows: refused, firstLine }) => [
            code,
            countInSwedish(refused),
            countInSwedish(firstLine),
          ]),
        ),
  );

function toDecide(columns: Suggestion['columns'], questions: readonly string[]): string | null {
  const uncertain = columns.flatMap((column) =>
    column.uncertain === null ? [] : [`${columnText(column)}: ${column.uncertain}`],
  );
  const all = [...questions, ...uncertain];
  return all.length === 0 ? null : ['Att ta ställning till', ...all.map(wrapped)].join('\n');
}

/** What to run when the table has been read and found right. */
const next = (isWhole: boolean, file: string): string =>
  isWhole
    ? [
        'Spara förslaget när det stämmer; ändra i filen först om något ska vara annorlunda:',
        `  bidragsbok mapping suggest ${JSON.stringify(file)} --json > mappning.json`,
        '  bidragsbok mapping save <id> --from mappning.json',
      ].join('\n')
    : 'Förslaget är inte helt. Välj ett annat blad med --sheet, eller skriv mappningen själv (docs/commands.md, SaveMapping).';
