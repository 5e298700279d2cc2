import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

import { Cli, refusalIn, root } from './cli.js';
import { books, sieFile, voucher } from './sie-file.js';

jest.setTimeout(120_000);

const skew = voucher('"LR" 8', '20260213', [
  ['7411', '6 "28101"', '1250.00'],
  ['2511', '', '-10.50'],
]);
interface Listed {
  readonly imports: readonly { readonly import: string }[];
}
interface Held {
  readonly vouchers: readonly { readonly import: string; readonly line: number; readonly difference: string }[];
}

describe('a file that was taken in', () => {
  const cli = new Cli();
  const ids: string[] = [];
  beforeAll(() => {
    cli.json('init', '--org', '2321000164', '--name', 'Region Exempel');
    cli.json('apply', join(root, 'test/e2e/fixtures/commands.json'));
    for (const [name, content] of [
      ['en.se', sieFile(...books.slice(0, 2))],
      ['tva.se', sieFile(...books, skew)],
    ] as const) {
      cli.run('import', 'sie', cli.file(name, content), '--book', 'ekonomi-2026');
    }
    ids.push(...(cli.json('import', 'list') as Listed).imports.map((one) => one.import));
  });
  afterAll(() => {
    cli.remove();
  });

  it('is compared with another one', () => {
    const { stdout, status } = cli.run('import', 'diff', ids[0] ?? '', ids[1] ?? '');
    expect(status).toBe(0);
    expect(stdout).toContain('Jämförelse av två inlästa filer');
    expect(stdout).toMatch(/Bara i B +3, varav/);
    expect(refusalIn(cli.run('import', 'diff', 'finns-inte', ids[1] ?? '', '--json')).code).toBe('IMPORT_UNKNOWN');
  });

  it('has what it holds back listed, let in and turned down', () => {
    const [held] = (cli.json('import', 'quarantine', 'list') as Held).vouchers;
    expect(held).toMatchObject({ import: ids[1], difference: '1239.50' });
    expect(cli.run('import', 'quarantine', 'list', '--book', 'ekonomi-2026').stdout).toContain(
      'debet och kredit skiljer',
    );
    const of = [held?.import ?? '', (held?.line ?? 0).toString()];
    expect(cli.run('import', 'quarantine', 'release', ...of, '--reason', 'Öresavrundning').stdout).toContain('LR 8');
    const again = cli.run('import', 'quarantine', 'reject', ...of, '--reason', 'Prov', '--json');
    expect([again.status, refusalIn(again).code]).toEqual([3, 'QUARANTINE_ALREADY_DECIDED']);
    expect(cli.run('import', 'quarantine', 'release', of[0] ?? '', 'ett', '--reason', 'Prov').status).toBe(2);
  });

  it('is taken back, and what others have built on is told', () => {
    const ref = { book: 'ekonomi-2026', series: 'LR', number: '2' };
    const data = { voucher: ref, lines: [1], reason: 'Enligt attest' };
    cli.json('apply', cli.file('bedomt.json', JSON.stringify([{ type: 'DisallowCost', data }])));
    const tried = cli.run('import', 'undo', ids[0] ?? '', '--dry-run', '--json');
    expect([tried.status, JSON.parse(tried.stdout)]).toMatchObject([3, { vouchers: { withdrawn: 1, left: 1 } }]);
    const undone = cli.run('import', 'undo', ids[0] ?? '', '--reason', 'Fel fil');
    expect(undone.status).toBe(3);
    expect(undone.stdout).toContain('Lämnade: andra har byggt på dem');
    expect(cli.run('import', 'undo', ids[1] ?? '').status).toBe(0);
    expect(cli.run('import', 'list').stdout.match(/återtagen/g)).toHaveLength(2);
    const again = cli.run('import', 'undo', ids[1] ?? '', '--json');
    expect([again.status, refusalIn(again).code]).toEqual([3, 'IMPORT_ALREADY_UNDONE']);
  });
});
