import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, describe, expect, it, jest } from '@jest/globals';

import type { DomainError } from '#kernel';
import { workbook, writeFileWhole, type WrittenSheet } from '#tabular';

import { type Applied, applyCommands, carryOut, readOnly } from '../apply.js';
import { commandsOf } from '../command-file.js';
import { Scene } from '../scene.fixture.js';
import { type CommandJson, filledByPerson, fillings } from './persons-form.fixture.js';
import { writeForm } from './write-form.js';

jest.setTimeout(60_000);

const root = join(import.meta.dirname, '../../../..');
const STORY = join(root, 'test/e2e/fixtures/commands.json');
const CASE = join(root, '../shared/cases/commands-orebro-2026.json');

const scenes: Scene[] = [];
const opened = async () => {
  const scene = await Scene.open();
  scenes.push(scene);
  return scene;
};
afterEach(async () => {
  for (const scene of scenes.splice(0)) await scene.close();
});

/** What the log says, without what depends on when and under which id it was said. */
const said = async (scene: Scene) =>
  (await scene.events()).map(({ stream, type, occurredOn, actor, data, private: hidden }) => ({
    ...{ stream, type, occurredOn, actor, data, hidden },
  }));

async function save(scene: Scene, sheets: readonly WrittenSheet[]) {
  const path = join(scene.data, 'formular.xlsx');
  await writeFileWhole(path, workbook(sheets), { overwrite: true });
  return commandsOf({ path, bytes: readFileSync(path) });
}
async function apply(scene: Scene, sheets: readonly WrittenSheet[]): Promise<readonly Applied[]> {
  const done: Applied[] = [];
  for await (const one of carryOut(scene.book, await save(scene, sheets))) done.push(one);
  return done;
}
const commandsIn = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as readonly CommandJson[];

async function tellsTheSame(path: string) {
  const [byFile, byForms] = [await opened(), await opened()];
  for await (const { events } of applyCommands(byFile.book, readFileSync(path))) expect(events).not.toEqual([]);
  for (const [index, filling] of fillings(commandsIn(path)).entries()) {
    const sheets = filledByPerson(filling, `nr-${String(index)}`);
    const done = await apply(byForms, sheets);
    expect(done).toHaveLength(filling.rows.length);
    const last = await byForms.book.log.lastPosition();
    expect((await apply(byForms, sheets)).every(({ again }) => again === true)).toBe(true);
    expect(await byForms.book.log.lastPosition()).toBe(last);
  }
  expect(await said(byForms)).toEqual(await said(byFile));
}

const allocated = (id: string, amount: string) => ({
  grant: 'narvard-2026',
  allocation: id,
  to: { kind: 'unit', name: 'Enheten' },
  pot: 'region-population',
  amount,
  decision: { status: 'decided', body: 'Regionstyrelsen', date: '2026-05-06' },
});
const rows = (...all: readonly (readonly [string, string])[]) =>
  filledByPerson(
    { kind: 'decisions', rows: all.map(([id, amount]) => ({ sheet: 'AllocateFunds/top', value: { data: allocated(id, amount) } })) }, // prettier-ignore
    'nr-1',
  );

describe('commands on forms', () => {
  it('say what the same commands say as JSON, and say it once', async () => {
    await tellsTheSame(STORY);
  });

  const ofCase = existsSync(CASE) ? it : it.skip;
  ofCase('say what a region’s whole year says as JSON', async () => {
    await tellsTheSame(CASE);
  });

  it('are known again when the form is mended or added to, and not in another form', async () => {
    const scene = await opened();
    for await (const { type } of applyCommands(scene.book, readFileSync(STORY))) if (type === 'AwardGrant') break;
    const tooMuch = await apply(scene, rows(['a', '100.00'], ['b', '9999999.00'])).catch((error: unknown) => error);
    expect(tooMuch).toMatchObject({ code: 'ALLOCATION_EXCEEDS_FUNDS' });
    const mended = await apply(scene, rows(['a', '100.00'], ['b', '200.00'], ['c', '300.00']));
    expect(mended.map(({ place, again = false }) => [place?.sheet, place?.line, again])).toEqual([
      ['Fördela', 4, true],
      ['Fördela', 5, false],
      ['Fördela', 6, false],
    ]);
    const another = rows(['a', '100.00']).map(
      (sheet) =>
      sheet.name === 'Formulär' ? { ...sheet, rows: [...(sheet.rows as never[])].map((row, at) => (at === 2 ? ([row[0], { kind: 'text', text: 'nr-2' }] as never) : row)) } : sheet, // prettier-ignore
    );
    expect(await apply(scene, another).catch((error: unknown) => error)).toMatchObject({ code: 'ALLOCATION_EXISTS' });
  });

  it('are carried out not at all where a cell is faulty', async () => {
    const scene = await opened();
    const before = await scene.book.log.lastPosition();
    const refusal = await apply(scene, rows(['a', '1.00'], ['B', '1.00'])).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'FORM_CELL_FAULTY', details: { count: 1 } });
    expect((refusal as DomainError).details['all']).toEqual([
      'Fördela!D5: Tilldelning: här väntas ett id av små bokstäver a–z, siffror och bindestreck',
    ]);
    expect(await scene.book.log.lastPosition()).toBe(before);
  });

  it('can be read without being carried out', async () => {
    const scene = await opened();
    const commands = await save(scene, rows(['a', '1.00']));
    expect([...readOnly(commands)]).toEqual([{ type: 'AllocateFunds', place: { sheet: 'Fördela', line: 4 } }]);
    expect(await scene.book.log.lastPosition()).toBe(1);
  });

  it('are asked for by kinds that there are', async () => {
    const scene = await opened();
    const form = (kind: string) => ({ kind, path: join(scene.data, 'f.xlsx'), number: 'n' });
    await expect(writeForm(form('nonsense'))).rejects.toMatchObject({ code: 'FORM_KIND_UNKNOWN' });
    await writeForm(form('Beslut'));
    await expect(writeForm(form('decisions'))).rejects.toMatchObject({ code: 'OUTPUT_EXISTS' });
    const { path } = await writeForm({ ...form('openbook'), overwrite: true });
    await expect(commandsOf({ path, bytes: readFileSync(path) })).rejects.toMatchObject({ code: 'FORM_EMPTY' });
  });
});
