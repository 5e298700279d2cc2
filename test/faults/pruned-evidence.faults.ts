import { cpSync, existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

import { addEvidence, backUp, Bidragsbok, importSie, restore, verify } from '#intake';
import { filesThatHold } from '#spec-kit';

import { sieFile, voucher } from '../e2e/sie-file.js';
import { folder } from './processes.js';
import { BOOK, Runner } from './year.js';

jest.setTimeout(180_000);

const ORGANISATION = '2321000164';
const TEXT = 'Faktura till Åsa Öberg, 3 112 kronor';
const OTHER = 'Avtal som ingen åberopar';
const all = folder();
const pristine = join(all, 'pristine');
const backup = join(all, 'backup');
let document = '';
let other = '';
let now = Date.parse('2026-05-01T06:00:00.000Z');
const clock = () => now;
const by = { subject: 'person-arkivarie', role: 'archivist' } as const;
const at = (data: string, keys = `${data}.keys`) => Bidragsbok.open({ data, keys, clock, organisation: ORGANISATION });

/** A year with one voucher, its invoice and an agreement that nothing rests on; the backup is from before anything is proposed. */
beforeAll(async () => {
  const begun = { data: pristine, clock, organisation: ORGANISATION, name: 'Region Exempel', software: 'faults' };
  const book = await Bidragsbok.init(begun);
  const opening = {
    ...{ book: BOOK, kind: 'erp', system: 'Ekonomisystemet', scope: 'all', dimensions: {} },
    financialYear: { from: '2026-01-01', to: '2026-12-31' },
    accountRoles: [{ from: '1000', to: '7999', role: 'cost' }],
  };
  await book.execute({ type: 'OpenBook', data: opening }, 'open');
  const file = join(all, 'year.se');
  const lines = [
    ['7411', '', '1.00'],
    ['2511', '', '-1.00'],
  ] as const;
  writeFileSync(file, sieFile(voucher('LR 1', '20260401', lines)));
  await importSie({ file, to: book, book: BOOK });
  const added = async (text: string, id: string) => {
    const path = join(all, `${id}.txt`);
    writeFileSync(path, text);
    return (await addEvidence(book, { path, kind: 'invoice', by, id })).documents[0]?.document ?? '';
  };
  document = await added(TEXT, 'faktura');
  other = await added(OTHER, 'avtal');
  const evidence = { form: 'document', document };
  const link = { voucher: { book: BOOK, series: 'LR', number: '1' }, line: 1, evidence };
  await book.execute({ type: 'LinkEvidence', by, data: link }, 'link');
  await backUp(book, backup);
  now = Date.parse('2034-01-15T06:00:00.000Z');
  const decision = { body: 'Regionarkivet', date: '2034-01-10', caseNumber: 'ARK-1' };
  const data = { act: 'gallring', year: 2026, decision, ground: 'retention-ended', paragraph: 'LKBR 3 kap. 13 §' };
  await book.execute({ type: 'PruneYear', by, data }, 'propose');
  await book.close();
});
afterAll(() => {
  rmSync(all, { recursive: true });
});

let copies = 0;
/** A data folder in which the pruning is proposed, with its keys. */
function copy(): string {
  const data = join(all, `copy-${(copies++).toString()}`);
  cpSync(pristine, data, { recursive: true });
  cpSync(`${pristine}.keys`, `${data}.keys`, { recursive: true });
  return data;
}
const pruning = (data: string, step = 'none'): Promise<unknown> => new Runner('eraser.mjs', data, step).report();
const sealedIn = (data: string): readonly string[] => {
  const vault = join(data, ORGANISATION, 'vault');
  if (!existsSync(vault)) return [];
  const found = readdirSync(vault, { recursive: true, encoding: 'utf8' });
  return found.filter((name) => statSync(join(vault, name)).isFile()).map((name) => name.split('/').at(-1) ?? '');
};
async function textOf(book: Bidragsbok, id: string): Promise<string> {
  let text = '';
  for await (const chunk of (await book.vault()).read(id)) text += Buffer.from(chunk).toString();
  return text;
}

describe('the originals of a year that is pruned', () => {
  it.each([
    ['before the decision', false],
    ['after the decision', true],
  ])('where the process dies %s, all stay, or all go with whoever comes next', async (step, isRecorded) => {
    const data = copy();
    expect(sealedIn(data)).toHaveLength(2);
    expect(await pruning(data, step)).toBeNull();
    const book = await at(data);
    await book.moment();
    expect(sealedIn(data)).toHaveLength(isRecorded ? 1 : 2);
    if (isRecorded) await expect(textOf(book, document)).rejects.toMatchObject({ code: 'DOCUMENT_KEY_MISSING' });
    else expect(await textOf(book, document)).toBe(TEXT);
    expect(await textOf(book, other)).toBe(OTHER);
    expect((await verify(book, { withFiles: true })).intact).toBe(true);
    await book.close();
    expect(await pruning(data)).toEqual({ events: 3 });
    expect(sealedIn(data)).toHaveLength(1);
    expect(filesThatHold(data, [TEXT, 'faktura.txt'])).toEqual([]);
  });

  it('are opened out of no backup from before, neither as it lies nor where it is put back', async () => {
    const data = copy();
    expect(await pruning(data)).toEqual({ events: 3 });
    const restored = join(all, 'restored');
    await restore({ from: backup, data: restored });
    expect(sealedIn(restored)).toHaveLength(2);
    for (const dir of [backup, restored, data]) expect(filesThatHold(dir, [TEXT])).toEqual([]);
    const book = await at(restored, `${data}.keys`);
    await expect(textOf(book, document)).rejects.toMatchObject({ code: 'DOCUMENT_KEY_MISSING' });
    expect(await textOf(book, other)).toBe(OTHER);
    await book.close();
  });
});
