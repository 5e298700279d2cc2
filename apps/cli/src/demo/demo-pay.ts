import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { addEvidence, addSalaries, type Bidragsbok, personId, savedSalaryMapping } from '#intake';
import type { Actor, DocumentKind } from '#kernel';
import { writePdf } from '#pdf';

import { demoPayrollFile } from './demo-sie.js';
import { BOOK, ORGANISATION } from './demo-story.js';

/** Somebody whose pay is charged, by a number that only the made-up payroll system has; amounts in whole kronor a month. */
interface Employed {
  readonly number: string;
  readonly name: string;
  readonly gross: number;
  /** In percent, by which salary voucher of each month: 1 to 3. */
  readonly shares: Readonly<Record<number, number>>;
}
const NAMES = ['Alfa', 'Beta', 'Gamma', 'Delta', 'Epsilon', 'Zeta', 'Eta', 'Theta', 'Jota', 'Kappa', 'Lambda', 'My'];
/** Seven at the health centres, five at the hospitals. The first is charged there too, and so for more than the whole. */
const EMPLOYED = NAMES.map((name, at): Employed => ({
  ...{ number: `EX${String(at + 1).padStart(3, '0')}`, name: `${name} Exempelsson`, gross: 52_000 + at * 1_000 },
  shares: at === 0 ? { 1: 100, 2: 20 } : { [at < 7 ? 1 : 2]: at % 3 === 2 ? 50 : 100 },
}));
/** One works by the hour in the rural teams: the only one whose hours are counted. */
const HOURLY: Employed = { number: 'EX900', name: 'Omega Exempelsson', gross: 60_000, shares: {} };
/** Whose payslips, contract and certificate nobody has sent. */
const WITHOUT: Readonly<Partial<Record<DocumentKind, string>>> = {
  payslip: 'EX004',
  'employment-contract': 'EX006',
  certificate: 'EX009',
};

const column = (heading: string) => ({ heading });
const MAPPING = {
  ...{ decimalSign: ',', dateForm: 'iso', employmentNumber: column('Anst.nr'), name: column('Namn') },
  ...{ period: { form: 'month', column: column('Månad') }, gross: column('Lön') },
  onCost: { form: 'one-rate', percent: '31.42', basis: 'actual' },
  ...{ amount: column('Belopp'), account: column('Konto'), payslip: column('Lönebesked') },
  voucher: { form: 'fixed-series', series: 'LÖ', number: column('Ver') },
};
const BY_SHARE = { ...MAPPING, charged: { form: 'share', column: column('Andel') } };
const BY_HOURS = { ...MAPPING, charged: { form: 'hours', hours: column('Timmar'), of: column('Arbetstid') } };
const HOURS = ['130', '160'] as const;

const months = Array.from({ length: 12 }, (_, at) => at + 1);
const slipName = ({ number }: Employed): string => `lonebesked-2026-${number}.pdf`;
/** Of whole öre. */
const kronor = (ore: number): string => `${String(Math.floor(ore / 100))},${String(ore % 100).padStart(2, '0')}`;

/** Pay and on-cost are booked on accounts of their own. */
function rowsOf(one: Employed, charged: readonly string[], [voucher, part, whole]: readonly [number, number, number]) {
  return months.flatMap((month) =>
    (['5011', '5611'] as const).map((account) => {
      const ore = account === '5011' ? one.gross * 100 : Math.round(one.gross * 31.42);
      const days = `2026-${String(month).padStart(2, '0')}`;
      const booked = [kronor(Math.round((ore * part) / whole)), account, String(voucher + (month - 1) * 3)];
      return [one.number, one.name, days, kronor(one.gross * 100), ...charged, ...booked, slipName(one)].join(';');
    }),
  );
}

const listOf = (charged: string, rows: readonly string[]): string =>
  `${[`Anst.nr;Namn;Månad;Lön;${charged};Belopp;Konto;Ver;Lönebesked`, ...rows].join('\r\n')}\r\n`;

const lists = (): Readonly<Record<'loner-andel' | 'loner-timmar', string>> => ({
  'loner-andel': listOf(
    'Andel',
    EMPLOYED.flatMap((one) =>
      Object.entries(one.shares).flatMap(([voucher, percent]) =>
        rowsOf(one, [String(percent)], [Number.parseInt(voucher, 10), percent, 100]),
      ),
    ),
  ),
  'loner-timmar': listOf('Timmar;Arbetstid', rowsOf(HOURLY, HOURS, [3, 130, 160])),
});

interface Paper {
  readonly name: string;
  readonly kind: DocumentKind;
  readonly lines: readonly string[];
  /** Whose it is, and until when; nobody's where it is of an activity. */
  readonly of: { readonly number: string; readonly to?: string } | null;
}

