import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { balance, codeIsKnown, extract } from './cost-ledger.query.js';
import { endedImports, imports, openImport } from './imports.query.js';
import { books, grants, programmes, projectCodes } from './lists.query.js';
import type { Moment } from './moment.js';
import type { Rows } from './rows.js';
import { BOOK, GRANT, Story } from './story.fixture.js';
import { touchedVouchers } from './touched-vouchers.query.js';
import { voucherKeys, vouchers } from './vouchers.query.js';

const A = { 6: '28101' };
let story: Story;

beforeEach(async () => {
  story = new Story();
  await story.begin();
});
afterEach(() => story.close());

async function now(): Promise<{ readonly db: Rows; readonly moment: Moment }> {
  const models = story.models();
  return { db: models.db, moment: { position: await models.catchUp() } };
}

describe('an extract', () => {
  it('has every line that the code means, of whatever role, with running balance', async () => {
    await story.code('kod', '28101');
    await story.take({
      number: '10',
      date: '2026-03-01',
      lines: [
        ['5011', A, '100.00'],
        ['5011', {}, '1.00'],
      ],
    });
    await story.take({
      number: '9',
      date: '2026-03-01',
      lines: [
        ['3511', A, '-40.00'],
        ['1911', A, '40.00'],
      ],
    });
    await story.take({ number: '1', date: '2026-04-01', registered: '2026-04-02', lines: [['5011', A, '-0.50']] });
    const { db, moment } = await now();
    const { rows, total } = await extract(db, 'kod', moment);
    expect(
      rows.map(({ number, line, account, role, amount, balance: runs }) => [number, line, account, role, amount, runs]),
    ).toEqual([
      ['9', 1, '3511', 'grant-income', '-40.00', '-40.00'],
      ['9', 2, '1911', 'balance', '40.00', '0.00'],
      ['10', 1, '5011', 'cost', '100.00', '100.00'],
      ['1', 1, '5011', 'cost', '-0.50', '99.50'],
    ]);
    expect(total).toBe('99.50');
    expect(await balance(db, 'kod', { ...moment, perDate: '2026-03-31' })).toMatchObject({
      accounts: [
        { account: '1911', amount: '40.00' },
        { account: '3511', amount: '-40.00' },
        { account: '5011', amount: '100.00' },
      ],
      months: [
        { month: '2026-03', account: '1911' },
        { month: '2026-03', account: '3511' },
        { month: '2026-03', account: '5011' },
      ],
      total: '100.00',
    });
    expect(await codeIsKnown(db, 'kod', moment)).toBe(true);
    expect(await codeIsKnown(db, 'kod', { position: 3 })).toBe(false);
  });

  it('finds lines by any coding of a code that is opened late', async () => {
    await story.take({
      number: '1',
      date: '2026-03-01',
      lines: [
        ['5011', { 1: '9', 6: '1' }, '1.00'],
        ['5011', { 1: '9' }, '2.00'],
      ],
    });
    await story.take({
      number: '2',
      date: '2026-03-01',
      lines: [
        ['5011', { 1: '9"' }, '4.00'],
        ['5011', { 9: '1' }, '8.00'],
      ],
    });
    const all = [{ dimension: '1', code: '9' }];
    await story.code('kod', '', {
      matches: [
        { book: BOOK, all },
        { book: BOOK, all: [{ dimension: '1', code: '9"' }] },
      ],
    });
    await story.code('bada', '', { matches: [{ book: BOOK, all: [...all, { dimension: '6', code: '1' }] }] });
    const { db, moment } = await now();
    expect((await extract(db, 'kod', moment)).total).toBe('7.00');
    expect((await extract(db, 'bada', moment)).total).toBe('1.00');
  });

  it('follows a code that is amended, and a book whose dimensions are', async () => {
    await story.take({ number: '1', date: '2026-03-01', lines: [['5011', { 6: '28101', 1: '9' }, '1.00']] });
    await story.take({ number: '2', date: '2026-03-01', lines: [['5011', { 6: '28102', 4: '11', 1: '9' }, '2.00']] });
    await story.code('kod', '28101');
    const before = await now();
    await story.code('kod', '28102');
    const after = await now();
    const numbers = async ({ db, moment }: typeof before) =>
      (await extract(db, 'kod', moment)).rows.map(({ number }) => number);
    await story.code('kod', '28102', { purposeAreas: [] });
    expect(await numbers(await now())).toEqual(['2']); // still the same line, once
    expect(await numbers(before)).toEqual(['1']);
    expect(await numbers(after)).toEqual(['2']);
    await story.amendBook({ dimensions: { costCentre: '6', project: '1', counterparty: '6' } });
    await story.code('annan', '9', {
      matches: [{ book: BOOK, all: [{ dimension: '1', code: '9' }], from: '2026-02-01', to: '2026-12-31' }],
    });
    const { db, moment } = await now();
    expect((await extract(db, 'annan', moment)).rows.map(({ number }) => number)).toEqual(['1', '2']);
    expect(await touchedVouchers(db, 'annan', moment)).toEqual([
      { book: BOOK, series: 'LR', number: '1' },
      { book: BOOK, series: 'LR', number: '2' },
    ]);
  });
});

