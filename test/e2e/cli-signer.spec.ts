import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

import { Cli, refusalIn } from './cli.js';

jest.setTimeout(180_000);

const ORGANISATION = '2321000164';
const programme = { id: 'god-och-nara-vard', year: 2026 };
const amounts = [{ pot: 'region-population', amount: '100.00' }];
const commands = [
  { type: 'AdoptProgramme', data: { programme } },
  { type: 'AnnounceGrant', data: { grant: 'g-1', programme, amounts } },
];
const payment = (amount: string) => [
  { type: 'RecordGrantPayment', data: { grant: 'g-1', amounts: [{ pot: 'region-population', amount }] } },
];
const DECISION = ['--body', 'Regiondirektören', '--date', '2026-05-02', '--case-number', 'RS 2026/9'];

describe('a signer that has forgotten what it signed', () => {
  const cli = new Cli();
  const signer = join(cli.data, ORGANISATION, 'signer');
  const forget = () => {
    for (const name of ['signer.db', 'signer.db-wal', 'signer.db-shm']) rmSync(join(signer, name), { force: true });
  };
  const apply = (amount: string) =>
    cli.run('apply', cli.file(`${amount}.json`, JSON.stringify(payment(amount))), '--json');
  beforeAll(() => {
    cli.json('init', '--org', ORGANISATION, '--name', 'Region Exempel');
    cli.json('apply', cli.file('commands.json', JSON.stringify(commands)));
    cli.file('report.txt', cli.run('grant', 'show', 'g-1').stdout);
    expect(apply('1.00').status).toBe(0);
    forget();
  });
  afterAll(() => {
    cli.remove();
  });

  it('holds the log: every answer says so, and what to do', () => {
    const { status, stdout, stderr } = cli.run('grant', 'show', 'g-1');
    expect(status).toBe(0);
    for (const said of [stdout, stderr]) {
      expect(said).toMatch(/(?:^|\n)INTEGRITETSSTOPP sedan 20.*: Signerarens minne är borta/);
      for (const word of ['BIDRAGSBOK_SIGNER', 'checkpoint adopt', 'checkpoint accept-loss', ' 4 händelser'])
        expect(said).toContain(word);
    }
    const refused = apply('2.00');
    expect([refused.status, refusalIn(refused)]).toMatchObject([
      7,
      { code: 'SIGNER_REMEMBERS_NOTHING', details: { unattested: 4, store: join(signer, 'signer.db') } },
    ]);
    const verified = cli.run('verify');
    expect(verified.stdout).toMatch(/MISSING signerarens minne[^]*checkpoint adopt FIL/);
    expect(verified.stdout).not.toContain('säkerhetskopian');
    expect(verified.status).toBe(7);
  });

  it('is not found where a mistyped folder is looked in', () => {
    process.env['BIDRAGSBOK_SIGNER'] = join(cli.dir, 'mistyped');
    const { stderr } = cli.run('info');
    delete process.env['BIDRAGSBOK_SIGNER'];
    expect(stderr).toContain(join(cli.dir, 'mistyped', ORGANISATION, 'signer.db'));
  });

  it('takes up what a report bears, and the log says of which events nothing is left', () => {
    const { status, stdout } = cli.run('checkpoint', 'adopt', join(cli.dir, 'report.txt'));
    expect([status, stdout]).toEqual([0, expect.stringMatching(/till position 3\n[^]*styrker 2 händelser efter det/)]);
    expect(cli.json('verify')).toMatchObject({ intact: true, position: 5 });
    expect(apply('2.00').status).toBe(0);
    expect(cli.run('history').stdout).toContain('tog upp en kontrollpunkt över 3 händelser');
    const refused = cli.run('checkpoint', 'adopt', cli.file('nothing.txt', 'Saldo 1'), '--json');
    expect(refusalIn(refused).code).toBe('CHECKPOINT_NOT_FOUND');
  });

  it('begins anew by a decision where nobody has anything, also without its key', () => {
    forget();
    renameSync(join(signer, 'key'), join(cli.dir, 'key'));
    const { status, stdout } = cli.run('checkpoint', 'accept-loss', ...DECISION, '--reason', 'Disken brann.');
    expect(status).toBe(0);
    expect(stdout).toContain('KEY_MISSING');
    const { key } = cli.json('key', 'replace', '--id', 'brand', ...DECISION) as { key: string };
    expect(cli.json('key', 'show')).toMatchObject({ key });
    expect(apply('3.00').status).toBe(0);
    expect(cli.json('verify')).toMatchObject({ intact: true });
    const again = cli.run('checkpoint', 'accept-loss', ...DECISION, '--reason', 'Disken brann.', '--json');
    expect([again.status, refusalIn(again).code]).toEqual([5, 'SIGNER_REMEMBERS']);
    const told = cli.run('history').stdout;
    for (const said of ['godtog att allt som signerats', 'Disken brann.', 'ersatte en förlorad signeringsnyckel'])
      expect(told).toContain(said);
  });

  it('and is handed out under the key that replaced the lost one', () => {
    const folder = join(cli.dir, 'export');
    expect(cli.json('export', '--out', folder)).toMatchObject({ folder });
  });
});
