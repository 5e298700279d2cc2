import { join } from 'node:path';

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
  const reports = join(cli.dir, 'reports');
  let book: string;
  let list: string;
  let mapping: string;
  beforeAll(() => {
    cli.tellDemo();
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

  it('add --dry-run says whose pay a line is, what is missing and what was not taken', () => {
    const { status, stdout } = cli.run('salary', 'add', list, '--mapping', mapping, '--book', book, '--dry-run');
    expect(status).toBe(3);
    expect(stdout).toMatch(/Löner i boken/);
    expect(stdout).toMatch(/7,31/);
    expect(stdout).toMatch(/Rad 3 \(employmentNumber\): Raden säger inte vem den gäller/);
    expect(stdout).not.toMatch(/Anna|Bo Berg/);
  });

  it('list answers in Swedish and as a document', () => {
    expect(cli.run('salary', 'list').stdout).toMatch(/Löner på bidragens kostnadsrader/);
    const { salaries } = cli.json('salary', 'list', '--project-code', 'gnv26-hsn') as {
      readonly salaries: readonly { readonly projectCodes: readonly string[] }[];
    };
    expect(salaries.length).toBeGreaterThan(0);
    expect(new Set(salaries.flatMap(({ projectCodes }) => projectCodes))).toEqual(new Set(['gnv26-hsn']));
  });

  it('tie and untie name two persons who are there', () => {
    type Lines = readonly { readonly shares: readonly { readonly person: string }[] }[];
    const { salaries } = cli.json('salary', 'list') as { readonly salaries: Lines };
    const [one = '', two = ''] = new Set(salaries.flatMap(({ shares }) => shares.map(({ person }) => person)));
    const itself = cli.run('salary', 'tie', one, '--same-as', one, '--by', 'person-lon');
    expect(itself).toMatchObject({ status: 3, stderr: expect.stringMatching(/kan inte kopplas till sig själv/) });
    const nobody = cli.run('salary', 'tie', one, '--same-as', 'p0', '--reason', 'Samma', '--json');
    expect(JSON.parse(nobody.stdout)).toMatchObject({ error: { code: 'PERSON_UNKNOWN', details: { person: 'p0' } } });
    const untied = cli.run('salary', 'untie', one, '--same-as', two, '--reason', 'Två');
    expect(untied.stderr).toMatch(/är inte kopplad till/);
    expect(cli.run('salary', 'untie', one, '--same-as', two).stderr).toMatch(/--reason/);
  });

  it('reconcile holds the payroll system’s file against what is booked, and writes nothing', () => {
    const file = join(reports, 'underlag', 'lonefil-2026-01.si');
    const { status, stdout } = cli.run('salary', 'reconcile', file);
    expect(status).toBe(3);
    expect(stdout).toMatch(
      /gnv26-landsbygd +5011 +2026-01 +1:31070 6:27010 +90\s300,00 +91\s300,00 +−1\s000,00 +skiljer +ekonomi/,
    );
    expect(stdout).toMatch(/Skiljer \(ekonomi\)/);
    const asJson = cli.run('salary', 'reconcile', file, '--book', book, '--period', 'day', '--json');
    const found = JSON.parse(asJson.stdout) as { readonly totals: object; readonly position: number };
    expect(found).toMatchObject({ book, period: 'day', totals: { difference: '-1000.00', agree: 5, differ: 1 } });
    expect(cli.json('salary', 'list')).toMatchObject({ position: found.position });
    const other = cli.run('salary', 'reconcile', join(reports, 'raindance-2026-2027-01-15.se'));
    expect(other.status).toBe(3);
    expect(other.stderr).toMatch(/Filen är SIE 4E \(en hel bokföring\)\. Här väntas det som lönesystemet lämnar/);
  });
});
