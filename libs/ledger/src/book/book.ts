import type { z } from 'zod';

import { type Decider, DomainError, type LocalDate } from '#kernel';

import type { BookRoles, ChartAccount } from './account-roles.js';
import type { AccountRoles, bookCommands, BookEvent, BookFacts } from './book.events.js';

/** A book that has been opened, as it stands: its facts, and what `roles` asks for. */
export interface OpenedBook extends BookRoles {
  readonly status: 'opened';
  readonly facts: BookFacts;
  /** The last day that is closed; null while none is. */
  readonly lockedThrough: LocalDate | null;
}
export type BookState = { readonly status: 'unopened' } | OpenedBook;

type Commands = typeof bookCommands;
type Data<Name extends keyof Commands> = z.output<Commands[Name]>;
/** A command on a book. */
export type BookCommand = {
  [Name in keyof Commands]: { readonly type: Name; readonly data: Data<Name> };
}[keyof Commands];

function decide(book: BookState, command: BookCommand): readonly BookEvent[] {
  if (command.type === 'OpenBook') return open(book, command.data);
  if (book.status === 'unopened') throw new DomainError('BOOK_UNKNOWN', { book: command.data.book });
  switch (command.type) {
    case 'AmendBook':
      return amend(book, command.data);
    case 'RegisterChart':
      return registerChart(book, command.data);
    case 'LockPeriod':
      return lock(book, command.data);
    case 'ReopenPeriod':
      return reopen(book, command.data);
  }
}

function open(book: BookState, facts: Data<'OpenBook'>): readonly BookEvent[] {
  if (book.status === 'opened') throw new DomainError('BOOK_EXISTS', { book: facts.book });
  refuseMalformedRanges(facts.accountRoles);
  return [{ type: 'BookOpened', data: facts }];
}

function amend(book: OpenedBook, { reason, ...facts }: Data<'AmendBook'>): readonly BookEvent[] {
  const { facts: now, lockedThrough } = book;
  // A voucher's stream is named by what its identity was, and kind decides whose rules it was recorded under.
  if (facts.kind !== now.kind) throw new DomainError('BOOK_FACT_FIXED', { field: 'kind' });
  if (facts.voucherIdentity !== now.voucherIdentity) {
    throw new DomainError('BOOK_FACT_FIXED', { field: 'voucherIdentity' });
  }
  // What was taken in as private is not in the public part, so it cannot become public afterwards.
  const stillPrivate = now.privateDimensions.every((dimension) => facts.privateDimensions.includes(dimension));
  if (!stillPrivate) throw new DomainError('BOOK_FACT_FIXED', { field: 'privateDimensions' });
  refuseMalformedRanges(facts.accountRoles);
  if (lockedThrough !== null) refuseOutsideYear(facts, lockedThrough);
  return [{ type: 'BookAmended', data: facts, ...(reason === undefined ? {} : { private: { reason } }) }];
}

/**
 * Records what the chart says anew; one that says nothing new is no event, so that every import may bring its own. An
 * account that is named without a role keeps the role it has.
 */
function registerChart({ chart }: OpenedBook, { book, accounts }: Data<'RegisterChart'>): readonly BookEvent[] {
  const names = accounts.map(({ account }) => account);
  const twice = names.find((account, index) => names.indexOf(account) < index);
  if (twice !== undefined) throw new DomainError('ACCOUNT_LISTED_TWICE', { account: twice });
  const known = new Map(chart.map((one) => [one.account, one]));
  const fresh = accounts.flatMap((one) => newsOf(one, known.get(one.account)));
  return fresh.length === 0 ? [] : [{ type: 'ChartRegistered', data: { book, accounts: fresh } }];
}

function newsOf(asked: ChartAccount, before: ChartAccount | undefined): ChartAccount[] {
  const after = chartedAfter(asked, before);
  return JSON.stringify(after) === JSON.stringify(before) ? [] : [after];
}

/** An account of the chart as it stands after another word on it: what that word leaves out stays as it was. */
export function chartedAfter(asked: ChartAccount, before: ChartAccount | undefined): ChartAccount {
  const { account, name, role = before?.role, type = before?.type } = asked;
  return { account, name, ...(role === undefined ? {} : { role }), ...(type === undefined ? {} : { type }) };
}

function lock({ facts, lockedThrough }: OpenedBook, { book, through }: Data<'LockPeriod'>): readonly BookEvent[] {
  refuseOutsideYear(facts, through);
  if (lockedThrough !== null && !through.isAfter(lockedThrough)) {
    throw new DomainError('PERIOD_ALREADY_LOCKED', { lockedThrough });
  }
  return [{ type: 'PeriodLocked', data: { book, through } }];
}

function reopen(state: OpenedBook, { reason, book, through }: Data<'ReopenPeriod'>): readonly BookEvent[] {
  const { facts, lockedThrough } = state;
  const movesBack = lockedThrough !== null && (through === null || through.isBefore(lockedThrough));
  if (!movesBack) throw new DomainError('PERIOD_NOT_LOCKED', { through });
  if (through !== null) refuseOutsideYear(facts, through);
  return [{ type: 'PeriodReopened', data: { book, through }, private: { reason } }];
}

function refuseMalformedRanges(ranges: AccountRoles): void {
  for (const { from, to } of ranges) {
    if (from.length !== to.length || from > to) throw new DomainError('ROLE_RANGE_MALFORMED', { from, to });
  }
}

/** Refuses a day outside the book's financial year. */
export function refuseOutsideYear({ financialYear }: BookFacts, date: LocalDate): void {
  if (date.isWithin(financialYear)) return;
  throw new DomainError('OUTSIDE_FINANCIAL_YEAR', { date, from: financialYear.from, to: financialYear.to });
}

function evolve(book: BookState, event: BookEvent): BookState {
  if (event.type === 'BookOpened') {
    const { accountRoles } = event.data;
    return { status: 'opened', facts: event.data, accountRoles, chart: [], lockedThrough: null };
  }
  if (book.status === 'unopened') return book;
  switch (event.type) {
    case 'BookAmended':
      return { ...book, facts: event.data, accountRoles: event.data.accountRoles };
    case 'ChartRegistered': {
      const named = new Set(event.data.accounts.map(({ account }) => account));
      return { ...book, chart: [...book.chart.filter(({ account }) => !named.has(account)), ...event.data.accounts] };
    }
    case 'PeriodLocked':
    case 'PeriodReopened':
      return { ...book, lockedThrough: event.data.through };
  }
}

/** One ERP ledger of one financial year: opened, amended, its chart, its locks. */
export const bookDecider: Decider<BookState, BookCommand, BookEvent> = {
  initial: { status: 'unopened' },
  decide,
  evolve,
};
