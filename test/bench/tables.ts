import { join } from 'node:path';

import { Bidragsbok, importLedger } from '#intake';
import { oreToText } from '#kernel';
import { inspectSie, readSie, type SieVoucher } from '#sie';
import { type ColumnMapping, csv, type SheetColumn, workbook, type WrittenRow, writeFileWhole } from '#tabular';

import { BOOK, type Told } from './scene.js';

const HEADINGS = ['Konto', 'Serie', 'Vernr', 'Bokföringsdatum', 'Belopp', 'Text', 'Ansvar', 'Projekt'] as const;
const [ACCOUNT, SERIES, NUMBER, DATE, AMOUNT, TEXT, COST_CENTRE, PROJECT] = HEADINGS.map((heading) => ({ heading }));

const MAPPING = {
  ...{ decimalSign: ',', dateForm: 'iso' },
  account: { form: 'column', column: ACCOUNT },
  voucher: { form: 'columns', series: SERIES, number: NUMBER },
  date: DATE,
  amount: { form: 'signed', column: AMOUNT },
  text: TEXT,
  dimensions: [
    { dimension: '1', column: COST_CENTRE },
    { dimension: '6', column: PROJECT },
  ],
} as ColumnMapping;

/** Writes the vouchers of a SIE file as lists with one row per posting, as an accounting system exports them. */
export async function writeTables(dir: string, sie: string): Promise<Told> {
  const sheet = () => ({ name: 'Verifikationer', columns, rows: rowsOf(sie) });
  await writeFileWhole(join(dir, 'v.csv'), csv(sheet()));
  await writeFileWhole(join(dir, 'v.xlsx'), workbook([sheet()]) as AsyncIterable<Uint8Array>);
  return {};
}

/** The import of such a list: all of it. */
export async function takeInTable(data: string, file: string): Promise<Told> {
  const to = await Bidragsbok.open({ data });
  const order = { file, to, book: BOOK, scope: 'all', mapping: MAPPING, saved: null } as const;
  const { vouchers, lines } = await importLedger(order);
  await to.close();
  return { taken: vouchers.taken, refused: vouchers.refused, linesTaken: lines.taken };
}

const columns = HEADINGS.map((heading): SheetColumn => {
  return { heading, holds: heading === 'Belopp' ? 'amount' : heading === 'Bokföringsdatum' ? 'date' : 'text' };
});

function* rowsOf(sie: string): Iterable<WrittenRow> {
  for (const items of readSie(sie, inspectSie(sie).encoding)) {
    for (const item of items) if (item.kind === 'voucher') yield* rowsOfVoucher(item);
  }
}

function* rowsOfVoucher({ series, number, date, text, lines }: SieVoucher): Iterable<WrittenRow> {
  for (const { account, objects, ore } of lines) {
    const codes = new Map(objects);
    const [costCentre, project] = [codes.get('1') ?? '', codes.get('6') ?? ''];
    yield [
      ...[account, series, number].map((said) => ({ kind: 'text', text: said }) as const),
      { kind: 'date', date },
      { kind: 'amount', text: oreToText(ore) },
      ...[text, costCentre, project].map((said) => ({ kind: 'text', text: said }) as const),
    ];
  }
}
