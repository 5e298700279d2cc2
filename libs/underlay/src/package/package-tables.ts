import { textToOre } from '#kernel';
import {
  type AreaActivity,
  type CoveredLine,
  documentKindWords,
  type DocumentRow,
  lackWords,
  type LinkedSalary,
  turnWords,
} from '#read-models';
import { amountCell, csv, dateCell, integerCell, textCell, type WrittenRow, type WrittenSheet } from '#tabular';

import { evidenceWords } from '../extract-sheet.js';

/** The lines that were asked for, each with what proves it and what does not. */
export const linesSheet = (lines: AsyncIterable<readonly [CoveredLine, text: string]>): WrittenSheet => ({
  name: 'Rader',
  columns: [
    { heading: 'Bok', holds: 'text' },
    { heading: 'Serie', holds: 'text' },
    { heading: 'Verifikation', holds: 'text' },
    { heading: 'Rad', holds: 'integer' },
    { heading: 'Bokföringsdag', holds: 'date' },
    { heading: 'Projektkod', holds: 'text' },
    { heading: 'Konto', holds: 'text' },
    { heading: 'Enhet', holds: 'text' },
    { heading: 'Motpart', holds: 'text' },
    { heading: 'Text', holds: 'text' },
    { heading: 'Belopp', holds: 'amount' },
    { heading: 'Styrkt', holds: 'amount' },
    { heading: 'Saknas', holds: 'amount' },
    { heading: 'Läge', holds: 'text' },
    { heading: 'Det som saknas', holds: 'text' },
    { heading: 'Hos', holds: 'text' },
    { heading: 'Dokument', holds: 'text' },
  ],
  rows: rowsOf(lines),
});

async function* rowsOf(lines: AsyncIterable<readonly [CoveredLine, text: string]>): AsyncGenerator<WrittenRow> {
  for await (const [line, text] of lines) yield cellsOf(line, text);
}

const cellsOf = (line: CoveredLine, text: string): WrittenRow => [
  ...[textCell(line.book), textCell(line.series), textCell(line.number), integerCell(line.line), dateCell(line.date)],
  ...[textCell(line.projectCode), textCell(line.account), textCell(line.unit), textCell(line.counterparty)],
  textCell(text),
  ...[oreCell(line.amount), oreCell(line.covered), oreCell(line.missing)],
  textCell(evidenceWords[line.status]),
  textCell(lackWords(line)),
  textCell(line.turn === null || line.status === 'covered' ? null : turnWords[line.turn]),
  textCell(line.documents.join(' ')),
];

/** The originals: what each is, where it lies in the package, and why it does where it does not. */
export const documentsSheet = (
  rows: readonly (readonly [DocumentRow, place: string, why: string])[],
): WrittenSheet => ({
  name: 'Dokument',
  columns: [
    { heading: 'Dokument', holds: 'text' },
    { heading: 'Slag', holds: 'text' },
    { heading: 'Format', holds: 'text' },
    { heading: 'Storlek', holds: 'integer' },
    { heading: 'Arkiverat vid position', holds: 'integer' },
    { heading: 'Fil', holds: 'text' },
    { heading: 'Anmärkning', holds: 'text' },
  ],
  rows: rows.map(([{ document, kind, format, size, position }, place, why]): WrittenRow => [
    ...[textCell(document), textCell(kind === null ? null : documentKindWords[kind]), textCell(format)],
    ...[integerCell(size), integerCell(position), textCell(place), textCell(why)],
  ]),
});

/** What the money went to in each purpose area, and what shows what was done for it. */
export const activitiesSheet = (areas: readonly AreaActivity[]): WrittenSheet => ({
  name: 'Aktiviteter',
  columns: [
    { heading: 'Område', holds: 'text' },
    { heading: 'Benämning', holds: 'text' },
    { heading: 'Tilldelningar', holds: 'text' },
    { heading: 'Använt', holds: 'amount' },
    { heading: 'Dokument', holds: 'text' },
    { heading: 'Från', holds: 'date' },
    { heading: 'Till', holds: 'date' },
    { heading: 'Anmärkning', holds: 'text' },
  ],
  rows: areas.map(({ area, sv, allocations, used, documents, from, to }): WrittenRow => [
    ...[textCell(area === null ? 'okänt' : String(area)), textCell(sv), textCell(allocations.join(' ')), oreCell(used)],
    ...[textCell(documents.join(' ')), from === null ? null : dateCell(from), to === null ? null : dateCell(to)],
    textCell(documents.length > 0 ? '' : used === '0.00' ? 'inget använt' : 'inget visat'),
  ]),
});

/** Whose pay the lines are, by the ids of persons: names stand in payslips alone. */
export const salariesSheet = (rows: readonly LinkedSalary[]): WrittenSheet => ({
  name: 'Löner',
  columns: [
    { heading: 'Bok', holds: 'text' },
    { heading: 'Serie', holds: 'text' },
    { heading: 'Verifikation', holds: 'text' },
    { heading: 'Rad', holds: 'integer' },
    { heading: 'Person', holds: 'text' },
    { heading: 'Från', holds: 'date' },
    { heading: 'Till', holds: 'date' },
    { heading: 'Bruttolön', holds: 'amount' },
    { heading: 'Personalomkostnad', holds: 'amount' },
    { heading: 'Belopp', holds: 'amount' },
    { heading: 'Lönebesked', holds: 'text' },
    { heading: 'Avtal', holds: 'text' },
    { heading: 'Intyg eller tidrapport', holds: 'text' },
  ],
  rows: rows.flatMap(({ book, series, number, line, shares }) =>
    shares.map((share): WrittenRow => [
      ...[textCell(book), textCell(series), textCell(number), integerCell(line), textCell(share.person)],
      ...[dateCell(share.from), dateCell(share.to), oreCell(share.gross), oreCell(share.onCost), oreCell(share.amount)],
      ...[textCell(share.payslip), textCell(share.contract), textCell(share.support)],
    ]),
  ),
});

const oreCell = (amount: string): WrittenRow[number] => amountCell(textToOre(amount));

/** A sheet as a file that Swedish Excel opens: semicolons, a BOM, decimal commas. */
export const asCsv = (sheet: WrittenSheet): AsyncIterable<Uint8Array> | Iterable<Uint8Array> =>
  csv(sheet, { decimalSign: ',' });
