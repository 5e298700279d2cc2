import type { Bidragsbok } from '#intake';
import type { Extract, ExtractRow } from '#read-models';
import { LineTexts } from '#underlay';

import { type Column, heading, page, table } from '../output.js';
import { amountInSwedish, counted } from '../swedish.js';
import { momentText } from './moment.js';

const columns: readonly Column[] = [
  { title: 'Datum' },
  { title: 'Ver' },
  { title: 'Rad', align: 'right' },
  { title: 'Konto' },
  { title: 'Text', max: 36 },
  { title: 'Debet', align: 'right' },
  { title: 'Kredit', align: 'right' },
  { title: 'Saldo', align: 'right' },
];

/** The lines of a project code as an extract of the general ledger (huvudboksutdrag), with texts and running balance. */
export async function extractText(book: Bidragsbok, extract: Extract): Promise<string> {
  const { projectCode, rows, total } = extract;
  const texts = await LineTexts.read(book, rows);
  const severalBooks = new Set(rows.map((row) => row.book)).size > 1;
  const lines = rows.map((row) => cells(row, texts.of(row), severalBooks));
  const [first] = rows;
  const inBook = severalBooks || first === undefined ? '' : ` i ${first.book}`;
  return page(
    `${heading(`Huvudboksutdrag, projektkod ${projectCode}${inBook}`)}\n${momentText(extract)}`,
    table(columns, [
      ...lines,
      ['', 'Summa', '', '', counted(rows.length, 'rad', 'rader'), '', '', amountInSwedish(total)],
    ]),
  );
}

function cells(row: ExtractRow, text: string, withBook: boolean): string[] {
  const { book, date, series, number, line, account, amount, balance } = row;
  const voucher = [...(withBook ? [book] : []), series, number].filter((part) => part !== '').join(' ');
  const isCredit = amount.startsWith('-');
  const unsigned = amountInSwedish(isCredit ? amount.slice(1) : amount);
  const [debit, credit] = isCredit ? ['', unsigned] : [unsigned, ''];
  return [date, voucher, `${line}`, account, text, debit, credit, amountInSwedish(balance)];
}
