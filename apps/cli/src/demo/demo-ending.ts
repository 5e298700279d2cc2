import { GRANT, type Scene } from './demo-story.js';

const grant = GRANT;
const accountant = { subject: 'person-ekonom', role: 'accountant' };
const approver = { subject: 'person-attestant', role: 'approver' };

/** What follows from the figures: the return, and the repayment of what was not used. */
export const ending = (unused: string): readonly Scene[] => [
  {
    at: '2027-02-20T09:00:00.000Z',
    title: 'Återrapporten skrivs under av två',
    commands: [
      {
        type: 'SubmitReturn',
        on: '2027-02-20',
        by: accountant,
        data: { grant, act: 'aterrapport-1', signatory: 'Regiondirektören', caseNumber: 'EXEMPEL-3' },
      },
      { type: 'ConfirmAct', on: '2027-02-22', by: approver, data: { act: 'aterrapport-1' } },
    ],
  },
  {
    at: '2027-03-02T10:00:00.000Z',
    title: 'Det som inte förbrukats bedöms, återkrävs och betalas',
    commands: [
      {
        type: 'AssessRepayment',
        on: '2027-03-01',
        by: accountant,
        data: { grant, act: 'aterbetalning-1', ground: 'unused-or-misused', amount: unused },
      },
      { type: 'ConfirmAct', on: '2027-03-02', by: approver, data: { act: 'aterbetalning-1' } },
    ],
  },
  {
    at: '2027-05-10T10:00:00.000Z',
    title: 'Socialstyrelsens återkrav och betalningen',
    commands: [
      {
        type: 'ClaimRepayment',
        on: '2027-04-28',
        data: {
          ...{ grant, repayment: 'aterbetalning-1', ground: 'unused-or-misused', amount: unused, due: '2027-05-31' },
          decision: { status: 'decided', body: 'Socialstyrelsen', date: '2027-04-28', caseNumber: 'EXEMPEL-4' },
        },
      },
      {
        type: 'RecordRepaymentPayment',
        on: '2027-05-10',
        data: { grant, repayment: 'aterbetalning-1', amount: unused },
      },
    ],
  },
];
