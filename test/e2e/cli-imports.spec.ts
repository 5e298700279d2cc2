import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

import { Cli, type Ended, refusalIn, root } from './cli.js';
import { books, sieFile, voucher } from './sie-file.js';

jest.setTimeout(120_000);

interface Report {
  readonly vouchers: Readonly<Record<string, number>>;
  readonly encoding: string;
  readonly refusals: readonly { readonly line: number; readonly code: string; readonly message: string }[];
  readonly warnings: readonly { readonly code: string }[];
}
const reportOf = ({ stdout }: Ended): Report => JSON.parse(stdout) as Report;
const codesIn = (ended: Ended): string[] => reportOf(ended).refusals.map(({ code }) => code);

/** A data folder with an organisation, a book and project codes. */
function openBooks(cli: Cli): void {
  cli.json('init', '--org', '2321000164', '--name', 'Region Örebro län');
  cli.json('apply', join(root, 'test/e2e/fixtures/commands.json'));
}

const good = voucher('"LR" 9', '20260505', [
  ['7411', '6 "28101"', '100.00'],
  ['2511', '', '-100.00'],
]);

describe('a dry run', () => {
  const cli = new Cli();
  afterAll(() => {
    cli.remove();
  });

  it('needs neither organisation nor book, and writes nothing', () => {
    const ended = cli.run(
      'import',
      'sie',
      cli.file('books.se', sieFile(...books)),
      '--scope',
      'all',
      '--dry-run',
      '--json',
    );
    expect(ended).toMatchObject({ status: 0, stderr: '' });
    expect(reportOf(ended)).toMatchObject({
      vouchers: { read: 4, taken: 4, extended: 0, known: 0, changed: 0, missing: 0 },
      lines: { read: 9, taken: 9 },
      debit: '115500.40',
      credit: '115500.40',
      program: 'Ekonomisystemet 1.0',
      unreconciledAccounts: [],
      refusals: [],
    });
    expect(cli.run('info', '--json').status).toBe(4); // No organisation has come to be.
  });

  it('tells people in Swedish', () => {
    const { stdout } = cli.run('import', 'sie', join(cli.dir, 'books.se'), '--dry-run');
    expect(stdout).toContain('Provläsning, inget är skrivet');
    expect(stdout).toContain('115\u00a0500,40');
  });
});

describe('files that are not what they say', () => {
  const cli = new Cli();
  beforeAll(() => {
    openBooks(cli);
  });
  afterAll(() => {
    cli.remove();
  });
  const take = (path: string, ...more: readonly string[]) =>
    cli.run('import', 'sie', path, '--book', 'ekonomi-2026', '--json', ...more);

  it.each([
    ['a PDF', 'faktura.se', '%PDF-1.7\n1 0 obj\n'],
    ['an error page', 'bok.SE', '<!DOCTYPE html><html><body>404</body></html>'],
    ['an empty file', 'tom.se', ''],
  ])('refuses %s with a sentence', (_, name, content) => {
    const ended = take(cli.file(name, content));
    expect([ended.status, refusalIn(ended).code]).toEqual([3, 'NOT_SIE_FILE']);
    expect(refusalIn(ended).message).toMatch(/^Filen är ingen SIE-fil.*Exportera en SIE 4-fil/);
  });

  it('refuses a folder and a file that is not there', () => {
    for (const path of [cli.dir, 'no-such-file.se']) {
      const ended = take(path);
      expect([ended.status, refusalIn(ended).code]).toEqual([3, 'FILE_NOT_FOUND']);
    }
  });

  it('refuses a book that is not open', () => {
    const ended = cli.run('import', 'sie', cli.file('good.se', sieFile(good)), '--book', 'no-such-book', '--json');
    expect([ended.status, refusalIn(ended).code]).toEqual([4, 'BOOK_UNKNOWN']);
  });

  it('reads the encoding from the bytes, whatever #FORMAT says', () => {
    const swedish = voucher('"LÖ" 1', '20260505', [
      ['5011', '6 "28101"', '7.00'],
      ['2811', '', '-7.00'],
    ]);
    const ended = take(cli.file('utf8.se', Buffer.from(sieFile(swedish), 'utf8')), '--dry-run');
    expect([ended.status, reportOf(ended).encoding]).toEqual([0, 'utf-8']);
  });

  const unbalanced = [
    ['7411', '', '10.00'],
    ['7411', '', '5.01'],
    ['2511', '', '-15.00'],
  ] as const;
  const precise = [
    ['7411', '', '10.001'],
    ['2511', '', '-10.00'],
  ] as const;
  const plain = [
    ['7411', '', '10.00'],
    ['2511', '', '-10.00'],
  ] as const;

  it.each([
    { code: 'VOUCHER_UNBALANCED', outcome: 'quarantined', lines: unbalanced, date: '20260505' },
    { code: 'AMOUNT_TOO_PRECISE', outcome: 'refused', lines: precise, date: '20260505' },
    { code: 'BOOKED_DATE_MALFORMED', outcome: 'refused', lines: plain, date: '20260230' },
  ])('keeps $code apart, takes the rest and exits 3', ({ code, outcome, lines, date }) => {
    const ended = take(cli.file('bad.se', sieFile(voucher('"LR" 8', date, lines), good)), '--dry-run');
    expect(ended.status).toBe(3);
    expect(reportOf(ended).vouchers).toMatchObject({ read: 2, taken: 1, [outcome]: 1 });
    expect(codesIn(ended)).toEqual([code]);
    expect(reportOf(ended).refusals[0]?.line).toBeGreaterThan(10);
  });

  it('takes what a truncated file holds whole, and says that the last voucher is cut off', () => {
    const whole = sieFile(good, ...books);
    const ended = take(cli.file('truncated.se', whole.slice(0, whole.indexOf('#TRANS 2511 {} -99.90'))), '--dry-run');
    expect(ended.status).toBe(3);
    expect(codesIn(ended)).toEqual(['VOUCHER_NOT_CLOSED']);
    expect(reportOf(ended).vouchers).toMatchObject({ read: 5, taken: 4, refused: 1 });
  });

  it('reads past a line of 64 MiB without holding it', () => {
    const path = cli.file('long.se', sieFile(good));
    const file = openSync(path, 'a');
    writeSync(file, '#PROSA "');
    for (let mebibyte = 0; mebibyte < 64; mebibyte++) writeSync(file, 'x'.repeat(1 << 20));
    writeSync(file, '"\r\n');
    closeSync(file);
    const ended = take(path, '--dry-run');
    expect(ended.status).toBe(3);
    expect(codesIn(ended)).toEqual(['LINE_TOO_LONG']);
    expect(reportOf(ended).vouchers).toMatchObject({ read: 1, taken: 1 });
  });

  it("refuses another organisation's file, warns of it in a dry run, and takes it where that is accepted", () => {
    const path = cli.file('other.se', sieFile(good).replace('232100-0164', '232100-0214'));
    const refused = take(path);
    expect([refused.status, refusalIn(refused).code]).toEqual([3, 'SIE_ORGANISATION_DIFFERS']);
    const warned = take(path, '--dry-run');
    expect([warned.status, reportOf(warned).warnings.map(({ code }) => code)]).toEqual([
      0,
      ['SIE_ORGANISATION_DIFFERS'],
    ]);
    expect(take(path, '--accept-org').status).toBe(0);
  });
});

