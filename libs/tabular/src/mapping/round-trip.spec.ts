import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { oreToText } from '#kernel';

import type { Cell } from '../table/table.js';
import type { AmountMapping, ColumnMapping, DateForm, VoucherMapping } from './column-mapping.js';
import type { Posting } from './posting.js';
import { column, day, number, read, tableOf } from './table.fixture.js';

type Written = Readonly<Record<string, string | Cell>>;
interface Style {
  readonly decimalSign: ',' | '.';
  readonly group: string;
  readonly minus: 'before' | 'after' | 'around';
  readonly amount: AmountMapping;
  readonly voucher: VoucherMapping;
  readonly dateForm: DateForm;
  readonly asCells: boolean;
  readonly order: readonly number[];
}

const DIVIDERS = { blank: ' ', hyphen: '-', digits: '' } as const;
const FIRST = Date.UTC(1899, 11, 30);

/** Writes amounts, days and vouchers the way a style says: what the reading is held against. */
class Writer {
  constructor(private readonly style: Style) {}

  row(posting: Posting): Written {
    const { account, date, text = '', objects, fileLine } = posting;
    const project = objects[0]?.[1] ?? '';
    const common = { Konto: account, Dag: this.day(date), Text: text, Projekt: project, Rad: String(fileLine) };
    return { ...common, ...this.voucher(posting), ...this.amount(posting.ore) };
  }

  private voucher({ series, number: of }: Posting): Written {
    const { voucher } = this.style;
    if (voucher.form === 'combined') return { Ver: `${series}${DIVIDERS[voucher.divider]}${of}` };
    return voucher.form === 'columns' ? { Serie: series, Vernr: of } : { Vernr: of };
  }

  private amount(ore: number): Written {
    const { amount } = this.style;
    if (amount.form === 'signed') return { Belopp: this.written(amount.positive === 'credit' ? -ore : ore) };
    if (amount.form === 'side') return { Belopp: this.written(Math.abs(ore)), Sida: ore < 0 ? 'Kredit' : 'D' };
    if (ore >= 0) return { Debet: this.written(ore), Kredit: '' };
    return { Debet: '', Kredit: this.written(amount.creditNegative === true ? ore : -ore) };
  }

  private written(ore: number): string | Cell {
    const { asCells, decimalSign, group, minus } = this.style;
    if (asCells) return number(oreToText(ore === 0 ? 0 : ore));
    const [whole = '', decimals = ''] = oreToText(Math.abs(ore)).split('.');
    const digits = `${whole.replaceAll(/\B(?=(?:\d{3})+$)/g, group)}${decimalSign}${decimals}`;
    return ore < 0 ? { before: `-${digits}`, after: `${digits}-`, around: `(${digits})` }[minus] : digits;
  }

  private day(iso: string): string | Cell {
    const serial = String((Date.parse(iso) - FIRST) / 86_400_000);
    if (this.style.asCells) return day(serial);
    if (this.style.dateForm === 'excel') return serial;
    return this.style.dateForm === 'iso' ? iso.replaceAll('-', '') : iso.slice(2).replaceAll('-', '');
  }
}

const HEADINGS = [
  'Konto',
  'Dag',
  'Text',
  'Projekt',
  'Rad',
  'Serie',
  'Vernr',
  'Ver',
  'Belopp',
  'Sida',
  'Debet',
  'Kredit',
];

const amounts: readonly AmountMapping[] = [
  { form: 'signed', column: column('Belopp') },
  { form: 'signed', column: column('Belopp'), positive: 'credit' },
  { form: 'debit-credit', debit: column('Debet'), credit: column('Kredit') },
  { form: 'debit-credit', debit: column('Debet'), credit: column('Kredit'), creditNegative: true },
  { form: 'side', column: column('Belopp'), side: column('Sida') },
];
const vouchers: readonly VoucherMapping[] = [
  { form: 'columns', series: column('Serie'), number: column('Vernr') },
  { form: 'fixed-series', series: 'LR', number: column('Vernr') },
  ...(['blank', 'hyphen', 'digits'] as const).map((divider) => ({
    ...({ form: 'combined', column: column('Ver'), divider } as const),
  })),
];
const styles: fc.Arbitrary<Style> = fc
  .record({
    signs: fc.constantFrom<readonly [',' | '.', string]>(
      [',', ' '],
      [',', '.'],
      [',', ''],
      ['.', ','],
      ['.', '\u00a0'],
    ),
    minus: fc.constantFrom<Style['minus']>('before', 'after', 'around'),
    amount: fc.constantFrom(...amounts),
    voucher: fc.constantFrom(...vouchers),
    dateForm: fc.constantFrom<DateForm>('iso', 'swedish', 'excel'),
    asCells: fc.boolean(),
    order: fc.shuffledSubarray(
      HEADINGS.map((_, at) => at),
      { minLength: HEADINGS.length },
    ),
  })
  .map(({ signs: [decimalSign, group], ...rest }) => ({ ...rest, decimalSign, group }));

const days = fc.integer({ min: 0, max: 730 }).map((after) => {
  return new Date(Date.UTC(2026, 0, 1) + after * 86_400_000).toISOString().slice(0, 10);
});
const ledgers = fc.array(
  fc.record({
    number: fc.integer({ min: 1, max: 99_999 }).map(String),
    date: days,
    account: fc.integer({ min: 1000, max: 9999 }).map(String),
    project: fc.constantFrom('', '28101', '007'),
    ore: fc.integer({ min: -999_999_999_999, max: 999_999_999_999 }),
    text: fc.constantFrom('', 'Resa', 'Å=1+1', '12,50'),
  }),
  { minLength: 1, maxLength: 12 },
);

describe('postings that are written by a mapping', () => {
  it('are read back by it as they were', async () => {
    await fc.assert(
      fc.asyncProperty(styles, ledgers, async (style, ledger) => {
        const postings = ledger.map(({ project, text, ...rest }, at): Posting => {
          const objects = project === '' ? [] : [['6', project] as const];
          const said = text === '' ? {} : { text };
          return { kind: 'posting', fileLine: at + 2, series: 'LR', registered: null, ...rest, objects, ...said };
        });
        const headings = style.order.map((at) => HEADINGS[at] ?? '');
        const writer = new Writer(style);
        const rows = postings.map((posting) => headings.map((heading) => writer.row(posting)[heading] ?? ''));
        const { decimalSign, dateForm, amount, voucher } = style;
        const mapping: ColumnMapping = {
          ...{ decimalSign, dateForm, amount, voucher },
          account: { form: 'column', column: column('Konto') },
          date: column('Dag'),
          text: column('Text'),
          dimensions: [{ dimension: '6', column: column('Projekt') }],
        };
        const { items, summary } = await read(tableOf([headings, ...rows]), mapping);
        expect(items).toEqual(postings);
        const sum = (sign: 1 | -1) => ledger.reduce((total, { ore }) => total + Math.max(0, sign * ore), 0);
        expect([summary.debit, summary.credit]).toEqual([sum(1), sum(-1)]);
      }),
    );
  });
});
