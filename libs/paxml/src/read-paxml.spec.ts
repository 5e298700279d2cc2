import { describe, expect, it } from '@jest/globals';

import { DomainError } from '#kernel';

import { readPaxml } from './index.js';

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>';
const file = (...sections: readonly string[]): string =>
  `${HEAD}\n<paxml>\n<header><version>2.0</version></header>\n${sections.join('\n')}\n</paxml>\n`;
const read = (text: string, encoding: BufferEncoding = 'utf8') => readPaxml(Buffer.from(text, encoding));
const PAYSLIP = `<loneutbetalning><lonebesked anstid="10042" persnr="198001019999">
<periodid>202602</periodid><betaldatum>2026-02-25</betaldatum>
<fornamn>Åsa</fornamn><efternamn>Ek</efternamn>
<tabellskatt>9000.00</tabellskatt><extraskatt>500</extraskatt><utbetalt>28500.00</utbetalt>
<arbavgiftprc>31.42</arbavgiftprc><arbavgiftbel>11939.60</arbavgiftbel>
<lonerader>
<lonrad><lonart>101</lonart><benamning>Månadslön</benamning><antal>1.00</antal><belopp>40000.00</belopp><lonetyp>BRUTTO</lonetyp><kontonr>5010</kontonr><resenheter><resenhet dim="6" id="S2026"/></resenheter></lonrad>
<lonrad><lonart>511</lonart><benamning>Sjukavdrag dag 1</benamning><belopp>-2000.00</belopp><lonetyp>BRUTTO</lonetyp></lonrad>
<lonrad><lonart>VAB</lonart><belopp>0</belopp></lonrad>
</lonerader>
<kontering>
<transaktion kontonr="5010" belopp="38000.00"><resenheter><resenhet dim="1" id="3100"/><resenhet dim="6" id="S2026"/></resenheter></transaktion>
<transaktion kontonr="5610" belopp="11939.6"/>
</kontering>
</lonebesked></loneutbetalning>`;
const refused = (text: string | Buffer): string => {
  try {
    readPaxml(Buffer.from(text as string));
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
  return 'none';
};

describe('a payroll file', () => {
  it('gives payslips in whole öre, and of absence nothing but what the sums say', () => {
    const payroll = read(file(PAYSLIP));
    expect(payroll.payslips).toEqual([
      {
        line: 4,
        employmentNumber: '10042',
        personalIdentityNumber: '198001019999',
        name: 'Åsa Ek',
        payDate: '2026-02-25',
        period: { from: '2026-02-01', to: '2026-02-28' },
        grossOre: 3_800_000,
        taxOre: 950_000,
        netOre: 2_850_000,
        contributionsOre: 1_193_960,
        contributionsRate: '0.3142',
        rows: [
          {
            payType: '101',
            kind: 'BRUTTO',
            quantity: '1',
            ore: 4_000_000,
            account: '5010',
            units: [['6', 'S2026']],
          },
        ],
        accounting: [
          {
            account: '5010',
            ore: 3_800_000,
            units: [
              ['1', '3100'],
              ['6', 'S2026'],
            ],
          },
          { account: '5610', ore: 1_193_960, units: [] },
        ],
      },
    ]);
    expect(payroll).toMatchObject({ leftOut: 2, refusals: [] });
    expect(JSON.stringify(payroll)).not.toMatch(/sjuk|VAB|511/i);
  });

  it('leaves out all time that is not known to be work', () => {
    const codes = ['ARB', 'SJK', 'SJK_KAR', 'VAB', 'FPE', 'NÄR', 'SEM', 'FR1', 'OKÄND', 'ÖT1'];
    const rows = codes.map(
      (code) =>
        `<tidtrans anstid="7"><tidkod>${code}</tidkod><datum>2026-02-03</datum><timmar>6.50</timmar></tidtrans>`,
    );
    const { worked, leftOut, refusals } = read(file(`<tidtransaktioner>${rows.join('')}</tidtransaktioner>`));
    expect(worked.map(({ code, hours, from, to }) => [code, hours, from, to])).toEqual([
      ['ARB', '6.5', '2026-02-03', '2026-02-03'],
      ['ÖT1', '6.5', '2026-02-03', '2026-02-03'],
    ]);
    expect([leftOut, refusals]).toEqual([8, []]);
  });

  it('leaves out pay that is marked as of absence by a code or a text', () => {
    const pay = (lonart: string, benamning: string) =>
      `<lonetrans anstid="7"><lonart>${lonart}</lonart><benamning>${benamning}</benamning><belopp>1</belopp></lonetrans>`;
    const rows = [pay('145', 'Timlön'), pay('SJK', ''), pay('590', 'Tillfällig föräldrapenning'), pay('591', 'Karens')];
    const payroll = read(file(`<lonetransaktioner>${rows.join('')}</lonetransaktioner>`));
    expect(payroll.transactions.map(({ payType }) => payType)).toEqual(['145']);
    expect(payroll.leftOut).toBe(3);
  });

  it.each(['utf8', 'latin1', 'utf16le'] as const)('is read as the file says that it is written: %s', (encoding) => {
    const text = file(
      '<personal><person anstid="7"><fornamn>Örjan</fornamn><sysgrad>75.00</sysgrad></person></personal>',
    );
    const declared = { utf8: 'UTF-8', latin1: 'ISO-8859-1', utf16le: 'UTF-16' }[encoding];
    const marked = encoding === 'latin1' ? '' : '\ufeff';
    const { persons } = read(marked + text.replace('UTF-8', declared), encoding);
    expect(persons).toEqual([
      { line: 4, employmentNumber: '7', personalIdentityNumber: null, name: 'Örjan', employmentRate: '75' },
    ]);
  });

  it('tells what it cannot read by line and field, and leaves the rest unharmed', () => {
    const pay = (attributes: string, fields: string) =>
      `<lonetrans ${attributes}><lonart>1</lonart>${fields}</lonetrans>`;
    const rows = [
      pay('', '<belopp>1.00</belopp>'),
      pay('persnr="8001019999"', ''),
      pay('persnr="8001019999" anstid="7"', '<belopp>2</belopp>'),
      pay('anstid="7"', '<belopp>1,50</belopp>'),
      pay('anstid="7"', '<belopp>1.005</belopp>'),
      pay('anstid="7"', '<antal>tio</antal>'),
      pay('anstid="7"', '<datum>2026-02-30</datum>'),
      pay('anstid="7"', '<belopp>-0.50</belopp><datum>2026-02-28</datum>'),
    ];
    const worked = '<tidtransaktioner>\n<tidtrans anstid="7"><tidkod>ARB</tidkod></tidtrans></tidtransaktioner>';
    const payroll = read(file('<lonetransaktioner>', ...rows, '</lonetransaktioner>', worked));
    expect(payroll.refusals.map(({ line, record, field, code }) => [line, record, field, code])).toEqual([
      [5, 'lonetrans', 'anstid', 'PAY_PERSON_MISSING'],
      [6, 'lonetrans', 'persnr', 'PAY_PERSONAL_NUMBER_MALFORMED'],
      [7, 'lonetrans', 'persnr', 'PAY_PERSONAL_NUMBER_MALFORMED'],
      [8, 'lonetrans', 'belopp', 'PAY_AMOUNT_MALFORMED'],
      [9, 'lonetrans', 'belopp', 'PAY_AMOUNT_TOO_PRECISE'],
      [10, 'lonetrans', 'antal', 'PAY_NUMBER_MALFORMED'],
      [11, 'lonetrans', 'datum', 'PAY_DATE_MALFORMED'],
      [15, 'tidtrans', 'datum', 'PAY_FIELD_MISSING'],
    ]);
    expect(payroll.transactions.map(({ line, ore }) => [line, ore])).toEqual([
      [7, 200],
      [12, -50],
    ]);
  });

  it('is refused where it is something else, or made to do harm', () => {
    const lies = Buffer.concat([Buffer.from(`${HEAD}<paxml><a>`), Buffer.from([0xe5]), Buffer.from('</a></paxml>')]);
    const bomb = `<!DOCTYPE paxml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><paxml><header>&b;</header></paxml>`;
    expect(refused('<Invoice/>')).toBe('NOT_PAXML');
    for (const text of [bomb, '<paxml><personal>', '', 'PK', '<paxml>&x;</paxml>', `${HEAD}${'<paxml>'.repeat(14)}`])
      expect(refused(text)).toBe('PAXML_BROKEN');
    expect(refused(lies)).toBe('PAXML_BROKEN');
    expect(refused(HEAD.replace('UTF-8', 'EBCDIC'))).toBe('PAXML_BROKEN');
  });
});
