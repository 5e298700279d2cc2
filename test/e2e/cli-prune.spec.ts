import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

import { filesThatHold } from '#spec-kit';

import { Cli, refusalIn } from './cli.js';
import { sieFile, voucher } from './sie-file.js';

jest.setTimeout(180_000);

const GRANT = 'gnv-2026';
const by = { subject: 'person-ekonom', role: 'accountant' };
const programme = { id: 'god-och-nara-vard', year: 2026 };
const amounts = [{ pot: 'region-population', amount: '1000000.00' }];
const decision = { status: 'decided', body: 'Regionstyrelsen', date: '2026-04-08' };
const book = (id: string, year: string) => ({
  type: 'OpenBook',
  data: {
    ...{ book: id, kind: 'erp', system: 'Ekonomisystemet', scope: 'all', dimensions: { project: '6' } },
    financialYear: { from: `${year}-01-01`, to: `${year}-12-31` },
    accountRoles: [{ from: '3000', to: '7999', role: 'cost' }],
  },
});
const code = (id: string, of: string) => ({
  type: 'OpenProjectCode',
  data: {
    ...{ projectCode: id, grant: GRANT, allocation: 'primarvard', purposeAreas: [{ area: 1, share: '1' }] },
    matches: [{ book: of, all: [{ dimension: '6', code: '28101' }] }],
  },
});
const begun = [
  { type: 'AdoptProgramme', data: { programme } },
  { type: 'AnnounceGrant', data: { grant: GRANT, programme, amounts } },
  { type: 'AwardGrant', data: { grant: GRANT, amounts, decision } },
  { type: 'RecordGrantPayment', on: '2026-04-20', data: { grant: GRANT, amounts } },
  {
    type: 'AllocateFunds',
    data: {
      ...{ grant: GRANT, allocation: 'primarvard', amount: '600000.00', pot: 'region-population', decision },
      to: { kind: 'unit', name: 'Primärvården' },
    },
  },
  ...[book('gammal', '2015'), book('ny', '2026'), code('kod-2015', 'gammal'), code('kod-2026', 'ny')],
].map((command) => ({ ...command, by }));
const approver = { subject: 'person-attestant', role: 'approver' };
const ended = [
  { type: 'SubmitReturn', by, data: { grant: GRANT, act: 'retur', signatory: 'Chef' } },
  { type: 'ConfirmAct', by: approver, data: { act: 'retur' } },
  { type: 'CloseGrant', by, data: { grant: GRANT } },
];
const decided = [
  ...['--body', 'Regionarkivet', '--date', '2026-05-01', '--case-number', 'ARK-1'],
  ...['--ground', 'retention-ended', '--paragraph', 'LKBR 3 kap. 13 §', '--by', 'person-arkivarie'],
];
const OLD = ['Lön till Åsa Öberg 2015', 'Läkarbesök Bo Ek 2015'] as const;

