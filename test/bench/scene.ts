import { Bidragsbok } from '#intake';

/** What one task tells beside what the process used: figures, and facts that must hold. */
export type Told = Readonly<Record<string, number>>;

export const ORGANISATION = '2321000164';
export const BOOK = 'bench-2026';
export const CODE = 'bench';
export const GRANT = 'bench-2026';

const commands = [
  { type: 'AdoptProgramme', data: { programme: { id: 'god-och-nara-vard', year: 2026 } } },
  {
    type: 'OpenBook',
    data: {
      ...{ book: BOOK, kind: 'erp', system: 'bench', form: 'whole', scope: 'grant' },
      financialYear: { from: '2026-01-01', to: '2026-12-31' },
      dimensions: { costCentre: '1', project: '6' },
      accountRoles: [
        { from: '1000', to: '2999', role: 'balance' },
        { from: '3500', to: '3599', role: 'grant-income' },
        { from: '3600', to: '3999', role: 'reduces-cost' },
        { from: '4000', to: '7999', role: 'cost' },
      ],
    },
  },
  {
    type: 'AnnounceGrant',
    data: {
      grant: GRANT,
      programme: { id: 'god-och-nara-vard', year: 2026 },
      amounts: [{ pot: 'region-population', amount: '65400000.00' }],
    },
  },
  {
    type: 'AllocateFunds',
    data: {
      ...{ grant: GRANT, allocation: 'all', pot: 'region-population', amount: '65400000.00' },
      to: { kind: 'unit', name: 'Enheten' },
      decision: { status: 'decided', body: 'Styrelsen', date: '2026-01-02' },
    },
  },
  {
    type: 'OpenProjectCode',
    data: {
      ...{ projectCode: CODE, grant: GRANT, allocation: 'all' },
      purposeAreas: [{ area: 1, share: '1' }],
      matches: [{ book: BOOK, all: [{ dimension: '6', code: '28101' }] }],
    },
  },
];

/** A log with a book, a grant and its project code: what stands before any file comes. */
export async function prepare(data: string): Promise<Told> {
  const book = await Bidragsbok.init({ data, organisation: ORGANISATION, name: 'Region Exempel', software: 'bench' });
  for (const [index, command] of commands.entries()) await book.execute(command, `bench-${index}`);
  await book.close();
  return {};
}
