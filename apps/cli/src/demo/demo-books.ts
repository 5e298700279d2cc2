import { incomeLines, paidLines } from './demo-funds.js';

/** A line of a made-up voucher: account, whole öre, and the objects of its dimensions. */
export interface DemoLine {
  readonly account: string;
  readonly ore: number;
  readonly objects: readonly (readonly [dimension: string, object: string])[];
  readonly text?: string;
  /** The bookkeeper struck the line, or added it, after the voucher was booked. */
  readonly kind?: 'struck' | 'added';
}
export interface DemoVoucher {
  readonly series: string;
  readonly number: number;
  readonly date: string;
  readonly registered: string;
  readonly text: string;
  readonly lines: readonly DemoLine[];
}

const VAT = 25;
const ON_COST_PER_TEN_THOUSAND = 3142;
const SUPPLIERS = ['Vårdbemanning Exempel AB', 'Läromedel Exempel AB', 'IT-stöd Exempel HB', 'Lokaler Exempel AB'];

/** What each project code is charged every month: cost centre, salaries, and purchases with their accounts. */
const MONTHLY = [
  {
    project: '28101',
    costCentre: '31000',
    salary: 118_250_000,
    purchases: [
      ['4631', 162_300_000, 'Köp av mobila närsjukvårdsteam'],
      ['7411', 21_480_000, 'Konsultarvode fast läkarkontakt'],
      ['6421', 3_912_550, 'Förbrukningsmateriel vårdcentraler'],
      ['7431', 4_127_500, 'Utbildning fast vårdkontakt'],
    ],
  },
  {
    project: '28201',
    costCentre: '32000',
    salary: 95_400_000,
    purchases: [
      ['4631', 65_750_000, 'Köp av rehabilitering'],
      ['6461', 4_233_300, 'Läkemedel hälsofrämjande insatser'],
      ['7421', 6_980_000, 'IT-stöd digital ingång'],
    ],
  },
  {
    project: '27010',
    costCentre: '31070',
    salary: 9_120_000,
    purchases: [['7011', 812_450, 'Resor landsbygdsteam']],
  },
] as const;

/** Money handed on to private health centres in the named municipalities, by their cost centres. */
export const PASSED_ON = [
  { costCentre: '31007', ore: 28_788_100, text: 'Ersättning landsbygd Askersund' },
  { costCentre: '31014', ore: 40_533_000, text: 'Ersättning landsbygd Hallsberg' },
] as const;

/** The number that a supplier gave the invoice which a voucher was booked by. */
export const invoiceNumber = (date: string, voucher: number): string =>
  `F${date.slice(2, 4)}-${String(voucher).padStart(4, '0')}`;

/** A year of vouchers of a made-up ERP. Nothing in it is drawn by chance, so that every run writes the same bytes. */
class Year {
  readonly vouchers: DemoVoucher[] = [];
  private readonly numbers = new Map<string, number>();

  add([series, date, text]: readonly [string, string, string], lines: readonly DemoLine[]): void {
    const number = (this.numbers.get(series) ?? 0) + 1;
    this.numbers.set(series, number);
    this.vouchers.push({ series, number, date, registered: date, text, lines });
  }

  invoice(
    date: string,
    { project, costCentre }: Coding,
    [account, net, text]: readonly [string, number, string],
  ): void {
    const vat = Math.floor((net * VAT) / 100);
    const supplier = String(1000 + (this.vouchers.length % SUPPLIERS.length));
    const name = SUPPLIERS[this.vouchers.length % SUPPLIERS.length] ?? '';
    const sent = invoiceNumber(date, (this.numbers.get('LR') ?? 0) + 1);
    this.add(
      ['LR', date, `${name}, ${text}, faktura ${sent}`],
      [
        {
          account,
          ore: net,
          objects: [
            ['1', costCentre],
            ['6', project],
            ['9', supplier],
          ],
        },
        { account: '1631', ore: vat, objects: [] },
        { account: '2511', ore: -net - vat, objects: [['9', supplier]] },
      ],
    );
  }

  salary(date: string, { project, costCentre }: Coding, gross: number): void {
    const onCost = Math.round((gross * ON_COST_PER_TEN_THOUSAND) / 10_000);
    const objects = [
      ['1', costCentre],
      ['6', project],
      ['7', '4711'],
    ] as const;
    this.add(
      ['LÖ', date, `Löner ${date.slice(0, 7)}`],
      [
        { account: '5011', ore: gross, objects, text: `Månadslöner ${date.slice(0, 7)}` },
        { account: '5611', ore: onCost, objects, text: 'Arbetsgivaravgifter' },
        { account: '2711', ore: -onCost, objects: [] },
        { account: '2811', ore: -gross, objects: [] },
      ],
    );
  }
}
interface Coding {
  readonly project: string;
  readonly costCentre: string;
}

