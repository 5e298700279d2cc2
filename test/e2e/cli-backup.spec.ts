import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';

import { Cli, refusalIn, root } from './cli.js';
import { sieFile, voucher } from './sie-file.js';

jest.setTimeout(180_000);

const ORGANISATION = '2321000164';
const programme = { id: 'god-och-nara-vard', year: 2026 };
const amounts = [{ pot: 'region-population', amount: '100.00' }];
const BOOK = {
  ...{ book: 'ekonomi-2026', kind: 'erp', system: 'Raindance', scope: 'all' },
  financialYear: { from: '2026-01-01', to: '2026-12-31' },
  dimensions: { project: '6' },
  accountRoles: [{ from: '4000', to: '7999', role: 'cost' }],
};
const commands = [
  { type: 'AdoptProgramme', data: { programme } },
  { type: 'AnnounceGrant', data: { grant: 'g-1', programme, amounts } },
  { type: 'OpenBook', data: BOOK },
];
const payment = [{ type: 'RecordGrantPayment', data: { grant: 'g-1', amounts } }];
const later = [{ ...payment[0], on: '2026-06-01' }];
const year = sieFile(
  ...Array.from({ length: 1200 }, (_, at) =>
    voucher(`"LR" ${at + 1}`, '20260401', [
      ['7411', '6 "28101"', '1.00'],
      ['2511', '', '-1.00'],
    ]),
  ),
);

interface Made {
  readonly folder: string;
  readonly position: number;
  readonly checkpoint: string;
}
const begin = (cli: Cli): void => {
  cli.json('init', '--org', ORGANISATION, '--name', 'Region Exempel');
  cli.json('apply', cli.file('commands.json', JSON.stringify(commands)));
};
const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(folder, name)).isFile());

describe('a backup', () => {
  const cli = new Cli();
  const at = (name: string) => join(cli.dir, name);
  let made: Made;
  beforeAll(() => {
    begin(cli);
  });
  afterAll(() => {
    cli.remove();
  });

  it('is taken while others write, and says the same of its moment as the log does', async () => {
    const file = cli.file('year.se', year);
    const [first, taken, second] = await Promise.all([
      cli.start('backup', '--out', at('first'), '--json'),
      cli.start('import', 'sie', file, '--book', 'ekonomi-2026', '--json'),
      cli.start('backup', '--out', at('second'), '--json'),
    ]);
    expect([first.status, taken.status, second.status]).toEqual([0, 0, 0]);
    made = cli.json('backup', '--out', at('third')) as Made;
    const key = { isIncluded: false, path: join(cli.data, ORGANISATION, 'signer', 'key') };
    expect(made).toMatchObject({ key, files: filesIn(at('third')).length });
    for (const [name, { position }] of [
      ['first', JSON.parse(first.stdout) as Made],
      ['second', JSON.parse(second.stdout) as Made],
      ['third', made],
    ] as const) {
      const data = at(`data-${name}`);
      expect(cli.json('restore', '--from', at(name), '--data', data)).toMatchObject({ position, lost: null });
      expect(cli.json('verify', '--data', data)).toMatchObject({ intact: true, position });
      expect(cli.json('grant', 'show', 'g-1', '--data', data)).toEqual(
        cli.json('grant', 'show', 'g-1', '--as-of', String(position)),
      );
    }
    expect(cli.json('replay', '--data', at('data-third'))).toEqual(cli.json('replay'));
  });

  it('is told of to the operator: where the key lies, and what is to be given to others', () => {
    const { stdout } = cli.run('backup', '--out', at('told'));
    expect(stdout).toContain('följer inte med');
    expect(stdout).toContain(`Kontrollpunkt\nbidragsbok/${ORGANISATION}\n`);
    const again = cli.run('backup', '--out', at('told'), '--json');
    expect([again.status, refusalIn(again).code]).toEqual([5, 'FOLDER_NOT_EMPTY']);
  });

  it('names the file in which a byte is another', () => {
    for (const file of filesIn(at('third'))) {
      const damaged = at('damaged');
      cpSync(at('third'), damaged, { recursive: true });
      const bytes = readFileSync(join(damaged, file));
      const middle = Math.floor(bytes.length / 2);
      bytes[middle] = (bytes[middle] ?? 0) ^ 1;
      writeFileSync(join(damaged, file), bytes);
      const ended = cli.run('restore', '--from', damaged, '--data', at('no'), '--json');
      expect([ended.status, refusalIn(ended)]).toMatchObject([7, { code: 'BACKUP_DAMAGED', details: { file } }]);
      expect(existsSync(at('no'))).toBe(false);
      rmSync(damaged, { recursive: true });
    }
  });

  it('is in its place whole or not at all, also where its restoration is killed', async () => {
    const isInPlace = (data: string) => existsSync(join(data, ORGANISATION));
    let data = '';
    for (let attempt = 0; data === '' || isInPlace(data); attempt++) {
      if (attempt === 10) throw new Error('No restoration was killed before its end');
      data = at(`killed-${attempt}`);
      const args = ['infra/run.mjs', 'cli', 'restore', '--from', made.folder, '--data', data];
      const child = spawn(process.execPath, args, { cwd: root, stdio: 'ignore' });
      const ended = once(child, 'close');
      while (child.exitCode === null && !(existsSync(data) && readdirSync(data).length > 0)) await setTimeout(1);
      child.kill('SIGKILL');
      await ended;
    }
    expect(cli.run('info', '--data', data).status).toBe(4);
    expect(readdirSync(data)).toHaveLength(1);
    expect(cli.json('restore', '--from', made.folder, '--data', data)).toMatchObject({ position: made.position });
    expect(readdirSync(data)).toEqual([ORGANISATION]);
    expect(cli.json('verify', '--data', data)).toMatchObject({ intact: true });
  });
});

