import type { BuiltOn, LeftVoucher, UndoReport } from '#intake';
import { LocalDate } from '#kernel';

import { facts, heading, page, table } from '../output.js';
import { countInSwedish } from '../swedish.js';

const MOST_LISTED = 20;

/** What can rest on a voucher that an import said, as the history of the voucher has it. */
const builtOnLabels: Readonly<Record<string, string>> = {
  VoucherRecorded: 'inläst igen',
  VoucherExtended: 'utökad',
  VoucherRestated: 'ändrad',
  VoucherWithdrawn: 'borttagen',
  CostPosted: 'konterad av en person',
  CostWithdrawn: 'kontering borttagen av en person',
  CostReviewed: 'period bedömd',
  CostDisallowed: 'bedömd stödberättigande eller inte',
  GrantPaid: 'utbetalning av bidraget',
  RepaymentPaid: 'återbetalning',
  ProviderRepaid: 'återbetalning från utförare',
};

/** What was taken back of an import, and what was left because others have built on it. */
export const undoReportText = (report: UndoReport): string =>
  page(
    heading(report.dryRun ? 'Provkörning av återtagande, inget är skrivet' : 'Inläsningen är återtagen'),
    facts([
      ['Inläsning', report.import],
      ['Bok', report.book],
      ['Borttagna verifikationer', countInSwedish(report.vouchers.withdrawn)],
      ['Återställda som de var', countInSwedish(report.vouchers.restored)],
      ['Lämnade som de är', countInSwedish(report.vouchers.left)],
    ]),
    leftText(report),
    laterText(report),
  );

function leftText({ left, vouchers }: UndoReport): string | null {
  if (left.length === 0) return null;
  const rows = left.slice(0, MOST_LISTED).flatMap(rowsOf);
  const columns = [{ title: 'Verifikation' }, { title: 'Byggt på' }, { title: 'Dag' }, { title: 'Av' }];
  const position = { title: 'Position', align: 'right' } as const;
  const more =
    vouchers.left > MOST_LISTED ? [`… och ${countInSwedish(vouchers.left - MOST_LISTED)} till; se --json`] : [];
  return ['Lämnade: andra har byggt på dem', table([...columns, position], rows), ...more].join('\n');
}

const rowsOf = ({ series, number, builtOn }: LeftVoucher): string[][] =>
  builtOn.map((one, index) => [index === 0 ? `${series} ${number}` : '', ...cellsOf(one)]);

const cellsOf = ({ type, recordedAt, by, import: id, position }: BuiltOn): string[] => [
  builtOnLabels[type] ?? type,
  LocalDate.ofInstant(recordedAt).toString(),
  id === null ? by.subject : `inläsning ${id}`,
  countInSwedish(position),
];

const laterText = ({ laterImports }: UndoReport): string | null =>
  laterImports.length === 0
    ? null
    : `Senare filer omfattar samma dagar. Det som de bara kände igen är borta med den här inläsningen; läs in dem igen: ${laterImports.join(', ')}`;
