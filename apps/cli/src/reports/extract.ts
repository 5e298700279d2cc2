import type { Bidragsbok } from '#intake';
import { evidenceWords, type LedgerExtract, LineTexts } from '#underlay';

import { type Column, facts, heading, page, table } from '../output.js';
import { amountInSwedish, counted } from '../swedish.js';
import { momentText } from './moment.js';

/** Characters that a screen has, and those between two columns. */
const [WIDTH, GAP] = [120, 2];
const TEXT = 'Text';
const columns: readonly Column[] = [
  { title: 'Datum' },
  { title: 'Ver' },
  { title: 'Rad', align: 'right' },
  { title: 'Konto' },
  { title: TEXT, max: 36 },
  { title: 'Område' },
  { title: 'Underlag' },
  { title: 'Debet', align: 'right' },
  { title: 'Kredit', align: 'right' },
  { title: 'Saldo', align: 'right' },
];

/** The lines of a project code as an extract of the general ledger (huvudboksutdrag), with texts and running balance. */
export async function extractText(book: Bidragsbok, extract: LedgerExtract): Promise<string> {
  const { projectCode, rows, from, opening, closing, order, changes } = extract;
  const texts = await LineTexts.read(book, rows);
  const severalBooks = new Set(rows.map((row) => row.book)).size > 1;
  const lines = rows.map((row) => cells(row, texts.of(row), severalBooks));
  const sum = counted(rows.length, 'rad', 'rader');
  const told = [...lines, ['', 'Summa', '', '', sum, '', '', '', '', amountInSwedish(closing)]];
  const [first] = rows;
  const inBook = severalBooks || first === undefined ? '' : ` i ${first.book}`;
  return page(
    `${heading(`${order === 'grundbok' ? 'Grundboksutdrag' : 'Huvudboksutdrag'}, projektkod ${projectCode}${inBook}`)}\n${momentText(extract)}`,
    facts([
      ['Konto', extract.account],
      ['Kostnadsställe', extract.costCentre],
      ['Från och med', from],
      ['Till och med', extract.to],
      ['Ingående saldo', from === undefined ? null : amountInSwedish(opening)],
    ]),
    table(fitted(told), told),
    changes === undefined ? null : changesText(changes),
  );
}

/** The texts get what the other columns leave of the screen: a code that much is paid on has long amounts. */
function fitted(rows: readonly (readonly string[])[]): readonly Column[] {
  const wide = ({ title }: Column, at: number): number =>
    title === TEXT ? 0 : rows.reduce((most, row) => Math.max(most, row[at]?.length ?? 0), title.length);
  const left = WIDTH - columns.reduce((sum, column, at) => sum + wide(column, at), GAP * (columns.length - 1));
  return columns.map((column) =>
    column.max === undefined ? column : { ...column, max: Math.min(column.max, Math.max(TEXT.length, left)) },
  );
}

type Changes = NonNullable<LedgerExtract['changes']>;
const kinds = { extended: 'utökad', restated: 'ändrad i källan', withdrawn: 'återtagen' } as const;

/** What has been changed in the vouchers, by whom and when. */
function changesText(changes: Changes): string {
  if (changes.length === 0) return 'Ingen verifikation har ändrats sedan den togs in.';
  const titles = ['Position', 'Införd', 'Av', 'Ver', 'Vad', 'Rader bort', 'Rader till'].map((title) => ({ title }));
  const said = changes.map(({ position, recorded, actor, book, series, number, kind, removed, added }) => [
    ...[`${position}`, recorded, actor, `${book} ${series} ${number}`, kinds[kind]],
    ...[removed.join(', '), added.join(', ')],
  ]);
  return `Ändringar\n${table(titles, said)}`;
}

function cells(row: LedgerExtract['rows'][number], text: string, withBook: boolean): string[] {
  const { book, date, series, number, line, account, amount, balance, areas, evidence, changedBy = [] } = row;
  const voucher = [...(withBook ? [book] : []), series, number].filter((part) => part !== '').join(' ');
  const isCredit = amount.startsWith('-');
  const unsigned = amountInSwedish(isCredit ? amount.slice(1) : amount);
  const [debit, credit] = isCredit ? ['', unsigned] : [unsigned, ''];
  const pointer = changedBy.length === 0 ? '' : ` (ändrad: ${changedBy.join(', ')})`;
  const known = [areas.join(', '), evidence === null ? '' : evidenceWords[evidence]];
  return [date, `${voucher}${pointer}`, `${line}`, account, text, ...known, debit, credit, amountInSwedish(balance)];
}
