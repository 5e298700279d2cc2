import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { backUp, Bidragsbok, restore, verify } from '#intake';
import { filesThatHold } from '#spec-kit';
import { openDatabase } from '#sqlite';

import { begun, ORGANISATION, type Said, sentFolder } from './evidence-scene.js';
import { guards } from './guards.js';
import { folder } from './processes.js';
import { Program } from './program.js';
import { options, Runner } from './year.js';

const TEXT = 'Lönespecifikation för Åsa Öberg, 3 112 kronor';
// Enough keys for many pages, so that some have been moved from one page to another.
const OTHERS = Array.from({ length: 60 }, (_, at) => at);
/** So few bytes of a wrapped key are found wherever they lie. */
const PIECE = 12;

let all: string;
let data: string;
beforeEach(async () => {
  all = folder();
  data = join(all, 'data');
  await begun(data);
});
afterEach(() => {
  rmSync(all, { recursive: true });
});

const keys = (): string => `${data}.keys`;
const filesIn = (dir: string): readonly string[] =>
  readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .map((name) => join(dir, name))
    .filter((path) => statSync(path).isFile());

/** The key of a document as it lies wrapped in the keyring. */
function wrappedKeyOf(document: string): Buffer {
  const file = join(keys(), ORGANISATION, 'documents.db');
  const db = openDatabase(file, '', { synchronous: 'OFF', secureDelete: true });
  const rows = db.prepare('SELECT wrapped FROM document_key WHERE document = ?').all(document);
  db.close();
  return Buffer.from((rows as readonly { readonly wrapped: Uint8Array }[])[0]?.wrapped ?? []);
}

/** Files below a folder that hold any piece of a key. */
function filesWithPieceOf(key: Buffer, dir: string): readonly string[] {
  const pieces = Array.from({ length: key.length - PIECE + 1 }, (_, at) => key.subarray(at, at + PIECE));
  return filesIn(dir).filter((path) => {
    const bytes = readFileSync(path);
    return pieces.some((piece) => bytes.includes(piece));
  });
}

/** Adds a document among others, takes a backup, and erases it; its id, and its key as it was. */
async function erasedBehindBackup(program: Program) {
  const sent = sentFolder(join(all, 'sent'), OTHERS, 400);
  writeFileSync(join(sent, 'lön.txt'), TEXT);
  const said = (await new Runner(program.script('evidence-adder.mjs'), data, sent).report()) as Said;
  const document = said.documents.at(-1)?.document ?? '';
  expect(said.documents).toHaveLength(OTHERS.length + 1);
  const key = wrappedKeyOf(document);
  expect(key.length).toBeGreaterThan(3 * PIECE);
  expect(filesWithPieceOf(key, keys())).not.toEqual([]);
  const book = await Bidragsbok.open(options(data));
  await backUp(book, join(all, 'backup'));
  await book.close();
  expect(await new Runner(program.script('evidence-eraser.mjs'), data, document).report()).toEqual({ events: 2 });
  return { document, key, others: said.documents.slice(0, -1).map((one) => one.document) };
}

describe('a backup from before a document was erased', () => {
  it('opens its text neither as it lies nor where it is put back, and opens every other', async () => {
    const { document, key, others } = await erasedBehindBackup(Program.built);
    const [backup, restored] = [join(all, 'backup'), join(all, 'restored')];
    expect(filesIn(backup).filter((path) => path.endsWith(document))).toHaveLength(1);
    await restore({ from: backup, data: restored });
    for (const dir of [data, keys(), backup, restored]) {
      expect([filesThatHold(dir, [TEXT]), filesWithPieceOf(key, dir)]).toEqual([[], []]);
    }
    const book = await Bidragsbok.open({ ...options(restored), keys: keys() });
    const vault = await book.vault();
    const textOf = async (id: string) => {
      let text = '';
      for await (const chunk of vault.read(id)) text += Buffer.from(chunk).toString();
      return text;
    };
    await expect(textOf(document)).rejects.toMatchObject({ code: 'DOCUMENT_KEY_MISSING' });
    for (const other of others) expect(await textOf(other)).toMatch(/^Avtal \d+ om/);
    expect((await verify(book, { withFiles: true })).faults).toMatchObject([{ document }]);
    await book.close();
  });

  it.each(['a key is deleted and not overwritten', 'a key stays in the write-ahead log'] as const)(
    'is missed to be opened where %s',
    async (guard) => {
      const program = Program.sabotaged(...guards[guard]);
      try {
        const { key } = await erasedBehindBackup(program);
        expect(filesWithPieceOf(key, keys())).not.toEqual([]);
      } finally {
        program.remove();
      }
    },
  );
});
