import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, it } from '@jest/globals';

import { BOOK } from '../scene.fixture.js';
import { Years } from './pruning.fixture.js';

const LINES = `SELECT l.lines FROM voucher v JOIN voucher_lines l ON l.voucher = v.voucher
  WHERE (v.book = ?) = ? ORDER BY v.voucher`;

it('the file of the rows holds nothing of a year that went, though its rows were built again before', async () => {
  const years = await Years.begin();
  const { scene } = years;
  const { models } = scene.book;
  try {
    await scene.book.moment();
    await models.rebuild();
    const linesOf = async (isOfYear: 0 | 1) =>
      (await models.db.all<{ readonly lines: string }>(LINES, [BOOK, isOfYear])).map(({ lines }) => lines);
    const going = await linesOf(1);
    await years.prune();
    await scene.book.moment();
    const staying = new Set(await linesOf(0));
    const gone = going.filter((lines) => !staying.has(lines));
    expect(gone.length).toBeGreaterThan(0);
    const bytes = ['read.db', 'read.db-wal'].map((name) => readFileSync(join(scene.book.dir, name), 'latin1')).join('');
    const latin = (text: string) => Buffer.from(text).toString('latin1');
    expect([...staying].some((lines) => bytes.includes(latin(lines)))).toBe(true);
    expect(gone.filter((lines) => bytes.includes(latin(lines)))).toEqual([]);
  } finally {
    await scene.close();
  }
});