describe('the recorded vouchers', () => {
  beforeEach(async () => {
    await story.code('kod', '28101');
    await story.take({
      number: '10',
      date: '2026-01-02',
      registered: '2026-01-20',
      lines: [
        ['5011', A, '100.00'],
        ['1911', {}, '-100.00'],
      ],
    });
    await story.take({ number: '9', date: '2026-01-03', registered: '2026-01-20', lines: [['5011', {}, '5.00']] });
    await story.take({
      series: 'LB',
      number: '1',
      date: '2026-02-01',
      lines: [
        ['5011', {}, '7.00'],
        ['5011', A, '2.00'],
      ],
    });
  });

  it('come in grundbok order, a page at a time', async () => {
    const { db, moment } = await now();
    const all = await vouchers(db, {}, moment);
    expect(all.map(({ series, number }) => `${series} ${number}`)).toEqual(['LR 9', 'LR 10', 'LB 1']);
    expect(all[1]).toEqual({
      ...{ book: BOOK, series: 'LR', number: '10', date: '2026-01-02', registered: '2026-01-20' },
      ...{ lines: 2, debit: '100.00', credit: '100.00', withdrawn: false },
    });
    const [first] = await vouchers(db, { limit: 1 }, moment);
    expect(await vouchers(db, { limit: 1, after: first }, moment)).toEqual(all.slice(1, 2));
    expect(await vouchers(db, { projectCode: 'kod', from: '2026-02-01' }, moment)).toEqual(all.slice(2));
    expect(await vouchers(db, { book: BOOK, to: '2026-01-02' }, moment)).toEqual(all.slice(1, 2));
    expect(await vouchers(db, { book: 'annan' }, moment)).toEqual([]);
    expect(await vouchers(db, {}, { ...moment, perDate: '2026-01-31' })).toEqual(all.slice(0, 2));
  });

  it('show that one is withdrawn, and are known by their keys', async () => {
    await story.withdraw('9');
    const { db, moment } = await now();
    expect(await vouchers(db, { to: '2026-01-03', from: '2026-01-03' }, moment)).toMatchObject([
      { number: '9', lines: 0, debit: '0.00', withdrawn: true },
    ]);
    const keys = [];
    for await (const some of voucherKeys(db, BOOK)) keys.push(...some);
    expect(keys).toEqual([
      { book: BOOK, series: 'LB', number: '1', date: '2026-02-01', withdrawn: false },
      { book: BOOK, series: 'LR', number: '10', date: '2026-01-02', withdrawn: false },
      { book: BOOK, series: 'LR', number: '9', date: '2026-01-03', withdrawn: true },
    ]);
  });

  it('count from the last part on where one is recorded in parts', async () => {
    const part = (number: number) => ({
      type: 'VoucherRecorded',
      data: {
        ...{ book: BOOK, series: 'X', number: '1', date: '2026-03-01', registered: null, scope: 'all' },
        lines: [{ line: number, account: '5011', objects: [['6', '28101']], amount: '1.00' }],
        part: { number, of: 3 },
      },
    });
    const [first] = await story.happened(`voucher-${BOOK}-X-1`, part(1), part(2), part(3));
    const { db, moment } = await now();
    const position = first?.position ?? 0;
    expect((await extract(db, 'kod', { position: position + 1 })).total).toBe('102.00');
    expect((await extract(db, 'kod', moment)).rows.slice(-3).map(({ line, source }) => [line, source])).toEqual([
      [1, position],
      [2, position + 1],
      [3, position + 2],
    ]);
    expect(await vouchers(db, { from: '2026-03-01' }, moment)).toMatchObject([{ number: '1', lines: 3 }]);
    expect(await vouchers(db, { from: '2026-03-01' }, { position: position + 1 })).toEqual([]);
  });
});

