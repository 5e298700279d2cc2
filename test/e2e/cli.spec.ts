import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

import { textToOre } from '#kernel';

import { Cli, root } from './cli.js';
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
  // The contract lies beside the repository where it is at hand, with what makes books of any size.
  const contract = join(root, '../shared/cases/commands-orebro-2026.json');
  const generator = join(root, '../shared/tools/voucher-gen.mjs');
  const where = (...paths: readonly string[]) => (paths.every((path) => existsSync(path)) ? it : it.skip);
  const cli = new Cli();
  beforeAll(() => {
    cli.json('init', '--org', ORGANISATION, '--name', 'Region Örebro län');
  });
  afterAll(() => {
    cli.remove();
  });

  where(contract)('work as they lie, and once more without adding anything', () => {
    const first = cli.json('apply', contract) as Applied[];
    expect(first).toHaveLength(17);
    const shown = cli.run('grant', 'show', 'god-och-nara-vard-2026', '--json');
    expect(cli.json('apply', contract)).toEqual(first);
    expect(cli.run('grant', 'show', 'god-och-nara-vard-2026', '--json').stdout).toBe(shown.stdout);
    expect(JSON.parse(shown.stdout)).toMatchObject({
      ...{ awarded: '68400000.00', allocated: '68400000.00', unallocated: '0.00' },
    });
  });

  where(contract, generator)('give the balance that the generated books have', () => {
    const flags = ['--lines', '6000', '--seed', '42', '--project', '28101', '--share', '0.05', '--formats', 'sie'];
    spawnSync(process.execPath, [generator, ...flags, '--out', cli.dir]);
    const expected = JSON.parse(readFileSync(join(cli.dir, 'expect.json'), 'utf8')) as {
      readonly projectBalanceOre: Readonly<Record<string, number>>;
    };
    cli.json('import', 'sie', join(cli.dir, 'v.se'), '--book', 'raindance-2026');
    const { accounts } = cli.json('ledger', 'balance', '--project-code', 'gnv26-halsoval') as {
      accounts: readonly { readonly account: string; readonly amount: string }[];
    };
    const found = accounts.map(({ account, amount }) => [account, textToOre(amount)]);
    expect(Object.fromEntries(found)).toEqual(expected.projectBalanceOre);
  });
});
