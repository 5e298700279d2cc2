import type { CommandSheet } from './command-sheet.js';

const grant = 'exempel-2026';
const authority = { status: 'decided', body: 'Socialstyrelsen', date: '2027-05-04', caseNumber: 'EXEMPEL-3' };
const accountant = { subject: 'person-exempel-1', role: 'accountant' };
const approver = { subject: 'person-exempel-2', role: 'approver' };

/** The commands on a grant's return and repayment, and on the acts that take two persons. */
export const returnSheets = {
  SubmitReturn: {
    sheet: 'Återrapport',
    meaning: 'Återrapporten föreslås; den är lämnad när en annan person bekräftar.',
    example: {
      on: '2027-03-01',
      by: accountant,
      data: {
        grant,
        act: 'aterrapport-2026',
        figures: {
          received: '1200000.00',
          used: '1190000.00',
          unused: '10000.00',
          areas: [
            { area: 1, performer: 'Primärvården', amount: '700000.00' },
            { area: 8, performer: 'Vårdcentral i Askersund', amount: '490000.00' },
          ],
        },
        signatory: 'Ekonomidirektör',
        answers: { resultat: 'Fler fasta läkarkontakter' },
      },
    },
  },
  AmendReturn: {
    sheet: 'Ändrad återrapport',
    meaning: 'Den lämnade återrapporten ska ersättas; gäller när en annan person bekräftar.',
    example: {
      on: '2027-06-01',
      by: accountant,
      data: { grant, act: 'aterrapport-2026-rattad', signatory: 'Ekonomidirektör', reason: 'En faktura kom sent' },
    },
  },
  AssessRepayment: {
    sheet: 'Bedömd återbetalning',
    meaning: 'Vår egen bedömning av vad som ska betalas tillbaka; gäller när en annan person bekräftar.',
    example: {
      on: '2027-03-01',
      by: accountant,
      data: { grant, act: 'aterbetalning-1', ground: 'unused-or-misused', amount: '10000.00' },
    },
  },
  ClaimRepayment: {
    sheet: 'Återkrav',
    meaning: 'Myndigheten har beslutat att kräva tillbaka en bedömd återbetalning.',
    example: {
      on: '2027-05-04',
      data: { grant, repayment: 'aterbetalning-1', amount: '10000.00', due: '2027-06-04', decision: authority },
    },
  },
  WaiveRepayment: {
    sheet: 'Avstått återkrav',
    meaning: 'Myndigheten avstår från en återbetalning; gäller när en annan person bekräftar.',
    example: {
      on: '2027-05-04',
      by: accountant,
      data: { grant, act: 'avstatt-1', repayment: 'aterbetalning-1', amount: '2000.00', decision: authority },
    },
  },
  WaiveFinding: {
    sheet: 'Godtagen iakttagelse',
    meaning: 'En iakttagelse godtas som den är; gäller när en annan person bekräftar.',
    example: {
      on: '2027-02-10',
      by: accountant,
      data: {
        grant,
        act: 'godtagen-1',
        finding: '0123456789abcdef',
        code: 'OUTSIDE_USE_PERIOD',
        reason: 'Utredd med enheten',
      },
    },
  },
  RecordRepaymentPayment: {
    sheet: 'Betald återbetalning',
    meaning: 'En återbetalning är betald.',
    example: {
      on: '2027-06-02',
      data: {
        grant,
        repayment: 'aterbetalning-1',
        amount: '8000.00',
        voucher: { book: 'ekonomi-2027', series: 'LB', number: '1204' },
      },
    },
  },
  ConfirmAct: {
    sheet: 'Bekräfta ärende',
    meaning: 'En andra person bekräftar ett föreslaget ärende, som då börjar gälla.',
    example: { on: '2027-03-02', by: approver, data: { act: 'aterbetalning-1' } },
  },
  RejectAct: {
    sheet: 'Avslå ärende',
    meaning: 'En andra person avslår ett föreslaget ärende.',
    example: { on: '2027-03-02', by: approver, data: { act: 'aterbetalning-2', reason: 'Fel belopp' } },
  },
  CloseGrant: {
    sheet: 'Avsluta bidrag',
    meaning: 'Inget mer händer med bidraget.',
    example: { on: '2027-12-31', data: { grant } },
  },
} as const satisfies Readonly<Record<string, CommandSheet>>;
