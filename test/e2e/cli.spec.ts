import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

import { Cli, refusalIn, root } from './cli.js';
import { books, sieFile } from './sie-file.js';

jest.setTimeout(120_000);

const ORGANISATION = '2321000164';
const story = join(root, 'test/e2e/fixtures/commands.json');
const commands = JSON.parse(readFileSync(story, 'utf8')) as readonly { readonly type: string }[];

interface Applied {
  readonly type: string;
  readonly events: readonly { type: string; stream: string; revision: number; position: number }[];
}
const lastOf = (applied: readonly Applied[]): number => applied.at(-1)?.events.at(-1)?.position ?? 0;

describe('the story of a grant through the CLI', () => {
  const cli = new Cli();
  /** What `grant show --json` printed when each position was the last. */
  const printed = new Map<number, string>();
  const show = (...more: readonly string[]) => cli.run('grant', 'show', 'narvard-2026', '--json', ...more);

  beforeAll(() => {
    cli.json('init', '--org', ORGANISATION, '--name', 'Region Örebro län');
  });
  afterAll(() => {
    cli.remove();
  });

  it('carries out a file of commands, one after the other', () => {
    // Each command as a file of its own, so that the figures can be read after each of them.
    commands.forEach((command, at) => {
      const file = cli.file(`${at}.json`, JSON.stringify([command]));
      const [applied, ...others] = cli.json('apply', file) as Applied[];
      expect(others).toEqual([]);
      expect(applied?.type).toBe(command.type);
      const events = applied?.events ?? [];
      expect(events.length).toBeGreaterThan(0);
      for (const event of events) {
        expect(Object.keys(event)).toEqual(['type', 'stream', 'revision', 'position']);
      }
      const now = show();
      if (now.status === 0) printed.set(lastOf([{ type: command.type, events }]), now.stdout);
    });
    expect(printed.size).toBe(commands.length - 2); // all but those before the grant was announced
  });

  it('adds nothing when the same file is applied again', () => {
    const file = join(cli.dir, '0.json');
    const before = cli.json('info');
    expect(lastOf(cli.json('apply', file) as Applied[])).toBe(2);
    expect(cli.json('info')).toEqual(before);
  });

  it('takes in the books', () => {
    const report = cli.json('import', 'sie', cli.file('books.se', sieFile(...books)), '--book', 'ekonomi-2026');
    expect(report).toMatchObject({
      vouchers: { read: 4, taken: 4, known: 0, refused: 0, quarantined: 0, outOfScope: 0 },
      lines: { read: 9, taken: 9 },
      debit: '115500.40',
      credit: '115500.40',
      refusals: [],
    });
    const now = show();
    printed.set((JSON.parse(now.stdout) as { position: number }).position, now.stdout);
  });

  it('shows the figures of the grant, in the order of the contract', () => {
    const position = JSON.parse(show().stdout) as Record<string, unknown> & { pots: Record<string, unknown>[] };
    expect(Object.keys(position).slice(0, 17)).toEqual([
      ...['grant', 'announced', 'awarded', 'received', 'allocated', 'unallocated', 'ownFunding', 'booked', 'used'],
      ...['notEligible', 'unresolved', 'notReported', 'unused', 'ownFundingUsed', 'repaid', 'position', 'pots'],
    ]);
    expect(position).toMatchObject({
      announced: '1200000.00',
      awarded: '1187654.00',
      received: '1187654.00',
      allocated: '1180000.00',
      unallocated: '7654.00',
      booked: '114600.50',
      used: '104600.50',
      notReported: '10000.00',
      unused: '1083053.50',
      ownFundingUsed: '0.00',
      repaid: '0.00',
    });
    expect(position.pots.map(({ pot, used }) => [pot, used])).toEqual([
      ['region-population', '14600.50'],
      ['region-rural', '90000.00'],
    ]);
  });

  it('prints of every earlier position what it printed when that was the last', () => {
    expect(printed.size).toBe(commands.length - 1);
    for (const [position, bytes] of printed) expect(show('--as-of', `${position}`).stdout).toBe(bytes);
  });

  it('agrees in balance, extract and voucher down to the öre', () => {
    const code = ['--project-code', 'nv26-primarvard'];
    expect(cli.json('ledger', 'balance', ...code)).toMatchObject({
      accounts: [
        { account: '6011', amount: '5000.50' },
        { account: '7411', amount: '9600.00' },
      ],
      total: '14600.50',
    });
    const { rows } = cli.json('ledger', 'extract', ...code) as { rows: { balance: string; number: string }[] };
    expect(rows.map(({ balance }) => balance)).toEqual(['10000.00', '15000.50', '14600.50']);
    const march = cli.json('ledger', 'balance', ...code, '--per-date', '2026-02-28') as { total: string };
    expect(march.total).toBe('15000.50');
  });

  it('replays to the same digest', () => {
    expect(cli.json('replay')).toMatchObject({ agrees: true });
  });
});

describe('the commands that the contract lists', () => {
  const contract = join(root, '../shared/cases/commands-orebro-2026.json');
  const there = existsSync(contract) ? it : it.skip; // The contract lies beside the repository where it is at hand.

  there('work as they lie, and once more without adding anything', () => {
    const cli = new Cli();
    try {
      cli.json('init', '--org', ORGANISATION, '--name', 'Region Örebro län');
      const first = cli.json('apply', contract) as Applied[];
      expect(first).toHaveLength(17);
      const shown = cli.run('grant', 'show', 'god-och-nara-vard-2026', '--json');
      expect(cli.json('apply', contract)).toEqual(first);
      expect(cli.run('grant', 'show', 'god-och-nara-vard-2026', '--json').stdout).toBe(shown.stdout);
      expect(JSON.parse(shown.stdout)).toMatchObject({
        awarded: '68400000.00',
        allocated: '68400000.00',
        unallocated: '0.00',
      });
    } finally {
      cli.remove();
    }
  });
});

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