function papersOf(one: Employed): readonly Paper[] {
  const { number, name, gross } = one;
  const share = Object.values(one.shares)[0];
  const papers: readonly Paper[] = [
    { name: slipName(one), kind: 'payslip', of: one, lines: [`Lönebesked 2026 för ${name}`, `Månadslön ${gross} kr`] },
    {
      ...{ name: `avtal-${number}.pdf`, kind: 'employment-contract', of: one },
      lines: [`Anställningsavtal för ${name}`, `Månadslön ${gross} kr från 2025-01-01`],
    },
    share === undefined
      ? {
          ...{ name: `tidrapport-${number}.pdf`, kind: 'timesheet', of: { number, to: '2026-11-30' } },
          lines: [`Tidrapport för ${name}, januari till november`, `${HOURS[0]} av ${HOURS[1]} timmar varje månad`],
        }
      : {
          ...{ name: `intyg-${number}.pdf`, kind: 'certificate', of: one },
          lines: [`Intyg om fast andel för ${name}`, `${share} % av arbetstiden i insatsen under 2026`],
        },
  ];
  return papers.filter(({ kind }) => WITHOUT[kind] !== number);
}

const ACTIVITY: Paper = {
  ...{ name: 'utbildningsdag-minnesanteckningar.pdf', kind: 'activity', of: null },
  lines: ['Utbildningsdag om fast vårdkontakt, 2026-05-06', '24 deltagare från sju vårdcentraler'],
};

/** What the payroll system hands over to be booked, of one month. */
const PAYROLL = 'lonefil-2026-01.si';

/** The lists, papers and file of the made-up payroll system, and evidence of an activity, by file name: the same bytes each time. */
export async function demoPay(organisation = ORGANISATION): Promise<readonly (readonly [string, Uint8Array])[]> {
  const papers = [...EMPLOYED, HOURLY].flatMap(papersOf);
  const files = Object.entries(lists()).map(([name, text]) => [`${name}.csv`, Buffer.from(text)] as const);
  const payroll = [PAYROLL, demoPayrollFile('2026-01', organisation)] as const;
  return [...files, payroll, ...(await Promise.all([...papers, ACTIVITY].map(printed)))];
}

const printed = async ({ name, lines }: Paper): Promise<readonly [string, Uint8Array]> => {
  const texts = lines.map((text, at) => ({ x: 60, y: 60 + at * 24, text, isBold: at === 0 }));
  return [name, await writePdf([texts], { title: lines[0] ?? name, made: '2027-01-15T08:00:00Z' })];
};

interface Laying {
  readonly book: Bidragsbok;
  /** Where the files are written first, as somebody would send them. */
  readonly folder: string;
  readonly by: Actor;
  readonly names: Awaited<ReturnType<Bidragsbok['vault']>>;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** Takes the papers in, says whose each is, and then the lists of pay, by mappings that are saved first. */
export async function layInPay(book: Bidragsbok, folder: string, by: Actor): Promise<void> {
  const laying = { book, folder, by, names: await book.vault(), files: new Map(await demoPay(book.organisation)) };
  const papers = [...[...EMPLOYED, HOURLY].flatMap(papersOf), ACTIVITY];
  for (const kind of ['payslip', 'employment-contract', 'certificate', 'timesheet', 'activity'] as const) {
    await layInPapers(
      laying,
      kind,
      papers.filter((paper) => paper.kind === kind),
    );
  }
  writeFileSync(join(folder, PAYROLL), laying.files.get(PAYROLL) ?? '');
  await addEvidence(book, { path: join(folder, PAYROLL), kind: 'payroll-file', by, id: 'demo-payroll' });
  await layInList(laying, 'loner-andel', BY_SHARE);
  await layInList(laying, 'loner-timmar', BY_HOURS);
}

async function layInPapers({ book, folder, by, names, files }: Laying, kind: Paper['kind'], papers: readonly Paper[]) {
  const path = join(folder, kind);
  mkdirSync(path);
  for (const { name } of papers) writeFileSync(join(path, name), files.get(name) ?? '');
  const { documents } = await addEvidence(book, { path, kind, namesPatients: false, by, id: `demo-${kind}` });
  for (const { name, document } of documents) {
    const of = papers.find((paper) => paper.name === name)?.of;
    if (of == null) continue;
    const person = personId(names, { employmentNumber: of.number, personalIdentityNumber: null });
    const facts = { person, ...('to' in of ? { to: of.to } : {}) };
    await book.execute({ type: 'DescribeDocument', by, data: { document, kind, facts } }, `demo-${name.slice(0, -4)}`);
  }
}

async function layInList({ book, folder, by, names, files }: Laying, mapping: string, columns: object): Promise<void> {
  await book.execute({ type: 'SaveSalaryMapping', by, data: { mapping, columns } }, `demo-${mapping}`);
  const file = join(folder, `${mapping}.csv`);
  writeFileSync(file, files.get(`${mapping}.csv`) ?? '');
  const read = await savedSalaryMapping(book, mapping);
  const report = await addSalaries({ file, mapping: read, book: BOOK, to: book, names, by });
  if (report.refusals.length > 0) throw new Error(`The demo's pay is refused: ${report.refusals[0]?.code ?? ''}`);
}
