import { describe, expect, it } from '@jest/globals';

import { day, number, tableOf } from '../mapping/table.fixture.js';
import { meaningOf } from './heading-vocabulary.js';
import { suggestMapping } from './suggest-mapping.js';
import type { Suggestion } from './suggestion.js';

const column = (heading: string) => ({ heading });
const means = ({ columns }: Suggestion) => Object.fromEntries(columns.map(({ heading, means: of }) => [heading, of]));

describe('a heading', () => {
  it.each([
    ['Konto', 'account'],
    ['KONTO NR', 'account'],
    ['Ver.nr', 'number'],
    ['Verifikations\u00adnr', 'number'],
    ['Verifikation', 'voucher'],
    ['Vertyp', 'series'],
    ['Bokf.datum', 'date'],
    ['Bokföringsdatum', 'date'],
    ['Reg.datum', 'registered'],
    ['Transdatum', 'lineDate'],
    ['Transtext', 'text'],
    ['Belopp (SEK)', 'amount'],
    ['D/K', 'side'],
    ['Saldo', 'balance'],
    ['Sign', 'signature'],
    ['Ansvar', 'dimension 1'],
    ['Kst', 'dimension 1'],
    ['Proj', 'dimension 6'],
    ['Leverantörsnr', 'dimension 9'],
    ['Kundnr', 'dimension 8'],
    ['Motpart', 'dimension 20'],
    ['Verksamhet', 'dimension 21'],
    ['Aktivitet', 'dimension 22'],
    ['Objekt', 'dimension 23'],
    ['Leverantörsnamn', 'name'],
    ['Projektnamn', 'name'],
    ['Konto benämning', 'name'],
    ['Period', 'period'],
    ['Cost centre', 'dimension 1'],
    ['Posting date', 'date'],
    ['Färg', null],
    ['', null],
  ])('%j means %s', (heading, meaning) => {
    expect(meaningOf(heading)).toBe(meaning);
  });
});

