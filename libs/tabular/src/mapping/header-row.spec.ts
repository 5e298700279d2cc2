import { describe, expect, it } from '@jest/globals';

import { column, HEADINGS, mappingOf, read, tableOf } from './table.fixture.js';

const ROW = ['4011', '28101', 'LR', '12', '2026-03-25', 'Resa', '1,00'];
const found = { postings: [{ account: '4011', number: '12', ore: 100 }] };

describe('the header', () => {
  it('stands below titles', async () => {
    const above = [['Region Norra länet'], [], ['Verifikationslista', '', '2026'], ['Utskriven', '2026-04-01']];
    const result = await read(tableOf([...above, HEADINGS, ROW]));
    expect(result).toMatchObject({ ...found, summary: { headerLine: 5 } });
  });

  it('is told without case, doubled blanks, line breaks, soft hyphens and no-break spaces', async () => {
    const headings = [' KONTO ', 'Pro\u00adjekt', 'serie', 'Ver\nnr', 'Datum\u00a0 bokfört', 'Text', '\ufeffBelopp'];
    const voucher = { form: 'columns', series: column('Serie'), number: column('ver nr') } as const;
    const mapping = mappingOf({ voucher, date: column('datum bokfört') });
    expect(await read(tableOf([headings, ROW]), mapping)).toMatchObject(found);
  });

  it('may be two rows: headings merged downwards, and groups above their columns', async () => {
    const upper = ['Konto', 'Kontering', 'Verifikation', '', '', 'Text', 'Belopp'];
    const lower = ['', 'Projekt', 'Serie', 'Vernr', 'Datum'];
    const result = await read(tableOf([['Huvudbok'], upper, lower, ROW]));
    expect(result).toMatchObject({ ...found, summary: { headerLine: 3, lines: 1 } });
  });

  it('is passed over where a page break prints it again, one row or two', async () => {
    const upper = ['Konto', 'Kontering', 'Verifikation', '', '', 'Text', 'Belopp'];
    const lower = ['', 'Projekt', 'Serie', 'Vernr', 'Datum'];
    const one = await read(tableOf([HEADINGS, ROW, HEADINGS, ROW]));
    expect(one.summary).toMatchObject({ lines: 2, refused: 0, passedOver: { headings: 1 } });
    const two = await read(tableOf([upper, lower, ROW, upper, lower, ROW]));
    expect(two.summary).toMatchObject({ lines: 2, refused: 0, passedOver: { headings: 2 } });
  });

  it('is looked for in the first hundred rows', async () => {
    const titles = Array.from({ length: 100 }, (_, at) => [`Rad ${at + 1}`]);
    expect(await read(tableOf([...titles.slice(1), HEADINGS, ROW]))).toMatchObject(found);
    await expect(read(tableOf([...titles, HEADINGS, ROW]))).rejects.toMatchObject({ code: 'MAPPING_HEADINGS_MISSING' });
  });

  it('is of another system where headings are missing, and those are named', async () => {
    const other = ['Account', 'Project', 'Serie', 'Vernr', 'Date', 'Text', 'Belopp'];
    await expect(read(tableOf([['Projekt'], other, ROW]))).rejects.toMatchObject({
      code: 'MAPPING_HEADINGS_MISSING',
      details: { headings: ['”Konto”', '”Datum”', '”Projekt”'] },
    });
    await expect(read(tableOf([]))).rejects.toMatchObject({ code: 'MAPPING_HEADINGS_MISSING' });
  });

  it('may hold a heading twice, told apart by its place', async () => {
    const headings = ['Konto', 'Projekt', 'Serie', 'Vernr', 'Datum', 'Text', 'Belopp', 'Belopp'];
    const rows = tableOf([headings, [...ROW, '2,00']]);
    await expect(read(rows)).rejects.toMatchObject({
      code: 'MAPPING_HEADING_AMBIGUOUS',
      details: { heading: 'Belopp' },
    });
    const amount = (nth: number) => mappingOf({ amount: { form: 'signed', column: column('Belopp', nth) } });
    expect((await read(rows, amount(2))).postings).toMatchObject([{ ore: 200 }]);
    await expect(read(rows, amount(3))).rejects.toMatchObject({ code: 'MAPPING_HEADINGS_MISSING' });
  });
});

describe('a mapping', () => {
  it('maps no column twice', async () => {
    const mapping = mappingOf({ text: column('belopp ') });
    await expect(read(tableOf([HEADINGS, ROW]), mapping)).rejects.toMatchObject({
      code: 'MAPPING_COLUMN_TWICE',
      details: { field: 'amount', other: 'text' },
    });
  });

  it('maps no column twice by its place either', async () => {
    const mapping = mappingOf({ text: column('Belopp', 2), amount: { form: 'signed', column: column('Belopp') } });
    const headings = [...HEADINGS, 'Belopp'];
    await expect(read(tableOf([headings, ROW]), mapping)).rejects.toMatchObject({ code: 'MAPPING_HEADING_AMBIGUOUS' });
  });

  it('takes a dimension from one column', async () => {
    const dimensions = ['Projekt', 'Text'].map((heading) => ({ dimension: '6', column: column(heading) }));
    await expect(read(tableOf([HEADINGS, ROW]), mappingOf({ text: undefined, dimensions }))).rejects.toMatchObject({
      code: 'MAPPING_DIMENSION_TWICE',
    });
  });
});
