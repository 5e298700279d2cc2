import { oreToText } from '#kernel';

import type { PostingRules } from './costs.js';
import type { Correction, LinePrivate, Rest, VoucherLine, VoucherPrivate } from './voucher.events.js';

type Objects = VoucherLine['objects'];

/** One line of a voucher as its source says it. */
export interface SourceLine {
  /** Its place in the source's voucher, from 1. */
  readonly ordinal: number;
  readonly account: string;
  /** Every dimension and object pair, private ones too, in the source's order. */
  readonly objects: Objects;
  /** Whole öre, debit positive. */
  readonly ore: number;
  readonly quantity?: string | undefined;
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

/** What taking a voucher in rests on beside the voucher itself. */
export interface IntakeRules extends PostingRules {
  /** The book's dimensions whose objects name people or suppliers. */
  readonly privateDimensions: ReadonlySet<string>;
  /** Whether the book's source gives whole vouchers, or a selection of lines. */
  readonly form: 'whole' | 'extract';
  /** Whether a voucher that the source has changed is recorded as changed; otherwise it is only shown. */
  readonly acceptChanges: boolean;
  /** The most bytes of one event; 60,000 where left out. */
  readonly partBytes?: number;
}

/** The pairs that may stand in an event's data. The same list where all of them may, which is nearly always. */
export function publicObjects(objects: Objects, isPrivate: ReadonlySet<string>): Objects {
  for (const [dimension] of objects) {
    if (isPrivate.has(dimension)) return objects.filter(([of]) => !isPrivate.has(of));
  }
  return objects;
}

/** The line as an event holds it. */
export function heldLine(line: SourceLine, voucherDate: string, { privateDimensions }: IntakeRules): VoucherLine {
  const objects = publicObjects(line.objects, privateDimensions);
  const held: VoucherLine = { line: line.ordinal, account: line.account, objects, amount: oreToText(line.ore) };
  if (line.quantity !== undefined) held.quantity = line.quantity;
  if (line.date !== undefined && line.date !== voucherDate) held.date = line.date;
  if (line.fileLine !== undefined) held.fileLine = line.fileLine;
  return held;
}

/** The correction as an event holds it. */
export function heldCorrection(correction: SourceCorrection, voucherDate: string, rules: IntakeRules): Correction {
  const { kind, account, ore, date } = correction;
  const objects = publicObjects(correction.objects, rules.privateDimensions);
  const held: Correction = { kind, account, objects, amount: oreToText(ore) };
  if (date !== undefined && date !== voucherDate) held.date = date;
  return held;
}

type WithTexts = Pick<SourceLine, 'objects' | 'text' | 'signature'>;
type Said = Pick<SourceVoucher, 'text' | 'signature'>;

/** What of a line is personal data or free text and not said by the voucher already; undefined where nothing is. */
function privateOf(line: WithTexts, voucher: Said, isPrivate: ReadonlySet<string>): LinePrivate | undefined {
  const part: LinePrivate = {};
  if (says(line.text) && line.text !== voucher.text) part.text = line.text;
  if (says(line.signature) && line.signature !== voucher.signature) part.signature = line.signature;
  if (line.objects.some(([dimension]) => isPrivate.has(dimension))) {
    part.objects = line.objects.filter(([dimension]) => isPrivate.has(dimension));
  }
  for (const _ in part) return part;
  return undefined;
}

const says = (text: string | undefined): text is string => text !== undefined && text !== '';

/** The private parts of lines, by their ordinals. */
export function privateLines(lines: readonly SourceLine[], voucher: Said, rules: IntakeRules) {
  const parts: [number, LinePrivate][] = [];
  for (const line of lines) {
    const part = privateOf(line, voucher, rules.privateDimensions);
    if (part !== undefined) parts.push([line.ordinal, part]);
  }
  return parts;
}

/** The private part of the voucher itself: its own text and signature, and those of its corrections by their place. */
export function privateHead(source: SourceVoucher, rules: IntakeRules): VoucherPrivate {
  const part: VoucherPrivate = {};
  if (says(source.text)) part.text = source.text;
  if (says(source.signature)) part.signature = source.signature;
  const corrections: [number, LinePrivate][] = [];
  for (const [place, correction] of (source.corrections ?? []).entries()) {
    const own = privateOf(correction, source, rules.privateDimensions);
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
