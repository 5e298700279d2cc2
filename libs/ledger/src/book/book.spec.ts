import { describe, expect, it } from '@jest/globals';

import { fold } from '#kernel';
import { given } from '#spec-kit';

import { bookCommands } from './book.events.js';
import { askBook, BOOK, bookEvent, FACTS, opened, OPENING } from './book.fixture.js';
import { bookDecider } from './book.js';

const book = (...history: readonly ReturnType<typeof bookEvent>[]) => given(bookDecider, [opened, ...history]);
const nothing = given(bookDecider);
const locked = (through: string) => bookEvent('PeriodLocked', { book: BOOK, through });
const reopened = (through: string | null) => bookEvent('PeriodReopened', { book: BOOK, through });

describe('opening a book', () => {
  it('records it with what is usual where nothing else is said', () => {
    nothing.when(askBook('OpenBook', OPENING)).then([opened]);
  });

  it('happens once', () => {
    book().when(askBook('OpenBook', OPENING)).thenRefuses('BOOK_EXISTS');
  });

  it('refuses an account range that cannot be followed', () => {
    const range = (from: string, to: string) =>
      askBook('OpenBook', { ...OPENING, accountRoles: [{ from, to, role: 'cost' }] });
    nothing.when(range('5000', '4000')).thenRefuses('ROLE_RANGE_MALFORMED');
    nothing.when(range('40', '4999')).thenRefuses('ROLE_RANGE_MALFORMED');
  });

  it('comes before everything else', () => {
    nothing.when(askBook('AmendBook', OPENING)).thenRefuses('BOOK_UNKNOWN');
    nothing.when(askBook('RegisterChart', { book: BOOK, accounts: [] })).thenRefuses('BOOK_UNKNOWN');
    nothing.when(askBook('LockPeriod', { book: BOOK, through: '2026-01-31' })).thenRefuses('BOOK_UNKNOWN');
    nothing
      .when(askBook('ReopenPeriod', { book: BOOK, through: null, reason: 'Sen faktura' }))
      .thenRefuses('BOOK_UNKNOWN');
  });
});

describe('amending a book', () => {
  it('records the facts whole, and why beside them', () => {
    book()
      .when(askBook('AmendBook', { ...OPENING, form: 'extract', reason: 'Filen är ett urval' }))
      .then([bookEvent('BookAmended', { ...FACTS, form: 'extract' }, { reason: 'Filen är ett urval' })]);
    book()
      .when(askBook('AmendBook', OPENING))
      .then([bookEvent('BookAmended', FACTS)]);
  });

  it('leaves alone what recorded vouchers rest on', () => {
    book()
      .when(askBook('AmendBook', { ...OPENING, kind: 'own' }))
      .thenRefuses('BOOK_FACT_FIXED');
    book()
      .when(askBook('AmendBook', { ...OPENING, voucherIdentity: 'number+date' }))
      .thenRefuses('BOOK_FACT_FIXED');
    book()
      .when(askBook('AmendBook', { ...OPENING, privateDimensions: ['7', '8'] }))
      .thenRefuses('BOOK_FACT_FIXED');
  });

  it('may make one more dimension private', () => {
    const privateDimensions = ['7', '8', '9', '20'];
    book()
      .when(askBook('AmendBook', { ...OPENING, privateDimensions }))
      .then([bookEvent('BookAmended', { ...FACTS, privateDimensions })]);
  });

  it('refuses a malformed range, and a year without the day that is locked', () => {
    book()
      .when(askBook('AmendBook', { ...OPENING, accountRoles: [{ from: '2', to: '1', role: 'cost' }] }))
      .thenRefuses('ROLE_RANGE_MALFORMED');
    const financialYear = { from: '2026-05-01', to: '2026-12-31' };
    book(locked('2026-03-31'))
      .when(askBook('AmendBook', { ...OPENING, financialYear }))
      .thenRefuses('OUTSIDE_FINANCIAL_YEAR');
  });
});

