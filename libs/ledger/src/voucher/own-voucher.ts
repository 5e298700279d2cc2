import type { z } from 'zod';

import { DomainError, type LocalDate, Money, type Period } from '#kernel';

import { roles } from '../book/account-roles.js';
import { type BookState, type OpenedBook, refuseOutsideYear } from '../book/book.js';
import type { Matcher } from '../project-code/matcher.js';
import type { CodeFacts } from '../project-code/project-code.events.js';
import { isPostedRole } from './costs.js';
import { recordVoucher } from './record-voucher.js';
import { type IntakeRules, publicObjects, type SourceLine, type SourceVoucher } from './source-voucher.js';
import type { voucherCommands } from './voucher.commands.js';
import type { VoucherEvent } from './voucher.events.js';

type RecordVoucher = z.output<(typeof voucherCommands)['RecordVoucher']>;

/** What a voucher keyed in by hand rests on. */
export interface OwnVoucherLookup {
  readonly book: BookState;
  readonly matcher: Matcher;
  /** The use period of a grant; null where the grant has none that we know of. */
  readonly usePeriodOf: (grant: string) => Period | null;
}

/** A voucher keyed in by hand: here the rules refuse that elsewhere make a finding. */
export function recordOwnVoucher(command: RecordVoucher, lookup: OwnVoucherLookup): readonly VoucherEvent[] {
  const book = ownBook(command.book, lookup.book);
  refuseMalformed(command, book);
  const privateDimensions = new Set(book.facts.privateDimensions);
  const { matcher } = lookup;
  const rules: IntakeRules = { matcher, roleOf: roles(book), privateDimensions, form: 'whole', acceptChanges: false };
  const source = sourceOf(command);
  for (const line of source.lines) refuseLine(line, command.date, { ...rules, usePeriodOf: lookup.usePeriodOf });
  return recordVoucher(source, rules).events;
}

function ownBook(book: string, state: BookState): OpenedBook {
  if (state.status === 'unopened') throw new DomainError('BOOK_UNKNOWN', { book });
  if (state.facts.kind !== 'own') throw new DomainError('BOOK_NOT_OWN', { book });
  return state;
}

function refuseMalformed({ date, series, number, lines }: RecordVoucher, { facts, lockedThrough }: OpenedBook): void {
  if (lines.length < 2) throw new DomainError('VOUCHER_WITHOUT_LINES', { series, number });
  const difference = Money.sum(lines.map(({ amount }) => amount));
  if (!difference.isZero) throw new DomainError('VOUCHER_UNBALANCED', { series, number, difference });
  refuseOutsideYear(facts, date);
  if (lockedThrough !== null && !date.isAfter(lockedThrough)) throw new DomainError('PERIOD_LOCKED', { lockedThrough });
}

type LineRules = IntakeRules & Pick<OwnVoucherLookup, 'usePeriodOf'>;

function refuseLine({ ordinal: line, account, objects }: SourceLine, date: LocalDate, rules: LineRules): void {
  const role = rules.roleOf(account);
  if (role === null) throw new DomainError('ACCOUNT_WITHOUT_ROLE', { account, line });
  // Only what would be posted must be right for the grant; a payment may be coded as its invoice was.
  if (!isPostedRole(role)) return;
  const [code, second] = rules.matcher.claims(publicObjects(objects, rules.privateDimensions), date.toString());
  if (second !== undefined) {
    const first = code?.projectCode ?? null;
    throw new DomainError('LINE_CLAIMED_TWICE', { line, first, second: second.projectCode });
  }
  if (code !== undefined) refuseUnderCode(code, date, rules);
}

function refuseUnderCode(
  { projectCode, lastDay, grant }: CodeFacts,
  date: LocalDate,
  { usePeriodOf }: LineRules,
): void {
  if (lastDay !== null && date.toString() > lastDay)
    throw new DomainError('CODE_CLOSED', { projectCode, lastDay, date });
  const use = usePeriodOf(grant);
  if (use !== null && !date.isWithin(use)) {
    throw new DomainError('OUTSIDE_USE_PERIOD', { date, from: use.from, to: use.to });
  }
}

function sourceOf({ book, series, number, date, registered, text, lines }: RecordVoucher): SourceVoucher {
  return {
    ...{ book, series, number, date: date.toString(), registered: registered?.toString() ?? null, scope: 'all', text },
    lines: lines.map(({ account, dimensions, amount, text: ofLine }, index) => ({
      ...{ ordinal: index + 1, account, ore: amount.ore, text: ofLine },
      objects: dimensions.map(({ dimension, code }) => [dimension, code] satisfies [string, string]),
    })),
  };
}