describe('the lists', () => {
  it('say what there is at a moment', async () => {
    await story.allocate('halsoval', '10.00');
    await story.code('kod', '28101', { allocation: 'halsoval' });
    const { db, moment } = await now();
    expect(await grants(db, moment)).toEqual([
      { grant: GRANT, programme: { id: 'god-och-nara-vard', year: 2026 }, position: 3 },
    ]);
    expect(await grants(db, { position: 2 })).toEqual([]);
    expect(await programmes(db, moment)).toMatchObject([
      { version: 1, title: expect.stringContaining('vård'), position: 1 },
    ]);
    expect(await books(db, moment)).toMatchObject([{ book: BOOK, lockedThrough: null, chart: [], position: 2 }]);
    expect(await projectCodes(db, moment)).toMatchObject([
      { projectCode: 'kod', allocation: 'halsoval', pot: 'region-population', revision: 0, lastDay: null, position: 5 },
    ]);
  });

  it('keep what a chart and a lock have said of a book', async () => {
    await story.registerChart({ account: '7011', name: 'Resor', role: 'cost' });
    await story.lock('2026-01-31');
    await story.happened(`book-${BOOK}`, {
      type: 'ChartRegistered',
      data: { book: BOOK, accounts: [{ account: '7011', name: 'Tågresor' }] },
    });
    const locked = await now();
    expect(await books(locked.db, locked.moment)).toMatchObject([
      { lockedThrough: '2026-01-31', chart: [{ account: '7011', name: 'Tågresor', role: 'cost' }] },
    ]);
    await story.happened(`book-${BOOK}`, { type: 'PeriodReopened', data: { book: BOOK, through: null } });
    const { db, moment } = await now();
    expect(await books(db, moment)).toMatchObject([{ lockedThrough: null }]);
  });

  it('know the imports of a file: begun, completed, and how often', async () => {
    const sha256 = 'a'.repeat(64);
    await story.importStarted('i1', { sha256 });
    const begun = await now();
    expect(await openImport(begun.db, BOOK, sha256)).toBe('i1');
    expect(await endedImports(begun.db, BOOK, sha256)).toBe(0);
    await story.importCompleted('i1', { sha256 });
    const { db, moment } = await now();
    expect([await openImport(db, BOOK, sha256), await endedImports(db, BOOK, sha256)]).toEqual([null, 1]);
    expect(await imports(db, moment, BOOK)).toMatchObject([{ import: 'i1', completed: { position: moment.position } }]);
    expect(await imports(db, begun.moment)).toMatchObject([{ import: 'i1', completed: null }]);
    expect(await imports(db, moment, 'annan')).toEqual([]);
  });
});
