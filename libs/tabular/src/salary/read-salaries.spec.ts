import { describe, expect, it } from '@jest/globals';

import { column, FAULT, number, tableOf } from '../mapping/table.fixture.js';
import { readSalaries } from './read-salaries.js';
import type { SalaryMapping } from './salary-mapping.js';

const HEADINGS = ['Anst.nr', 'Personnr', 'Namn', 'Månad', 'Lön', 'PO', 'Andel', 'Belopp', 'Ver', 'Konto', 'Kod', 'Fil'];
const MAPPING: SalaryMapping = {
  ...{ decimalSign: ',', dateForm: 'iso' },
  ...{ employmentNumber: column('Anst.nr'), personalNumber: column('Personnr'), name: column('Namn') },
  period: { form: 'month', column: column('Månad') },
  gross: column('Lön'),
  onCost: { form: 'rate', column: column('PO'), basis: 'flat' },
  charged: { form: 'share', column: column('Andel') },
  amount: column('Belopp'),
  voucher: { form: 'combined', column: column('Ver'), divider: 'blank' },
  ...{ account: column('Konto'), projectCode: column('Kod'), payslip: column('Fil') },
};
const ROW = ['4711', '', 'Anna Ek', '2026-02', '40 000,00', '46,15 %', '60', '', 'L 12', '5010', 'p100', 'ek.pdf'];
const changed = (field: string, text: (typeof ROW)[number] | typeof FAULT) =>
  ROW.map((cell, at) => (HEADINGS[at] === field ? text : cell));
const read = (rows: Parameters<typeof tableOf>[0], mapping: Partial<SalaryMapping> = {}) =>
  readSalaries(tableOf([HEADINGS, ...rows]), { ...MAPPING, ...mapping });

describe('a list of pay', () => {
  it('gives whose pay it is, for when, what it cost and what of it is the grant’s', async () => {
    expect(await read([ROW])).toEqual([
      {
        ...{ kind: 'salary', fileLine: 2, employmentNumber: '4711', personalIdentityNumber: null, name: 'Anna Ek' },
        ...{ from: '2026-02-01', to: '2026-02-28', gross: 4000000, onCost: { rate: '0.4615' }, onCostBasis: 'flat' },
        ...{ charged: { form: 'share', share: '0.6' }, ore: null, voucher: { series: 'L', number: '12' } },
        ...{ account: '5010', projectCode: 'p100', payslip: 'ek.pdf' },
      },
    ]);
  });

  it('is read by hours, by an amount of on-cost, by days and by personal number', async () => {
    const [row] = await read(
      [
        changed('Personnr', '19800161-0018')
          .with(0, '')
          .with(3, '2026-03-01')
          .with(11, '2026-03-15')
          .with(6, '40,50')
          .with(9, '160')
          .with(5, '18 460'),
      ],
      {
        ...{ account: undefined, payslip: undefined },
        onCost: { form: 'amount', column: column('PO'), basis: 'actual' },
        charged: { form: 'hours', hours: column('Andel'), of: column('Konto') },
        period: { form: 'days', from: column('Månad'), to: column('Fil') },
      },
    );
    expect(row).toMatchObject({
      ...{ employmentNumber: null, personalIdentityNumber: '198001610018', from: '2026-03-01', to: '2026-03-15' },
      ...{ onCost: { ore: 1846000 }, onCostBasis: 'actual', charged: { form: 'hours', hours: '40.5', of: '160' } },
    });
  });

  it('may have one rate for all, and stored numbers', async () => {
    const onCost = { form: 'one-rate', percent: '46.15', basis: 'flat' } as const;
    const [row] = await read(
      [ROW.map((cell, at) => (at === 4 ? number('40000.5') : at === 6 ? number('100') : cell))],
      {
        onCost,
      },
    );
    expect(row).toMatchObject({ gross: 4000050, onCost: { rate: '0.4615' }, charged: { form: 'share', share: '1' } });
    expect(await read([ROW], { onCost: { ...onCost, percent: 'x' } })).toMatchObject([{ code: 'RATE_MALFORMED' }]);
  });

  it('passes over sums and headings that come again', async () => {
    expect(await read([ROW, HEADINGS, ['Summa', '', '', '', '40 000,00']])).toHaveLength(1);
    await expect(read([])).rejects.toMatchObject({ code: 'TABLE_WITHOUT_POSTINGS' });
    await expect(readSalaries(tableOf([['A', 'B']]), MAPPING)).rejects.toMatchObject({
      code: 'MAPPING_HEADINGS_MISSING',
    });
  });

  it.each([
    ['PERSON_NOT_NAMED', 'employmentNumber', changed('Anst.nr', '')],
    ['PERSONAL_NUMBER_MALFORMED', 'personalNumber', changed('Personnr', '800101-0018')],
    ['PERSONAL_NUMBER_MALFORMED', 'personalNumber', changed('Personnr', '19801301-0018')],
    ['PERIOD_MALFORMED', 'month', changed('Månad', 'februari')],
    ['AMOUNT_MISSING', 'gross', changed('Lön', '')],
    ['AMOUNT_NOT_AS_MAPPED', 'gross', changed('Lön', '40.000.00')],
    ['AMOUNT_TOO_PRECISE', 'gross', changed('Lön', '1,005')],
    ['AMOUNT_TOO_LARGE', 'gross', changed('Lön', '99999999999999')],
    ['RATE_MALFORMED', 'onCost', changed('PO', '-1')],
    ['RATE_MALFORMED', 'share', changed('Andel', '101')],
    ['VOUCHER_NUMBER_NOT_AS_MAPPED', 'voucher', changed('Ver', 'L12')],
    ['CELL_FAULTY', 'account', changed('Konto', FAULT)],
    ['FIELD_TOO_LONG', 'name', changed('Namn', 'x'.repeat(201))],
  ])('refuses a row with %s in %s, and takes the others', async (code, field, row) => {
    expect(await read([row, ROW])).toMatchObject([{ kind: 'refusal', fileLine: 2, field, code }, { kind: 'salary' }]);
  });

  it('refuses hours that are none', async () => {
    const charged = { form: 'hours', hours: column('Andel'), of: column('Konto') } as const;
    const by = { account: undefined, charged };
    expect(await read([changed('Andel', 'x')], by)).toMatchObject([{ field: 'hours', code: 'HOURS_MALFORMED' }]);
    expect(await read([changed('Konto', '0')], by)).toMatchObject([{ field: 'of', code: 'HOURS_MALFORMED' }]);
  });
});
