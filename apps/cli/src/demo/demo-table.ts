import type { Command } from '#intake';
import { amountCell, csv, dateCell, textCell, workbook, type WrittenCell, type WrittenSheet } from '#tabular';

import type { DemoVoucher } from './demo-books.js';

/** How the made-up ERP's list is read: which column says what. */
export const DEMO_MAPPING = {
  decimalSign: ',',
  dateForm: 'iso',
  account: { form: 'column', column: { heading: 'Konto' } },
  voucher: { form: 'columns', series: { heading: 'Serie' }, number: { heading: 'Vernr' } },
  date: { heading: 'Bokföringsdatum' },
  registered: { heading: 'Registrerad' },
  amount: { form: 'debit-credit', debit: { heading: 'Debet' }, credit: { heading: 'Kredit' } },
  text: { heading: 'Text' },
  dimensions: [
    { dimension: '1', column: { heading: 'Ansvar' } },
    { dimension: '6', column: { heading: 'Projekt' } },
    { dimension: '7', column: { heading: 'Anställd' } },
    { dimension: '9', column: { heading: 'Leverantör' } },
    { dimension: '20', column: { heading: 'Motpart' } },
  ],
} as const;

/** The mapping as the log of a grant book keeps it. */
export const DEMO_MAPPING_ID = 'exempelekonomi';
export const saveDemoMapping: Command = {
  type: 'SaveMapping',
  data: { mapping: DEMO_MAPPING_ID, columns: DEMO_MAPPING },
};

const DIMENSIONS = DEMO_MAPPING.dimensions;

const sheetOf = (vouchers: readonly DemoVoucher[]): WrittenSheet => ({
  name: 'Huvudbok',
  columns: [
    ...(['Serie', 'Vernr'] as const).map((heading) => ({ heading, holds: 'text' as const })),
    ...(['Bokföringsdatum', 'Registrerad'] as const).map((heading) => ({ heading, holds: 'date' as const })),
    { heading: 'Konto', holds: 'text' },
    ...DIMENSIONS.map(({ column }) => ({ heading: column.heading, holds: 'text' as const })),
    { heading: 'Text', holds: 'text' },
    ...(['Debet', 'Kredit'] as const).map((heading) => ({ heading, holds: 'amount' as const })),
  ],
  rows: rowsOf(vouchers),
});

/** One row per posting; lines that were struck, or are repeated as added, are no postings. */
function* rowsOf(vouchers: readonly DemoVoucher[]): Generator<readonly WrittenCell[]> {
  for (const { series, number, date, registered, text, lines } of vouchers) {
    for (const { account, ore, objects, text: ofLine = text } of lines.filter(({ kind }) => kind === undefined)) {
      const named = new Map(objects);
      yield [
        ...[textCell(series), textCell(String(number)), dateCell(date), dateCell(registered), textCell(account)],
        ...DIMENSIONS.map(({ dimension }) => textCell(named.get(dimension) ?? null)),
        ...[textCell(ofLine), ore >= 0 ? amountCell(ore) : null, ore < 0 ? amountCell(-ore) : null],
      ];
    }
  }
}

/** The made-up ERP's list as a workbook, or as CSV, one row per posting. */
export async function demoTable(vouchers: readonly DemoVoucher[], format: 'csv' | 'xlsx'): Promise<Buffer> {
  const sheet = sheetOf(vouchers);
  const chunks: Uint8Array[] = [];
  for await (const chunk of format === 'xlsx' ? workbook([sheet]) : csv(sheet)) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}
