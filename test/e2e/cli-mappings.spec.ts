import { readFileSync } from 'node:fs';

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

import { Cli, refusalIn } from './cli.js';

jest.setTimeout(120_000);

const LEDGER = `Region Exempel;;;;;;
Konto;Projekt;Vernr;Bokf.datum;Text;Debet;Kredit
4011;28101;LR 12;2026-03-25;Resa;1 234,50;
2440;;LR 12;2026-03-25;Resa;;1 234,50
;;;;Totalt;1 234,50;1 234,50
`;

describe('mapping', () => {
  const cli = new Cli();
  let suggestion: string;
  beforeAll(() => {
    const ledger = cli.file('huvudbok.csv', LEDGER);
    suggestion = cli.file('mappning.json', cli.run('mapping', 'suggest', ledger, '--json').stdout);
  });
  afterAll(() => {
    cli.remove();
  });

  it('suggest says in Swedish what each column is, what was tried, and what to run next', () => {
    const { status, stdout } = cli.run('mapping', 'suggest', cli.file('huvudbok.csv', LEDGER));
    expect(status).toBe(0);
    const text = stdout.replaceAll('\u00a0', ' ');
    for (const words of [
      ...['Kolumn', 'Betyder', 'Varför', 'Exempel', 'Dimension 6 (projekt)', 'ett blanksteg mellan serie och nummer'],
      ...['Konteringar     2', 'Debet           1 234,50', '1, varav 0 inte balanserar', '1 stämmer, 0 stämmer inte'],
      ...['mapping save <id> --from mappning.json'],
    ]) {
      expect(text).toContain(words);
    }
  });

  it('save takes what suggest wrote, once', () => {
    cli.json('init', '--org', '2321000164', '--name', 'Region Exempel');
    const save = () => cli.json('mapping', 'save', 'raindance', '--from', suggestion);
    expect(save()).toEqual({ mapping: 'raindance', revision: 0, isNew: true });
    expect(save()).toEqual({ mapping: 'raindance', revision: 0, isNew: false });
  });

  it('save makes a new version of what has changed, and of what changes back', () => {
    const { mapping } = JSON.parse(readFileSync(suggestion, 'utf8')) as { readonly mapping: object };
    const changed = cli.file('annan.json', JSON.stringify({ ...mapping, decimalSign: '.' }));
    const save = (from: string) => cli.json('mapping', 'save', 'raindance', '--from', from, '--reason', 'Ny export');
    expect(save(changed)).toMatchObject({ revision: 1, isNew: true });
    expect(save(suggestion)).toMatchObject({ revision: 2, isNew: true });
  });

  it('show and list answer now and as of before', () => {
    const shown = (...rest: string[]) => cli.json('mapping', 'show', 'raindance', ...rest);
    expect(shown()).toMatchObject({ revision: 2, columns: { decimalSign: ',' } });
    expect(shown('--as-of', '3')).toMatchObject({ revision: 1, columns: { decimalSign: '.' } });
    expect(cli.json('mapping', 'list')).toMatchObject({ mappings: [{ mapping: 'raindance', revision: 2 }] });
    const { stdout } = cli.run('mapping', 'show', 'raindance');
    expect(stdout).toMatch(/Version +3[^]*Bokf\.datum +Bokföringsdatum[^]*Decimaltecken +komma/);
    expect(cli.run('mapping', 'list').stdout).toMatch(/raindance +3/);
  });

  it.each([
    [4, 'MAPPING_UNKNOWN', () => ['mapping', 'show', 'agresso']],
    [4, 'MAPPING_UNKNOWN', () => ['mapping', 'show', 'raindance', '--as-of', '1']],
    [2, 'MAPPING_FILE_UNREADABLE', () => ['mapping', 'save', 'agresso', '--from', cli.file('fel.json', '[]')]],
    [2, 'COMMAND_MALFORMED', () => ['mapping', 'save', 'agresso', '--from', cli.file('fel.json', '{"mapping":{}}')]],
    [2, 'COMMAND_MALFORMED', () => ['mapping', 'save', 'Agresso Å', '--from', suggestion]],
    [2, 'CALL_MALFORMED', () => ['mapping', 'save', 'agresso']],
    [3, 'FILE_NOT_FOUND', () => ['mapping', 'suggest', 'saknas.csv']],
    [3, 'TABLE_WITHOUT_HEADINGS', () => ['mapping', 'suggest', cli.file('annan.csv', 'ett;två\n1;2\n')]],
    [3, 'SHEET_UNKNOWN', () => ['mapping', 'suggest', cli.file('bok.csv', LEDGER), '--sheet', 'Blad 2']],
  ])('ends with %i and %s', (status, code, args) => {
    const ended = cli.run(...args(), '--json');
    expect({ status: ended.status, code: refusalIn(ended).code }).toEqual({ status, code });
  });
});
