import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

import { Cli, refusalIn } from './cli.js';
import { sieFile, voucher } from './sie-file.js';

jest.setTimeout(180_000);

const GRANT = 'gnv-2026';
const by = { subject: 'person-ekonom', role: 'accountant' };
const programme = { id: 'god-och-nara-vard', year: 2026 };
const amounts = [{ pot: 'region-population', amount: '1000000.00' }];
const decision = { status: 'decided', body: 'Regionstyrelsen', date: '2026-04-08' };
const begun = [
  { type: 'AdoptProgramme', data: { programme } },
  { type: 'AnnounceGrant', data: { grant: GRANT, programme, amounts } },
  { type: 'AwardGrant', data: { grant: GRANT, amounts, decision } },
  {
    type: 'AllocateFunds',
    data: {
      ...{ grant: GRANT, allocation: 'primarvard', amount: '600000.00', pot: 'region-population', decision },
      to: { kind: 'unit', name: 'Primärvården' },
    },
  },
  {
    type: 'OpenBook',
    data: {
      ...{ book: 'bok', kind: 'erp', system: 'Ekonomisystemet', scope: 'grant', dimensions: { project: '6' } },
      financialYear: { from: '2026-01-01', to: '2026-12-31' },
      accountRoles: [{ from: '3000', to: '7999', role: 'cost' }],
    },
  },
  {
    type: 'OpenProjectCode',
    data: {
      ...{ projectCode: 'kod', grant: GRANT, allocation: 'primarvard', purposeAreas: [{ area: 1, share: '1' }] },
      matches: [{ book: 'bok', all: [{ dimension: '6', code: '28101' }] }],
    },
  },
].map((command) => ({ ...command, by }));
const booked = (name: string, amount: string) =>
  voucher(name, '20260410', [
    ['7411', '6 "28101"', amount],
    ['2511', '', `-${amount}`],
  ]);
const original = voucher('LR 9', '20260401', [
  ['7411', '6 "99999"', '50.00'],
  ['2511', '', '-50.00'],
]);
const INVOICE = 'Faktura F-1 från Taxi AB';
const RULES = [
  { rule: 'stora', amountFrom: '500.00', needs: [{ anyOf: ['agreement', 'decision'] }], turn: 'finance' },
  { rule: 'inkop', needs: [{ anyOf: ['invoice'] }], turn: 'unit' },
];

describe('evidence in the terminal', () => {
  const cli = new Cli();
  const person = ['--by', 'person-ekonom'] as const;
  const line = (number: string) => ['--book', 'bok', '--series', 'LR', '--number', number, '--line', '1', ...person];
  let document = '';

  beforeAll(() => {
    cli.json('init', '--org', '2321000164', '--name', 'Region Exempel');
    cli.json('apply', cli.file('borjan.json', JSON.stringify(begun)));
    const file = sieFile(booked('LR 1', '100.00'), booked('LR 2', '700.00'), booked('LR 3', '50.00'), original);
    cli.json('import', 'sie', cli.file('bok.se', file), '--book', 'bok');
    const sent = join(cli.dir, 'inkommet');
    mkdirSync(sent);
    writeFileSync(join(sent, 'faktura.txt'), INVOICE);
    writeFileSync(join(sent, 'avtal.txt'), 'Avtal om resor');
    const { documents } = cli.json('evidence', 'add', sent, '--kind', 'invoice') as {
      documents: readonly { readonly name: string; readonly document: string }[];
    };
    document = documents.find(({ name }) => name.endsWith('faktura.txt'))?.document ?? '';
  });
  afterAll(() => {
    cli.remove();
  });

  it('is listed, described, shown and handed out byte for byte', () => {
    const facts = ['--supplier', 'Taxi AB', '--supplier-number', '5560360793', '--number', 'F-1', '--total', '100.00'];
    expect(cli.run('evidence', 'describe', document, '--kind', 'invoice', ...facts, ...person).status).toBe(0);
    const listed = cli.run('evidence', 'list').stdout;
    expect([listed, listed]).toEqual([expect.stringContaining('faktura.txt'), expect.stringContaining('avtal.txt')]);
    const shown = cli.run('evidence', 'show', document.slice(0, 10)).stdout;
    expect([shown, shown]).toEqual([expect.stringContaining('Taxi AB'), expect.stringContaining('100,00')]);
    const to = join(cli.dir, 'hämtad.txt');
    expect(cli.run('evidence', 'get', document.slice(0, 10), '--to', to).status).toBe(0);
    expect(readFileSync(to, 'utf8')).toBe(INVOICE);
  });

  it('is demanded by rules out of a workbook or JSON, and a workbook that is applied is pointed there', () => {
    const path = join(cli.dir, 'krav.xlsx');
    expect(cli.json('evidence', 'require', '--xlsx', path)).toMatchObject({
      doubleFunding: { INVOICE_LINKED_TWICE: 'flag' },
    });
    expect(refusalIn(cli.run('apply', path, '--json'))).toMatchObject({
      ...{ code: 'FORM_READ_ELSEWHERE', details: { command: 'evidence require' } },
    });
    const doubleFunding = { DOCUMENT_ABOVE_TOTAL: 'block' };
    const rules = cli.file('krav.json', JSON.stringify({ rules: RULES, doubleFunding }));
    expect(cli.run('evidence', 'require', rules, ...person).stdout).toContain('Reglerna är antagna.');
  });

  it('is linked as far as the rules allow, and two persons may go further', () => {
    expect(cli.run('evidence', 'link', ...line('1'), '--document', document).stdout).toContain('kopplat');
    const second = ['evidence', 'link', ...line('3'), '--document', document];
    expect(refusalIn(cli.run(...second, '--json'))).toMatchObject({
      ...{ code: 'DOCUMENT_LINKED_ABOVE_TOTAL', details: { vouchers: ['LR 1 i bok'], grants: [GRANT] } },
    });
    expect(cli.run(...second, '--act', 'trots', '--reason', 'delad').stdout).toContain('Kopplingen är föreslagen.');
  });

  it('is found behind a moved cost, out of the kept file', () => {
    const moved = ['evidence', 'link', ...line('3'), '--moved-from', 'bok/LR/9'];
    expect(cli.run(...moved, '--dry-run').stdout).toMatch(/Skulle tas in +LR 9 i bok/);
    expect(cli.run(...moved).stdout).toContain('intagen ur en sparad fil');
  });

  it('is summed by supplier and by what is missing, and is missing again once it is unlinked', () => {
    const gaps = cli.run('evidence', 'gaps').stdout;
    expect(gaps).toMatch(/Taxi AB +1 +100,00 +100,00/);
    expect(gaps).toMatch(/avtal eller beslut +1 +700,00/);
    expect(gaps).toMatch(/faktura +1 +50,00/);
    const unlinked = cli.run('evidence', 'unlink', ...line('1'), '--document', document, '--reason', 'fel rad');
    expect(unlinked.stdout).toContain('borttagen');
    expect(cli.json('evidence', 'gaps')).toMatchObject({ totals: { missing: '850.00' } });
  });

  it('has keys of its own, which are copied apart', () => {
    const to = join(cli.dir, 'nyckelkopia');
    expect(cli.run('key', 'copy', '--to', to).status).toBe(0);
    expect(existsSync(to)).toBe(true);
  });
});
