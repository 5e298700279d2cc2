import { createHmac } from 'node:crypto';
import { text } from 'node:stream/consumers';

import type { SalaryMapping } from '#tabular';

import { BOOK, type Scene } from '../scene.fixture.js';
import { addSalaries, type AddSalaries, type Naming } from './add-salaries.js';
import type { SalaryReport } from './salary-report.js';

/** A naming key that lies nowhere. */
export const names: Naming = {
  idOf: (what, text) => createHmac('sha256', 'specs').update(`${what}\n${text}`).digest('hex').slice(0, 32),
  receive: async (original, salt) => {
    const document = createHmac('sha256', 'specs')
      .update(await text(original.bytes()))
      .digest('hex')
      .slice(0, 32);
    return { document, size: 1, digest: '', salt };
  },
};
/** The id of whoever has the employment number. */
export const personOf = (employmentNumber: string): string =>
  `p${names.idOf('person', `employment ${employmentNumber}`).slice(0, 31)}`;

const HEADINGS = 'Anst.nr;Namn;Månad;Lön;Andel;Belopp;Ver;Konto;Projektkod;Lönebesked';
export const MAPPING: SalaryMapping = {
  ...{ decimalSign: ',', dateForm: 'iso' },
  ...{ employmentNumber: { heading: 'Anst.nr' }, name: { heading: 'Namn' } },
  period: { form: 'month', column: { heading: 'Månad' } },
  gross: { heading: 'Lön' },
  onCost: { form: 'one-rate', percent: '46.15', basis: 'flat' },
  charged: { form: 'share', column: { heading: 'Andel' } },
  amount: { heading: 'Belopp' },
  voucher: { form: 'combined', column: { heading: 'Ver' }, divider: 'blank' },
  ...{ account: { heading: 'Konto' }, projectCode: { heading: 'Projektkod' } },
  payslip: { heading: 'Lönebesked' },
};

/** What the mapping was saved as. */
export const SAVED = { mapping: 'lonelista', revision: 0 };

/** Takes in a list of pay of these rows. */
export const takeList = (
  scene: Scene,
  rows: readonly string[],
  more: Partial<AddSalaries> = {},
): Promise<SalaryReport> =>
  addSalaries({
    file: scene.file(`${[HEADINGS, ...rows].join('\r\n')}\r\n`, 'lon.csv'),
    ...{ mapping: { columns: MAPPING, saved: SAVED }, book: BOOK, to: scene.book, names, ...more },
  });