describe('the same file again', () => {
  const cli = new Cli();
  beforeAll(() => {
    openBooks(cli);
  });
  afterAll(() => {
    cli.remove();
  });
  const used = () => (cli.json('grant', 'show', 'narvard-2026') as { used: string }).used;
  const take = (path: string, ...more: readonly string[]) =>
    ['import', 'sie', path, '--book', 'ekonomi-2026', '--json', ...more] as const;

  it('from two processes at once is taken in once', async () => {
    const many = Array.from({ length: 300 }, (_, at) =>
      voucher(`"LB" ${at + 1}`, '20260401', [
        ['7411', '6 "28101"', '1.00'],
        ['2511', '', '-1.00'],
      ]),
    );
    const path = cli.file('many.se', sieFile(...many));
    const both = await Promise.all([cli.start(...take(path)), cli.start(...take(path))]);
    for (const ended of both) {
      expect(ended).toMatchObject({ status: 0, stderr: '' });
      const { read, taken = 0, known = 0 } = reportOf(ended).vouchers;
      expect([read, taken + known]).toEqual([300, 300]);
    }
    const { vouchers } = cli.json('voucher', 'list') as { vouchers: readonly object[] };
    expect(vouchers).toHaveLength(300);
    expect(used()).toBe('300.00');
    expect(reportOf(cli.run(...take(path))).vouchers).toMatchObject({ taken: 0, known: 300 });
    expect(used()).toBe('300.00');
  });

  it('with another amount shows the change, and records it only where that is accepted', () => {
    const first = sieFile(...books);
    cli.run(...take(cli.file('first.se', first)));
    const before = used();
    const second = cli.file('second.se', first.replace('5000.50', '6000.50').replace('-15000.50', '-16000.50'));
    const shown = cli.run(...take(second));
    expect(reportOf(shown).vouchers).toMatchObject({ known: 3, changed: 1 });
    expect(used()).toBe(before);
    cli.run(...take(second, '--accept-changes'));
    const [whole = ''] = before.split('.');
    expect(used()).toBe(`${Number(whole) + 1000}.${before.slice(-2)}`);
  });

  it('stands in the list of imports each time', () => {
    const all = cli.json('import', 'list') as readonly object[] | { imports: readonly object[] };
    expect(JSON.stringify(all)).toContain('ekonomi-2026');
    expect(cli.run('import', 'list').stdout).toContain('ekonomi-2026');
  });
});
