import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

import { Cli } from './cli.js';

jest.setTimeout(180_000);

const column = (heading: string) => ({ heading });
const MAPPING = {
  ...{ decimalSign: ',', dateForm: 'iso', employmentNumber: column('Anst.nr'), name: column('Namn') },
  ...{ period: { form: 'month', column: column('Månad') }, gross: column('Lön') },
  onCost: { form: 'one-rate', percent: '46.15', basis: 'flat' },
  charged: { form: 'share', column: column('Andel') },
  voucher: { form: 'columns', series: column('Serie'), number: column('Nummer') },
  account: column('Konto'),
};

describe('salary', () => {
  const cli = new Cli();
  let book: string;
  let list: string;
  let mapping: string;
  beforeAll(() => {
    expect(cli.run('demo').status).toBe(0);
    type Row = Readonly<Record<'book' | 'series' | 'number' | 'account' | 'amount' | 'date', string>>;
    const { rows } = cli.json('ledger', 'extract', '--project-code', 'gnv26-landsbygd') as { rows: readonly Row[] };
    const row = rows.find(({ amount }) => !amount.startsWith('-') && amount.length > 6) as Row;
    book = row.book;
    mapping = cli.file('lon.json', JSON.stringify(MAPPING));
    const told = [row.date.slice(0, 7), '10,00', '50', row.series, row.number, row.account];
    const pay = ['Anst.nr;Namn;Månad;Lön;Andel;Serie;Nummer;Konto', ['4711', 'Anna Ek', ...told].join(';')];
    list = cli.file('lon.csv', `${[...pay, ['', 'Bo Berg', ...told].join(';')].join('\r\n')}\r\n`);
  });
  afterAll(() => {
    cli.remove();
  });

  it('add takes in whose pay a line is, and says what is missing and what was not taken', () => {
    const { status, stdout } = cli.run('salary', 'add', list, '--mapping', mapping, '--book', book);
    expect(status).toBe(3);
    expect(stdout).toMatch(/Löner i boken/);
    expect(stdout).toMatch(/7,31/);
    expect(stdout).toMatch(/Rad 3 \(employmentNumber\): Raden säger inte vem den gäller/);
    expect(stdout).not.toMatch(/Anna|Bo Berg/);
  });

  it('list shows who while the name is held, and JSON never does', () => {
    const { status, stdout } = cli.run('salary', 'list');
    expect({ status, told: /Anna Ek.* 50 % +7,31/.test(stdout) }).toEqual({ status: 0, told: true });
    expect(stdout).toMatch(/utan person/);
    const { salaries } = cli.json('salary', 'list') as { readonly salaries: readonly object[] };
    expect(salaries).toMatchObject([{ linked: '7.31', shares: [{ gross: '10.00', onCost: '4.62', amount: '7.31' }] }]);
    expect(JSON.stringify(salaries)).not.toMatch(/Anna/);
    expect(cli.json('salary', 'list', '--project-code', 'gnv26-hsn')).toMatchObject({ salaries: [] });
  });
});
