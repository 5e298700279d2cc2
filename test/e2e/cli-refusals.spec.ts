import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

import { Cli, refusalIn, root } from './cli.js';

jest.setTimeout(120_000);

const ORGANISATION = '2321000164';
const story = join(root, 'test/e2e/fixtures/commands.json');
const commands = JSON.parse(readFileSync(story, 'utf8')) as readonly { readonly type: string }[];

describe('exit codes and refusals', () => {
  const cli = new Cli();
  beforeAll(() => {
    cli.json('init', '--org', ORGANISATION, '--name', 'Region Örebro län');
    cli.json('apply', story);
  });
  afterAll(() => {
    cli.remove();
  });

  it.each([
    [2, 'CALL_MALFORMED', ['grant', 'show']],
    [2, 'CALL_MALFORMED', ['grant']],
    [2, 'CALL_MALFORMED', ['grant', 'show', 'narvard-2026', '--colour']],
    [2, 'CALL_MALFORMED', ['nonsense']],
    [2, 'CALL_MALFORMED', ['import', 'sie', 'x.se', '--dry-run', '--scope', 'some']],
    [2, 'CALL_MALFORMED', ['apply', story, '--as-of', '3']],
    [2, 'CALL_MALFORMED', ['init', '--name', 'Region']],
    [2, 'CALL_MALFORMED', ['grant', 'show', 'narvard-2026', '--per-date', '2026-02-30']],
    [2, 'MOMENT_MALFORMED', ['grant', 'show', 'narvard-2026', '--as-of', 'yesterday']],
    [4, 'MOMENT_BEFORE_LOG', ['grant', 'show', 'narvard-2026', '--as-of', '0']],
    [4, 'MOMENT_BEYOND_LOG', ['grant', 'show', 'narvard-2026', '--as-of', '999']],
    [4, 'GRANT_NOT_ANNOUNCED', ['grant', 'show', 'narvard-2026', '--as-of', '1']],
    [4, 'GRANT_NOT_ANNOUNCED', ['grant', 'tree', 'no-such-grant']],
    [4, 'PROJECT_CODE_NOT_OPENED', ['ledger', 'balance', '--project-code', 'no-such-code']],
    [4, 'PROJECT_CODE_NOT_OPENED', ['ledger', 'extract', '--project-code', 'no-such-code']],
    [4, 'PROJECT_CODE_NOT_OPENED', ['project-code', 'repost', '--project-code', 'no-such-code']],
    [4, 'VOUCHER_NOT_RECORDED', ['voucher', 'show', 'ekonomi-2026', 'LR', '1']],
    [3, 'FILE_NOT_FOUND', ['apply', 'no-such-file.json']],
    [3, 'ORGANISATION_NUMBER_MALFORMED', ['info', '--org', '2321000165']],
    [4, 'ORGANISATION_UNKNOWN', ['info', '--org', '5560125790']],
    [5, 'LOG_EXISTS', ['init', '--org', ORGANISATION, '--name', 'En annan region']],
  ] as const)('%i %s: %p', (status, code, args) => {
    const ended = cli.run(...args, '--json');
    expect({ status: ended.status, code: refusalIn(ended).code, stderr: ended.stderr }).toEqual({
      status,
      code,
      stderr: '',
    });
  });

  it('tells people on stderr, in Swedish, with the code, and leaves stdout empty', () => {
    const { status, stdout, stderr } = cli.run('grant', 'show', 'no-such-grant');
    expect({ status, stdout }).toEqual({ status: 4, stdout: '' });
    expect(stderr).toBe(
      'Finns inte: Bidraget no-such-grant fanns inte vid den tidpunkten. ' +
        'Kontrollera id:t eller välj en senare tidpunkt. (GRANT_NOT_ANNOUNCED)\n',
    );
  });

  it('stops at the first refusal of a file, and says what was done before it', () => {
    const [, , , , , first] = commands;
    const tooMuch = {
      ...first,
      data: { ...(first as unknown as { data: object }).data, allocation: 'x', amount: '9999999.00' },
    };
    const small = { ...tooMuch, data: { ...tooMuch.data, allocation: 'y', amount: '1.00', key: undefined } };
    const ended = cli.run('apply', cli.file('refused.json', JSON.stringify([small, tooMuch, small])), '--json');
    expect(ended.status).toBe(3);
    expect(refusalIn(ended)).toMatchObject({
      code: 'ALLOCATION_EXCEEDS_FUNDS',
      details: { command: 2, applied: 1 },
    });
  });

  it('names the command that cannot be read, and carries out those before it', () => {
    const known = { type: 'CloseProjectCode', data: { projectCode: 'nv26-landsbygd', lastDay: '2026-12-31' } };
    const unknown = cli.run('apply', cli.file('unknown.json', JSON.stringify([{ type: 'Abolish', data: {} }])));
    expect([unknown.status, unknown.stdout]).toEqual([2, '']);
    expect(unknown.stderr).toContain('Fel i anropet vid kommando 1: Det finns inget kommando Abolish.');
    const ended = cli.run('apply', cli.file('form.json', JSON.stringify([known, { kind: 'x' }])), '--json');
    expect(ended.status).toBe(2);
    expect(refusalIn(ended)).toMatchObject({ code: 'COMMAND_MALFORMED', details: { command: 2, applied: 1 } });
  });

  it.each([
    ['no JSON', 'not json'],
    ['no list', '{}'],
  ])('refuses a file that is %s', (_, content) => {
    const ended = cli.run('apply', cli.file('bad.json', content), '--json');
    expect([ended.status, refusalIn(ended).code]).toEqual([2, 'COMMAND_FILE_UNREADABLE']);
  });

  it('says 7 of a log that is damaged', () => {
    const damaged = new Cli();
    try {
      damaged.json('init', '--org', ORGANISATION, '--name', 'Region Örebro län');
      writeFileSync(join(damaged.data, ORGANISATION, 'log.db'), 'x'.repeat(8192));
      const ended = damaged.run('info', '--json');
      expect([ended.status, refusalIn(ended).code]).toEqual([7, 'LOG_UNREADABLE']);
    } finally {
      damaged.remove();
    }
  });

  it('says 3 of a data folder that cannot be written', () => {
    const ended = cli.run('init', '--org', ORGANISATION, '--name', 'Region', '--data', '/dev/null/data', '--json');
    expect([ended.status, refusalIn(ended).code]).toEqual([3, 'DATA_UNWRITABLE']);
  });

  it('asks which organisation is meant once there are two', () => {
    const two = new Cli();
    try {
      two.json('init', '--org', ORGANISATION, '--name', 'Region Örebro län');
      two.json('init', '--org', '2321000214', '--name', 'Region Jämtland Härjedalen');
      const ended = two.run('info', '--json');
      expect([ended.status, refusalIn(ended).code]).toEqual([2, 'ORGANISATION_NOT_CHOSEN']);
      expect(two.json('info', '--org', '2321000214')).toMatchObject({ name: 'Region Jämtland Härjedalen' });
    } finally {
      two.remove();
    }
  });

  it('prints help on stdout and exits 0', () => {
    const { status, stdout, stderr } = cli.run('ledger', 'extract', '--help');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('Användning: bidragsbok ledger extract');
    expect(stdout).toContain('--as-of');
    expect(stdout).toContain('--data');
  });
});
