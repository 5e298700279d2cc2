import { describe, expect, it } from '@jest/globals';

import { column, tableOf } from '../mapping/table.fixture.js';
import { suggestMapping } from './suggest-mapping.js';

describe('a suggestion', () => {
  it('takes the account with its name, or out of the headings above the rows', async () => {
    const named = tableOf([
      ['Konto', 'Vernr', 'Datum', 'Belopp'],
      ['4011 Inköp', '12', '2026-03-25', '1,00'],
    ]);
    const account = { form: 'column', column: column('Konto'), withName: true };
    expect((await suggestMapping(named)).mapping?.account).toEqual(account);
    const general = tableOf([
      ['Vernr', 'Datum', 'Text', 'Belopp'],
      ['4011 Inköp'],
      ['12', '2026-03-25', 'Resa', '1,00'],
    ]);
    const { mapping, trial } = await suggestMapping(general);
    expect(mapping?.account).toEqual({ form: 'group-heading' });
    expect(trial).toMatchObject({ lines: 1, refused: 0 });
    // A general ledger that has a column for the account, which only the headings of its groups fill.
    const headed = tableOf([
      ['Konto', 'Datum', 'Ver', 'Text', 'Belopp', 'Saldo'],
      ['6421 Konsulter'],
      ['', '', '', 'Ingående balans', '', '0,00'],
      ['', '2026-03-02', 'LB 12', 'Konsult', '125 000,00', '125 000,00'],
      ['2511 Leverantörsskulder'],
      ['', '2026-03-02', 'LB 12', 'Konsult', '-125 000,00', '-125 000,00'],
    ]);
    const suggested = await suggestMapping(headed);
    expect(suggested.mapping?.account).toEqual({ form: 'group-heading' });
    expect(suggested.columns[0]).toMatchObject({ heading: 'Konto', means: null, uncertain: null });
    expect(suggested.trial).toMatchObject({ lines: 2, refused: 0, vouchers: 1, unbalanced: 0 });
    expect(suggested.mapping).not.toHaveProperty('balance');
  });

  it('takes the running balance where rows of closing balances agree by it, and leaves it out where they do not', async () => {
    const ledger = (closing: string) =>
      tableOf([
        ['Konto', 'Datum', 'Ver', 'Text', 'Belopp', 'Saldo'],
        ['', '', '', 'Ingående balans 6421', '', '10,00'],
        ['6421', '2026-03-02', 'LB 12', 'Konsult', '125 000,00', '125 010,00'],
        ['', '', '', 'Utgående balans 6421', '', closing],
      ]);
    const agreeing = await suggestMapping(ledger('125 010,00'));
    expect(agreeing.mapping?.balance).toEqual(column('Saldo'));
    expect(agreeing.trial?.totals).toEqual({ checked: 1, differing: 0, unchecked: 0 });
    const differing = await suggestMapping(ledger('125 010,01'));
    expect(differing.mapping).not.toHaveProperty('balance');
    expect(differing.trial?.totals).toEqual({ checked: 0, differing: 0, unchecked: 0 });
  });

  it('leaves out the texts of codes, however their headings say so', async () => {
    const { columns } = await suggestMapping(
      tableOf([
        ['Ver.nr', 'Ver.datum', 'VT', 'Konto', 'Konto(T)', 'Projekt', 'Projekt (T)', 'Benämning', 'Belopp'],
        ['12', '2026-03-25', 'LF', '4011', 'Inköp', '28101', 'Vård', 'Inköp', '1,00'],
      ]),
    );
    expect(columns.map(({ means, uncertain }) => [means, uncertain])).toEqual([
      ...['number', 'date', 'series', 'account'].map((means) => [means, null]),
      ...[
        [null, null],
        ['dimension 6', null],
        [null, null],
        [null, null],
        ['amount', null],
      ],
    ]);
  });
});
