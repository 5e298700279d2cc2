import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

import type { Reconciliation } from '#intake';
import type { ChartGaps, GrantAccounts } from '#read-models';

import { Cli, refusalIn, root } from './cli.js';
import { books, sieFile, voucher } from './sie-file.js';

jest.setTimeout(120_000);

const BOOK = ['--book', 'ekonomi-2026'];
/** A grant received and not yet earned, what was earned of it, and a cost on accounts that nothing gives a role. */
const ofGrant = [
  voucher('"LR" 4', '20260420', [
    ['1931', '', '900000.00'],
    ['2991', '', '-900000.00'],
  ]),
  voucher('"LR" 5', '20260430', [
    ['2991', '6 "28101"', '15000.50'],
    ['3511', '6 "28101"', '-15000.50'],
  ]),
  voucher('"LR" 6', '20260505', [
    ['8999', '6 "28101"', '250.00'],
    ['8998', '', '-250.00'],
  ]),
];
const skew = voucher('"LR" 8', '20260213', [
  ['7411', '6 "28101"', '1250.00'],
  ['2511', '', '-10.50'],
]);
const totals = ['#IB 0 2991 0.00', '#UB 0 2991 -884999.50', '#RES 0 7411 9600.00'];

describe('the ledger of a book', () => {
  const cli = new Cli();
  beforeAll(() => {
    cli.json('init', '--org', '2321000164', '--name', 'Region Exempel');
    cli.json('apply', join(root, 'test/e2e/fixtures/commands.json'));
    const empty = cli.run('ledger', 'reconcile', ...BOOK, '--json');
    expect([empty.status, refusalIn(empty).code]).toEqual([4, 'BOOK_WITHOUT_FILES']);
    cli.run('import', 'sie', cli.file('helar.se', sieFile(totals, ...books, ...ofGrant, skew)), ...BOOK);
  });
  afterAll(() => {
    cli.remove();
  });

  /** What a command prints, with plain spaces in its amounts. */
  const said = (...args: readonly string[]) => cli.run(...args).stdout.replaceAll('\u00a0', ' ');

  it('lists the accounts without a role, in kronor, until a list gives them one', () => {
    const stdout = said('chart', 'gaps', ...BOOK);
    expect(stdout).toMatch(/^8999 +1 +250,00 +0,00 +1 +250,00 +0,00$/m);
    expect(stdout).toContain('2 konton utan roll');
    const list = cli.file(
      'roller.csv',
      'Konto;Benämning;Roll\r\n8999;Internränta;kostnad\r\n8998;Internränta;balans\r\n',
    );
    expect(cli.run('chart', 'import', list, ...BOOK).stdout).toMatch(/^8999 +ingen +kostnad +1 /m);
    expect((cli.json('chart', 'gaps', ...BOOK) as ChartGaps).accounts).toEqual([]);
  });

  it('is held against its file: what waits, by how much, since when, and what to do', () => {
    const stdout = said('ledger', 'reconcile', ...BOOK);
    expect(stdout).toContain('Liggaren är INTE fullständig.');
    expect(stdout).toContain('2 av 2 summor som filerna anger stämmer.');
    expect(stdout).toMatch(/^LR 8 +2026-02-13 +I karantän +1 260,50$/m);
    expect(stdout).toMatch(/^7411 +2026-02 +11 250,00 +0,00 +10 000,00 +1 250,00 +[0-9a-f]{20}$/m);
    expect(stdout).toContain('import quarantine list');
    // Without the voucher that was wrong, with one that is coded otherwise, and one öre off what the file itself says.
    const coded = sieFile(
      [...totals.slice(0, 2), '#RES 0 7411 9600.01'],
      ...books.slice(0, 1),
      voucher('"LR" 2', '20260315', [
        ['7411', '6 "27010"', '-400'],
        ['2511', '', '400'],
      ]),
      ...books.slice(2),
      ...ofGrant,
    );
    cli.run('import', 'sie', cli.file('ny.se', coded), ...BOOK);
    expect(cli.json('ledger', 'reconcile', ...BOOK) as Reconciliation).toMatchObject({
      ...{ complete: false, differ: 0, stated: { agree: 1, differ: 1 }, unexplained: '0.00' },
      vouchers: [{ series: 'LR', number: '2', cause: 'recoded', amount: '400.00' }],
    });
    const sound = cli.file('rätt.se', coded.replace('9600.01', '9600.00'));
    cli.run('import', 'sie', sound, ...BOOK, '--accept-changes');
    expect(cli.run('ledger', 'reconcile', ...BOOK).stdout).toContain('Liggaren är fullständig.');
  });

  it('keeps grants received and not yet earned apart, with and without a code', () => {
    const stdout = said('ledger', 'grant-accounts', ...BOOK);
    expect(stdout).toMatch(/2991 +bidragsskuld +0,00 +15 000,50 +900 000,00 +−884 999,50 +−884 999,50 +0,00$/m);
    expect(stdout).toContain('2991: 1 rad utan projektkod, debet 0,00, kredit 900 000,00');
    const { accounts } = cli.json('ledger', 'grant-accounts') as GrantAccounts;
    expect(accounts).toMatchObject([
      { account: '2991', role: 'grant-liability', closing: '-884999.50', stated: '-884999.50', difference: '0.00' },
      { account: '3511', role: 'grant-income', credit: '15000.50', stated: null, withoutCode: { lines: 0 } },
    ]);
  });
});
