import { oreToText } from '#kernel';

import type { Objects } from '../project-code/matcher.js';
import type { PostingRules } from './costs.js';
import type { Correction, LinePrivate, Rest, VoucherLine, VoucherPrivate } from './voucher.events.js';

/** One line of a voucher as its source says it. */
export interface SourceLine {
  /** Its place in the source's voucher, from 1. */
  readonly ordinal: number;
  readonly account: string;
  /** In the source's order, without those of the book's private dimensions. */
  readonly objects: Objects;
  readonly privateObjects?: Objects | undefined;
  /** Whole öre, debit positive. */
  readonly ore: number;
  readonly quantity?: string | undefined;
  /** Its own date, where it is not the voucher's. */
  readonly date?: string | undefined;
  readonly text?: string | undefined;
  readonly signature?: string | undefined;
  readonly fileLine?: number | undefined;
}

/** A line that the source struck out or added after booking. */
export interface SourceCorrection extends Omit<SourceLine, 'ordinal'> {
  readonly kind: Correction['kind'];
}

/** One voucher as its source says it, however much of it was recorded before. */
export interface SourceVoucher {
  readonly book: string;
  readonly series: string;
  /** As it stands in the source; empty where there is none. */
  readonly number: string;
  /** The accounting date. */
  readonly date: string;
  /** When the source registered it; null where it does not say. */
  readonly registered: string | null;
  readonly scope: 'all' | 'grant';
  readonly lines: readonly SourceLine[];
  readonly corrections?: readonly SourceCorrection[] | undefined;
  readonly import?: string | undefined;
  readonly fileLine?: number | undefined;
  readonly text?: string | undefined;
  readonly signature?: string | undefined;
}

/** What a source can say of a line at all: what it cannot say is not compared, and never taken for empty. */
export interface SourceFields {
  readonly dimensions: ReadonlySet<string>;
  readonly quantity: boolean;
  /** A date of the line's own. */
  readonly lineDate: boolean;
}

/** What taking a voucher in rests on beside the voucher itself. */
export interface IntakeRules extends PostingRules {
  /** Whether the book's source gives whole vouchers, or a selection of lines. */
  readonly form: 'whole' | 'extract';
  /** The book's dimensions whose objects name people or suppliers, as they are now. */
  readonly privateDimensions: ReadonlySet<string>;
  /** Whether a voucher that the source has changed is recorded as changed; otherwise it is only shown. */
  readonly acceptChanges: boolean;
  /** Absent where the source can say whatever a line can hold. */
  readonly says?: SourceFields | undefined;
  /**
   * Of an extract: whether it speaks of lines with these objects. A recorded line that it does not speak of is another
   * extract's, and not gone because this one lacks it.
   */
  readonly speaksOf?: ((objects: Objects) => boolean) | undefined;
  /** The most bytes of one event; 60,000 where left out. */
  readonly partBytes?: number | undefined;
}

/** The line as an event holds it. */
export function heldLine(line: SourceLine, voucherDate: string): VoucherLine {
  const held: VoucherLine = {
    line: line.ordinal,
    account: line.account,
    objects: line.objects as VoucherLine['objects'],
    amount: oreToText(line.ore),
  };
  if (line.quantity !== undefined) held.quantity = line.quantity;
  if (line.date !== undefined && line.date !== voucherDate) held.date = line.date;
  if (line.fileLine !== undefined) held.fileLine = line.fileLine;
  return held;
}

/** The source's correction history as an event holds it. */
export function heldCorrections({ corrections = [], date: voucherDate }: SourceVoucher): Correction[] {
  return corrections.map(({ kind, account, objects, ore, date }) => {
    const held: Correction = { kind, account, objects: objects as Correction['objects'], amount: oreToText(ore) };
    if (date !== undefined && date !== voucherDate) held.date = date;
    return held;
  });
}

type WithTexts = Pick<SourceLine, 'privateObjects' | 'text' | 'signature'>;

/** What of a line is personal data or free text and not said by the voucher already; undefined where nothing is. */
function privateOf(line: WithTexts, voucher: SourceVoucher): LinePrivate | undefined {
  const part: LinePrivate = {};
  if (says(line.text) && line.text !== voucher.text) part.text = line.text;
  if (says(line.signature) && line.signature !== voucher.signature) part.signature = line.signature;
  const { privateObjects = [] } = line;
  if (privateObjects.length > 0) part.objects = privateObjects as NonNullable<LinePrivate['objects']>;
  for (const _ in part) return part;
  return undefined;
}

const says = (text: string | undefined): text is string => text !== undefined && text !== '';

/** The private parts of lines, by their ordinals. */
export function privateLines(lines: readonly SourceLine[], voucher: SourceVoucher): [number, LinePrivate][] {
  const parts: [number, LinePrivate][] = [];
  for (const line of lines) {
    const part = privateOf(line, voucher);
    if (part !== undefined) parts.push([line.ordinal, part]);
  }
  return parts;
}

/** The private part of the voucher itself: its own text and signature, and those of its corrections by their place. */
export function privateHead(source: SourceVoucher): VoucherPrivate {
  const part: VoucherPrivate = {};
  if (says(source.text)) part.text = source.text;
  if (says(source.signature)) part.signature = source.signature;
  if (source.corrections === undefined) return part;
  const corrections: [number, LinePrivate][] = [];
  for (const [place, correction] of source.corrections.entries()) {
    const own = privateOf(correction, source);
    if (own !== undefined) corrections.push([place, own]);
  }
  if (corrections.length > 0) part.corrections = corrections;
  return part;
}

/** Lines that are left out, summed per account in the accounts' order. */
export function restOf(lines: readonly { readonly account: string; readonly ore: number }[]): Rest[] {
  const sums = new Map<string, { count: number; debit: number; credit: number }>();
  for (const { account, ore } of lines) {
    const sum = sums.get(account) ?? { count: 0, debit: 0, credit: 0 };
    sums.set(account, sum);
    sum.count += 1;
    if (ore < 0) sum.credit -= ore;
    else sum.debit += ore;
  }
  return [...sums]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([account, { count, debit, credit }]) => {
      return { account, count, debit: oreToText(debit), credit: oreToText(credit) };
    });
}