describe('the chart', () => {
  const chart = (...accounts: { account: string; name: string; role?: 'cost' | 'internal' }[]) => ({
    book: BOOK,
    accounts,
  });
  const registered = bookEvent('ChartRegistered', chart({ account: '8411', name: 'Räntor', role: 'cost' }));

  it('is recorded as far as it says something new', () => {
    book()
      .when(askBook('RegisterChart', chart({ account: '6411', name: 'Material' })))
      .then([bookEvent('ChartRegistered', chart({ account: '6411', name: 'Material' }))]);
    book(registered)
      .when(askBook('RegisterChart', chart({ account: '8411', name: 'Räntor' })))
      .then([]);
    book(registered)
      .when(askBook('RegisterChart', chart({ account: '8411', name: 'Räntor' }, { account: '6411', name: 'Material' })))
      .then([bookEvent('ChartRegistered', chart({ account: '6411', name: 'Material' }))]);
  });

  it('leaves an account the role it has where it names none', () => {
    book(registered)
      .when(askBook('RegisterChart', chart({ account: '8411', name: 'Räntekostnader' })))
      .then([bookEvent('ChartRegistered', chart({ account: '8411', name: 'Räntekostnader', role: 'cost' }))]);
    book(registered)
      .when(askBook('RegisterChart', chart({ account: '8411', name: 'Räntor', role: 'internal' })))
      .then([bookEvent('ChartRegistered', chart({ account: '8411', name: 'Räntor', role: 'internal' }))]);
  });

  it('names an account once', () => {
    book()
      .when(askBook('RegisterChart', chart({ account: '6411', name: 'Material' }, { account: '6411', name: 'Annat' })))
      .thenRefuses('ACCOUNT_LISTED_TWICE');
  });

  it('grows with each that is registered', () => {
    const second = bookEvent('ChartRegistered', chart({ account: '6411', name: 'Material' }));
    const third = bookEvent('ChartRegistered', chart({ account: '8411', name: 'Räntekostnader', role: 'cost' }));
    const state = fold(bookDecider, [opened, registered, second, third]);
    expect(state).toMatchObject({ chart: [{ account: '6411' }, { account: '8411', name: 'Räntekostnader' }] });
  });
});

describe('the lock', () => {
  const lock = (through: string) => askBook('LockPeriod', { book: BOOK, through });
  const reason = 'Sen faktura';
  const reopen = (through: string | null) => askBook('ReopenPeriod', { book: BOOK, through, reason });

  it('moves forward', () => {
    book()
      .when(lock('2026-01-31'))
      .then([locked('2026-01-31')]);
    book(locked('2026-01-31'))
      .when(lock('2026-02-28'))
      .then([locked('2026-02-28')]);
    book(locked('2026-01-31')).when(lock('2026-01-31')).thenRefuses('PERIOD_ALREADY_LOCKED');
    book(locked('2026-01-31')).when(lock('2026-01-15')).thenRefuses('PERIOD_ALREADY_LOCKED');
  });

  it('lies within the financial year', () => {
    book().when(lock('2025-12-31')).thenRefuses('OUTSIDE_FINANCIAL_YEAR');
    book().when(lock('2027-01-01')).thenRefuses('OUTSIDE_FINANCIAL_YEAR');
    book(locked('2026-01-31')).when(reopen('2025-12-31')).thenRefuses('OUTSIDE_FINANCIAL_YEAR');
  });

  it('moves back only for a reason, and to a day before it', () => {
    for (const through of ['2026-01-31', null]) {
      book(locked('2026-02-28'))
        .when(reopen(through))
        .then([bookEvent('PeriodReopened', { book: BOOK, through }, { reason })]);
    }
    for (const told of [{}, { reason: '' }]) {
      const asked = { book: BOOK, through: null, ...told };
      expect(bookCommands.ReopenPeriod.safeParse(asked).success).toBe(false);
    }
    book(locked('2026-02-28')).when(reopen('2026-02-28')).thenRefuses('PERIOD_NOT_LOCKED');
    book(locked('2026-02-28'), reopened(null)).when(reopen(null)).thenRefuses('PERIOD_NOT_LOCKED');
    book(locked('2026-02-28'), reopened('2026-01-31'))
      .when(lock('2026-02-28'))
      .then([locked('2026-02-28')]);
  });
});