describe('a suggestion', () => {
  const HEADINGS = ['Konto', 'Ansvar', 'Motpart', 'Vertyp', 'Vernr', 'Bokf.datum', 'Text', 'Belopp', 'Saldo', 'Färg'];
  const ROWS = [
    ['4011', '210', '871', 'LR', '12', '2026-03-25', 'Resa', '1 234,50', '1 234,50', 'blå'],
    ['2440', '', '', 'LR', '12', '2026-03-25', 'Resa', '-1 234,50', '0,00', ''],
  ];

  it('takes the columns by their headings and values, and says why', async () => {
    const suggestion = await suggestMapping(tableOf([['Region Exempel'], HEADINGS, ...ROWS]));
    expect(suggestion.mapping).toEqual({
      decimalSign: ',',
      dateForm: 'iso',
      account: { form: 'column', column: column('Konto') },
      voucher: { form: 'columns', series: column('Vertyp'), number: column('Vernr') },
      date: column('Bokf.datum'),
      amount: { form: 'signed', column: column('Belopp') },
      text: column('Text'),
      dimensions: [
        { dimension: '1', column: column('Ansvar') },
        { dimension: '20', column: column('Motpart') },
      ],
    });
    expect(suggestion).toMatchObject({ sheet: '', headerLine: 2 });
    expect(suggestion.columns.slice(0, 2)).toEqual([
      {
        ...{ place: 1, heading: 'Konto', means: 'account', why: 'rubriken' },
        ...{ samples: 2, examples: ['4011', '2440'], uncertain: null },
      },
      {
        ...{ place: 2, heading: 'Ansvar', means: 'dimension 1', why: 'rubriken' },
        ...{ samples: 1, examples: ['210'], uncertain: null },
      },
    ]);
    expect(suggestion.columns[2]?.why).toContain('numret är fritt enligt SIE');
    expect(suggestion.columns[5]?.why).toContain('datum skrivna ÅÅÅÅ-MM-DD');
    expect(suggestion.columns[7]?.why).toContain('belopp med decimalkomma');
    expect(suggestion.columns[8]).toMatchObject({ means: null, uncertain: null });
    expect(suggestion.columns[9]).toMatchObject({ means: null, why: 'rubriken är okänd' });
    expect(suggestion.columns[9]?.uncertain).not.toBeNull();
  });

  it('is tried on the sample', async () => {
    const { trial, questions } = await suggestMapping(tableOf([HEADINGS, ...ROWS]));
    expect(trial).toEqual({
      ...{ rows: 2, isWhole: true, lines: 2, refused: 0, refusals: [], debit: '1234.50', credit: '1234.50' },
      ...{ vouchers: 1, unbalanced: 0, totals: { checked: 0, differing: 0, unchecked: 0 } },
    });
    expect(questions).toEqual([expect.stringContaining('Beloppet antas vara plus i debet')]);
  });

  it('tells of refused rows, of vouchers that do not balance and of sums that differ', async () => {
    const off = [
      ['4011', '', '', 'LR', '13', '03/25/2026', 'Resa', '1,00'],
      ['4011', '', '', 'LR', '14', '03/26/2026', 'Resa', '1,00'],
      ['4011', '', '', 'LR', '15', '2026-03-25', 'Resa', '1,00'],
      ['', '', '', '', '', '', 'Totalt', '1,01'],
    ];
    const { trial, questions } = await suggestMapping(tableOf([HEADINGS, ...ROWS, ...ROWS, ...ROWS, ...off]));
    expect(trial).toMatchObject({
      ...{ lines: 7, refused: 2, vouchers: 2, unbalanced: 1, totals: { checked: 1, differing: 1 } },
      refusals: [{ code: 'ROW_DATE_MALFORMED', rows: 2, firstLine: 8 }],
    });
    expect(questions.join('\n')).toMatch(/Rader nekades[^]*balanserar inte[^]*Summor i filen/);
  });

  it('samples the first rows alone, and leaves out the voucher that it may have cut', async () => {
    const many = Array.from({ length: 450 }, (_, at) => ROWS.map((row) => row.with(4, String(at)))).flat();
    const { trial } = await suggestMapping(tableOf([HEADINGS, ...many]));
    expect(trial).toMatchObject({ rows: 599, isWhole: false, vouchers: 299, unbalanced: 0 });
  });

  it.each([
    ['LR 12', 'blank'],
    ['LR-12', 'hyphen'],
    ['LR12', 'digits'],
  ])('sees series and number in %s', async (written, divider) => {
    const headings = ['Konto', 'Verifikation', 'Datum', 'Belopp'];
    const { mapping } = await suggestMapping(tableOf([headings, ['4011', written, '2026-03-25', '1,00']]));
    expect(mapping?.voucher).toEqual({ form: 'combined', column: column('Verifikation'), divider });
  });

  it.each([
    ['2026-03-25', 'iso'],
    ['20260325', 'iso'],
    ['260325', 'swedish'],
    ['25.3.2026', 'swedish'],
    ['46106', 'excel'],
  ])('sees how %s is written', async (written, dateForm) => {
    const { mapping, questions } = await suggestMapping(
      tableOf([
        ['Konto', 'Vernr', 'Datum', 'Belopp'],
        ['4011', '12', written, '1.00'],
      ]),
    );
    expect(mapping).toMatchObject({ dateForm, decimalSign: '.', voucher: { form: 'fixed-series', series: '' } });
    expect(questions.join('\n')).toContain('Ingen kolumn har serien');
  });

  it('sees debit and credit in two columns or by a side, and a credit with minus', async () => {
    const rest = ['4011', '12', '2026-03-25'];
    const of = async (headings: string[], ...pairs: string[][]) =>
      (
        await suggestMapping(
          tableOf([['Konto', 'Vernr', 'Datum', ...headings], ...pairs.map((pair) => [...rest, ...pair])]),
        )
      ).mapping?.amount;
    const two = { form: 'debit-credit', debit: column('Debet'), credit: column('Kredit') };
    expect(await of(['Debet', 'Kredit'], ['1,00', ''], ['', '1,00'])).toEqual(two);
    expect(await of(['Debet', 'Kredit'], ['1,00', ''], ['', '-1,00'])).toEqual({ ...two, creditNegative: true });
    const side = { form: 'side', column: column('Belopp'), side: column('D/K') };
    expect(await of(['Belopp', 'D/K'], ['1,00', 'D'])).toEqual(side);
  });

  it('reads date cells and numbers of a workbook, on the first sheet that has a header', async () => {
    const rows = [
      ['Konto', 'Vernr', 'Datum', 'Belopp'],
      [number('4011'), number('12'), day('46106'), number('1.5')],
    ];
    const sheets = ['Försättsblad', 'Dolt', 'Pivot', 'Rader'].map((name) => {
      return { name, hidden: name === 'Dolt', hasPivot: name === 'Pivot' };
    });
    const [cover, ledger] = [tableOf([['Välkommen']]), tableOf(rows)];
    const table = tableOf([], { sheets, rows: (sheet) => (sheet === 'Rader' ? ledger : cover).rows() });
    const suggestion = await suggestMapping(table);
    expect(suggestion).toMatchObject({ sheet: 'Rader', mapping: { sheet: 'Rader' }, trial: { lines: 1, refused: 0 } });
    expect(suggestion.columns[2]?.examples).toEqual(['2026-03-25']);
    await expect(suggestMapping(table, 'Försättsblad')).rejects.toMatchObject({ code: 'TABLE_WITHOUT_HEADINGS' });
  });

  it('asks where two columns say the same, where one is empty, and where decimal signs are mixed', async () => {
    const { columns, questions } = await suggestMapping(
      tableOf([
        ['Konto', 'Vernr', 'Datum', 'Belopp', 'Belopp', 'Kst'],
        ['4011', '12', '2026-03-25', '1,00', '2,00'],
        ['4011', '12', '2026-03-25', '1.50', '2,00'],
      ]),
    );
    expect(columns.slice(3)).toMatchObject([
      { heading: 'Belopp', nth: 1, means: 'amount' },
      { heading: 'Belopp', nth: 2, means: null, uncertain: expect.stringContaining('valdes') },
      { heading: 'Kst', means: 'dimension 1', uncertain: expect.stringContaining('tom') },
    ]);
    expect(questions.join('\n')).toContain('både decimalkomma och decimalpunkt');
  });

  it('takes the day of the transaction, or a column that looks like days, where nothing else is said', async () => {
    const of = (heading: string) =>
      suggestMapping(
        tableOf([
          ['Konto', 'Vernr', heading, 'Belopp'],
          ['4011', '12', '2026-03-25', '1,00'],
        ]),
      );
    for (const heading of ['Transdatum', 'När']) {
      const { mapping, columns } = await of(heading);
      expect(mapping?.date).toEqual(column(heading));
      expect(columns[2]?.uncertain).toContain('bokföringsdatum');
    }
  });

  it('is not whole where something that every posting needs is missing', async () => {
    const of = async (...headings: string[]) => {
      const { mapping, trial, questions } = await suggestMapping(tableOf([headings, headings.map(() => 'x')]));
      expect([mapping, trial]).toEqual([null, null]);
      return questions.join('\n');
    };
    expect(await of('Projekt', 'Text', 'Kst')).toMatch(/konto[^]*verifikationsnummer[^]*bokföringsdatum[^]*belopp/);
    expect(await of('Konto', 'Vernr', 'Datum')).toContain('Ingen kolumn med belopp');
  });

  it('takes each row for a voucher of its own where no column has their numbers, and says what that means', async () => {
    const rows = [
      ['Konto', 'Datum', 'Belopp', 'Projekt'],
      ['4011', '2026-03-25', '1,00', '28101'],
      ['4011', '2026-03-26', '2,50', '28101'],
    ];
    const { mapping, trial, questions } = await suggestMapping(tableOf(rows));
    expect(mapping?.voucher).toEqual({ form: 'none' });
    expect(trial).toMatchObject({ lines: 2, vouchers: 2, unbalanced: 0, debit: '3.50' });
    expect(questions.join('\n')).toContain('en bok som är ett utdrag');
  });

  it('is made where the header has nothing below it, or only what is refused', async () => {
    const { mapping, trial, questions } = await suggestMapping(tableOf([HEADINGS]));
    expect(mapping).not.toBeNull();
    expect(trial).toBeNull();
    expect(questions.join('\n')).toContain('Provläsningen nekades');
  });

  it('takes the header together with the row above it', async () => {
    const upper = ['Konto', 'Kontering', '', 'Verifikation', '', 'Belopp'];
    const lower = ['', 'Ansvar', 'Projekt', 'Vernr', 'Bokf.datum'];
    const suggestion = await suggestMapping(
      tableOf([upper, lower, ['4011', '210', '28101', '12', '2026-03-25', '1,00']]),
    );
    expect(suggestion).toMatchObject({ headerLine: 2, trial: { lines: 1, refused: 0 } });
    expect(means(suggestion)).toMatchObject({ Konto: 'account', Ansvar: 'dimension 1', Belopp: 'amount' });
  });
});
