import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

import { Cli, refusalIn, root } from './cli.js';
import { typeInto } from './form-file.js';

jest.setTimeout(120_000);

interface Applied {
  readonly type: string;
  readonly place?: { readonly sheet: string; readonly line: number };
  readonly again?: true;
}

describe('a form', () => {
  const cli = new Cli();
  const form = join(cli.dir, 'beslut.xlsx');
  const allocation = {
    Bidrag: 'narvard-2026',
    Tilldelning: 'folkhalsa',
    'Mottagarens slag': 'egen enhet',
    Mottagare: 'Folkhälsan',
    Pott: 'region-population',
    Belopp: '1 500,50',
    'Beslut: läge': 'beslutat',
    'Beslut: organ': 'Regionstyrelsen',
    'Beslut: datum': '6 maj 2026',
    'Datum för händelsen': '6/5 2026',
  };
  beforeAll(() => {
    cli.json('init', '--org', '2321000164', '--name', 'Region Örebro län');
    cli.json('apply', join(root, 'test/e2e/fixtures/commands.json'));
  });
  afterAll(() => {
    cli.remove();
  });

  it('is one of those that are listed', () => {
    const { stdout } = cli.run('template', 'list');
    expect(stdout).toMatch(/^decisions +beslut +Beslut: fördela/m);
    expect(cli.json('template', 'list')).toHaveLength(9);
  });

  it('is written where it is asked for, and over nothing', () => {
    expect(cli.run('template', 'beslut.xlsx', '--out', cli.dir)).toMatchObject({ status: 0, stdout: `Formulär skrivet  ${form}\n` }); // prettier-ignore
    const again = cli.run('template', 'beslut.xlsx', '--out', cli.dir, '--json');
    expect([again.status, refusalIn(again).code]).toEqual([5, 'OUTPUT_EXISTS']);
    expect(cli.run('template', 'beslut.xlsx', '--out', cli.dir, '--overwrite').status).toBe(0);
    const unknown = cli.run('template', 'nonsens.xlsx', '--json');
    expect([unknown.status, refusalIn(unknown).code]).toEqual([2, 'FORM_KIND_UNKNOWN']);
  });

  it('is refused by cell, all of them, and nothing is carried out', async () => {
    const faulty = join(cli.dir, 'OpenProjectCode.xlsx');
    cli.json('template', 'OpenProjectCode.xlsx', '--out', cli.dir);
    await typeInto(faulty, 'Ny projektkod', { Projektkod: 'NV 26', Bidrag: 'narvard-2026', 'Kontering: bok': 'ekonomi-2026', 'Områden med andelar': '1: 0,6; 2: 0,3' }); // prettier-ignore
    const before = cli.json('info');
    const { status, stdout, stderr } = cli.run('apply', faulty);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^Fel i anropet: Formuläret har \d fel, och inget är utfört\./);
    expect(stderr).toMatch(/^ {2}Ny projektkod!C5: Projektkod: här väntas ett id av små bokstäver/m);
    expect(stderr).toMatch(/^ {2}Ny projektkod!\w+5: Kontering: koder: måste fyllas i: dimension och kod/m);
    expect(cli.json('info')).toEqual(before);
  });

  it('is tried, carried out, and carried out no more when it has been added to', async () => {
    await typeInto(form, 'Fördela', allocation);
    const tried = cli.run('apply', form, '--dry-run');
    expect(tried.stdout).toContain('Inget är utfört. 1 kommando går att läsa.');
    const done = cli.json('apply', form) as Applied[];
    expect(done).toMatchObject([{ type: 'AllocateFunds', place: { sheet: 'Fördela', line: 4 } }]);
    await typeInto(form, 'Fördela', { ...allocation, Tilldelning: 'folkhalsa-2', Belopp: '99' });
    const more = cli.json('apply', form) as Applied[];
    expect(more.map(({ again = false }) => again)).toEqual([true, false]);
    expect(cli.run('apply', form).stdout).toMatch(/^0 kommandon är utförda, 2 var utförda tidigare$/m);
  });

  it('says on which row of which sheet a rule refused', async () => {
    await typeInto(form, 'Fördela', { ...allocation, Tilldelning: 'for-mycket', Belopp: '9 999 999' });
    const text = cli.run('apply', form);
    expect([text.status, text.stderr]).toEqual([3, expect.stringMatching(/^Nekat vid Fördela, rad 6: .*\(ALLOCATION_EXCEEDS_FUNDS\)/)]); // prettier-ignore
    expect(refusalIn(cli.run('apply', form, '--json')).details).toMatchObject({ sheet: 'Fördela', line: 6, command: 3, applied: 2 }); // prettier-ignore
  });

  it('may be JSON that is only tried', () => {
    const file = cli.file('try.json', JSON.stringify([{ type: 'CloseGrant', data: { grant: 'x' } }, { type: 'CloseGrant', data: {} }])); // prettier-ignore
    const tried = cli.run('apply', file, '--dry-run', '--json');
    expect(refusalIn(tried)).toMatchObject({ code: 'COMMAND_MALFORMED', details: { command: 2, applied: 0 } });
    const other = cli.run('apply', cli.file('old.json', Buffer.from('d0cf11e0a1b11ae1', 'hex')), '--json');
    expect(refusalIn(other).code).toMatch(/^(?:TABLE_|WORKBOOK_|NOT_TABLE)/);
  });
});
