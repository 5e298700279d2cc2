import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { figuresDigest } from '#read-models';

import { importLedger } from './imports.js';
import { BOOK, Scene } from './scene.fixture.js';
import { csvOf, MAPPING, sieOf, year, type YearVoucher } from './year-of-files.fixture.js';

const RUNS = 8;
type Format = 'sie' | 'csv' | 'by account';

async function on<Result>(work: (scene: Scene) => Promise<Result>, book: object = {}): Promise<Result> {
  const scene = await Scene.begin(book);
  try {
    return await work(scene);
  } finally {
    await scene.close();
  }
}

const digest = async ({ book }: Scene) => await figuresDigest(book.models.db, await book.moment());

async function take(scene: Scene, vouchers: readonly YearVoucher[], format: Format) {
  if (format === 'sie') return scene.takeFile(scene.file(sieOf(vouchers)), { acceptChanges: true });
  const file = scene.file(csvOf(vouchers, format === 'csv' ? 'voucher' : 'account'), 'books.csv');
  const by = { mapping: MAPPING, saved: { mapping: 'huvudbok', revision: 0 } };
  return importLedger({ ...{ file, to: scene.book, book: BOOK, acceptChanges: true }, ...by });
}

/** A file of some days of the year, and in which format it comes. */
const part = fc.record({
  from: fc.integer({ min: 0, max: 11 }),
  months: fc.integer({ min: 1, max: 12 }),
  format: fc.constantFrom<Format>('sie', 'csv', 'by account'),
});
const inMonths = (vouchers: readonly YearVoucher[], from: number, months: number) =>
  vouchers.filter(({ date }) => {
    const month = Number(date.slice(5, 7)) - 1;
    return month >= from && month < from + months;
  });

describe('a year of vouchers', () => {
  it('ends the same out of SIE, out of a list by voucher and out of one by account', () =>
    fc.assert(
      fc.asyncProperty(year, async (vouchers) => {
        const digests: string[] = [];
        for (const format of ['sie', 'csv', 'by account'] as const) {
          digests.push(
            await on(async (scene) => {
              const report = await take(scene, vouchers, format);
              expect(report.vouchers).toMatchObject({ read: vouchers.length, taken: vouchers.length });
              return digest(scene);
            }),
          );
        }
        expect(new Set(digests).size).toBe(1);
      }),
      { numRuns: RUNS },
    ));

  it('cut into overlapping files in any order, with one changed and one gone, ends as the whole year does', () =>
    fc.assert(
      fc.asyncProperty(
        year,
        fc.array(part, { minLength: 1, maxLength: 4 }),
        fc.tuple(fc.nat(), fc.nat()),
        async (before, parts, [gone, changed]) => {
          const left = before.filter((_, index) => index !== gone % before.length);
          const now = left.map((one, index) => (index === changed % left.length ? twice(one) : one));
          const whole = await on(async (scene) => {
            await take(scene, now, 'csv');
            return digest(scene);
          });
          const pieced = await on(async (scene) => {
            await take(scene, before, 'sie');
            for (const { from, months, format } of parts) {
              const some = inMonths(now, from, months);
              if (some.length > 0) await take(scene, some, format);
            }
            // The last word on what is gone at the edges has a file that speaks of the whole year.
            const file = scene.file(csvOf(now), 'year.csv');
            const covers = { from: '2026-01-01', to: '2026-12-31', series: ['LR', 'MA'] };
            const by = { mapping: MAPPING, saved: { mapping: 'huvudbok', revision: 0 } };
            const last = { file, to: scene.book, book: BOOK, acceptChanges: true, covers };
            const report = await importLedger({ ...last, ...by });
            expect(report.differences).toEqual([]);
            return digest(scene);
          });
          expect(pieced).toBe(whole);
        },
      ),
      { numRuns: RUNS },
    ));

  it('cut into files of one code each ends, as extracts, in the same costs in whatever order and overlap', () =>
    fc.assert(
      fc.asyncProperty(
        year,
        fc.array(part, { minLength: 2, maxLength: 5 }),
        fc.boolean(),
        async (vouchers, parts, turned) => {
          const codes = turned ? ['27010', '28101'] : ['28101', '27010'];
          const extracts = codes.map((code) => extractOf(vouchers, [code]));
          const pieced = await on(
            async (scene) => {
              for (const { from, months, format } of parts) {
                for (const extract of extracts) {
                  const some = inMonths(extract, from, months);
                  if (some.length > 0) await take(scene, some, format);
                }
              }
              for (const extract of extracts) if (extract.length > 0) await take(scene, extract, 'by account');
              return digest(scene);
            },
            { form: 'extract' },
          );
          const whole = await on(
            async (scene) => {
              const both = extractOf(vouchers, codes);
              if (both.length > 0) await take(scene, both, 'csv');
              return digest(scene);
            },
            { form: 'extract' },
          );
          expect(pieced).toBe(whole);
        },
      ),
      { numRuns: RUNS },
    ));
});

const twice = (one: YearVoucher): YearVoucher => ({
  ...one,
  lines: one.lines.map((line) => ({ ...line, ore: 2 * line.ore })),
});

/** The rows of these codes alone, without contra lines. */
const extractOf = (vouchers: readonly YearVoucher[], codes: readonly string[]): readonly YearVoucher[] =>
  vouchers
    .map((one) => ({ ...one, lines: one.lines.filter(({ project }) => codes.includes(project)) }))
    .filter(({ lines }) => lines.length > 0);
