import { DomainError, oreToText, textToOre } from '#kernel';
import { matcher } from '#ledger';
import { type BookRow, books, codedSums, type Moment, payAccounts, projectCodes, unknownBook } from '#read-models';

import type { Bidragsbok } from '../bidragsbok.js';
import { pairedBy } from '../paired-by.js';
import { standingFiles } from '../standing-files.js';
import {
  type CellPart,
  codingOf,
  type NotOfCode,
  type PayrollCell,
  PayrollCells,
  type PayrollPeriod,
} from './payroll-cells.js';
import { type PayrollFile, payrollSie } from './payroll-sie.js';

/** A payroll file that is held against what is booked. */
export interface ReconcilePayroll {
  readonly file: string;
  /** Else the only one whose financial year has the file's days. */
  readonly book?: string | undefined;
  readonly period?: PayrollPeriod | undefined;
  readonly moment: Moment;
}

/**
 * How paid and booked agree: to the öre (`same`) or not (`differs`); the file has nothing there (`not-in-file`); the ledger, which has been
 * taken in for those days, has nothing (`not-booked`); nothing has been taken in for those days, so that nobody can say (`not-taken-in`).
 */
export type PayrollVerdict = 'same' | 'differs' | 'not-in-file' | 'not-booked' | 'not-taken-in';

/** What a voucher has of a total, in SEK as booked, and whether the other side has one of as much. */
export interface PayrollPart extends Omit<CellPart, 'ore'> {
  readonly amount: string;
  readonly paired: boolean;
}
/** A control total of pay. Amounts in SEK, debit positive; null where nobody has said anything, which is not zero. */
export interface ReconciledPay {
  readonly projectCode: string;
  readonly account: string;
  /** A month or a day. */
  readonly period: string;
  readonly codings: readonly string[];
  /** By the payroll file. */
  readonly paid: string | null;
  /** By the ledger. */
  readonly booked: string | null;
  /** paid − booked. */
  readonly difference: string | null;
  readonly verdict: PayrollVerdict;
  /** Whose turn it is; null where they agree. */
  readonly turn: 'finance' | 'payroll' | null;
  readonly vouchers: { readonly paid: readonly PayrollPart[]; readonly booked: readonly PayrollPart[] };
}
/** Lines of the file that no project code means. */
export interface UnclaimedPay {
  readonly account: string;
  readonly coding: string;
  readonly why: NotOfCode;
  readonly amount: string;
  readonly lines: number;
  /** The #VER of the first of them. */
  readonly fileLine: number;
}
/** A payroll file against the ledger. It names nobody. */
export interface PayrollReconciliation {
  readonly book: string;
  readonly period: PayrollPeriod;
  readonly file: Pick<PayrollFile, 'sha256' | 'program' | 'generated' | 'organisationNumber'> & {
    readonly vouchers: number;
    /** Those dated after the day that is asked for, which are not compared. */
    readonly later: number;
    readonly from: string;
    readonly to: string;
    /** What all its vouchers come to, in debit. */
    readonly debit: string;
  };
  readonly totals: {
    /** Under any project code, each line once. */
    readonly paid: string;
    /** What the differences that are known come to together. */
    readonly difference: string;
    readonly agree: number;
    readonly differ: number;
    /** Totals of which nobody can say how much they differ by. */
    readonly unknown: number;
  };
  readonly rows: readonly ReconciledPay[];
  readonly unclaimed: readonly UnclaimedPay[];
  readonly position: number;
  readonly perDate?: string;
}

/**
 * Holds the control totals of a payroll file (SIE 4I) against what is booked on the project codes, by code, account and month or day, as
 * both were at a moment. Writes nothing. Refuses with what `payrollSie` refuses with, PAYROLL_FILE_WITHOUT_VOUCHERS,
 * PAYROLL_FILE_BOOK_UNCLEAR, BOOK_UNKNOWN and FIGURES_PRUNED.
 */
export async function reconcilePayroll(to: Bidragsbok, asked: ReconcilePayroll): Promise<PayrollReconciliation> {
  const { moment, period = 'month' } = asked;
  const { db } = to.models;
  const all = await books(db, moment);
  const privateDimensions = all.flatMap((one) => one.privateDimensions);
  const read = await payrollSie(asked.file, { organisation: to.organisation, privateDimensions });
  const file = upTo(read, moment.perDate);
  const days = daysOf(file);
  const book = asked.book ?? bookOf(all, days);
  if (!all.some((one) => one.book === book)) await unknownBook(db, book);
  const codes = matcher(await projectCodes(db, moment), book);
  const cells = new PayrollCells(file, { matcher: codes, period, payAccounts: await payAccounts(db, book, moment) });
  const months = { book, from: `${days.from.slice(0, 7)}-01`, to: `${days.to.slice(0, 7)}-31` };
  for (const sum of await codedSums(db, months, moment)) cells.addBooked(sum);
  const isTakenIn = await takenIn(to, moment, book);
  const rows = cells.sorted().map((cell) => rowOf(cell, isTakenIn));
  return {
    ...{ book, period, file: told(read, file) },
    totals: totalsOf(cells, rows),
    rows,
    unclaimed: cells.unclaimed.map(({ objects, ore, ...sum }) => ({
      ...sum,
      coding: codingOf(objects),
      amount: oreToText(ore),
    })),
    ...moment,
  };
}