describe("yesterday's backup", () => {
  const cli = new Cli();
  const at = (name: string) => join(cli.dir, name);
  const keys = at('keys');
  let yesterday: Made;
  let last: number;
  beforeAll(() => {
    begin(cli);
    yesterday = cli.json('backup', '--out', at('yesterday')) as Made;
    cli.json('apply', cli.file('payment.json', JSON.stringify(payment)));
    last = (cli.json('info') as { position: number }).position;
    cli.file('report.txt', cli.run('grant', 'show', 'g-1').stdout);
    cli.json('backup', '--out', at('today'));
  });
  afterEach(() => {
    delete process.env['BIDRAGSBOK_SIGNER'];
  });
  afterAll(() => {
    cli.remove();
  });
  const restore = (...more: readonly string[]) => ['restore', '--from', at('yesterday'), '--data', at('new'), ...more];

  it('is refused against a checkpoint of today, and which events are missing is said', () => {
    for (const more of [[], ['--dry-run']]) {
      const ended = cli.run(...restore('--checkpoint', at('report.txt'), ...more), '--json');
      expect([ended.status, refusalIn(ended)]).toMatchObject([
        7,
        { code: 'EVENTS_MISSING', details: { from: yesterday.position + 1, to: last } },
      ]);
    }
    const { stderr } = cli.run(...restore('--checkpoint', at('report.txt')));
    expect(stderr).toContain(`position ${yesterday.position + 1}–${last}, skrivna efter 20`);
    expect(existsSync(at('new'))).toBe(false);
  });

  it('is put back where the loss is accepted, and the log tells of it', () => {
    const { status, stdout } = cli.run(...restore('--checkpoint', at('report.txt'), '--accept-loss'));
    expect(status).toBe(0);
    expect(stdout).toContain(`håller inte längre`);
    expect(stdout).toContain('Signeringsnyckeln saknas');
    expect(cli.run('history', '--data', at('new')).stdout).toContain('gick förlorade');
    expect(cli.json('verify', '--data', at('new'))).toMatchObject({ intact: true, position: yesterday.position + 1 });
    const again = cli.run(...restore(), '--json');
    expect([again.status, refusalIn(again).code]).toEqual([5, 'LOG_EXISTS']);
  });

  it("is refused against the signer's own store, which today's agrees with", () => {
    cpSync(join(cli.data, ORGANISATION, 'signer'), join(keys, ORGANISATION), { recursive: true });
    process.env['BIDRAGSBOK_SIGNER'] = keys;
    const data = at('again');
    const refused = cli.run('restore', '--from', at('yesterday'), '--data', data, '--json');
    expect(refusalIn(refused)).toMatchObject({ code: 'EVENTS_MISSING', details: { to: last } });
    const { stdout } = cli.run('restore', '--from', at('today'), '--data', data);
    expect(stdout).toContain('Prövat mot');
    expect(stdout).not.toContain('Signeringsnyckeln saknas');
    cli.json('apply', cli.file('more.json', JSON.stringify(later)), '--data', data);
    expect(cli.json('checkpoint', '--data', data)).toMatchObject({ position: last + 1 });
  });
});

describe('docs/operations.md', () => {
  const cli = new Cli();
  beforeAll(() => {
    begin(cli);
    mkdirSync(join(cli.dir, 'backups'));
    const data = {
      ...{ book: 'gammal', kind: 'erp', system: 'Ekonomisystemet', scope: 'all', dimensions: {} },
      ...{ financialYear: { from: '2015-01-01', to: '2015-12-31' }, accountRoles: [] },
    };
    cli.json('apply', cli.file('2015.json', JSON.stringify([{ type: 'OpenBook', data }])));
  });
  afterAll(() => {
    cli.remove();
  });

  it('gives commands that do what it says', () => {
    const page = readFileSync(join(root, 'docs/operations.md'), 'utf8');
    const commands = page.replaceAll('\\\n', '').matchAll(/^bidragsbok (.+)$/gm);
    const lines = [...commands].map(([, line = '']) => line.replaceAll('/srv', cli.dir));
    expect(lines).toHaveLength(9);
    for (const line of lines) {
      const [call = '', to] = line.split(' > ');
      const { status, stdout, stderr } = cli.run(
        ...[...call.matchAll(/"([^"]*)"|\S+/g)].map(([word, quoted]) => quoted ?? word),
      );
      expect([line, status, stderr]).toEqual([line, 0, '']);
      if (to !== undefined) writeFileSync(to, stdout);
    }
  });
});
