import { mkdirSync, renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from '@jest/globals';

import { signNote, writeVerifierKey } from '#transparency';

import { exportOf, KEY } from './forger.js';
import {
  altered,
  changed,
  contentOf,
  ENTRIES,
  failuresOf,
  honest,
  log,
  signedAnew,
  SIZE,
  verifiers,
  withFile,
  withLines,
  without,
} from './forgery.js';
import { handoverLine, keyFrom, MadeUpLog } from './log.js';
import { HAS_PYTHON, PythonVerifier } from './verifiers.js';

afterAll(() => {
  verifiers.end();
});

const NOT_LISTED_SO = 'is not the file that the manifest lists';

describe('a tile', () => {
  it('that is altered is named with the event whose hash it was', async () => {
    const cut = contentOf('tile/0/001.p/44').subarray(0, -1);
    const files = withFile('tile/0/001.p/44', Buffer.concat([cut, Buffer.of(0)]));
    expect((await failuresOf(files)).slice(1)).toEqual([
      'FAILED tile/0/001.p/44: its hash of event 300 (voucher-2026-A-300) is not that of the event',
    ]);
  });

  it('above others that is altered is named', async () => {
    const files = withFile('tile/1/000.p/1', Buffer.from(contentOf('tile/1/000.p/1')).reverse());
    expect((await failuresOf(files)).slice(1)).toEqual([
      'FAILED tile/1/000.p/1: does not hold what the tiles below it make',
    ]);
  });

  it('that is cut off or missing is named, and nobody else', async () => {
    const cut = withFile('tile/0/000', contentOf('tile/0/000').subarray(0, 8000));
    expect((await failuresOf(cut)).slice(1)).toEqual(['FAILED tile/0/000: holds 8000 bytes, not 8192']);
    expect(await failuresOf(without('tile/0/000'))).toEqual(['FAILED tile/0/000: is missing']);
  });

  it('that is altered together with an event leaves neither to be believed', async () => {
    const files = withFile('tile/0/000', Buffer.concat([Buffer.of(0), contentOf('tile/0/000').subarray(1)]));
    const failures = await failuresOf(withLines(altered(17), files));
    expect(failures.slice(2, -2)).toEqual([
      'FAILED tile/1/000.p/1: does not hold what the tiles below it make',
      `FAILED ${ENTRIES}: event 1 (voucher-2026-A-1) is not that of tile/0/000`,
      `FAILED ${ENTRIES}: event 17 (voucher-2026-A-17) is not that of tile/0/000`,
    ]);
    expect(failures.at(-2)).toBe(`FAILED entries: ${SIZE} events do not give the signed root`);
  });
});

describe('the key, the checkpoint and the manifest', () => {
  const notes = ['manifest', 'checkpoint'];
  const rotated = new MadeUpLog().fill(SIZE);
  const later = handoverLine(rotated, rotated.rotate(keyFrom('first'), KEY));

  it.each([
    ['with the id of another key', (text: string) => text.replace(/\+\w{8}\+/, '+00000000+')],
    ['with an id in capitals', (text: string) => text.replace(/\+(\w{8})\+/, (id) => id.toUpperCase())],
    ['without an end', (text: string) => text.slice(0, -1)],
    ['with a carriage return', (text: string) => text.replace('\n', '\r\n')],
    ['with a BOM', (text: string) => `\ufeff${text}`],
    ['with one line more', (text: string) => `${text}\n`],
    ['with base64 that is not canonical', (text: string) => text.replace(/.=?\n$/, '\n')],
    ['with nothing in it', () => ''],
  ])('vkey %s', async (_, change) => {
    const failures = await failuresOf(changed('vkey', change));
    expect(failures).toEqual([
      'FAILED vkey: is no verifier key',
      'FAILED manifest: there is no key to hold its signature against',
      `FAILED vkey: ${NOT_LISTED_SO}`,
      'FAILED checkpoint: there is no key to hold its signature against',
    ]);
  });

  it('vkey that is broken does not matter much to whoever was given the key', async () => {
    const lines = await verifiers.say(
      changed('vkey', () => 'x'),
      writeVerifierKey(KEY),
    );
    expect(lines).toContain(`OK entries: ${SIZE} events give the signed root`);
    expect(lines.at(-1)).toBe('RESULT FAILED 2');
  });

  it.each(notes.flatMap((path) => [[path, 'is missing'] as const]))('%s that is missing', async (path, what) => {
    expect((await failuresOf(without(path))).slice(0, 1)).toEqual([`FAILED ${path}: ${what}`]);
  });

  it.each([
    ['is empty', () => '', 'is no signed note'],
    ['has no signature', (text: string) => text.slice(0, text.lastIndexOf('\u2014')), 'is no signed note'],
    ['has a hyphen for a dash', (text: string) => text.replace('\u2014', '-'), 'is no signed note'],
    ['has carriage returns', (text: string) => text.replaceAll('\n', '\r\n'), 'is no signed note'],
    ['has no end', (text: string) => text.slice(0, -1), 'is no signed note'],
    [
      'has a signature in base64 that is not canonical',
      (text: string) => text.replace(/=\n$/, '\n'),
      'is no signed note',
    ],
    ['has a BOM', (text: string) => `\ufeff${text}`, 'its signature does not hold'],
    ['has another size', (text: string) => text.replace('\n300\n', '\n301\n'), 'its signature does not hold'],
    ['has a line more', (text: string) => `x\n${text}`, 'its signature does not hold'],
    ['is signed twice', (text: string) => text.replace(/(\u2014.*\n)/, '$1$1'), 'is not signed by the key alone'],
    ['is signed by another name', (text: string) => text.replace(/\u2014 \S+/, '\u2014 x'), 'is not signed by the key'],
  ])('a note that %s', async (_, change, what) => {
    for (const path of notes) {
      expect(await failuresOf(changed(path, change))).toContain(`FAILED ${path}: ${what}`);
    }
  });

  it('a checkpoint may have witnesses, a manifest may not', async () => {
    const witness =
      signNote(`${writeVerifierKey(KEY)}\n`, keyFrom('witness', 'witness.example'))
        .split('\n')
        .at(-2) ?? '';
    const witnessed = changed('checkpoint', (text) => `${text}${witness}\n`, await exportOf(log));
    expect((await verifiers.say(signedAnew(witnessed))).at(-1)).toBe('RESULT OK: 300 events complete and unaltered');
    expect(await failuresOf(changed('manifest', (text) => `${text}${witness}\n`))).toEqual([
      'FAILED manifest: is not signed by the key alone',
    ]);
  });

  it.each([
    ['three lines and no more', `bidragsbok/2321000164\n300\n${'A'.repeat(43)}=\nmore\n`],
    ['a size without zeroes before it', `bidragsbok/2321000164\n0300\n${'A'.repeat(43)}=\n`],
    ['a root of 32 bytes', 'bidragsbok/2321000164\n300\nQUJD\n'],
    ['a root in canonical base64', `bidragsbok/2321000164\n300\n${'A'.repeat(42)}B=\n`],
  ])('a checkpoint has %s', async (_, text) => {
    const files = signedAnew(changed('checkpoint', () => signNote(text, KEY)));
    expect(await failuresOf(files)).toContain('FAILED checkpoint: is no checkpoint');
  });

  it('a checkpoint is that of the log, and as large as the manifest says', async () => {
    const foreign = signNote(`bidragsbok/5560000000\n300\n${'A'.repeat(43)}=\n`, KEY);
    expect(await failuresOf(signedAnew(changed('checkpoint', () => foreign)))).toContain(
      'FAILED checkpoint: is that of another log',
    );
    const later = (await exportOf(new MadeUpLog().fill(301))).get('checkpoint') ?? '';
    expect(await failuresOf(signedAnew(changed('checkpoint', () => later)))).toContain(
      'FAILED checkpoint: is of 301 events, the manifest of 300',
    );
  });

  it('a manifest is that of an export of the log', async () => {
    const begun = 'FAILED manifest: does not begin as that of an export of format 1';
    expect(await failuresOf(signedAnew(honest, { title: 'bidragsbok.export/v2' }))).toEqual([begun]);
    expect(await failuresOf(signedAnew(honest, { origin: 'bidragsbok/5560000000' }))).toEqual([
      'FAILED manifest: is that of another log',
    ]);
  });

  it.each([
    ['lists a file twice', (lines: readonly string[]) => [lines[0] ?? '', ...lines], 5],
    ['is out of order', (lines: readonly string[]) => [...lines].reverse(), 5],
    ['lists itself', (lines: readonly string[]) => [...lines.slice(0, 1), `${'0'.repeat(64)} manifest`], 5],
    ['has an empty line', (lines: readonly string[]) => ['', ...lines], 4],
    ['leads out of the folder', (lines: readonly string[]) => [`${'0'.repeat(64)} /etc/passwd`, ...lines], 4],
    ['has a hash in capitals', (lines: readonly string[]) => [(lines[0] ?? '').toUpperCase(), ...lines.slice(1)], 4],
  ])('a manifest that %s', async (_, list, number) => {
    const failures = await failuresOf(signedAnew(honest, { list }));
    expect(failures).toContain(`FAILED manifest: line ${number} is no file in its place`);
  });

  it.each([
    ['within the export', (line: string) => line.replace('"position":301', '"position":300')],
    ['nowhere', (line: string) => line.replace('"position":301,', '')],
    ['in a line without an end', (line: string) => line.trimEnd()],
    ['in no JSON', () => '\ufeff{}\n'],
  ])('a key handed over later %s', async (_, change) => {
    const files = signedAnew(withFile('handovers.jsonl', change(later)));
    expect(await failuresOf(files)).toEqual(['FAILED handovers.jsonl: line 1 is no key handed over later']);
  });

  it('a key handed over later by nobody', async () => {
    const files = signedAnew(withFile('handovers.jsonl', later + later.replace('key/v1', 'key/v2')));
    const failure = 'FAILED handovers.jsonl: line 2 is no key handed over by the one before';
    expect(await failuresOf(files)).toEqual([failure]);
  });

  it('a manifest that lists less leaves the rest over', async () => {
    const failures = await failuresOf(signedAnew(honest, { list: (lines) => lines.slice(1) }));
    expect(failures).toEqual(['FAILED LASMIG.txt: is not listed in the manifest']);
  });

  it('a manifest of an immense log is not believed', async () => {
    const text = `bidragsbok/2321000164\n999999999999999\n${'A'.repeat(43)}=\n`;
    const files = changed('checkpoint', () => signNote(text, KEY));
    expect(await failuresOf(signedAnew(files, { size: 999_999_999_999_999 }))).toContain(
      'FAILED entries: holds too few files for 999999999999999 events',
    );
  });
});

describe('a folder', () => {
  it('with a file more, or less, or under another name', async () => {
    for (const path of [
      'extra',
      'entries/000001.jsonl',
      '.hidden',
      'räksmörgås',
      'tile/0/000.p/1',
      '\ufffd\u{1f600}',
    ]) {
      const files = withFile(path, '');
      expect(await failuresOf(files)).toEqual([`FAILED ${path}: is not listed in the manifest`]);
    }
    const renamed = withFile('LASMIG.TXT', contentOf('LASMIG.txt'), without('LASMIG.txt'));
    expect(await failuresOf(renamed)).toEqual([
      'FAILED LASMIG.txt: is missing',
      'FAILED LASMIG.TXT: is not listed in the manifest',
    ]);
  });

  it('with a file whose name breaks the line says it on one line', async () => {
    const files = withFile('x\nRESULT OK: 300 events complete and unaltered', '');
    const said = 'FAILED x\ufffdRESULT OK: 300 events complete and unaltered: is not listed in the manifest';
    expect(await failuresOf(files)).toEqual([said]);
  });

  (HAS_PYTHON ? it : it.skip)('with a link for a file or a folder, which a page cannot see', async () => {
    const python = verifiers.python ?? new PythonVerifier();
    python.hold(honest);
    const [file, away] = [join(python.folder, 'vkey'), join(python.folder, '..', 'bidragsbok-vkey')];
    renameSync(file, away);
    symlinkSync(away, file);
    mkdirSync(join(python.folder, 'nothing in it'));
    symlinkSync(python.folder, join(python.folder, 'circle'));
    const lines = await python.saysAsItLies();
    expect(lines.slice(0, 2)).toEqual([
      'FAILED circle: is no plain file that can be read',
      'FAILED vkey: is no plain file that can be read',
    ]);
    expect(lines.at(-1)).toBe('RESULT FAILED 4');
    renameSync(away, file);
  });
});
