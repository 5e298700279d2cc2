import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

import { addEvidence, Bidragsbok, importSie } from '#intake';

import { BOOK, year } from '../faults/year.js';
import { Cli, root } from './cli.js';

jest.setTimeout(280_000);

const GRANT = 'god-och-nara-vard-2026';
type Json = Readonly<Record<string, unknown>>;
interface Built {
  readonly file: string;
  readonly sha256: string;
  readonly position: number;
  readonly lines: number;
  readonly vouchers: number;
  readonly documents: number;
  readonly net: string;
  readonly withheld: readonly string[];
}
interface Verified {
  readonly intact: boolean;
  readonly keyIsKnown: boolean;
  readonly documents: number;
  readonly faults: readonly { readonly path: string; readonly fault: string }[];
}
const reading = (cli: Cli) => ({
  build: (grant: string, name: string, ...more: readonly string[]): Built =>
    cli.json('underlay', 'build', '--grant', grant, '--out', join(cli.dir, name), ...more) as Built,
  verified: (file: string, ...more: readonly string[]): Verified =>
    JSON.parse(cli.run('underlay', 'verify', file, ...more, '--json').stdout) as Verified,
  key: () => (cli.json('key', 'show') as { readonly key: string }).key,
});

/** A ZIP of which one file is another. */
function swapped(cli: Cli, zip: string, other: { readonly path: string; readonly content: string }): string {
  const out = join(cli.dir, 'swapped.zip');
  const script = `import sys, zipfile
source = zipfile.ZipFile(sys.argv[1])
with zipfile.ZipFile(sys.argv[2], 'w') as out:
    for name in source.namelist():
        out.writestr(name, open(sys.argv[4]).read() if name == sys.argv[3] else source.read(name))`;
  const content = cli.file('swapped-content', other.content);
  expect(spawnSync('python3', ['-c', script, zip, out, other.path, content]).status).toBe(0);
  return out;
}

