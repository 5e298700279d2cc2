import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

import { HAS_PYTHON, pageSays } from '../conformance/export/verifiers.js';
import { Cli, refusalIn } from './cli.js';

jest.setTimeout(240_000);

const GRANT = 'god-och-nara-vard-2026';

interface Built {
  readonly file: string;
  readonly sha256: string;
  readonly lines: number;
  readonly vouchers: number;
  readonly documents: number;
  readonly events: number;
  readonly net: string;
  readonly withheld: readonly string[];
}
interface Verified {
  readonly intact: boolean;
  readonly key: string;
  readonly events: number;
  readonly privateParts: number;
  readonly documents: number;
  readonly faults: readonly { readonly path: string; readonly fault: string }[];
}

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)));

/** A ZIP with one bit of what lies stored in it under a name changed, a few bytes into it. */
function flipped(zip: Buffer, name: string): Buffer {
  const copy = Buffer.from(zip);
  // A name stands 30 bytes into the header of its file; it stands in the manifest too.
  let found = copy.indexOf(name);
  while (copy.toString('latin1', found - 30, found - 26) !== 'PK\u0003\u0004') found = copy.indexOf(name, found + 1);
  const at = found + name.length + 5;
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

(HAS_PYTHON ? describe : describe.skip)('a package of underlay', () => {
  const cli = new Cli();
  const build = (name: string, ...more: readonly string[]): Built =>
    cli.json('underlay', 'build', '--grant', GRANT, '--out', join(cli.dir, name), ...more) as Built;
  const verified = (file: string, ...more: readonly string[]): Verified =>
    JSON.parse(cli.run('underlay', 'verify', file, ...more, '--json').stdout) as Verified;
  const unpacked = (file: string): string => {
    const folder = `${file}.folder`;
    mkdirSync(folder);
    expect(spawnSync('python3', ['-m', 'zipfile', '-e', file, folder]).status).toBe(0);
    return folder;
  };
  const python = (folder: string) => spawnSync('python3', [join(folder, 'verify.py'), folder], { encoding: 'utf8' });
  let authority: Built;
  beforeAll(() => {
    cli.tellDemo();
    authority = build('authority.zip');
  });
  afterAll(() => {
    cli.remove();
  });

  it('is the same byte by byte when it is built again, and says what is missing on its first page', () => {
    expect(build('again.zip')).toEqual({ ...authority, file: join(cli.dir, 'again.zip') });
    const folder = unpacked(join(cli.dir, 'again.zip'));
    const letter = readFileSync(join(folder, 'underlag/LAS-FORST.txt'), 'utf8');
    expect(letter).toMatch(
      /DET SOM SAKNAS\n\d+ av \d+ rader är inte styrkta helt: [\d\u00a0]+,\d\d kr saknar underlag/,
    );
    expect(letter.indexOf('DET SOM SAKNAS')).toBeLessThan(letter.indexOf('DET SOM FINNS'));
  });

  it('is proved by this program, by verify.py in it and by its page, each original with the event that archived it', async () => {
    const { key } = cli.json('key', 'show') as { readonly key: string };
    const found = verified(authority.file, '--key', key);
    expect(found).toMatchObject({ intact: true, keyIsKnown: true, faults: [], documents: authority.documents });
    expect(found.events).toBe(authority.events);
    const folder = unpacked(authority.file);
    const said = python(folder).stdout.trimEnd().split('\n');
    expect(said.at(-1)).toMatch(/^RESULT OK: \d+ events of \d+, unaltered$/);
    expect(said.filter((line) => line.startsWith('OK document '))).toHaveLength(authority.documents);
    expect(said).toContainEqual(expect.stringMatching(/^OK streams: \d+, none with a gap$/));
    const contents = new Map(filesIn(folder).map((path) => [path, readFileSync(join(folder, path))]));
    expect(await pageSays(contents)).toEqual(said);
  });

  it('names the file when a bit of it is another, and the event where a proof is', () => {
    const zip = readFileSync(authority.file);
    const folder = unpacked(cli.file('whole.zip', zip));
    const [document = ''] = readdirSync(join(folder, 'underlag/dokument'));
    const [proof = ''] = readdirSync(join(folder, 'proofs'));
    for (const path of [`underlag/dokument/${document}`, 'underlag/rader.csv', `proofs/${proof}`, 'checkpoint']) {
      const found = verified(cli.file('flipped.zip', flipped(zip, path)));
      expect(found.intact).toBe(false);
      expect(found.faults.map((fault) => fault.path)).toContain(path);
    }
    const path = join(folder, 'underlag/dokument', document);
    writeFileSync(path, readFileSync(path).fill(0, 3, 4));
    const said = python(folder);
    expect(said.status).toBe(1);
    expect(said.stdout).toContain(`FAILED underlag/dokument/${document}: is not the original of event`);
  });

  it('is not proved by a key that signed nothing in it', () => {
    const other = 'bidragsbok/2321000164+00000000+AAAA';
    expect(cli.run('underlay', 'verify', authority.file, '--key', other).status).toBe(7);
    expect(verified(authority.file, '--key', other).faults).toMatchObject([{ path: 'vkey' }]);
  });

  it('for the public holds no private part and no original, and is proved all the same', () => {
    const parts = readFileSync(join(cli.dir, 'again.zip.folder/private.jsonl'), 'utf8').trimEnd().split('\n');
    const texts = parts.flatMap((line) => {
      const { part } = JSON.parse(line) as { readonly part: string };
      return part.match(/(?<=":")[^"\\:]{14,}(?=")/g) ?? [];
    });
    expect(texts.length).toBeGreaterThan(50);
    const open = build('public.zip', '--form', 'public');
    const bytes = readFileSync(open.file);
    // Nothing in it is compressed.
    expect(texts.filter((text) => bytes.includes(text))).toEqual([]);
    expect(open).toMatchObject({
      documents: 0,
      net: authority.net,
      withheld: [expect.stringContaining('maskad kopia')],
    });
    expect(verified(open.file)).toMatchObject({ intact: true, privateParts: 0, events: open.events });
  });

  it('of named vouchers and of a period holds those, and of nothing says so', () => {
    const rows = (cli.json('evidence', 'gaps', '--grant', GRANT) as { readonly lines: readonly Line[] }).lines;
    const [line] = rows;
    const name = `${line?.book ?? ''}/${line?.series ?? ''}/${line?.number ?? ''}`;
    expect(build('one.zip', '--vouchers', name)).toMatchObject({ vouchers: 1 });
    const none = build('none.zip', '--from', '2020-01-01', '--to', '2020-12-31');
    expect(none).toMatchObject({ lines: 0, vouchers: 0 });
    expect(readFileSync(none.file).includes('Urvalet har inga rader')).toBe(true);
    expect(verified(none.file).intact).toBe(true);
  });

  it('refuses what is not there, and leaves no file behind', () => {
    const before = readdirSync(cli.dir);
    const refused = (...more: readonly string[]) =>
      refusalIn(cli.run('underlay', 'build', '--out', join(cli.dir, 'no.zip'), ...more, '--json')).code;
    expect(refused('--grant', 'none')).toBe('GRANT_NOT_ANNOUNCED');
    expect(refused('--grant', GRANT, '--as-of', '1')).toBe('GRANT_NOT_ANNOUNCED');
    expect(refused('--grant', GRANT, '--project-code', 'none')).toBe('PROJECT_CODE_NOT_OPENED');
    expect(refused('--grant', GRANT, '--vouchers', 'a/b/c')).toBe('VOUCHER_NOT_IN_SELECTION');
    expect(refused('--grant', GRANT, '--as-of', '999999')).toBe('MOMENT_BEYOND_LOG');
    expect(refusalIn(cli.run('underlay', 'verify', cli.file('no-zip', 'x'), '--json')).code).toBe('PACKAGE_UNREADABLE');
    expect(readdirSync(cli.dir).filter((name) => name !== 'no-zip')).toEqual(before);
  });
});

interface Line {
  readonly book: string;
  readonly series: string;
  readonly number: string;
}
