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