describe('a package of a log that goes on', () => {
  const cli = new Cli();
  const { build, verified, key } = reading(cli);
  /** The demo's own days lie ahead of this machine's. */
  const later = async (day: string, work: (book: Bidragsbok) => Promise<void>): Promise<void> => {
    const book = await Bidragsbok.open({ data: cli.data, clock: () => Date.parse(`${day}T06:00:00.000Z`) });
    await work(book);
    await book.close();
  };
  const figures = () => {
    const { amounts, areas, total } = cli.json('return', 'show', '--grant', GRANT) as Json;
    const { rows } = cli.json('grant', 'bridge', GRANT) as { readonly rows: readonly Json[] };
    return { returned: { amounts, areas, total }, bridge: JSON.stringify(rows) };
  };
  let first: Built;
  beforeAll(() => {
    cli.tellDemo();
    first = build(GRANT, 'first.zip');
  });
  afterAll(() => {
    cli.remove();
  });

  it('is another, and so are the return and the bridge, when one voucher is gone from the file', async () => {
    const before = figures();
    const whole = readFileSync(join(cli.dir, 'reports/raindance-2026-2027-01-15.se'), 'latin1');
    const { lines } = cli.json('evidence', 'gaps', '--grant', GRANT) as {
      readonly lines: readonly {
        readonly series: string;
        readonly number: string;
        readonly amount: string;
        readonly date: string;
      }[];
    };
    // In the middle of the year, where the file says that it holds every voucher.
    const gone = lines.find(({ amount, date }) => !amount.startsWith('-') && date > '2026-03-01');
    const isGone = (block: string) =>
      new RegExp(`^#VER "?${gone?.series ?? ''}"? "?${gone?.number ?? ''}"? `).test(block);
    const blocks = whole.split(/(?=^#VER )/m);
    expect(blocks.filter(isGone)).toHaveLength(1);
    const file = join(cli.dir, 'without.se');
    writeFileSync(file, blocks.filter((block) => !isGone(block)).join(''), 'latin1');
    await later('2034-01-15', async (to) => {
      const { vouchers } = await importSie({ file, to, book: 'raindance-2026', acceptChanges: true });
      expect(vouchers).toMatchObject({ missing: 1, changed: 0 });
    });
    const after = figures();
    expect(after.returned).not.toEqual(before.returned);
    expect(after.bridge).not.toBe(before.bridge);
    const built = build(GRANT, 'without.zip');
    expect(built.vouchers).toBe(first.vouchers - 1);
    expect([built.net, built.lines]).not.toEqual([first.net, first.lines]);
    // What was said is what it was.
    expect(build(GRANT, 'then.zip', '--as-of', String(first.position)).sha256).toBe(first.sha256);
  });

  it('holds what the source and a decision say of the whole grant, whatever lines are asked for', async () => {
    const by = { subject: 'person-ekonom', role: 'accountant' } as const;
    const path = cli.file('utdrag.txt', 'Huvudbok, projekt 27010, enligt ekonomisystemet.');
    await later('2034-02-01', async (book) => {
      const { documents } = await addEvidence(book, { path, kind: 'ledger-extract', by, id: 'utdrag' });
      const data = {
        document: documents[0]?.document,
        kind: 'ledger-extract',
        facts: { projectCode: 'gnv26-landsbygd' },
      };
      await book.execute({ type: 'DescribeDocument', by, data }, 'utdrag-beskrivet');
    });
    const of = (name: string, projectCode: string, ...more: readonly string[]) =>
      build(GRANT, name, '--project-code', projectCode, ...more).documents;
    const then = ['--as-of', '2034-01-31'];
    expect(of('own.zip', 'gnv26-landsbygd')).toBe(of('own-then.zip', 'gnv26-landsbygd', ...then) + 1);
    expect(of('other.zip', 'gnv26-hsn')).toBe(of('other-then.zip', 'gnv26-hsn', ...then));
  });

  it('says of a document that is erased since by which decision, and is proved all the same', async () => {
    const { lines } = cli.json('evidence', 'gaps', '--grant', GRANT, '--as-of', String(first.position)) as {
      readonly lines: readonly { readonly documents: readonly string[] }[];
    };
    const [document] = lines.flatMap(({ documents }) => documents);
    const decision = { body: 'Regionarkivet', date: '2040-01-10', caseNumber: 'ARK-1' };
    const what = { documents: [document], ground: 'retention-ended', paragraph: 'LKBR 3 kap. 13 §' };
    await later('2040-01-15', async (book) => {
      const by = (subject: string, role: string) => ({ subject: `person-${subject}`, role });
      const data = { act: 'gallring', decision, ...what };
      await book.execute({ type: 'ErasePrivateParts', by: by('arkivarie', 'archivist'), data }, 'propose');
      await book.execute({ type: 'ConfirmAct', by: by('attestant', 'approver'), data: { act: 'gallring' } }, 'confirm');
    });
    const asOf = ['--as-of', String(first.position)];
    const built = build(GRANT, 'erased.zip', ...asOf);
    expect(built.documents).toBeLessThan(first.documents);
    expect(built.withheld.join()).toContain('gallrat genom beslut av Regionarkivet 2040-01-10, dnr ARK-1');
    expect(readFileSync(built.file).includes(`dokument/${document ?? ''}.`)).toBe(false);
    expect(verified(built.file, '--key', key())).toMatchObject({
      ...{ intact: true, keyIsKnown: true, documents: built.documents, faults: [] },
    });
    // The one from before stands and is no answer any more.
    expect(cli.run('underlay', 'build', '--grant', GRANT, '--out', first.file, ...asOf).stderr).toContain(
      'OUTPUT_EXISTS',
    );
  });
});

describe('a package beside another log', () => {
  const [one, other] = [new Cli(), new Cli()];
  beforeAll(() => {
    for (const [cli, org] of [
      [one, '2321000164'],
      [other, '2321000131'],
    ] as const) {
      cli.json('init', '--org', org, '--name', 'Region Exempel');
      cli.json('apply', join(root, 'test/e2e/fixtures/commands.json'));
    }
  });
  afterAll(() => {
    one.remove();
    other.remove();
  });

  it('is not proved by its key, nor with its checkpoint, and says so', () => {
    const mine = reading(one);
    const built = mine.build('narvard-2026', 'mine.zip');
    expect(mine.verified(built.file, '--key', mine.key())).toMatchObject({ intact: true, keyIsKnown: true });
    expect(mine.verified(built.file, '--key', reading(other).key())).toMatchObject({
      ...{ intact: false, keyIsKnown: false },
      faults: [{ path: 'vkey', fault: 'nyckeln är inte den som angavs' }],
    });
    const { checkpoint } = other.json('checkpoint') as { readonly checkpoint: string };
    const found = mine.verified(swapped(one, built.file, { path: 'checkpoint', content: checkpoint }));
    expect(found.intact).toBe(false);
    expect(found.faults.map(({ path }) => path)).toContain('checkpoint');
  });

  it('builds a return while files are taken in, each as its position has it', async () => {
    const file = one.file(
      'year.se',
      year(
        () => '1.00',
        () => true,
        1200,
      ),
    );
    const over: true[] = [];
    const importing = one.start('import', 'sie', file, '--book', BOOK).finally(() => over.push(true));
    const built: { readonly position: number; readonly files: readonly { readonly sha256: string }[] }[] = [];
    while (over.length === 0 || built.length === 0) {
      const out = join(one.dir, `while-${built.length.toString()}.json`);
      const { status, stdout } = await one.start('return', 'build', '--grant', 'narvard-2026', '--out', out, '--json');
      expect(status).toBe(0);
      built.push(JSON.parse(stdout) as (typeof built)[number]);
    }
    expect((await importing).status).toBe(0);
    for (const [at, { position, files }] of built.entries()) {
      const out = join(one.dir, `after-${at.toString()}.json`);
      const asOf = ['--as-of', String(position)];
      expect(one.json('return', 'build', '--grant', 'narvard-2026', '--out', out, ...asOf)).toMatchObject({
        files: [{ sha256: files[0]?.sha256 }],
      });
    }
  });
});
