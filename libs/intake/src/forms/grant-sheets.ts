import type { CommandSheet } from './command-sheet.js';

const grant = 'exempel-2026';
const amounts = [
  { pot: 'region-population', amount: '1000000.00' },
  { pot: 'region-rural', amount: '200000.00' },
];
const decided = {
  status: 'decided',
  body: 'Regionstyrelsen',
  date: '2026-05-06',
  paragraph: '§ 45',
  caseNumber: 'EXEMPEL-1',
};
const authority = { status: 'decided', body: 'Socialstyrelsen', date: '2026-04-08', caseNumber: 'EXEMPEL-0' };
const unit = { kind: 'unit', name: 'Primärvården' };

/** The commands on a programme's rules, on a grant up to its allocations, and on what providers say. */
export const grantSheets = {
  AdoptProgramme: {
    sheet: 'Anta regler',
    meaning: 'Statsbidragets regler för ett år, innan det första bidraget under dem.',
    example: { data: { programme: { id: 'exempel-bidrag', year: 2026 } } },
  },
  AnnounceGrant: {
    sheet: 'Nytt bidrag',
    meaning: 'Myndigheten har sagt vad som får rekvireras; bidraget får sitt id.',
    example: {
      on: '2026-02-16',
      data: { grant, programme: { id: 'god-och-nara-vard', year: 2026 }, amounts, precision: '100000.00' },
    },
  },
  RequisitionGrant: {
    sheet: 'Rekvisition',
    meaning: 'Bidraget är rekvirerat, med eller utan plan.',
    example: {
      on: '2026-03-10',
      data: {
        grant,
        amounts,
        plan: [
          { performer: 'Primärvården', purposeAreas: [1, 2] },
          { performer: 'Sjukhusen', purposeAreas: [3] },
        ],
        wantsMore: true,
        payTo: 'Bankgiro 0000-0000',
      },
    },
  },
  AmendRequisition: {
    sheet: 'Ändrad rekvisition',
    meaning: 'Rekvisitionen så som den nu lyder, hel.',
    example: { on: '2026-03-20', data: { grant, amounts } },
  },
  RegisterPlan: {
    sheet: 'Plan',
    meaning: 'Vem som utför bidragets insatser, och för vilka områden.',
    example: {
      on: '2026-03-20',
      data: {
        grant,
        plan: [
          { performer: 'Primärvården', purposeAreas: [1, 2] },
          { performer: 'Sjukhusen', purposeAreas: [3] },
        ],
      },
    },
  },
  AwardGrant: {
    sheet: 'Beslut om bidrag',
    meaning: 'Myndighetens beslut: beloppet i varje pott.',
    example: { on: '2026-04-08', data: { grant, amounts, decision: authority } },
  },
  AmendAward: {
    sheet: 'Ändrat beslut om bidrag',
    meaning: 'Ett senare beslut samma år: beloppen i alla potter som de nu är.',
    example: { on: '2026-10-01', data: { grant, amounts, decision: { ...authority, date: '2026-10-01' } } },
  },
  RecordGrantPayment: {
    sheet: 'Utbetalning',
    meaning: 'Myndigheten har betalat, per pott.',
    example: {
      on: '2026-04-20',
      data: { grant, amounts, voucher: { book: 'ekonomi-2026', series: 'SB', number: '1' } },
    },
  },
  AllocateFunds: {
    sheet: 'Fördela',
    meaning: 'Pengar tilldelas en enhet eller en annan organisation.',
    example: {
      on: '2026-05-06',
      data: {
        grant,
        allocation: 'primarvard',
        to: unit,
        pot: 'region-population',
        amount: '600000.00',
        key: { rule: '60 %', of: '1000000.00', gives: '600000.00' },
        decision: decided,
      },
    },
  },
  DecideAllocations: {
    sheet: 'Beslut om tilldelning',
    meaning: 'Föreslagna tilldelningar är beslutade.',
    example: { on: '2026-05-06', data: { grant, allocations: ['primarvard', 'sjukhus'], decision: decided } },
  },
  RedistributeFunds: {
    sheet: 'Omfördela',
    meaning: 'Pengar flyttas mellan två tilldelningar i samma pott.',
    example: {
      on: '2026-09-15',
      data: {
        grant,
        from: 'sjukhus',
        to: 'primarvard',
        amount: '80000.00',
        reason: 'Försenade rekryteringar',
        decision: { ...decided, date: '2026-09-15' },
      },
    },
  },
  ReduceAllocation: {
    sheet: 'Minska',
    meaning: 'En del av en tilldelning tas tillbaka.',
    example: {
      on: '2026-10-01',
      data: { grant, allocation: 'sjukhus', amount: '50000.00', decision: { ...decided, date: '2026-10-01' } },
    },
  },
  ReportProvider: {
    sheet: 'Utförarrapport',
    meaning: 'Vad en utförare säger sig ha använt, per område.',
    example: {
      on: '2027-01-20',
      data: {
        grant,
        allocation: 'vardcentral-askersund',
        used: [
          { area: 1, amount: '30000.00' },
          { area: 8, amount: '90000.00' },
        ],
      },
    },
  },
  RecordProviderRepayment: {
    sheet: 'Utförare betalar tillbaka',
    meaning: 'En utförare har betalat tillbaka pengar som gått vidare till den.',
    example: { on: '2027-02-10', data: { grant, allocation: 'vardcentral-askersund', amount: '15000.00' } },
  },
} as const satisfies Readonly<Record<string, CommandSheet>>;

