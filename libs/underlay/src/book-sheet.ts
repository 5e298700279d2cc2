import { textToOre } from '#kernel';
import type { Rest } from '#ledger';
import type { BookRow, Moment, VoucherKey } from '#read-models';
import {
  dateCell,
  integerCell,
  type SheetColumn,
  textCell,
  type WrittenRow,
  type WrittenSheet,
  amountCell,
} from '#tabular';

import { accountNames, type Checkpointed, debitAndCredit, sheetHead } from './extract-sheet.js';
import { type HeldLine, heldVoucher, type HeldVoucher } from './held-voucher.js';
import { ERASED } from './line-texts.js';
import type { Tally } from './output.js';
import type { Source } from './source.js';

const BEFORE_OBJECTS: readonly SheetColumn[] = [
  { heading: 'Serie', holds: 'text', width: 8 },
  { heading: 'Verifikation', holds: 'text', width: 14 },
  { heading: 'Rad', holds: 'integer', width: 6 },
  { heading: 'Bokföringsdag', holds: 'date' },
  { heading: 'Registrerad', holds: 'date' },
  { heading: 'Konto', holds: 'text', width: 10 },
  { heading: 'Kontonamn', holds: 'text', width: 28 },
];
const AFTER_OBJECTS: readonly SheetColumn[] = [
  { heading: 'Text', holds: 'text', width: 40 },
  { heading: 'Antal', holds: 'text', width: 10 },
  { heading: 'Debet', holds: 'amount' },
  { heading: 'Kredit', holds: 'amount' },
];
const LEFT_OUT = (count: number) => `Summa av rader som inte rör bidraget (${count} st)`;

/** A dimension that has a column of its own. */
interface Dimension {
  readonly heading: string;
  readonly dimension: string;
}
interface Shape {
  readonly book: BookRow;
  readonly dimensions: readonly Dimension[];
  readonly accountName: (account: string) => string;
}

/** A book as a sheet: every line of every recorded voucher in grundbok order, and what was left out as sums. */
export async function bookSheet(
  source: Source,
  {
    book,
    names,
    moment,
  }: { readonly book: BookRow; readonly names: readonly VoucherKey[]; readonly moment: Moment & Checkpointed },
  tally: Tally,
): Promise<WrittenSheet> {
  const dimensions = dimensionsOf(book);
  const objects = [...dimensions.map(({ heading }) => heading), 'Övriga objekt'];
  const columns = [
    ...BEFORE_OBJECTS,
    ...objects.map((heading) => ({ heading, holds: 'text' as const })),
    ...AFTER_OBJECTS,
  ];
  const nameOf = await accountNames(source, moment);
  const shape: Shape = { book, dimensions, accountName: (account) => nameOf(book.book, account) };
  return {
    name: 'Grundbok',
    columns,
    head: await sheetHead(source, [['Bok', textCell(book.book)]], moment),
    rows: rowsOf(source, { names, moment, shape }, tally),
    foot: () => {
      const { debit, credit } = tally.counts();
      const before = columns.slice(0, -2).map((_, index) => textCell(index === 0 ? 'Summa' : null));
      return [[...before, amountCell(debit), amountCell(credit)]];
    },
  };
}

function dimensionsOf({ dimensions: { costCentre, project, counterparty } }: BookRow): Dimension[] {
  const named = [
    { heading: 'Kostnadsställe', dimension: costCentre },
    { heading: 'Projekt', dimension: project },
    { heading: 'Motpart', dimension: counterparty },
  ];
  return named.filter((one): one is Dimension => one.dimension !== undefined);
}

async function* rowsOf(
  source: Source,
  { names, moment, shape }: { readonly names: readonly VoucherKey[]; readonly moment: Moment; readonly shape: Shape },
  tally: Tally,
): AsyncGenerator<WrittenRow> {
  for (const name of names) {
    const voucher = await heldVoucher(source, name, moment);
    if (voucher === null) continue;
    for (const line of voucher.lines) {
      tally.add(line.ore);
      yield lineRow(voucher, line, shape);
    }
    for (const rest of voucher.rest) {
      for (const row of restRows(voucher, rest, shape)) {
        tally.add(row.ore);
        yield row.cells;
      }
    }
  }
}

const headCells = ({ series, number }: HeldVoucher, line: number | null, date: string): WrittenRow => [
  ...[textCell(series), textCell(number), line === null ? null : integerCell(line), dateCell(date)],
];

function lineRow(voucher: HeldVoucher, line: HeldLine, { dimensions, accountName }: Shape): WrittenRow {
  const pairs = [...line.objects, ...line.privateObjects];
  const objectsOf = (dimension: string) =>
    pairs
      .filter(([of]) => of === dimension)
      .map(([, object]) => object)
      .join(', ');
  const others = pairs.filter(([of]) => !dimensions.some(({ dimension }) => dimension === of));
  return [
    ...headCells(voucher, line.line, line.date ?? voucher.date),
    ...[dateCell(voucher.registered), textCell(line.account), textCell(accountName(line.account))],
    ...dimensions.map(({ dimension }) => textCell(objectsOf(dimension))),
    textCell(others.map(([dimension, object]) => `${dimension}:${object}`).join(', ')),
    ...[textCell(textOf(voucher, line)), textCell(line.quantity ?? null)],
    ...debitAndCredit(line.ore),
  ];
}

function textOf(voucher: HeldVoucher, line: HeldLine): string {
  if (line.isErased) return ERASED;
  return line.text ?? (voucher.isErased ? ERASED : voucher.text);
}

function restRows(voucher: HeldVoucher, { account, count, debit, credit }: Rest, { dimensions, accountName }: Shape) {
  const noObjects = [...dimensions, null].map(() => null);
  return [textToOre(debit), -textToOre(credit)]
    .filter((ore) => ore !== 0)
    .map((ore) => ({
      ore,
      cells: [
        ...headCells(voucher, null, voucher.date),
        ...[dateCell(voucher.registered), textCell(account), textCell(accountName(account)), ...noObjects],
        ...[textCell(LEFT_OUT(count)), null, ...debitAndCredit(ore)],
      ],
    }));
}
