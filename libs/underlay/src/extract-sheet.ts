import { textToOre } from '#kernel';
import { books, type Moment } from '#read-models';
import {
  amountCell,
  dateCell,
  integerCell,
  type SheetColumn,
  textCell,
  type WrittenRow,
  type WrittenSheet,
} from '#tabular';

import type { ExtractedRow, LedgerExtract } from './extract-of.js';
import { withTexts } from './line-texts.js';
import type { Tally } from './output.js';
import { dayOfPosition, organisationName, type Source } from './source.js';

const columns: readonly SheetColumn[] = [
  { heading: 'Bok', holds: 'text', width: 18 },
  { heading: 'Serie', holds: 'text', width: 8 },
  { heading: 'Verifikation', holds: 'text', width: 14 },
  { heading: 'Rad', holds: 'integer', width: 6 },
  { heading: 'Bokföringsdag', holds: 'date' },
  { heading: 'Registrerad', holds: 'date' },
  { heading: 'Konto', holds: 'text', width: 10 },
  { heading: 'Kontonamn', holds: 'text', width: 28 },
  { heading: 'Kostnadsställe', holds: 'text', width: 14 },
  { heading: 'Motpart', holds: 'text', width: 18 },
  { heading: 'Text', holds: 'text', width: 40 },
  { heading: 'Insatsområde', holds: 'text', width: 12 },
  { heading: 'Underlag', holds: 'text', width: 10 },
  { heading: 'Ändrad vid position', holds: 'text', width: 12 },
  { heading: 'Debet', holds: 'amount' },
  { heading: 'Kredit', holds: 'amount' },
  { heading: 'Saldo', holds: 'amount' },
];
/** SIE reserves it for suppliers, where a book names no dimension of counterparties. */
const SUPPLIER = '9';
const CHANGES: readonly SheetColumn[] = [
  { heading: 'Position', holds: 'integer', width: 8 },
  { heading: 'Införd', holds: 'date' },
  { heading: 'Av', holds: 'text', width: 20 },
  { heading: 'Bok', holds: 'text', width: 18 },
  { heading: 'Serie', holds: 'text', width: 8 },
  { heading: 'Verifikation', holds: 'text', width: 14 },
  { heading: 'Vad', holds: 'text', width: 16 },
  { heading: 'Rader bort', holds: 'text', width: 14 },
  { heading: 'Rader till', holds: 'text', width: 14 },
];

/** How much of a line is proved, in a word. */
export const evidenceWords = { covered: 'styrkt', partly: 'delvis', missing: 'saknas' } as const;

/** What an extract is of, and what it comes to, for whoever reads it. */
export function extractHead(extract: LedgerExtract): [label: string, cell: WrittenRow[number]][] {
  const { projectCode, book, account, costCentre, from, to, order, opening } = extract;
  const asked: [string, string | undefined][] = [
    ...([['Bok', book], ['Konto', account], ['Kostnadsställe', costCentre]] as [string, string | undefined][]), // prettier-ignore
    ...([
      ['Från och med', from],
      ['Till och med', to],
    ] as [string, string | undefined][]),
  ];
  return [
    ['Projektkod', textCell(projectCode)],
    ...asked.flatMap(([label, text]) =>
      text === undefined ? [] : [[label, textCell(text)] as [string, WrittenRow[number]]],
    ),
    [
      'Ordning',
      textCell(order === 'grundbok' ? 'grundbok: registreringsordning' : 'huvudbok: bokföringsdag och verifikation'),
    ],
    ...(from === undefined ? [] : [['Ingående saldo', amountCell(opening)] as [string, WrittenRow[number]]]),
  ];
}

/** An extract as a sheet: a head that says what it is of, its lines with texts, and a foot with their sums. */
export async function extractSheet(
  source: Source,
  { extract, checkpoint }: Checkpointed & { readonly extract: LedgerExtract },
  tally: Tally,
): Promise<WrittenSheet> {
  const { projectCode, position, perDate } = extract;
  const moment = { projectCode, position, ...(perDate === undefined ? {} : { perDate }), checkpoint };
  return {
    name: 'Huvudboksutdrag',
    columns,
    head: await sheetHead(source, extractHead(extract), moment),
    rows: rowsOf(source, extract, tally),
    foot: () => [totals(extract, columns.length)],
  };
}

/** The sums of an extract, in the last three of so many columns: debit, credit and closing balance. */
export function totals({ debit, credit, closing }: LedgerExtract, columnCount: number): WrittenRow {
  const before = Array.from({ length: columnCount - 3 }, (_, at) => textCell(at === 0 ? 'Summa' : null));
  return [...before, amountCell(debit), amountCell(credit), amountCell(closing)];
}