interface Days {
  readonly from: string;
  readonly to: string;
}

const upTo = (file: PayrollFile, day = '9999-12-31'): PayrollFile => ({
  ...file,
  vouchers: file.vouchers.filter(({ date }) => date <= day),
});

function daysOf({ vouchers }: PayrollFile): Days {
  const days = vouchers.map(({ date }) => date).sort();
  const [from, to] = [days[0], days.at(-1)];
  if (from === undefined || to === undefined) throw new DomainError('PAYROLL_FILE_WITHOUT_VOUCHERS');
  return { from, to };
}

function bookOf(all: readonly BookRow[], days: Days): string {
  const [book, another] = all.filter(({ financialYear: { from, to } }) => from <= days.from && days.to <= to);
  if (book === undefined || another !== undefined) throw new DomainError('PAYROLL_FILE_BOOK_UNCLEAR', { ...days });
  return book.book;
}

/** Whether a file of the ledger itself, which would have every booking of its days, has been taken in for a day. */
async function takenIn(to: Bidragsbok, moment: Moment, book: string): Promise<(day: string) => boolean> {
  const files = await standingFiles(to, moment, book);
  const spans = files.flatMap(({ isOfPreSystem, of: { completed } }) =>
    isOfPreSystem || completed.coverage === null ? [] : [completed.coverage],
  );
  return (day) => spans.some(({ from, to: last }) => from <= day && day <= last);
}

function rowOf(cell: PayrollCell, isTakenIn: (day: string) => boolean): ReconciledPay {
  const { projectCode, account, period, codings } = cell;
  const [paid, booked] = [sumOf(cell.paid), sumOf(cell.booked)];
  const verdict = verdictOf(cell, isTakenIn);
  return {
    ...{ projectCode, account, period, codings: [...codings].sort() },
    paid: paid === null ? null : oreToText(paid),
    booked: booked === null ? null : oreToText(booked),
    difference: differenceOf(verdict, paid, booked),
    verdict,
    turn: TURNS[verdict],
    vouchers: partsOf(cell),
  };
}

/** Whoever can tell what is missing: the payroll office what it has paid, the accountants what they have booked. */
const TURNS: Readonly<Record<PayrollVerdict, ReconciledPay['turn']>> = {
  same: null,
  differs: 'finance',
  'not-booked': 'finance',
  'not-taken-in': 'finance',
  'not-in-file': 'payroll',
};

function verdictOf({ paid, booked }: PayrollCell, isTakenIn: (day: string) => boolean): PayrollVerdict {
  if (paid.length === 0) return 'not-in-file';
  if (booked.length === 0) return paid.every(({ date }) => isTakenIn(date)) ? 'not-booked' : 'not-taken-in';
  return sumOf(paid) === sumOf(booked) ? 'same' : 'differs';
}

/** A ledger that was taken in for the days and has nothing there lacks all of it; what nobody has said differs by nobody knows what. */
function differenceOf(verdict: PayrollVerdict, paid: number | null, booked: number | null): string | null {
  if (paid === null || verdict === 'not-taken-in') return null;
  return oreToText(paid - (booked ?? 0));
}

const sumOf = (parts: readonly CellPart[]): number | null =>
  parts.length === 0 ? null : parts.reduce((sum, { ore }) => sum + ore, 0);

/** Vouchers of as much on both sides explain each other, those of the same day first; what is left is what differs. */
function partsOf({ paid, booked }: PayrollCell): ReconciledPay['vouchers'] {
  const byDay = pairedBy(paid, booked, ({ date, ore }) => JSON.stringify([date, ore]));
  const bySum = pairedBy(byDay.ones, byDay.others, ({ ore }) => ore.toString());
  const alone = new Set([...bySum.ones, ...bySum.others]);
  const tell = (part: CellPart): PayrollPart => {
    const { ore, ...named } = part;
    return { ...named, amount: oreToText(ore), paired: !alone.has(part) };
  };
  return { paid: paid.map(tell), booked: booked.map(tell) };
}

function told(read: PayrollFile, { vouchers }: PayrollFile): PayrollReconciliation['file'] {
  const { sha256, program, generated, organisationNumber } = read;
  const later = read.vouchers.length - vouchers.length;
  const ore = vouchers.flatMap(({ lines }) => lines.map((line) => Math.max(line.ore, 0)));
  const debit = oreToText(ore.reduce((sum, one) => sum + one, 0));
  return {
    sha256,
    program,
    generated,
    organisationNumber,
    vouchers: vouchers.length,
    later,
    ...daysOf({ ...read, vouchers }),
    debit,
  };
}

function totalsOf({ paidOre }: PayrollCells, rows: readonly ReconciledPay[]): PayrollReconciliation['totals'] {
  const known = rows.flatMap(({ difference }) => (difference === null ? [] : [difference]));
  const agree = rows.filter(({ verdict }) => verdict === 'same').length;
  return {
    paid: oreToText(paidOre),
    difference: oreToText(known.reduce((sum, one) => sum + textToOre(one), 0)),
    agree,
    differ: rows.length - agree,
    unknown: rows.length - known.length,
  };
}
