import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { DomainError, oreToText } from '#kernel';

import { paxml, PAYSLIP } from './paxml.fixture.js';
import { readPaxml } from './read-paxml.js';

const codeOf = (bytes: Uint8Array): string => {
  try {
    readPaxml(bytes);
    return 'read';
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
};
const time = (code: string, rest = '<datum>2026-03-02</datum><timmar>8.50</timmar>') =>
  `<tidtransaktioner><tidtrans anstid="4711"><tidkod>${code}</tidkod>${rest}</tidtrans></tidtransaktioner>`;
const pay = (inner: string, attributes = 'anstid="4711"') =>
  `<lonetransaktioner><lonetrans ${attributes}>${inner}</lonetrans></lonetransaktioner>`;

describe('a payroll file', () => {
  it('gives a payslip with what was paid, what it cost and how it was booked', () => {
    const { payslips, refusals, dropped } = readPaxml(paxml(PAYSLIP));
    expect(refusals).toEqual([]);
    expect(dropped).toEqual({ absence: 1, other: 0 });
    expect(payslips).toEqual([
      {
        ...{ employmentNumber: '4711', personalIdentityNumber: '198001010018', name: 'Anna Ek' },
        ...{ fileLine: 4, payDay: '2026-03-25', month: '2026-03' },
        ...{ gross: 3830050, tax: 950000, net: 2880050, contributions: 1203394, contributionRate: '0.3142' },
        rows: [
          { fileLine: 9, payType: '010', ore: 4000000, account: null, objects: [] },
          { fileLine: 12, payType: '900', ore: -950000, account: null, objects: [] },
        ],
        postings: [
          {
            ...{ fileLine: 15, account: '7010', ore: 2298030 },
            objects: [
              ['1', '430'],
              ['6', 'P100'],
            ],
          },
          { fileLine: 16, account: '7010', ore: 1532020, objects: [['1', '430']] },
        ],
      },
    ]);
  });

  it('says nothing of absence and health, by code or by name', () => {
    const codes = ['SJK', 'SJK_KAR', 'VAB', 'FPE', 'HAV', 'NÄR', 'SMB', 'FAC', 'FR7', 'TS1', 'OS1', 'JS1', 'ÅÄÖ', ''];
    for (const code of codes) {
      const read = readPaxml(paxml(time(code)));
      expect({ ...read, code }).toMatchObject({
        code,
        workedTime: [],
        dropped: { absence: 1, other: 0 },
        refusals: [],
      });
    }
    const named = readPaxml(paxml(pay('<benamning>Karensavdrag</benamning><belopp>x</belopp>')));
    expect(named).toMatchObject({ transactions: [], dropped: { absence: 1, other: 0 }, refusals: [] });
    expect(JSON.stringify(readPaxml(paxml(PAYSLIP)))).not.toMatch(/jukav|1699|-169950|310/);
  });

  it('keeps hours of work as they are written, and passes over supplements', () => {
    const { workedTime, dropped } = readPaxml(paxml(time('ARB')));
    expect(workedTime).toMatchObject([
      { from: '2026-03-02', to: '2026-03-02', hours: '8.5', employmentNumber: '4711' },
    ]);
    expect(dropped).toEqual({ absence: 0, other: 0 });
    expect(readPaxml(paxml(time('OB1'))).dropped).toEqual({ absence: 0, other: 1 });
    const extent = '<datumfrom>2026-03-01</datumfrom><datumtom>2026-03-31</datumtom><omfattning>50.00</omfattning>';
    expect(readPaxml(paxml(time('ARB', extent))).workedTime).toMatchObject([
      { from: '2026-03-01', to: '2026-03-31', hours: null, extent: '50' },
    ]);
  });

  it('knows the staff by number, name and extent, and nothing else of them', () => {
    const { employees } = readPaxml(
      paxml(
        '<personal><person anstid="7" persnr="198001610018"><fornamn>Bo</fornamn><efternamn>Ek</efternamn><ort>Ort</ort><sysgrad>75.50</sysgrad><anstdatum>2020-01-01</anstdatum></person></personal>',
      ),
    );
    expect(employees).toEqual([
      {
        ...{ fileLine: 4, employmentNumber: '7', personalIdentityNumber: '198001610018', name: 'Bo Ek' },
        ...{ extent: '75.5', employedFrom: '2020-01-01', employedTo: null },
      },
    ]);
  });

  it.each([
    ['PERSON_NOT_NAMED', 'anstid', pay('<belopp>1</belopp>', '')],
    ['PERSONAL_NUMBER_MALFORMED', 'persnr', pay('<belopp>1</belopp>', 'persnr="8001010018"')],
    ['PERSONAL_NUMBER_MALFORMED', 'persnr', pay('<belopp>1</belopp>', 'persnr="198013010018"')],
    ['AMOUNT_MALFORMED', 'belopp', pay('<belopp>1 234,50</belopp>')],
    ['AMOUNT_TOO_PRECISE', 'belopp', pay('<belopp>1.005</belopp>')],
    ['AMOUNT_TOO_LARGE', 'belopp', pay('<belopp>12345678901234</belopp>')],
    ['HOURS_MALFORMED', 'timmar', time('ARB', '<datum>2026-03-02</datum><timmar>-1</timmar>')],
    ['RATE_MALFORMED', 'omfattning', time('ARB', '<datum>2026-03-02</datum><omfattning>halv</omfattning>')],
    ['PERIOD_MALFORMED', 'datum', time('ARB', '<datum>2026-02-30</datum>')],
    ['PERIOD_MALFORMED', 'datum', time('ARB', '<timmar>8</timmar>')],
    ['FIELD_TOO_LONG', 'lonart', pay(`<lonart>${'9'.repeat(41)}</lonart><belopp>1</belopp>`)],
    ['ACCOUNT_MISSING', 'resenheter', pay('<belopp>1</belopp><resenheter><resenhet dim="x" id="1"/></resenheter>')],
    ['PERIOD_MALFORMED', 'betaldatum', PAYSLIP.replace('<betaldatum>2026-03-25</betaldatum>', '')],
    ['ACCOUNT_MISSING', 'kontonr', PAYSLIP.replace('kontonr="7010"', '')],
    ['AMOUNT_MISSING', 'belopp', PAYSLIP.replace('belopp="22980.30"', '')],
  ])('refuses a row with %s in %s, and takes the others', (code, field, part) => {
    const good = '<personal><person anstid="1"/></personal>';
    const read = readPaxml(paxml(`${part}\n${good}`));
    expect(read.refusals).toMatchObject([{ code, field }]);
    expect(read).toMatchObject({
      transactions: [],
      workedTime: [],
      payslips: [],
      employees: [{ employmentNumber: '1' }],
    });
  });

  it('leaves a personal number out that is none, where the person has another number', () => {
    const { transactions, refusals } = readPaxml(paxml(pay('<belopp>1</belopp>', 'anstid="1" persnr="1122334455"')));
    expect(transactions).toMatchObject([{ employmentNumber: '1', personalIdentityNumber: null, ore: 100 }]);
    expect(refusals).toMatchObject([{ element: 'lonetrans', field: 'persnr', code: 'PERSONAL_NUMBER_MALFORMED' }]);
  });

  it('is read in the encoding that it says', () => {
    const latin1 = Buffer.from(
      paxml('<personal><person anstid="1"><fornamn>Åsa</fornamn></person></personal>')
        .toString()
        .replace('UTF-8', 'ISO-8859-1'),
      'latin1',
    );
    const marked = Buffer.concat([Buffer.from('efbbbf', 'hex'), paxml('<personal><person anstid="1"/></personal>')]);
    expect(readPaxml(latin1).employees).toMatchObject([{ name: 'Åsa' }]);
    expect(readPaxml(marked).employees).toHaveLength(1);
    expect(codeOf(Buffer.from(paxml('å').toString(), 'latin1'))).toBe('XML_BROKEN');
    expect(codeOf(Buffer.from(paxml('').toString().replace('UTF-8', 'EBCDIC')))).toBe('XML_BROKEN');
  });

  it('is refused whole where it is no payroll file, or may not be read', () => {
    expect(codeOf(Buffer.from('<html/>'))).toBe('NOT_PAXML');
    expect(codeOf(paxml('', '1.0'))).toBe('NOT_PAXML');
    expect(codeOf(paxml('<personal>'))).toBe('XML_BROKEN');
    expect(codeOf(Buffer.from('<!DOCTYPE paxml [<!ENTITY a "b">]><paxml/>'))).toBe('XML_DOCTYPE_FORBIDDEN');
    expect(codeOf(paxml('<a>'.repeat(50)))).toBe('XML_TOO_LARGE');
    expect(codeOf(paxml(`<personal><person>${'<a/>'.repeat(20_001)}</person></personal>`))).toBe('XML_TOO_LARGE');
    expect(codeOf(paxml(`<personal><person>${'a'.repeat(10_001)}</person></personal>`))).toBe('XML_TOO_LARGE');
    expect(codeOf({ length: 2 ** 29 } as Uint8Array)).toBe('XML_TOO_LARGE');
  });

  it('holds every amount to the öre', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e14, max: 1e14 }), (ore) => {
        const { transactions } = readPaxml(paxml(pay(`<belopp>${oreToText(ore)}0</belopp>`)));
        expect(transactions[0]?.ore).toBe(ore);
      }),
      { numRuns: 50 },
    );
  });
});
