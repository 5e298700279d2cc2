import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '../..');
const golden = join(import.meta.dirname, 'demo');
/** `UPDATE_GOLDEN=1 npm test -- golden` writes the reports anew; the difference is then read and committed. */
const update = process.env['UPDATE_GOLDEN'] === '1';

interface Answer {
  readonly grant: string;
  readonly awarded: string;
  readonly allocated: string;
  readonly unallocated: string;
  readonly received: string;
  readonly used: string;
  readonly unused: string;
  readonly ownFunding: string;
  readonly repaid: string;
  readonly pots: readonly { readonly pot: string; readonly unused: string; readonly ownFundingUsed: string }[];
  readonly events: number;
  readonly position: number;
  readonly digest: string;
}

let work: string;
beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), 'demo-'));
});
afterAll(() => {
  rmSync(work, { recursive: true, force: true });
});

function bidragsbok(data: string, ...args: string[]) {
  const env = { ...process.env, BIDRAGSBOK_DATA: join(work, data) };
  return spawnSync(process.execPath, ['infra/run.mjs', 'cli', ...args], { cwd: root, env, encoding: 'utf8' });
}
function demo(data: string, out: string): Answer {
  const run = bidragsbok(data, 'demo', '--json', '--out', join(work, out));
  expect({ status: run.status, stderr: run.stderr }).toEqual({ status: 0, stderr: '' });
  return JSON.parse(run.stdout) as Answer;
}

describe('the demo', () => {
  let first: Answer;
  beforeAll(() => {
    first = demo('one', 'reports');
  }, 120_000);

  it('ends in a repayment that equals the unused', () => {
    const { awarded, received, unused, repaid, allocated, unallocated } = first;
    expect({ awarded, received, allocated, unallocated }).toEqual({
      awarded: '68400000.00',
      received: '68400000.00',
      allocated: '68400000.00',
      unallocated: '0.00',
    });
    expect(repaid).toBe(unused);
    expect(unused).not.toBe('0.00');
  });

  it('has one pot overspent and one underspent', () => {
    const over = first.pots.filter(({ ownFundingUsed }) => ownFundingUsed !== '0.00').map(({ pot }) => pot);
    const under = first.pots.filter(({ unused }) => unused !== '0.00').map(({ pot }) => pot);
    expect([over, under]).toEqual([['region-population'], ['region-rural']]);
  });

  it('adds nothing when it is told again, and tells the same', () => {
    expect(demo('one', 'again')).toEqual(first);
  }, 120_000);

  it('gives the same bytes in another folder', () => {
    expect(demo('two', 'other')).toEqual(first);
    const files = readdirSync(join(work, 'reports'), { recursive: true, encoding: 'utf8' });
    for (const name of files.filter((each) => statSync(join(work, 'reports', each)).isFile())) {
      expect(readFileSync(join(work, 'other', name)).equals(readFileSync(join(work, 'reports', name)))).toBe(true);
    }
  }, 120_000);

  it('refuses a folder with the log of somebody else', () => {
    expect(bidragsbok('three', 'init', '--org', '2321000164', '--name', 'Region Örebro län').status).toBe(0);
    const run = bidragsbok('three', 'demo', '--json');
    expect(run.status).toBe(5);
    expect(JSON.parse(run.stdout)).toMatchObject({ error: { code: 'DEMO_NEEDS_OWN_FOLDER' } });
  });

  it('writes the reports that an accountant has read and found right', () => {
    const written = readdirSync(join(work, 'reports')).filter((name) => /\.(?:txt|json)$/.test(name));
    if (update) {
      mkdirSync(golden, { recursive: true });
      for (const name of written) writeFileSync(join(golden, name), readFileSync(join(work, 'reports', name)));
    }
    for (const name of written) {
      expect(existsSync(join(golden, name))).toBe(true);
      expect(readFileSync(join(work, 'reports', name), 'utf8')).toBe(readFileSync(join(golden, name), 'utf8'));
    }
    expect(readdirSync(golden).sort()).toEqual(written.sort());
  });

  it('is what the trace in the README follows', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    const lines = [...readme.matchAll(/^npm run -s bidragsbok -- --data \S+ (.+?) +# (.+)$/gm)];
    expect(lines.length).toBeGreaterThan(4);
    for (const [, command = '', seen = ''] of lines) {
      // The README's package is written where its reader stands.
      const run = bidragsbok('one', ...command.split(' ').map((word) => (word === 'p.zip' ? join(work, word) : word)));
      expect({ command, status: run.status }).toEqual({ command, status: 0 });
      expect(run.stdout.replaceAll('\u00a0', ' ')).toContain(seen);
    }
  }, 120_000);

  it('leaves a log that shows the grant as it was at any position', () => {
    const show = (...rest: string[]) => bidragsbok('one', 'grant', 'show', first.grant, '--json', ...rest).stdout;
    expect(show('--as-of', String(first.position))).toBe(show());
    const early = JSON.parse(show('--as-of', '2026-05-31')) as Answer;
    expect(early).toMatchObject({ received: '68400000.00', used: '0.00', repaid: '0.00' });
  }, 120_000);
});