/** A row of `AllocateFunds` that passes an allocation on. */
export const onwardExample: CommandSheet['example'] = {
  on: '2026-05-20',
  data: {
    grant,
    allocation: 'vardcentral-askersund',
    from: 'landsbygd',
    to: {
      kind: 'organisation',
      name: 'Vårdcentral i Askersund',
      organisationNumber: '5555555555',
      municipality: '1882',
    },
    amount: '120000.00',
    purposeAreas: [8],
    decision: { status: 'decided', body: 'Hälsovalsenheten', date: '2026-05-20', delegatedFrom: 'EXEMPEL-1' },
  },
};

/** A row of `AdoptProgramme` with rules of its own. */
export const ownRulesExample: CommandSheet['example'] = {
  data: {
    programme: { id: 'exempel-bidrag', year: 2026 },
    rules: {
      id: 'exempel-bidrag',
      year: 2026,
      title: 'Exempelbidraget',
      regulation: 'SFS 0000:0',
      authority: 'Exempelmyndigheten',
      source: { title: 'Anvisningar 2026', date: '2026-01-15', caseNumber: 'EXEMPEL-2' },
      usePeriod: { from: '2026-01-01', to: '2026-12-31' },
      requisitionWindow: { from: '2026-02-01', to: '2026-03-31' },
      return: { due: null, sv: 'Blanketten skickas till registrator.' },
      pots: [
        { id: 'alla', recipients: 'regions', amount: '1000000.00' },
        { id: 'landsbygd', recipients: 'regions', purposeAreas: [2] },
      ],
      purposeAreas: [
        { number: 1, sv: 'Kontinuitet', boundTo: 'primary-care' },
        { number: 2, sv: 'Landsbygd', onlyNamedRecipients: true },
      ],
      ruralMunicipalities: [
        {
          county: '18',
          municipalities: [
            { code: '1882', name: 'Askersund' },
            { code: '1864', name: 'Ljusnarsberg' },
          ],
          source: 'Anvisningarna',
        },
      ],
      repaymentGrounds: [{ id: 'outnyttjat', paragraph: '11 §', sv: 'Medlen har inte använts.' }],
      conditions: ['Medlen ska användas under året.'],
      underlay: [{ kind: 'invoice', sv: 'Faktura' }],
      sourcesDiffer: [],
    },
  },
};
