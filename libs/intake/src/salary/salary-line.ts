import type { EventLog } from '#event-log';
import { type Decider, DomainError, type Event, fold, textToOre } from '#kernel';
import { type RecordedVoucher, voucherDecider, type VoucherLine, type VoucherName, voucherStream } from '#ledger';
import { type Moment, salaryLines } from '#read-models';

import { catalogue } from '../catalogue.js';
import type { Opened } from '../opened.js';
import type { PaidRow } from './paid-row.js';

/** Rows that are booked together: their shares are those of one line. */
export interface BookedTogether {
  readonly rows: readonly [PaidRow, ...PaidRow[]];
  /** What they come to, in öre. */
  readonly ore: number;
}

/** The line of a voucher that pay is booked on, in öre. */
export interface PaidLine {
  readonly voucher: VoucherName;
  readonly line: number;
  readonly ore: number;
}

/** Where pay is looked for. */
export interface LookedIn {
  readonly to: Opened;
  readonly book: string;
  readonly moment: Moment;
}

/** A stream's state, out of the log itself. */
export async function stateOf<State, Command, E extends Event>(
  log: EventLog,
  decider: Decider<State, Command, E>,
  stream: string,
): Promise<State> {
  const history = await log.readStream(stream);
  return fold(
    decider,
    history.map((event) => catalogue.read(event) as E),
  );
}

/**
 * The line that the rows are booked on: of the voucher that they name, else the only one of their account, project code and
 * month that is as much as they are together. Refuses with VOUCHER_UNKNOWN, VOUCHER_WITHDRAWN, SALARY_LINE_NOT_FOUND and
 * SALARY_LINE_AMBIGUOUS.
 */
export async function paidLine(where: LookedIn, group: BookedTogether): Promise<PaidLine> {
  const { voucher } = group.rows[0];
  return voucher === null ? lineBySum(where, group) : lineOfVoucher(where, group, voucher);
}

async function recorded({ to: { log } }: LookedIn, { book, series, number }: VoucherName): Promise<RecordedVoucher> {
  const state = await stateOf(log, voucherDecider, voucherStream(book, series, number));
  if (state.status === 'absent') throw new DomainError('VOUCHER_UNKNOWN', { book, series, number });
  if (state.status === 'withdrawn') throw new DomainError('VOUCHER_WITHDRAWN', { book, series, number });
  return state;
}

async function lineOfVoucher(
  where: LookedIn,
  { rows: [first], ore }: BookedTogether,
  { series, number }: NonNullable<PaidRow['voucher']>,
): Promise<PaidLine> {
  const voucher = { book: where.book, series, number };
  const state = await recorded(where, voucher);
  const posted = new Set([...state.postings.values()].flatMap(({ lines }) => lines.map(({ line }) => line)));
  const ofCode = first.projectCode === null ? null : state.postings.get(first.projectCode);
  const isMeant = (line: number) =>
    ofCode === null ? posted.has(line) : ofCode?.lines.some((one) => one.line === line);
  const found = [...state.lines.values()].filter((line) => isMeant(line.line) === true && bears(line, first));
  const exact = found.filter(({ amount }) => textToOre(amount) === ore);
  return only(found.length === 1 ? found : exact, found.length, voucher);
}

/** The one line, or the refusal that says what to do. */
function only(lines: readonly VoucherLine[], candidates: number, voucher: VoucherName): PaidLine {
  const [line, other] = lines;
  if (line !== undefined && other === undefined) return { voucher, line: line.line, ore: textToOre(line.amount) };
  throw new DomainError(candidates === 0 ? 'SALARY_LINE_NOT_FOUND' : 'SALARY_LINE_AMBIGUOUS');
}

async function lineBySum(where: LookedIn, { rows: [first], ore }: BookedTogether): Promise<PaidLine> {
  const { account, projectCode, pay } = first;
  if (account === null) throw new DomainError('SALARY_LINE_NOT_FOUND');
  const asked = { book: where.book, account, month: pay.from.slice(0, 7), ore };
  const found: PaidLine[] = [];
  for (const { book, series, number, line } of await salaryLines(where.to.models.db, asked, {
    ...where,
    projectCode,
  })) {
    const voucher = { book, series, number };
    const held = (await recorded(where, voucher)).lines.get(line);
    if (held !== undefined && bears(held, first)) found.push({ voucher, line, ore });
  }
  const [one, other] = found;
  if (one === undefined) throw new DomainError('SALARY_LINE_NOT_FOUND');
  if (other !== undefined) throw new DomainError('SALARY_LINE_AMBIGUOUS');
  return one;
}

/** Whether a line is of the row's account and bears its objects. */
const bears = (line: VoucherLine, { account, objects }: PaidRow): boolean =>
  (account === null || line.account === account) &&
  objects.every(([dimension, object]) => line.objects.some(([of, named]) => of === dimension && named === object));
