import { describe, expect, it } from '@jest/globals';

import { column, mappingOf, number, read, tableOf } from './table.fixture.js';

describe('a general ledger', () => {
  const headings = ['Vernr', 'Datum', 'Text', 'Belopp', 'Saldo'];
  const mapping = mappingOf({
    account: { form: 'group-heading' },
    voucher: { form: 'combined', column: column('Vernr'), divider: 'blank' },
    dimensions: [],
  });
  const line = (amount: string) => ['A 1', '2026-03-25', 'Inköp', amount, '0,00'];

  it('prints the account once, above its rows', async () => {
    const { postings, totals, summary } = await read(
      tableOf([
        headings,
        ...[['Konto 4011', 'Inköp'], line('1,00'), line('2,00'), ['', '', 'Summa', '3,00']],
        ...[['Sida 2'], ['5010'], line('4,00'), ['', '', 'Summa', '4,00']],
        ...[[number('6110')], line('5,00'), ['', '', 'Summa 6110', '5,01']],
      ]),
      mapping,
    );
    expect(postings.map(({ account }) => account)).toEqual(['4011', '4011', '5010', '6110']);
    expect(totals.map(({ account, difference }) => [account, difference])).toEqual([
      ['4011', 0],
      ['5010', 0],
      ['6110', 1],
    ]);
    expect(summary.passedOver.groupHeadings).toBe(4);
    expect(summary.says.fields).toEqual(['account', 'voucher', 'date', 'amount', 'text']);
  });

  it('has no account above its first heading', async () => {
    const { refusals } = await read(tableOf([headings, line('1,00'), ['4011 Inköp'], line('1,00')]), mapping);
    expect(refusals).toMatchObject([{ fileLine: 2, field: 'account', code: 'ACCOUNT_MISSING' }]);
  });
});
