import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

import { Cli, refusalIn } from './cli.js';
import { sieFile, TEXT, voucher } from './sie-file.js';

jest.setTimeout(120_000);

const book = (id: string, year: string) => ({
  type: 'OpenBook',
  data: {
    ...{ book: id, kind: 'erp', system: 'Ekonomisystemet', scope: 'all', dimensions: { project: '6' } },
    financialYear: { from: `${year}-01-01`, to: `${year}-12-31` },
    accountRoles: [{ from: '1000', to: '7999', role: 'cost' }],
  },
});
const decided = [
  ...['--act', 'gallring-1', '--body', 'Regionarkivet', '--date', '2026-05-01', '--case-number', 'ARK-1'],
  ...['--ground', 'retention-ended', '--paragraph', 'LKBR 3 kap. 13 §', '--by', 'person-arkivarie'],
];

describe('texts in the terminal', () => {
  const cli = new Cli();
  const show = () => cli.run('voucher', 'show', 'gammal', 'LR', '1').stdout;
  beforeAll(() => {
    cli.json('init', '--org', '2321000164', '--name', 'Region Exempel');
    cli.json('apply', cli.file('bocker.json', JSON.stringify([book('gammal', '2015'), book('ny', '2026')])));
    for (const [id, year] of [
      ['gammal', '2015'],
      ['ny', '2026'],
    ] as const) {
      const lines = [
        ['7411', '', '100.00'],
        ['2511', '', '-100.00'],
      ] as const;
      const file = sieFile(voucher('LR 1', `${year}0210`, lines)).replace(
        '20260101 20261231',
        `${year}0101 ${year}1231`,
      );
      cli.json('import', 'sie', cli.file(`${id}.se`, file), '--book', id);
    }
  });
  afterAll(() => {
    cli.remove();
  });

  it('are counted before anything is proposed, and never shown', () => {
    const tried = cli.run('erase', 'voucher', 'gammal', 'LR', '1', '--dry-run');
    expect([tried.status, tried.stdout]).toEqual([0, expect.stringContaining('Får raderas från    2023-01-01')]);
    expect(tried.stdout).toContain('texterna i 1 verifikation');
    expect(tried.stdout).not.toContain(TEXT);
    const early = cli.run('erase', 'voucher', 'ny', 'LR', '1', '--dry-run');
    expect([early.status, early.stdout]).toEqual([3, expect.stringContaining('bevarandetiden har inte gått ut')]);
    const refused = cli.run('erase', 'voucher', 'ny', 'LR', '1', ...decided, '--json');
    expect(refusalIn(refused)).toMatchObject({ code: 'ERASURE_TOO_EARLY', details: { allowedFrom: '2034-01-01' } });
    expect(cli.run('erase', 'voucher', 'gammal', 'LR', '1', '--act', 'x').status).toBe(2);
  });

  it('go when another person confirms, and the voucher says by which decision', () => {
    const proposed = cli.run('erase', 'voucher', 'gammal', 'LR', '1', ...decided);
    expect(proposed.stdout).toContain('bidragsbok act confirm gallring-1 --by person-…');
    expect(show()).toContain(TEXT);
    const own = cli.run('act', 'confirm', 'gallring-1', '--by', 'person-arkivarie', '--json');
    expect(refusalIn(own).code).toBe('ACT_NEEDS_TWO_PERSONS');
    expect(cli.run('act', 'confirm', 'gallring-1', '--by', 'person-attestant').stdout).toContain('Text raderad');
    expect(show()).toContain('raderade enligt beslut av Regionarkivet, 2026-05-01, ARK-1');
    expect(show()).not.toContain(TEXT);
    expect(cli.run('history').stdout).toContain('raderade texterna på 1 händelse och i 1 sparad fil');
    expect(cli.run('replay').status).toBe(0);
    const verified = cli.run('verify');
    expect([verified.status, verified.stdout]).toEqual([0, expect.stringMatching(/raderad|ERASED/i)]);
  });

  it('stay where the proposal is rejected', () => {
    const [, ...rest] = decided;
    cli.json(
      'erase',
      'import',
      (cli.json('import', 'list') as { imports: { import: string }[] }).imports[0]?.import ?? '',
      ...['--act', 'gallring-2', ...rest.slice(1)],
    );
    expect(cli.run('act', 'reject', 'gallring-2', '--by', 'person-attestant', '--reason', 'Fel fil').status).toBe(0);
    const late = cli.run('act', 'confirm', 'gallring-2', '--by', 'person-attestant', '--json');
    expect(refusalIn(late).code).toBe('ACT_ALREADY_SETTLED');
    expect(cli.run('erase', 'positions', '0', '--dry-run').status).toBe(2);
    expect(cli.run('erase', 'stream', 'grant-finns-inte', '--dry-run', '--json').status).toBe(4);
  });
});
