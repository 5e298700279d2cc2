import { spawnSync } from 'node:child_process';

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

import { Cli, root } from './cli.js';

jest.setTimeout(120_000);

const CODE = ['--project-code', 'gnv26-landsbygd'];

describe('what people read', () => {
  const cli = new Cli();
  beforeAll(() => {
    cli.tellDemo();
  });
  afterAll(() => {
    cli.remove();
  });

  it.each([
    [['grant', 'list'], /god-och-nara-vard-2026 +god-och-nara-vard +2026 +återbetalt +68\u00a0400\u00a0000,00/],
    [['history', '--to', '60'], /gav Vårdcentral i Askersund 287\u00a0881,00\u00a0kr/],
    [['diff', '--from', '2026-09-30', '--grant', 'god-och-nara-vard-2026'], /Flyttade saldot på gnv26-hsn med/],
    [['book', 'list'], /raindance-2026 +Raindance/],
    [['grant', 'show', 'god-och-nara-vard-2026'], /Beviljat +68\u00a0400\u00a0000,00/],
    [['grant', 'tree', 'god-och-nara-vard-2026'], /ger 39\u00a0240\u00a0000,00/],
    [['project-code', 'list'], /gnv26-landsbygd +god-och-nara-vard-2026 +landsbygd +8: 1/],
    [['project-code', 'repost', '--dry-run'], /Skulle föras om +0/],
    [['ledger', 'extract', ...CODE], /Huvudboksutdrag, projektkod gnv26-landsbygd/],
    [['ledger', 'balance', ...CODE], /Summa/],
    [['voucher', 'list', '--from', '2026-02-01', '--to', '2026-02-28'], /Bokföringsdag/],
    [['findings', '--grant', 'god-och-nara-vard-2026'], /Att åtgärda/],
    [['import', 'list'], /klar/],
    [['info'], /Region Örebro län \(2321000164\)/],
    [['replay'], /Siffrorna är desamma/],
  ])('%p is told in Swedish, in 120 columns', (args, told) => {
    const { status, stdout, stderr } = cli.run(...args);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(told);
    expect(stdout.split('\n').filter((line) => line.length > 120)).toEqual([]);
  });

  it('leads from a figure down to the voucher behind it', () => {
    type Row = Readonly<Record<'book' | 'series' | 'number', string>>;
    const { rows } = cli.json('ledger', 'extract', ...CODE) as { rows: readonly Row[] };
    const [{ book, series, number }] = rows as readonly [Row];
    const named = cli.run('voucher', 'show', '--book', book, '--series', series, '--number', number);
    expect(named.stdout).toMatch(/Kostnad på projektkod gnv26-landsbygd/);
    expect(named.stdout).toMatch(/Förd som kostnad +system:cli/);
    expect(cli.run('voucher', 'show', book, series, number).stdout).toBe(named.stdout);
  });

  it('shows the moment before anything was announced as one without grants', () => {
    const totals = { awarded: null, received: null, used: null, unused: null, repaid: null };
    expect(cli.json('grant', 'list', '--as-of', '1')).toMatchObject({
      ...{ position: 1, day: '2026-02-17', grants: [], totals },
    });
  });

  it('ends well when its reader has seen enough', () => {
    const extract = `"${process.execPath}" infra/run.mjs cli ledger extract ${CODE.join(' ')}`;
    const env = { ...process.env, BIDRAGSBOK_DATA: cli.data };
    const script = `set -o pipefail; ${extract} | head -n 1`;
    const { status, stderr } = spawnSync('bash', ['-c', script], { cwd: root, env, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});