/** The rows of changes, where they are asked for: forward from what was corrected to the correction. */
export function changesSheet({ changes = [] }: LedgerExtract): Pick<WrittenSheet, 'name' | 'columns' | 'rows'> {
  const words = { extended: 'utökad', restated: 'ändrad i källan', withdrawn: 'återtagen' } as const;
  return {
    name: 'Ändringar',
    columns: CHANGES,
    rows: changes.map(({ position, recorded, actor, book, series, number, kind, removed, added }) => [
      ...[
        integerCell(position),
        dateCell(recorded),
        textCell(actor),
        textCell(book),
        textCell(series),
        textCell(number),
      ],
      ...[textCell(words[kind]), textCell(removed.join(', ')), textCell(added.join(', '))],
    ]),
  };
}

/** What a sheet may bear of the signed checkpoint of its moment. */
export interface Checkpointed {
  readonly checkpoint?: string | null | undefined;
}

/** What stands above every sheet that is handed out, and an empty row below it. */
export async function sheetHead(
  source: Source,
  subject: readonly (readonly [label: string, cell: WrittenRow[number]])[],
  moment: Moment & Checkpointed,
): Promise<WrittenRow[]> {
  const organisation = `${await organisationName(source)} (${source.log.organisation})`;
  return [
    ...subject.map(([label, cell]) => [textCell(label), cell]),
    [textCell('Organisation'), textCell(organisation)],
    [textCell('Position'), integerCell(moment.position)],
    [textCell('Läget den'), dateCell(await dayOfPosition(source, moment))],
    ...(moment.perDate === undefined ? [] : [[textCell('Daterat till och med'), dateCell(moment.perDate)]]),
    ...(moment.checkpoint == null ? [] : [[textCell('Kontrollpunkt'), textCell(moment.checkpoint)]]),
    [],
  ];
}

/** A line of an extract with what the log alone holds of it. */
export interface ReadRow {
  readonly row: ExtractedRow;
  readonly accountName: string;
  readonly text: string;
  /** The object of its counterparty, public or private. */
  readonly counterparty: string;
}

/** The lines of an extract with their texts, read by the handful. */
export async function* readRows(source: Source, extract: LedgerExtract): AsyncGenerator<ReadRow> {
  const names = await accountNames(source, extract);
  const dimensions = new Map((await books(source.models.db, extract)).map((book) => [book.book, book.dimensions]));
  for await (const [row, texts] of withTexts(source, extract.rows)) {
    const named = row.counterparty ?? texts.objectOf(row, dimensions.get(row.book)?.counterparty ?? SUPPLIER);
    yield { row, accountName: names(row.book, row.account), text: texts.of(row), counterparty: named ?? '' };
  }
}

async function* rowsOf(source: Source, extract: LedgerExtract, tally: Tally): AsyncGenerator<WrittenRow> {
  for await (const read of readRows(source, extract)) {
    tally.add(textToOre(read.row.amount));
    yield cellsOf(read);
  }
}

function cellsOf({ row, accountName, text, counterparty }: ReadRow): WrittenRow {
  const { book, series, number, line, date, registered, account, amount, balance, costCentre } = row;
  return [
    ...[textCell(book), textCell(series), textCell(number), integerCell(line)],
    ...[dateCell(date), dateCell(registered), textCell(account), textCell(accountName)],
    ...[textCell(costCentre), textCell(counterparty), textCell(text), ...factCells(row)],
    textCell((row.changedBy ?? []).join(', ')),
    ...debitAndCredit(textToOre(amount)),
    amountCell(balance),
  ];
}

/** The purpose areas of a line, and how much of it is proved. */
export const factCells = ({ areas, evidence }: ExtractedRow): WrittenRow => [
  textCell(areas.join(', ')),
  textCell(evidence === null ? null : evidenceWords[evidence]),
];

/** An amount in the column of its side, and nothing in the other. */
export const debitAndCredit = (ore: number): WrittenRow =>
  ore < 0 ? [null, amountCell(-ore)] : [amountCell(ore), null];

/** What the charts of the books called their accounts then. */
export async function accountNames(
  { models }: Source,
  moment: Moment,
): Promise<(book: string, account: string) => string> {
  const charts = new Map(
    (await books(models.db, moment)).map(({ book, chart }) => [
      book,
      new Map(chart.map(({ account, name }) => [account, name])),
    ]),
  );
  return (book, account) => charts.get(book)?.get(account) ?? '';
}