describe('a year in the terminal', () => {
  const cli = new Cli();
  const fileOf = (year: string, texts: readonly string[]) => {
    const vouchers = texts.map((text, at) =>
      voucher(`LR ${at + 1}`, `${year}0210`, [
        ['7411', '6 "28101"', '100.00'],
        ['2511', '', '-100.00'],
      ]).map((line) => line.replaceAll('Konsultarvode mars', text)),
    );
    const text = sieFile(...vouchers).replace('20260101 20261231', `${year}0101 ${year}1231`);
    return cli.file(`${year}.se`, text);
  };
  const refusalOf = (...args: readonly string[]) => refusalIn(cli.run(...args, '--json'));
  let position = 0;
  /** Of the decision; the confirmation that it follows from lies behind it. */
  const decision = () => position - 1;

  beforeAll(() => {
    cli.json('init', '--org', '2321000164', '--name', 'Region Exempel');
    cli.json('apply', cli.file('borjan.json', JSON.stringify(begun)));
    cli.json('import', 'sie', fileOf('2015', OLD), '--book', 'gammal');
    cli.json('import', 'sie', fileOf('2026', ['Årets verifikation', 'En till']), '--book', 'ny');
  });
  afterAll(() => {
    cli.remove();
  });

  it('is counted before anything is proposed, and says what holds it back', () => {
    const tried = cli.run('prune', '2015', '--dry-run');
    expect([tried.status, tried.stdout]).toEqual([3, expect.stringContaining(`(inte avslutat: ${GRANT})`)]);
    expect(refusalOf('prune', '2015', '--act', 'gallring-1', ...decided)).toMatchObject({
      ...{ code: 'PRUNING_UNDER_OPEN_GRANT', details: { year: 2015, grants: [GRANT] } },
    });
    cli.json('apply', cli.file('slut.json', JSON.stringify(ended)));
    const allowed = cli.run('prune', '2015', '--dry-run');
    expect([allowed.status, allowed.stdout]).toEqual([0, expect.stringMatching(/Får gallras från +2023-01-01/)]);
    expect(allowed.stdout).toMatch(/gnv-2026 +200,00/);
    expect(cli.run('prune', '2026', '--dry-run').status).toBe(3);
    expect(refusalOf('prune', '2026', '--act', 'x', ...decided)).toMatchObject({
      ...{ code: 'PRUNING_TOO_EARLY', details: { year: 2026, allowedFrom: '2034-01-01' } },
    });
    expect(refusalOf('prune', '2014', '--dry-run').code).toBe('YEAR_WITHOUT_BOOKS');
    expect(cli.run('prune', '15', '--dry-run').status).toBe(2);
    expect(cli.run('prune', '2015', '--act', 'gallring-1').status).toBe(2);
  });

  it('goes when another person confirms, out of every file', () => {
    expect(filesThatHold(cli.data, OLD).length).toBeGreaterThan(3);
    const proposed = cli.run('prune', '2015', '--act', 'gallring-1', ...decided);
    expect(proposed.stdout).toContain('bidragsbok act confirm gallring-1 --by person-…');
    expect(refusalOf('act', 'confirm', 'gallring-1', '--by', 'person-arkivarie').code).toBe('ACT_NEEDS_TWO_PERSONS');
    expect(cli.run('act', 'confirm', 'gallring-1', '--by', 'person-attestant').stdout).toContain(
      'Räkenskapsår gallrat',
    );
    expect(filesThatHold(cli.data, OLD)).toEqual([]);
    expect(filesThatHold(cli.data, ['Årets verifikation']).length).toBeGreaterThan(1);
    ({ position } = cli.json('info') as { position: number });
    expect(refusalOf('prune', '2015', '--act', 'gallring-2', ...decided)).toMatchObject({
      ...{ code: 'YEAR_ALREADY_PRUNED', details: { year: 2015, decision: decision() } },
    });
  });

  it('is verified, built again and told by what stays', () => {
    const verified = cli.run('verify');
    expect([verified.status, verified.stdout]).toEqual([0, expect.stringMatching(/^PRUNED \d+ händelser gallrade/m)]);
    expect(verified.stdout).toContain(`PRUNED bidraget ${GRANT}: antal och löv stämmer med avslutet`);
    const rebuilt = cli.run('replay');
    expect([rebuilt.status, rebuilt.stdout]).toEqual([0, expect.stringContaining('desamma som före ombyggnaden')]);
    expect(rebuilt.stdout).toMatch(new RegExp(`händelser är gallrade enligt beslutet på position ${decision()}`));
    expect(cli.json('replay')).toMatchObject({ agrees: true, pruned: [{ decision: decision(), year: 2015 }] });
    expect(cli.run('history').stdout).toContain('gallrade räkenskapsåret 2015 (gammal)');
    expect(cli.run('book', 'list').stdout).toContain('Boken gammal (2015) är gallrat enligt beslutet');
    expect(cli.run('grant', 'list').stdout).toContain(`Det som använts av bidraget ${GRANT} är gallrat`);
    expect(cli.run('findings').stdout).toContain('GRANT_PRUNED');
  });

  it('answers no question as if there had been nothing', () => {
    for (const question of [
      ['grant', 'show', GRANT],
      ['grant', 'tree', GRANT],
      ['ledger', 'balance', '--project-code', 'kod-2015'],
      ['ledger', 'grant-accounts', '--book', 'gammal'],
      ['ledger', 'reconcile', '--book', 'gammal'],
      ['chart', 'show', '--book', 'gammal'],
      ['book', 'show', 'gammal'],
      ['voucher', 'list', '--book', 'gammal'],
      ['voucher', 'show', 'gammal', 'LR', '1'],
      ['history', '--book', 'gammal'],
      ['diff', '--from', '1', '--grant', GRANT],
    ]) {
      const asked = cli.run(...question, '--json');
      const { code: refused, details, message } = refusalIn(asked);
      expect([question.join(' '), asked.status, details['decision'], message]).toEqual([
        ...[question.join(' '), 3, decision()],
        expect.stringMatching(/gallrad/),
      ]);
      expect(['FIGURES_PRUNED', 'STREAM_PRUNED']).toContain(refused);
    }
    expect(cli.run('ledger', 'balance', '--project-code', 'kod-2026').stdout).toContain('200,00');
  });

  it('takes nothing more in', () => {
    expect(refusalOf('import', 'sie', join(cli.dir, '2015.se'), '--book', 'gammal').code).toBe('STREAM_PRUNED');
    expect(refusalOf('import', 'sie', join(cli.dir, '2015.se'), '--book', 'ny').code).toBe('FILE_PRUNED');
    const again = cli.file('bok.json', JSON.stringify([book('gammal', '2015')]));
    expect(refusalOf('apply', again)).toMatchObject({ code: 'STREAM_PRUNED', details: { stream: 'book-gammal' } });
  });

  it('is exported with its leaves, and proved by the verifier that comes along', () => {
    const out = join(cli.dir, 'export');
    expect(cli.run('export', '--out', out).status).toBe(0);
    const lines = readFileSync(join(out, 'entries/000000.jsonl'), 'utf8').split('\n');
    const at = lines.findIndex((line) => /^pruned [0-9a-f]{64}$/.test(line));
    expect(at).toBeGreaterThan(0);
    const verified = spawnSync('python3', [join(out, 'verify.py'), out], { encoding: 'utf8' });
    expect([verified.status, verified.stdout]).toEqual([0, expect.stringMatching(/^PRUNED \d+ events: by decision/m)]);
    expect(verified.stdout).toContain(`RESULT OK: ${position} events complete and unaltered`);
    const proof = refusalOf('proof', `${at + 1}`);
    expect(proof).toMatchObject({ code: 'EVENT_PRUNED', details: { leaf: lines[at]?.slice('pruned '.length) } });
    expect(refusalOf('proof', 'book-gammal@0').code).toBe('EVENT_PRUNED');
    expect(cli.run('proof', `${decision()}`).status).toBe(0);
    const early = refusalOf('export', '--out', join(cli.dir, 'tidig'), '--as-of', `${decision() - 1}`);
    expect(early).toMatchObject({ code: 'EXPORT_BEFORE_PRUNING', details: { decision: decision() } });
  });

  it('stays away through a backup and its restore', () => {
    const backup = join(cli.dir, 'kopia');
    expect(cli.run('backup', '--out', backup).status).toBe(0);
    expect(filesThatHold(backup, OLD)).toEqual([]);
    const restored = ['--data', join(cli.dir, 'annan')];
    expect(cli.run('restore', '--from', backup, ...restored).status).toBe(0);
    expect(cli.json('verify', ...restored)).toMatchObject({ intact: true, pruned: [{ decision: decision() }] });
    expect(cli.json('replay', ...restored)).toMatchObject({ agrees: true });
  });
});
