import type { Command } from '#intake';
import { oreToText } from '#kernel';

import { REPORTED_ORE } from './demo-funds.js';

export const GRANT = 'god-och-nara-vard-2026';
export const BOOK = 'raindance-2026';
export const ORGANISATION = '2321000164';

const programme = { id: 'god-och-nara-vard', year: 2026 };
const grant = GRANT;
const amounts = [
  { pot: 'region-population', amount: '65400000.00' },
  { pot: 'region-rural', amount: '3000000.00' },
];

/** One thing that happens on one day: commands, or a file from the ERP. */
export interface Scene {
  /** When it is recorded, UTC. */
  readonly at: string;
  readonly title: string;
  readonly commands?: readonly Command[];
  /** Takes in the ERP's file with everything booked up to this day. */
  readonly fileThrough?: string;
}

const proposed = { status: 'proposed', body: 'Regionstyrelsen', proposedBy: 'Regionstyrelsens arbetsutskott' };
const byDelegation = { status: 'decided', body: 'Hälsovalsenheten', date: '2026-05-20', delegatedFrom: 'EXEMPEL-1' };
const unit = (name: string) => ({ kind: 'unit', name });

/** The rural money per municipality, as the region's document lists it: 2,960,786 of the announced 3.0 million. */
const RURAL = [
  { id: 'askersund', name: 'Askersund', municipality: '1882', amount: '287881.00', organisationNumber: '5555555555' },
  { id: 'hallsberg', name: 'Hallsberg', municipality: '1861', amount: '405330.00', organisationNumber: '9999999999' },
  { id: 'hallefors', name: 'Hällefors', municipality: '1863', amount: '790636.00' },
  { id: 'lindesberg', name: 'Lindesberg', municipality: '1885', amount: '580683.00' },
  { id: 'ljusnarsberg', name: 'Ljusnarsberg', municipality: '1864', amount: '542853.00' },
  { id: 'lekeberg', name: 'Lekeberg', municipality: '1814', amount: '216813.00' },
  { id: 'laxa', name: 'Laxå', municipality: '1860', amount: '136590.00' },
] as const;

const ruralAllocation = (place: (typeof RURAL)[number]): Command => {
  const name = `Vårdcentral i ${place.name}`;
  const { municipality } = place;
  const to =
    'organisationNumber' in place
      ? { kind: 'organisation', name, organisationNumber: place.organisationNumber, municipality }
      : { kind: 'unit', name, municipality };
  const data = { grant, allocation: `landsbygd-${place.id}`, from: 'landsbygd', to, amount: place.amount };
  return { type: 'AllocateFunds', on: '2026-05-20', data: { ...data, purposeAreas: [8], decision: byDelegation } };
};

const projectCode = (id: string, project: string, rest: object): Command => ({
  type: 'OpenProjectCode',
  data: {
    projectCode: `gnv26-${id}`,
    ...{ grant, allocation: id },
    matches: [{ book: BOOK, all: [{ dimension: '6', code: project }], from: '2025-12-01' }],
    ...rest,
  },
});

const book: Command = {
  type: 'OpenBook',
  data: {
    ...{ book: BOOK, kind: 'erp', system: 'Raindance', voucherIdentity: 'number', form: 'whole', scope: 'grant' },
    financialYear: { from: '2026-01-01', to: '2026-12-31' },
    dimensions: { costCentre: '1', project: '6', counterparty: '20' },
    accountRoles: [
      { from: '1000', to: '2989', role: 'balance' },
      { from: '2990', to: '2999', role: 'grant-liability' },
      { from: '3500', to: '3599', role: 'grant-income' },
      { from: '3600', to: '3999', role: 'reduces-cost' },
      { from: '4511', to: '4511', role: 'passed-on' },
      { from: '7811', to: '7811', role: 'internal' },
      { from: '4000', to: '7999', role: 'cost' },
      { from: '8000', to: '8999', role: 'ignored' },
    ],
  },
};