/** Every voucher of the year; `changed` as the ERP's file of the whole year has them. */
export function demoVouchers({ changed }: { readonly changed: boolean }): readonly DemoVoucher[] {
  const year = new Year();
  year.add(
    ['SB', '2026-04-20', 'Statsbidrag god och nära vård, Socialstyrelsen'],
    [{ account: '1931', ore: 6_840_000_000, objects: [] }, ...paidLines()],
  );
  const carer = { project: '28101', costCentre: '31000' };
  // Delivered and booked before the use period began: booked under the code, and not eligible.
  year.invoice('2025-12-29', carer, ['6421', 1_840_000, 'Materiel levererat 2025']);
  for (let month = 1; month <= 12; month++) addMonth(year, month, changed);
  addCorrections(year, carer);
  addOddities(year, carer);
  year.add(['BS', '2026-12-31', 'Statsbidrag intäktsfört mot använda medel'], incomeLines(year.vouchers));
  return year.vouchers;
}

function addMonth(year: Year, month: number, changed: boolean): void {
  const day = (date: number) => `2026-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
  for (const { project, costCentre, salary, purchases } of MONTHLY) {
    year.salary(day(25), { project, costCentre }, salary + month * 10_000);
    for (const [at, [account, net, text]] of purchases.entries()) {
      // One invoice of March was first booked on another account: the ERP's file of the whole year says so.
      const wrong = !changed && month === 3 && account === '6421';
      year.invoice(day(5 + at * 6), { project, costCentre }, [wrong ? '6411' : account, net + month * 1_111, text]);
    }
  }
  for (const [at, account] of ['6011', '6151', '6811', '7111'].entries()) {
    year.invoice(day(3 + at * 5), { project: '99000', costCentre: '39000' }, [
      account,
      2_500_000 + month * 5_000,
      'Annan verksamhet',
    ]);
  }
}

/** Credit note, correction, internal transfer, income and a line changed after booking. */
function addCorrections(year: Year, carer: Coding): void {
  const objects = [
    ['1', carer.costCentre],
    ['6', carer.project],
  ] as const;
  year.add(
    ['LR', '2026-05-18', 'Kreditnota förbrukningsmateriel'],
    [
      { account: '6421', ore: -4_800_000, objects },
      { account: '1631', ore: -1_200_000, objects: [] },
      { account: '2511', ore: 6_000_000, objects: [] },
    ],
  );
  year.add(
    ['MA', '2026-06-30', 'Rättelse: kostnad flyttad till hälsoval'],
    [
      {
        account: '7411',
        ore: -2_500_000,
        objects: [
          ['1', '32000'],
          ['6', '28201'],
        ],
      },
      { account: '7411', ore: 2_500_000, objects },
    ],
  );
  year.add(
    ['MA', '2026-07-31', 'Intern ersättning mellan enheter'],
    [
      { account: '7811', ore: 8_000_000, objects: [...objects, ['20', '110']] },
      {
        account: '7811',
        ore: -8_000_000,
        objects: [
          ['1', '31700'],
          ['6', carer.project],
          ['20', '110'],
        ],
      },
    ],
  );
  year.add(
    ['KR', '2026-08-14', 'Vidarefakturerad lokal'],
    [
      { account: '3611', ore: -1_250_000, objects },
      { account: '1511', ore: 1_250_000, objects: [] },
    ],
  );
  year.add(
    ['MA', '2026-08-31', 'Periodisering rättad efter bokföring'],
    [
      { account: '7431', ore: 900_000, objects, kind: 'struck' },
      { account: '7431', ore: 950_000, objects, kind: 'added' },
      { account: '7431', ore: 950_000, objects },
      { account: '1791', ore: -950_000, objects: [] },
    ],
  );
}

/** What ends up in the list of findings: nothing of it is left out, whatever it counts. */
function addOddities(year: Year, carer: Coding): void {
  const objects = [
    ['1', carer.costCentre],
    ['6', carer.project],
  ] as const;
  for (const { costCentre, ore, text } of PASSED_ON) {
    year.add(
      ['LB', '2026-10-15', text],
      [
        {
          account: '4511',
          ore,
          objects: [
            ['1', costCentre],
            ['6', '27010'],
          ],
        },
        { account: '1931', ore: -ore, objects: [] },
      ],
    );
  }
  year.add(
    ['LR', '2026-11-20', 'Konto utan roll'],
    [
      { account: '9911', ore: 120_000, objects },
      { account: '2511', ore: -120_000, objects: [] },
    ],
  );
  year.add(
    ['LR', '2026-12-15', 'Obalanserad verifikation'],
    [
      { account: '6421', ore: 100_000, objects },
      { account: '1631', ore: 25_000, objects: [] },
      { account: '2511', ore: -124_999, objects: [] },
    ],
  );
  year.invoice('2027-01-08', carer, ['6421', 2_375_000, 'Materiel levererat 2027']);
}
