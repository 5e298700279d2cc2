import { describe, it } from '@jest/globals';

import { fold } from '#kernel';
import { given } from '#spec-kit';

import { bookEvent, FACTS } from '../book/book.fixture.js';
import { bookDecider } from '../book/book.js';
import { codeOf, HALSOVAL } from '../project-code/project-code.fixture.js';
import {
  ask,
  halsoval,
  HALSOVAL_PROJECT,
  held,
  lookupOf,
  posted,
  recorded,
  REF,
  WHOLE_LINE,
} from './voucher.fixture.js';
import { voucherDecider } from './voucher.js';

const [dimension, code] = HALSOVAL_PROJECT;
const LINES = [
  {
    account: '6411',
    dimensions: [
      { dimension: '1', code: '31000' },
      { dimension, code },
    ],
    amount: '1000.01',
  },
  { account: '1931', amount: '-1000.01' },
];
const VOUCHER = { ...REF, date: '2026-03-02', registered: '2026-03-03', lines: LINES };
const record = (more: object = {}, lookup = lookupOf()) => ask('RecordVoucher', { ...VOUCHER, ...more }, lookup);
const nothing = given(voucherDecider);
const lines = [held(1, ['6411', '1000.01'], ['1', '31000'], HALSOVAL_PROJECT), held(2, ['1931', '-1000.01'])];

describe('a voucher keyed in by hand', () => {
  it('is recorded with what of it is a cost', () => {
    nothing.when(record()).then([recorded({ lines }), posted(halsoval, [WHOLE_LINE])]);
    nothing
      .when(record({ registered: undefined }))
      .then([recorded({ lines, registered: null }), posted(halsoval, [WHOLE_LINE])]);
  });

  it('keeps texts and objects that name people apart', () => {
    const [first, second] = LINES;
    const named = { ...second, dimensions: [{ dimension: '7', code: '12345' }], text: 'Lön' };
    nothing
      .when(record({ text: 'Utlägg', lines: [first, named] }))
      .then([
        recorded({ lines }, { text: 'Utlägg', lines: [[2, { text: 'Lön', objects: [['7', '12345']] }]] }),
        posted(halsoval, [WHOLE_LINE]),
      ]);
  });

  it('goes into a book of our own that is open', () => {
    const erp = fold(bookDecider, [bookEvent('BookOpened', FACTS)]);
    nothing.when(record({}, lookupOf([], { book: erp }))).thenRefuses('BOOK_NOT_OWN');
    nothing.when(record({}, lookupOf([], { book: bookDecider.initial }))).thenRefuses('BOOK_UNKNOWN');
  });

  it('has a number of its own, for ever', () => {
    given(voucherDecider, [recorded()]).when(record()).thenRefuses('VOUCHER_EXISTS');
    given(voucherDecider, [recorded(), { type: 'VoucherWithdrawn', data: REF }])
      .when(record())
      .thenRefuses('VOUCHER_EXISTS');
  });

  it('balances over two lines or more', () => {
    nothing.when(record({ lines: LINES.slice(0, 1) })).thenRefuses('VOUCHER_WITHOUT_LINES');
    nothing.when(record({ lines: [] })).thenRefuses('VOUCHER_WITHOUT_LINES');
    const skew = [LINES[0], { account: '1931', amount: '-1000.00' }];
    nothing.when(record({ lines: skew })).thenRefuses('OWN_VOUCHER_UNBALANCED');
  });

  it('lies in the financial year and after the lock', () => {
    nothing.when(record({ date: '2025-12-31' })).thenRefuses('OUTSIDE_FINANCIAL_YEAR');
    const locked = fold(bookDecider, [
      bookEvent('BookOpened', { ...FACTS, kind: 'own' }),
      bookEvent('PeriodLocked', { book: REF.book, through: '2026-03-02' }),
    ]);
    nothing.when(record({}, lookupOf(undefined, { book: locked }))).thenRefuses('PERIOD_LOCKED');
    nothing
      .when(record({ date: '2026-03-03' }, lookupOf([], { book: locked })))
      .then([recorded({ lines, date: '2026-03-03' })]);
  });

  it('has accounts whose role is known', () => {
    const unknown = [LINES[0], { account: '8999', amount: '-1000.01' }];
    nothing.when(record({ lines: unknown })).thenRefuses('ACCOUNT_WITHOUT_ROLE');
  });

  it('charges one open code, within the use period of its grant', () => {
    nothing.when(record({}, lookupOf([{ ...halsoval, lastDay: '2026-03-01' }]))).thenRefuses('CODE_CLOSED');
    nothing
      .when(record({}, lookupOf([halsoval, codeOf({ ...HALSOVAL, projectCode: 'second' })])))
      .thenRefuses('LINE_CLAIMED_TWICE');
    const use = { ...FACTS.financialYear, from: '2026-04-01' };
    const late = bookEvent('BookOpened', { ...FACTS, financialYear: use });
    const usePeriods = new Map(late.type === 'BookOpened' ? [['gnv-2026', late.data.financialYear]] : []);
    nothing.when(record({}, lookupOf([halsoval], { usePeriods }))).thenRefuses('OUTSIDE_USE_PERIOD');
  });

  it('may pay with a code what was a cost under it', () => {
    const paid = [
      { account: '2511', dimensions: [{ dimension, code }], amount: '1.00' },
      { account: '1931', amount: '-1.00' },
    ];
    nothing
      .when(record({ lines: paid }, lookupOf([{ ...halsoval, lastDay: '2026-03-01' }])))
      .then([recorded({ lines: [held(1, ['2511', '1.00'], HALSOVAL_PROJECT), held(2, ['1931', '-1.00'])] })]);
  });
});
