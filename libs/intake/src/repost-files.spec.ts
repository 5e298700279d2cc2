import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { figuresDigest } from '#read-models';

import { repost } from './repost.js';
import { BOOK, bookFacts, CODE, codeFacts, GRANT, match, Scene } from './scene.fixture.js';
import { cost, sieFile, voucher } from './sie.fixture.js';

const LATE = 'gnv26-sen';
const late = (other: object = {}) => codeFacts({ projectCode: LATE, matches: [match('28999')], ...other });
const scope = { scope: 'grant' };
const mixed = voucher(
  ['LR 5', '2026-02-05'],
  [
    ['7411', '6 "28101"', '10.00'],
    ['7411', '6 "28999"', '20.00'],
    ['2511', '', '-30.00'],
  ],
);
const year = [
  cost(['LR 1', '2026-01-10'], '100.00'),
  cost(['LR 2', '2026-02-10'], '200.00', '28999'),
  cost(['LR 3', '2026-03-10'], '400.00', '28888'),
  mixed,
];
const made = (day: string) => ({ program: `#PROGRAM "Ekonomisystemet" 1.0\r\n#GEN ${day}` });

const scenes: Scene[] = [];
async function begin(book: object = scope): Promise<Scene> {
  const scene = await Scene.begin(book);
  scenes.push(scene);
  return scene;
}
afterEach(async () => {
  for (const one of scenes.splice(0)) await one.close();
});
const digest = async ({ book }: Scene) => await figuresDigest(book.models.db, await book.moment());

describe('what scope grant left out', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await begin();
    await scene.take(year);
  });

  it('is taken out of the kept file when a code is opened, as if the code had been open before', async () => {
    const before = await scene.book.log.lastPosition();
    await scene.tell('OpenProjectCode', late());
    const report = await repost(scene.book, { projectCode: LATE });
    expect(report.files).toMatchObject([{ book: BOOK, vouchers: 2, taken: 1, extended: 1 }]);
    const other = await begin();
    await other.tell('OpenProjectCode', late());
    await other.take(year);
    expect(await digest(scene)).toBe(await digest(other));
    expect((await scene.figures()).used).toBe('330.00');
    expect((await scene.figures(before.toString())).used).toBe('110.00');
    const [taken] = (await scene.events('VoucherRecorded')).slice(-1);
    const [started] = await scene.events('ImportStarted');
    expect(taken?.data).toMatchObject({
      number: '2',
      import: (started?.data as { import: string }).import,
      fileLine: 11,
    });
    expect((await repost(scene.book)).files).toMatchObject([{ taken: 0, extended: 0 }]);
    expect((await scene.takeFile(scene.file(sieFile(year)))).vouchers).toMatchObject({ known: 3, outOfScope: 1 });
  });

  it('is told by a dry run, which writes nothing', async () => {
    await scene.tell('OpenProjectCode', late());
    const position = await scene.book.log.lastPosition();
    const report = await repost(scene.book, { dryRun: true });
    expect(report).toMatchObject({ position, files: [{ vouchers: 3, taken: 1, extended: 1 }] });
    expect(await scene.book.log.lastPosition()).toBe(position);
  });

  it('is looked for anew when a code means another project, moves to another code from a day, or a role changes', async () => {
    await scene.tell('AmendProjectCode', codeFacts({ matches: [{ ...match('28101'), to: '2026-01-31' }] }));
    await scene.tell('OpenProjectCode', late({ matches: [{ ...match('28101'), from: '2026-02-01' }, match('28888')] }));
    const accountRoles = [{ from: '2511', to: '2511', role: 'grant-liability' }, ...bookRoles];
    await scene.tell('AmendBook', bookFacts({ ...scope, accountRoles }));
    await repost(scene.book);

    const other = await begin({ ...scope, accountRoles });
    await other.tell('AmendProjectCode', codeFacts({ matches: [{ ...match('28101'), to: '2026-01-31' }] }));
    await other.tell('OpenProjectCode', late({ matches: [{ ...match('28101'), from: '2026-02-01' }, match('28888')] }));
    await other.take(year);
    expect(await digest(scene)).toBe(await digest(other));
    expect((await scene.figures()).used).toBe('510.00');
  });

  it('is not taken from an older file where a newer one speaks of it, whether that has it or not', async () => {
    const changed = cost(['LR 2', '2026-02-10'], '999.00', '28999');
    await scene.takeFile(scene.file(sieFile([cost(['LR 1', '2026-01-10'], '100.00'), changed, year[2] ?? ''])));
    await scene.tell('OpenProjectCode', late({ matches: [match('28999')] }));
    const { files } = await repost(scene.book);
    expect(files).toMatchObject([{ taken: 1, extended: 0 }]);
    // The newer file ends in March, speaks of all of it, and no longer says LR 5.
    expect((await scene.figures()).used).toBe('1109.00');
    expect((await scene.findings()).map(({ code }) => code)).toContain('VOUCHERS_MISSING');
  });

  it('is taken from the newest file by what the files say of themselves', async () => {
    const old = cost(['LR 2', '2026-02-10'], '1.00', '28999');
    await scene.takeFile(scene.file(sieFile(year, made('20260601'))));
    await scene.takeFile(scene.file(sieFile([old, ...year.filter((_, at) => at !== 1)], made('20260501'))));
    await scene.tell('OpenProjectCode', late());
    await repost(scene.book);
    expect((await scene.figures()).used).toBe('330.00');
  });
});

describe('ERP codes that differ between the books of two years', () => {
  it('are looked for in the files of each', async () => {
    const scene = await begin();
    const next = { book: 'raindance-2027', financialYear: { from: '2027-01-01', to: '2027-12-31' } };
    await scene.tell('OpenBook', bookFacts({ ...scope, ...next }));
    await scene.take(year);
    const head = { year: '#RAR 0 20270101 20271231' };
    const january = sieFile([cost(['LR 1', '2027-01-10'], '7.00', '90001')], head);
    await scene.takeFile(scene.file(january, 'next.se'), { book: next.book });
    await scene.tell('OpenProjectCode', late({ matches: [match('28999'), match('90001', next.book)] }));
    const { files } = await repost(scene.book, { projectCode: LATE });
    expect(files).toMatchObject([
      { book: BOOK, taken: 1, extended: 1 },
      { book: next.book, taken: 1, extended: 0 },
    ]);
    expect((await scene.figures()).booked).toBe('337.00');
  });
});

describe('files of which everything was taken', () => {
  it('are not read again', async () => {
    const scene = await begin({ scope: 'all' });
    await scene.take(year);
    await scene.tell('OpenProjectCode', late());
    const { files, reposted } = await repost(scene.book);
    expect([files, reposted]).toEqual([[], 2]);
    expect(await scene.figures()).toMatchObject({ grant: GRANT, used: '330.00' });
    expect((await repost(scene.book, { projectCode: CODE })).files).toEqual([]);
  });
});

const bookRoles = [
  { from: '1000', to: '2999', role: 'balance' },
  { from: '4511', to: '4511', role: 'passed-on' },
  { from: '4000', to: '7999', role: 'cost' },
];
