import { describe, expect, it } from '@jest/globals';

import { column, day, FAULT, HEADINGS, mappingOf, number, read, tableOf } from './table.fixture.js';

const ROW = ['4011', '28101', 'LR', '0012', '2026-03-25', 'Resa', '1 234,50'];
const row = (changes: Readonly<Record<string, string>>) => HEADINGS.map((name, at) => changes[name] ?? ROW[at] ?? '');
const fileOf = (...rows: (readonly string[])[]) => tableOf([HEADINGS, ...rows]);

describe('an exported ledger', () => {
  it('gives a posting per row, in file order', async () => {
    const { items, summary } = await read(fileOf(ROW, row({ Konto: '2440', Projekt: '', Belopp: '-1 234,50' })));
    const posting = {
      kind: 'posting',
      fileLine: 2,
      series: 'LR',
      number: '0012',
      date: '2026-03-25',
      registered: null,
      account: '4011',
      objects: [['6', '28101']],
      ore: 123_450,
      text: 'Resa',
    };
    expect(items).toEqual([posting, { ...posting, fileLine: 3, account: '2440', objects: [], ore: -123_450 }]);
    expect(summary).toEqual({
      headerLine: 1,
      lines: 2,
      refused: 0,
      debit: 123_450,
      credit: 123_450,
      totals: { openings: 0, checked: 0, unchecked: 0, differing: [], differingCount: 0 },
      passedOver: { headings: 0, groupHeadings: 0, totalsWithoutAmount: 0 },
      unreadQuantities: 0,
      firstDate: '2026-03-25',
      lastDate: '2026-03-25',
      says: { fields: ['account', 'series', 'number', 'date', 'amount', 'text'], dimensions: ['6'] },
    });
  });

  it('says what stands beside the amount, and keeps the objects of people apart', async () => {
    const headings = ['Konto', 'Kst', 'Anst', 'Ver', 'Datum', 'Reg', 'Radens dag', 'Antal', 'Sign', 'Belopp'];
    const mapping = mappingOf({
      voucher: { form: 'fixed-series', series: 'L', number: column('Ver') },
      registered: column('reg'),
      lineDate: column('radens dag'),
      quantity: column('Antal'),
      signature: column('Sign'),
      text: undefined,
      dimensions: [
        { dimension: '7', column: column('Anst') },
        { dimension: '1', column: column('Kst') },
      ],
    });
    const rows = [
      ['4011', '210', '19', '1', '2026-03-25', '20260401', '2026-03-24', '1 000,5', 'AB', '1'],
      ['4011', '210', '', '1', '2026-03-25', '', '2026-03-25', '3 st', '', '-1'],
    ];
    const { postings, summary } = await read(tableOf([headings, ...rows]), mapping);
    const base = {
      kind: 'posting',
      series: 'L',
      number: '1',
      date: '2026-03-25',
      account: '4011',
      objects: [['1', '210']],
    };
    const extra = { privateObjects: [['7', '19']], quantity: '1000.5', lineDate: '2026-03-24', signature: 'AB' };
    expect(postings).toEqual([
      { ...base, ...extra, fileLine: 2, registered: '2026-04-01', ore: 100 },
      { ...base, fileLine: 3, registered: null, ore: -100 },
    ]);
    expect(summary.unreadQuantities).toBe(1);
    expect(summary.says.dimensions).toEqual(['7', '1']);
  });

  it.each<[string, 'blank' | 'hyphen' | 'digits', readonly [string, string] | null]>([
    ['LR 12345', 'blank', ['LR', '12345']],
    ['LR  007', 'blank', ['LR', '007']],
    ['LR-12345', 'hyphen', ['LR', '12345']],
    ['A-B - 12', 'hyphen', ['A-B', '12']],
    ['LR12345', 'digits', ['LR', '12345']],
    ['12345', 'digits', ['', '12345']],
    ['LR12345', 'blank', null],
    ['LR12345', 'hyphen', null],
    ['LR', 'digits', null],
  ])('takes %j apart by %s', async (written, divider, expected) => {
    const mapping = mappingOf({ voucher: { form: 'combined', column: column('Vernr'), divider } });
    const { postings, refusals } = await read(fileOf(row({ Vernr: written })), mapping);
    if (expected === null) {
      expect(refusals).toMatchObject([{ field: 'voucher', code: 'VOUCHER_NUMBER_NOT_AS_MAPPED', voucher: null }]);
    } else expect(postings.map(({ series, number: of }) => [series, of])).toEqual([expected]);
  });

  it('takes a workbook’s numbers as what they are called by', async () => {
    const { postings } = await read(
      tableOf([HEADINGS, [number('4011.0'), number('2.8101E4'), '', number('12'), day('46106'), '', number('-0.5')]]),
    );
    const posting = { account: '4011', objects: [['6', '28101']], number: '12', date: '2026-03-25', ore: -50 };
    expect(postings).toMatchObject([posting]);
  });

  it.each([
    ['4011', false, '4011'],
    ['0411', false, '0411'],
    ['4011.0', false, '4011'],
    ['40.11-2', false, '40.11-2'],
    ['=cmd|x', false, null],
    ['@SUM', false, null],
    ['4011 Inköp material', true, '4011'],
    ['4011', true, '4011'],
    ['4011 Inköp material', false, null],
    ['Inköp 4011', true, null],
    ['123456789012345678901', false, null],
  ])('takes the account %j (with its name: %j)', async (written, withName, expected) => {
    const mapping = mappingOf({ account: { form: 'column', column: column('Konto'), withName } });
    const { postings, refusals } = await read(fileOf(row({ Konto: written })), mapping);
    if (expected === null) expect(refusals).toMatchObject([{ field: 'account', code: 'ACCOUNT_UNREADABLE' }]);
    else expect(postings.map(({ account }) => account)).toEqual([expected]);
  });

  it('refuses one American date alone, and holds its voucher back', async () => {
    const mapping = mappingOf({ dateForm: 'swedish' });
    const rows = [row({ Datum: '25/3 2026' }), row({ Datum: '03/25/2026' }), row({ Datum: '26/3 2026' })];
    const { postings, refusals, summary } = await read(fileOf(...rows), mapping);
    expect(postings.map(({ date }) => date)).toEqual(['2026-03-25', '2026-03-26']);
    expect(refusals).toEqual([
      {
        kind: 'refusal',
        fileLine: 3,
        field: 'date',
        code: 'ROW_DATE_MALFORMED',
        voucher: { series: 'LR', number: '0012', date: null },
      },
    ]);
    expect(summary).toMatchObject({ lines: 2, refused: 1 });
  });

  const named = { series: 'LR', number: '0012', date: '2026-03-25' };
  const nameless = { field: 'number', voucher: null };
  const dateless = { field: 'date', code: 'ROW_DATE_MALFORMED', voucher: { ...named, date: null } };
  it.each([
    ['without number', { Vernr: '' }, { ...nameless, code: 'VOUCHER_NUMBER_MISSING' }],
    [
      'without number, of somebody called Total',
      { Vernr: '', Text: 'Total Entreprenad AB' },
      { ...nameless, code: 'VOUCHER_NUMBER_MISSING' },
    ],
    ['with a number too long', { Vernr: 'x'.repeat(61) }, { ...nameless, code: 'FIELD_TOO_LONG' }],
    ['with a series too long', { Serie: 'x'.repeat(41) }, { field: 'series', code: 'FIELD_TOO_LONG', voucher: null }],
    ['without date', { Datum: '' }, dateless],
    ['of 30 February', { Datum: '2026-02-30' }, dateless],
    ['without account', { Konto: '' }, { field: 'account', code: 'ACCOUNT_MISSING', voucher: named }],
    ['without amount', { Belopp: '' }, { field: 'amount', code: 'AMOUNT_MISSING', voucher: named }],
    [
      'with the other decimal sign',
      { Belopp: '1234.50' },
      { field: 'amount', code: 'AMOUNT_NOT_AS_MAPPED', voucher: named },
    ],
    ['with three decimals', { Belopp: '1,234' }, { field: 'amount', code: 'AMOUNT_TOO_PRECISE', voucher: named }],
    ['with 14 digits', { Belopp: '99999999999999' }, { field: 'amount', code: 'AMOUNT_TOO_LARGE', voucher: named }],
    ['with a text too long', { Text: 'x'.repeat(32_769) }, { field: 'text', code: 'FIELD_TOO_LONG', voucher: named }],
    [
      'with an object too long',
      { Projekt: 'x'.repeat(4097) },
      { field: 'dimension 6', code: 'FIELD_TOO_LONG', voucher: named },
    ],
    [
      'that is nothing',
      { Vernr: '', Datum: '', Serie: '' },
      { field: null, code: 'ROW_NOT_UNDERSTOOD', voucher: null },
    ],
  ])('refuses a row %s', async (_, changes, refusal) => {
    const { items } = await read(fileOf(row(changes)));
    expect(items).toEqual([{ kind: 'refusal', fileLine: 2, ...refusal }]);
  });

  it('refuses an error value wherever it is read', async () => {
    for (const [at, heading] of HEADINGS.entries()) {
      const cells = ROW.map((text, place) => (place === at ? FAULT : text));
      const { refusals } = await read(tableOf([HEADINGS, cells, ROW]));
      const code = heading === 'Datum' ? 'ROW_DATE_MALFORMED' : 'CELL_FAULTY';
      expect(refusals).toMatchObject([{ fileLine: 2, code }]);
    }
  });

  it('refuses a registration date or a line date that is none', async () => {
    const mapping = mappingOf({ registered: column('Text'), text: undefined });
    const { refusals } = await read(fileOf(row({ Text: 'i mars' })), mapping);
    expect(refusals).toMatchObject([{ field: 'registered', code: 'ROW_DATE_MALFORMED' }]);
  });

  it('refuses the row whose amount would end exact counting', async () => {
    const large = row({ Belopp: '9999999999999,99' });
    const { refusals } = await read(fileOf(large, large));
    expect(refusals).toMatchObject([{ fileLine: 3, code: 'AMOUNT_TOO_LARGE' }]);
  });

  it('refuses a file without postings', async () => {
    await expect(read(fileOf())).rejects.toMatchObject({ code: 'TABLE_WITHOUT_POSTINGS' });
    const sum = ['', '', '', '', '', 'Summa', '0,00'];
    await expect(read(fileOf(sum))).rejects.toMatchObject({ code: 'TABLE_WITHOUT_POSTINGS' });
  });

  it('may be read again', async () => {
    const table = fileOf(ROW);
    expect(await read(table)).toEqual(await read(table));
  });
});
