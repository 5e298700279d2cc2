import type { z } from 'zod';

import { DomainError, type LocalDate, Money } from '#kernel';

import { type BookState, type OpenedBook, refuseOutsideYear } from '../book/book.js';
import type { CodeFacts } from '../project-code/project-code.events.js';
import { isPostedRole } from './costs.js';
import { recordVoucher } from './record-voucher.js';
import type { SourceLine, SourceVoucher } from './source-voucher.js';
import type { VoucherLookup } from './voucher-lookup.js';
import type { voucherCommands } from './voucher.commands.js';
import type { VoucherEvent } from './voucher.events.js';

type RecordVoucher = z.output<(typeof voucherCommands)['RecordVoucher']>;

/** A voucher keyed in by hand: here the rules refuse that elsewhere make a finding. */
export function recordOwnVoucher(command: RecordVoucher, lookup: VoucherLookup): readonly VoucherEvent[] {
  const book = ownBook(command.book, lookup.book);
  refuseMalformed(command, book);
  const privateDimensions = new Set(book.facts.privateDimensions);
  const source = sourceOf(command, privateDimensions);
  for (const line of source.lines) refuseLine(line, command.date, lookup);
  const { matcher, roleOf } = lookup;
  return recordVoucher(source, { matcher, roleOf, privateDimensions, form: 'whole', acceptChanges: false }).events;
}

function ownBook(book: string, state: BookState): OpenedBook {
  if (state.status === 'unopened') throw new DomainError('BOOK_UNKNOWN', { book });
  if (state.facts.kind !== 'own') throw new DomainError('BOOK_NOT_OWN', { book });
  return state;
}

function refuseMalformed({ date, series, number, lines }: RecordVoucher, { facts, lockedThrough }: OpenedBook): void {
  if (lines.length < 2) throw new DomainError('VOUCHER_WITHOUT_LINES', { series, number });
  const difference = Money.sum(lines.map(({ amount }) => amount));
  if (!difference.isZero) throw new DomainError('OWN_VOUCHER_UNBALANCED', { series, number, difference });
  refuseOutsideYear(facts, date);
  if (lockedThrough !== null && !date.isAfter(lockedThrough)) throw new DomainError('PERIOD_LOCKED', { lockedThrough });
}

function refuseLine({ ordinal: line, account, objects }: SourceLine, date: LocalDate, rules: VoucherLookup): void {
  const role = rules.roleOf(account);
  if (role === null) throw new DomainError('ACCOUNT_WITHOUT_ROLE', { account, line });
  // Only what would be posted must be right for the grant; a payment may be coded as its invoice was.
  if (!isPostedRole(role)) return;
  const [code, second] = rules.matcher.claims(objects, date.toString());
  if (second !== undefined) {
    const first = code?.projectCode ?? null;
    throw new DomainError('LINE_CLAIMED_TWICE', { line, first, second: second.projectCode });
  }
  if (code !== undefined) refuseUnderCode(code, date, rules);
}

function refuseUnderCode(
  { projectCode, lastDay, grant }: CodeFacts,
  date: LocalDate,
  { usePeriods }: VoucherLookup,
): void {
  if (lastDay !== null && date.toString() > lastDay) {
    throw new DomainError('CODE_CLOSED', { projectCode, lastDay, date });
  }
  const use = usePeriods.get(grant);
  if (use !== undefined && !date.isWithin(use)) {
    throw new DomainError('OUTSIDE_USE_PERIOD', { date, from: use.from, to: use.to });
  }
}

function sourceOf(command: RecordVoucher, isPrivate: ReadonlySet<string>): SourceVoucher {
  const { book, series, number, date, registered, text, lines } = command;
  return {
    ...{ book, series, number, date: date.toString(), registered: registered?.toString() ?? null, scope: 'all', text },
    lines: lines.map(({ account, dimensions, amount, text: ofLine }, index) => {
      const pairs = dimensions.map(({ dimension, code }) => [dimension, code] as const);
      return {
        ...{ ordinal: index + 1, account, ore: amount.ore, text: ofLine },
        objects: pairs.filter(([dimension]) => !isPrivate.has(dimension)),
        privateObjects: pairs.filter(([dimension]) => isPrivate.has(dimension)),
      };
    }),
  };
}
