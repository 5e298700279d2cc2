/** Somebody's pay of December as the made-up payroll system writes it; whole öre. The people do not exist. */
interface Paid {
  readonly number: string;
  /** Twelve digits that nobody has: no number of its day ends so. */
  readonly personal: string;
  readonly name: readonly [first: string, last: string];
  readonly gross: number;
  /** Of the pay and its on-cost, where each is booked. */
  readonly booked: readonly (readonly [account: string, objects: Objects, ore: number])[];
}
type Objects = readonly (readonly [dimension: string, object: string])[];

const RURAL: Objects = [
  ['1', '31070'],
  ['6', '27010'],
];
const ELSEWHERE: Objects = [['1', '39000']];
const ON_COST_PERCENT = '31.42';

/** The one who works by the hour, now with a personal number too, and somebody who began in December: together all of the line. */
const PAID: readonly Paid[] = [
  {
    ...{ number: 'EX900', personal: '190001010000', name: ['Omega', 'Exempelsson'], gross: 6_000_000 },
    booked: [
      ['5011', RURAL, 4_875_000],
      ['5611', RURAL, 1_531_725],
      ['5011', ELSEWHERE, 1_125_000],
      ['5611', ELSEWHERE, 353_475],
    ],
  },
  {
    ...{ number: 'EX901', personal: '190001020000', name: ['Psi', 'Exempelsson'], gross: 4_365_000 },
    booked: [
      ['5011', RURAL, 4_365_000],
      ['5611', RURAL, 1_371_483],
    ],
  },
];

const kronor = (ore: number): string => `${String(Math.floor(ore / 100))}.${String(ore % 100).padStart(2, '0')}`;

function payslip({ number, personal, name: [first, last], gross, booked }: Paid): readonly string[] {
  const onCost = booked.reduce((sum, [account, , ore]) => (account === '5611' ? sum + ore : sum), 0);
  return [
    `  <lonebesked anstid="${number}" persnr="${personal}">`,
    `    <periodid>202612</periodid><betaldatum>2026-12-25</betaldatum>`,
    `    <fornamn>${first}</fornamn><efternamn>${last}</efternamn>`,
    `    <arbavgiftprc>${ON_COST_PERCENT}</arbavgiftprc><arbavgiftbel>${kronor(onCost)}</arbavgiftbel>`,
    `    <lonerader><lonrad><benamning>Månadslön</benamning><belopp>${kronor(gross)}</belopp></lonrad></lonerader>`,
    `    <kontering>`,
    ...booked.map(([account, objects, ore]) => {
      const units = objects.map(([dimension, object]) => `<resenhet dim="${dimension}" id="${object}"/>`).join('');
      return `      <transaktion kontonr="${account}" belopp="${kronor(ore)}"><resenheter>${units}</resenheter></transaktion>`;
    }),
    `    </kontering>`,
    `  </lonebesked>`,
  ];
}

/** The payroll system's own file of December (PAXml 2.0): the payslips of the rural teams. */
export const demoPaxml = (): Buffer =>
  Buffer.from(
    [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<paxml>',
      '<header><version>2.0</version></header>',
      '<loneutbetalning>',
      ...PAID.flatMap(payslip),
      '</loneutbetalning>',
      '</paxml>',
      '',
    ].join('\n'),
  );