/** Region Örebro län's grant of 2026, from the proposal in its public documents; what comes after it is made up. */
export const story: readonly Scene[] = [
  {
    at: '2026-02-17T09:00:00.000Z',
    title: 'Programmets regler antas och bidraget utannonseras',
    commands: [
      { type: 'AdoptProgramme', data: { programme } },
      book,
      { type: 'AnnounceGrant', on: '2026-02-16', data: { grant, programme, amounts, precision: '100000.00' } },
    ],
  },
  {
    at: '2026-03-10T10:00:00.000Z',
    title: 'Regionen rekvirerar',
    commands: [
      {
        type: 'RequisitionGrant',
        on: '2026-03-10',
        data: {
          ...{ grant, amounts, wantsMore: true, payTo: 'Bankgiro 0000-0000', invoiceReference: 'REF-1' },
          plan: [
            { performer: 'Hälsovalsenheten', purposeAreas: [1, 2, 3, 4, 5, 6, 7, 8] },
            { performer: 'Hälso- och sjukvårdsnämnden', purposeAreas: [3, 4, 5, 6] },
          ],
        },
      },
    ],
  },
  {
    at: '2026-04-15T08:00:00.000Z',
    title: 'Förslag till fördelning: 39,3 och 26,1 miljoner, där nyckeln ger 39,24 och 26,16',
    commands: [
      {
        type: 'AwardGrant',
        on: '2026-04-08',
        data: {
          grant,
          amounts,
          decision: { status: 'decided', body: 'Socialstyrelsen', date: '2026-04-08', caseNumber: 'EXEMPEL-0' },
        },
      },
      {
        type: 'AllocateFunds',
        data: {
          ...{ grant, allocation: 'halsoval', to: unit('Regionstyrelsen, Hälsovalsenheten'), pot: 'region-population' },
          ...{ amount: '39300000.00', decision: proposed },
          key: { rule: '60 %', of: '65400000.00', gives: '39240000.00' },
        },
      },
      {
        type: 'AllocateFunds',
        data: {
          ...{ grant, allocation: 'hsn', to: unit('Hälso- och sjukvårdsnämnden'), pot: 'region-population' },
          ...{ amount: '26100000.00', decision: proposed },
          key: { rule: '40 %', of: '65400000.00', gives: '26160000.00' },
        },
      },
      {
        type: 'AllocateFunds',
        data: {
          ...{ grant, allocation: 'landsbygd', to: unit('Regionstyrelsen, Hälsovalsenheten'), pot: 'region-rural' },
          ...{ amount: '3000000.00', purposeAreas: [8], decision: proposed },
        },
      },
    ],
  },
  {
    at: '2026-04-20T12:00:00.000Z',
    title: 'Pengarna kommer',
    commands: [
      {
        type: 'RecordGrantPayment',
        on: '2026-04-20',
        data: { grant, amounts, voucher: { book: BOOK, series: 'SB', number: '1' } },
      },
    ],
  },
  {
    at: '2026-05-20T13:00:00.000Z',
    title: 'Beslut, vidare till kommunernas vårdcentraler, och projektkoder',
    commands: [
      {
        type: 'DecideAllocations',
        on: '2026-05-06',
        data: {
          ...{ grant, allocations: ['halsoval', 'hsn', 'landsbygd'] },
          decision: {
            status: 'decided',
            body: 'Regionstyrelsen',
            date: '2026-05-06',
            paragraph: '§ 0',
            caseNumber: 'EXEMPEL-1',
          },
        },
      },
      ...RURAL.map(ruralAllocation),
      projectCode('halsoval', '28101', {
        purposeAreas: [
          { area: 1, share: '0.6' },
          { area: 2, share: '0.4' },
        ],
      }),
      projectCode('hsn', '28201', {
        purposeAreas: [
          { area: 3, share: '0.5' },
          { area: 4, share: '0.25' },
          { area: 5, share: '0.15' },
          { area: 6, share: '0.1' },
        ],
      }),
      projectCode('landsbygd', '27010', {
        purposeAreas: [{ area: 8, share: '1' }],
        onward: [
          { all: [{ dimension: '1', code: '31007' }], allocation: 'landsbygd-askersund' },
          { all: [{ dimension: '1', code: '31014' }], allocation: 'landsbygd-hallsberg' },
        ],
      }),
    ],
  },
  { at: '2026-09-01T06:00:00.000Z', title: 'Bokföringen till och med augusti tas in', fileThrough: '2026-08-31' },
  {
    at: '2026-09-15T14:00:00.000Z',
    title: 'Omfördelning: 1,1 miljoner från nämnden till hälsoval',
    commands: [
      {
        type: 'RedistributeFunds',
        on: '2026-09-15',
        data: {
          ...{ grant, from: 'hsn', to: 'halsoval', amount: '1100000.00', reason: 'Rekryteringar försenade' },
          decision: {
            status: 'decided',
            body: 'Regionstyrelsen',
            date: '2026-09-15',
            paragraph: '§ 0',
            caseNumber: 'EXEMPEL-2',
          },
        },
      },
    ],
  },
  { at: '2027-01-15T06:00:00.000Z', title: 'Hela årets bokföring tas in', fileThrough: '2027-01-15' },
  {
    at: '2027-01-20T09:00:00.000Z',
    title: 'En vårdcentral har redovisat, en har inte',
    commands: [
      {
        type: 'ReportProvider',
        on: '2027-01-20',
        data: { grant, allocation: 'landsbygd-askersund', used: [{ area: 8, amount: oreToText(REPORTED_ORE) }] },
      },
    ],
  },
];
