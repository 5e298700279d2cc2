import fc from 'fast-check';

import { oreToText } from '#kernel';
import type { ColumnMapping } from '#tabular';

import { sieFile, voucher } from './sie.fixture.js';

/** A posting of a year, as any export of it holds it. */
export interface YearLine {
  readonly account: string;
  readonly costCentre: string;
  readonly project: string;
  readonly ore: number;
}
/** A verifikation of a year, which balances. */
export interface YearVoucher {
  readonly series: string;
  readonly number: number;
  readonly date: string;
  readonly lines: readonly YearLine[];
}

const line = fc.record({
  account: fc.constantFrom('7411', '6421', '4511'),
  costCentre: fc.constantFrom('31000', '31007'),
  project: fc.constantFrom('28101', '28101', '27010', '99999'),
  ore: fc.integer({ min: -50_000, max: 200_000 }),
});
const day = fc
  .integer({ min: 0, max: 364 })
  .map((days) => new Date(Date.UTC(2026, 0, 1 + days)).toISOString().slice(0, 10));

/** A year of vouchers in the order of their days, numbered within their series. */
export const year = fc
  .array(
    fc.record({
      series: fc.constantFrom('LR', 'MA'),
      date: day,
      lines: fc.array(line, { minLength: 1, maxLength: 3 }),
    }),
    { minLength: 4, maxLength: 12 },
  )
  .map((drawn): readonly YearVoucher[] => {
    const numbers = new Map<string, number>();
    return [...drawn]
      .sort((one, other) => (one.date < other.date ? -1 : 1))
      .map(({ series, date, lines }) => {
        const number = (numbers.get(series) ?? 0) + 1;
        numbers.set(series, number);
        return { series, number, date, lines: balanced(lines) };
      });
  });

function balanced(lines: readonly YearLine[]): readonly YearLine[] {
  const sum = lines.reduce((all, { ore }) => all + ore, 0);
  return [...lines, { account: '2511', costCentre: '', project: '', ore: -sum }];
}

/** What the export's columns say. */
export const MAPPING: ColumnMapping = {
  ...{ decimalSign: ',', dateForm: 'iso' },
  account: { form: 'column', column: { heading: 'Konto' } },
  voucher: { form: 'columns', series: { heading: 'Serie' }, number: { heading: 'Vernr' } },
  date: { heading: 'Bokföringsdatum' },
  registered: { heading: 'Regdatum' },
  amount: { form: 'signed', column: { heading: 'Belopp' } },
  text: { heading: 'Text' },
  dimensions: [
    { dimension: '1', column: { heading: 'Ansvar' } },
    { dimension: '6', column: { heading: 'Projekt' } },
  ],
};
export const HEADINGS = 'Konto;Serie;Vernr;Bokföringsdatum;Regdatum;Belopp;Text;Ansvar;Projekt';

/** The same vouchers as a CSV list with one row per posting, by voucher or in a general ledger's order by account. */
export function csvOf(vouchers: readonly YearVoucher[], order: 'voucher' | 'account' = 'voucher'): string {
  const rows = vouchers.flatMap(({ series, number, date, lines }) =>
    lines.map(({ account, costCentre, project, ore }) => {
      const amount = oreToText(ore).replace('.', ',');
      return [account, series, number, date, date, amount, 'Konsultarvode', costCentre, project].join(';');
    }),
  );
  return [HEADINGS, ...(order === 'account' ? rows.sort() : rows), ''].join('\r\n');
}

/** The same vouchers as a SIE 4E file. */
export const sieOf = (vouchers: readonly YearVoucher[]): string =>
  sieFile(
    vouchers.map(({ series, number, date, lines }) =>
      voucher(
        [`${series} ${String(number)}`, date],
        lines.map(({ account, costCentre, project, ore }) => {
          const objects = [costCentre && `1 "${costCentre}"`, project && `6 "${project}"`].filter(Boolean).join(' ');
          return [account, objects, oreToText(ore)] as const;
        }),
      ),
    ),
  );
