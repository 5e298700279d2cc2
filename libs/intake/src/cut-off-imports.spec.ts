import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

import { Bidragsbok } from './bidragsbok.js';
import { importLedger, importSie } from './imports.js';
import { BOOK, Scene } from './scene.fixture.js';
import { csvOf, MAPPING, sieOf, type YearVoucher } from './year-of-files.fixture.js';

jest.setTimeout(120_000);

const yearOf = (amount: (number: number) => number, isThere: (number: number) => boolean): readonly YearVoucher[] =>
  Array.from({ length: 600 }, (_, at) => at + 1)
    .filter(isThere)
    .map((number) => {
      const line = { account: '7411', costCentre: '31000', project: '28101', ore: amount(number) };
      const contra = { account: '2511', costCentre: '', project: '', ore: -amount(number) };
      return { series: 'LR', number, date: '2026-04-01', lines: [line, contra] };
    });
const early = yearOf(
  () => 100,
  (number) => number <= 400,
);
/** Some vouchers are changed, two are gone, and some are new: three batches of them. */
const late = yearOf(
  (number) => (number % 100 === 0 ? 200 : 100),
  (number) => number !== 7 && number !== 350,
);
/** An import's start, its three batches, two vouchers that are gone, its end. */
const APPENDS = 7;

const folders = mkdtempSync(join(tmpdir(), 'bidragsbok-cut-off-'));
let begun: Scene;
let copies = 0;

beforeAll(async () => {
  begun = await Scene.begin();
  await importSie({ file: begun.file(sieOf(early)), to: begun.book, book: BOOK });
  await begun.book.close();
});
afterAll(() => {
  for (const folder of [folders, begun.data]) rmSync(folder, { recursive: true });
});

/** A book of its own that holds the early file. */
function copy(): string {
  const data = join(folders, (copies++).toString());
  cpSync(begun.data, data, { recursive: true });
  return data;
}

const writers = {
  sie: { write: sieOf, name: 'late.se' },
  csv: { write: (vouchers: readonly YearVoucher[]) => csvOf(vouchers, 'account'), name: 'late.csv' },
};
type Format = keyof typeof writers;

/** Takes the late file in by a process that knows nothing but the folder; the power fails where `append` throws. */
async function take(format: Format, data: string, append?: (whole: () => Promise<unknown>) => Promise<void>) {
  const book = await Bidragsbok.open({ ...begun.options, data });
  try {
    const whole = book.log.append.bind(book.log);
    book.log.append = async (...given) => {
      const events: { now?: Awaited<ReturnType<typeof whole>> } = {};
      const work = async () => (events.now = await whole(...given));
      await (append ?? work)(work);
      return events.now ?? [];
    };
    const { write, name } = writers[format];
    const order = { file: begun.file(write(late), name), to: book, book: BOOK, acceptChanges: true };
    const saved = { mapping: 'huvudbok', revision: 0 };
    const report = await (format === 'sie' ? importSie(order) : importLedger({ ...order, mapping: MAPPING, saved }));
    const { vouchers, lines, debit, credit } = report;
    const types: Record<string, number> = {};
    for (const { type } of await book.log.readAll(0, 100_000)) types[type] = (types[type] ?? 0) + 1;
    const digest = await book.models.digest();
    await book.models.rebuild();
    expect(await book.models.digest()).toBe(digest);
    return { vouchers, lines, debit, credit, types, digest, position: report.position };
  } finally {
    await book.close();
  }
}

describe.each<Format>(['sie', 'csv'])('an import of %s', (format) => {
  it('that is cut off at any of its appends is completed by the same call, as if it had never been', async () => {
    let appends = 0;
    const whole = await take(format, copy(), async (work) => {
      appends += 1;
      await work();
    });
    expect(appends).toBe(APPENDS);
    expect(whole.vouchers).toMatchObject({ taken: 200, changed: 4, missing: 2 });

    for (let nth = 1; nth <= APPENDS; nth++) {
      // After its end it is done, and the same call takes the file in once more.
      for (const when of nth < APPENDS ? (['before', 'after'] as const) : (['before'] as const)) {
        const data = copy();
        let at = 0;
        const cut = take(format, data, async (work) => {
          at += 1;
          if (at < nth || when === 'after') await work();
          if (at === nth) throw new Error('the power fails');
        });
        await expect(cut).rejects.toThrow('the power fails');
        expect({ nth, when, ...(await take(format, data)) }).toEqual({ nth, when, ...whole });
      }
    }
  });
});
