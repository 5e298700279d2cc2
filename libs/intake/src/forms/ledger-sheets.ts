import type { CommandSheet } from './command-sheet.js';

const book = {
  book: 'ekonomi-2026',
  kind: 'erp',
  system: 'Ekonomisystemet',
  financialYear: { from: '2026-01-01', to: '2026-12-31' },
  form: 'whole',
  scope: 'grant',
  dimensions: { costCentre: '1', project: '6' },
  privateDimensions: ['7', '8', '9'],
  accountRoles: [
    { from: '4511', to: '4511', role: 'passed-on' },
    { from: '4000', to: '7999', role: 'cost' },
  ],
};
const code = {
  projectCode: 'nv26-primarvard',
  grant: 'exempel-2026',
  allocation: 'primarvard',
  purposeAreas: [
    { area: 1, share: '0.6' },
    { area: 2, share: '0.4' },
  ],
  matches: [
    { book: 'ekonomi-2026', all: [{ dimension: '6', code: '28101' }], from: '2026-01-01' },
    { book: 'ekonomi-2026', all: [{ dimension: '6', code: '28102' }, { dimension: '1', code: '31007' }] }, // prettier-ignore
  ],
};
const voucher = { book: 'ekonomi-2026', series: 'LR', number: '1001' };

/** The commands on books, project codes and vouchers. */
export const ledgerSheets = {
  OpenBook: {
    sheet: 'Ny bok',
    meaning: 'Ett ekonomisystem och räkenskapsår: dimensioner, kontoroller, omfattning.',
    example: { data: book },
  },
  AmendBook: {
    sheet: 'Ändra bok',
    meaning: 'Bokens uppgifter så som de nu är, alla.',
    example: { on: '2026-06-01', data: { ...book, reason: 'Nytt konto för vidareförmedlat' } },
  },
  RegisterChart: {
    sheet: 'Kontoplan',
    meaning: 'Bokens kontoplan, om så behövs med en roll per konto.',
    example: {
      data: {
        book: 'ekonomi-2026',
        accounts: [
          { account: '4511', name: 'Bidrag till vårdcentraler', role: 'passed-on' },
          { account: '5010', name: 'Löner' },
        ],
      },
    },
  },
  LockPeriod: {
    sheet: 'Lås period',
    meaning: 'Boken är stängd till och med en dag.',
    example: { on: '2026-02-10', data: { book: 'ekonomi-2026', through: '2026-01-31' } },
  },
  ReopenPeriod: {
    sheet: 'Öppna period',
    meaning: 'Låset flyttas tillbaka till en tidigare dag, eller tas bort.',
    example: { on: '2026-03-02', data: { book: 'ekonomi-2026', through: null, reason: 'En rättelse för januari' } },
  },
  OpenProjectCode: {
    sheet: 'Ny projektkod',
    meaning: 'Vilka konteringar som hör till bidraget, och från när.',
    example: {
      data: {
        ...code,
        onward: [{ all: [{ dimension: '1', code: '31007' }], allocation: 'vardcentral-askersund' }],
      },
    },
  },
  AmendProjectCode: {
    sheet: 'Ändra projektkod',
    meaning: 'Projektkodens uppgifter så som de nu är, alla.',
    example: { on: '2026-06-01', data: { ...code, reason: 'Ny kod i ekonomisystemet' } },
  },
  CloseProjectCode: {
    sheet: 'Avsluta projektkod',
    meaning: 'Inget efter en viss dag är en kostnad under koden.',
    example: { data: { projectCode: 'nv26-primarvard', lastDay: '2026-12-31' } },
  },
  RecordVoucher: {
    sheet: 'Egen verifikation',
    meaning: 'En verifikation i en bok som förs här.',
    example: {
      data: {
        book: 'egen-2026',
        series: 'A',
        number: '1',
        date: '2026-06-30',
        text: 'Del av hyra',
        lines: [
          { account: '5010', dimensions: [{ dimension: '6', code: '28101' }], amount: '12500.00' },
          { account: '1930', amount: '-12500.00' },
        ],
      },
    },
  },
  PostCost: {
    sheet: 'Kostnad',
    meaning: 'Rader, eller delar av rader, förs som kostnad på en projektkod.',
    example: {
      on: '2026-07-01',
      by: { subject: 'person-exempel-1', role: 'accountant' },
      data: {
        voucher,
        projectCode: 'nv26-primarvard',
        lines: [{ line: 1, share: '0.5' }, { line: 3 }],
        reason: 'Hälften av tjänsten gäller bidraget',
      },
    },
  },
  WithdrawCost: {
    sheet: 'Ta bort kostnad',
    meaning: 'Inget i verifikationen är längre en kostnad under koden.',
    example: {
      on: '2026-07-02',
      data: { voucher, projectCode: 'nv26-primarvard', reason: 'Hör till annan verksamhet' },
    },
  },
  ReviewCost: {
    sheet: 'Leveransperiod',
    meaning: 'När det som raderna gäller levererades, och hur det är känt.',
    example: {
      on: '2027-01-15',
      data: {
        voucher,
        lines: [1, 2],
        servicePeriod: { from: '2026-12-01', to: '2026-12-31' },
        reason: 'Fakturan gäller december',
      },
    },
  },
  DisallowCost: {
    sheet: 'Underkänn kostnad',
    meaning: 'Raderna får inte belasta bidraget, och varför.',
    example: { on: '2027-01-15', data: { voucher, lines: [1], reason: 'Utan underlag' } },
  },
  AllowCost: {
    sheet: 'Godkänn igen',
    meaning: 'Ett underkännande tas tillbaka, och varför.',
    example: { on: '2027-01-20', data: { voucher, lines: [1], reason: 'Underlaget har kommit' } },
  },
} as const satisfies Readonly<Record<string, CommandSheet>>;
