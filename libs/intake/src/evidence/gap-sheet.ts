import { type CoveredLine, lackWords, turnWords } from '#read-models';
import {
  amountCell,
  dateCell,
  integerCell,
  type SheetColumn,
  textCell,
  type WrittenRow,
  type WrittenSheet,
  workbook,
  writeFileWhole,
  type WrittenFile,
} from '#tabular';

/** The headings that a filled list is read by. */
export const gapHeadings = {
  ...{ book: 'Bok', series: 'Serie', number: 'Nummer', line: 'Rad' },
  ...{ file: 'Fil', amount: 'Styrker', comment: 'Kommentar' },
} as const;

const COLUMNS: readonly SheetColumn[] = [
  { heading: gapHeadings.book, holds: 'text' },
  { heading: gapHeadings.series, holds: 'text' },
  { heading: gapHeadings.number, holds: 'text' },
  { heading: gapHeadings.line, holds: 'integer' },
  { heading: 'Datum', holds: 'date' },
  { heading: 'Konto', holds: 'text' },
  { heading: 'Enhet', holds: 'text' },
  { heading: 'Projektkod', holds: 'text' },
  { heading: 'Belopp', holds: 'amount' },
  { heading: 'Saknas', holds: 'amount' },
  { heading: 'Behöver', holds: 'text', width: 40 },
  { heading: 'Nästa steg hos', holds: 'text' },
  {
    ...{ heading: gapHeadings.file, holds: 'text', width: 32 },
    help: 'Filens namn, så som den är inlagd eller skickas med. En rad för varje fil: kopiera raden om det är flera.',
  },
  {
    ...{ heading: gapHeadings.amount, holds: 'amount' },
    help: 'Hur mycket av raden som filen styrker, med radens tecken. Lämnas tomt för hela raden.',
  },
  { heading: gapHeadings.comment, holds: 'text', width: 40, help: 'Varför, eller varför inget underlag finns.' },
];

/** The lines that lack evidence, to be sent to whoever has it and filled in. */
export const gapSheet = (lines: readonly CoveredLine[]): WrittenSheet => ({
  name: 'Saknade underlag',
  columns: COLUMNS,
  rows: lines.filter(({ lacks }) => lacks.length > 0).map(rowOf),
  locked: 'headings',
});

const rowOf = (gap: CoveredLine): WrittenRow => [
  ...[gap.book, gap.series, gap.number].map(textCell),
  integerCell(gap.line),
  dateCell(gap.date),
  ...[gap.account, gap.unit, gap.projectCode].map(textCell),
  amountCell(gap.amount),
  amountCell(gap.missing),
  textCell(lackWords(gap)),
  textCell(gap.turn === null ? null : turnWords[gap.turn]),
  ...[null, null, null],
];

/** Where a list of gaps was written, and what its recipient can compare it with. */
export type GapList = WrittenFile;

/** Writes the lines that lack evidence as a workbook to send out. Refuses as `writeFileWhole` does. */
export const writeGapList = (
  path: string,
  lines: readonly CoveredLine[],
  { overwrite }: { readonly overwrite: boolean },
): Promise<GapList> => writeFileWhole(path, workbook([gapSheet(lines)]), { overwrite });
