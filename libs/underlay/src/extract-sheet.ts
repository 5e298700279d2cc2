import { textToOre } from '#kernel';
import { books, type Extract, type ExtractRow, type Moment } from '#read-models';
import {
  amountCell,
  dateCell,
  integerCell,
  type SheetColumn,
  textCell,
  type WrittenRow,
  type WrittenSheet,
} from '#tabular';

import { LineTexts } from './line-texts.js';
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
  { heading: 'Text', holds: 'text', width: 40 },
  { heading: 'Debet', holds: 'amount' },
  { heading: 'Kredit', holds: 'amount' },
  { heading: 'Saldo', holds: 'amount' },
];
/** Texts are read by the handful, so that memory holds no more of them. */
const TEXTS_AT_ONCE = 500;

/** An extract as a sheet: a head that says what it is of, its lines with texts, and a foot with their sums. */
export async function extractSheet(
  source: Source,
  { extract, checkpoint }: Checkpointed & { readonly extract: Extract },
  tally: Tally,
): Promise<WrittenSheet> {
  return {
    name: 'Huvudboksutdrag',
    columns,
    head: await sheetHead(source, [['Projektkod', textCell(extract.projectCode)]], { ...extract, checkpoint }),
    rows: rowsOf(source, extract, tally),
    foot: () => {
      const { debit, credit, total } = tally.counts();
      const before = columns.slice(0, -3).map((_, index) => textCell(index === 0 ? 'Summa' : null));
      return [[...before, amountCell(debit), amountCell(credit), amountCell(total)]];
    },
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

async function* rowsOf(source: Source, extract: Extract, tally: Tally): AsyncGenerator<WrittenRow> {
  const names = await accountNames(source, extract);
  for (let at = 0; at < extract.rows.length; at += TEXTS_AT_ONCE) {
    const rows = extract.rows.slice(at, at + TEXTS_AT_ONCE);
    const texts = await LineTexts.read(source, rows);
    for (const row of rows) {
      tally.add(textToOre(row.amount));
      yield cellsOf(row, names(row.book, row.account), texts.of(row));
    }
  }
}

function cellsOf(row: ExtractRow, accountName: string, text: string): WrittenRow {
  const { book, series, number, line, date, registered, account, amount, balance } = row;
  return [
    ...[textCell(book), textCell(series), textCell(number), integerCell(line)],
    ...[dateCell(date), dateCell(registered), textCell(account), textCell(accountName), textCell(text)],
    ...debitAndCredit(textToOre(amount)),
    amountCell(balance),
  ];
}

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
