import { isGrantAccount } from '../book/account-roles.js';
import { costsOf } from './costs.js';
import { inParts, privateOfPart } from './parts.js';
import {
  heldCorrections,
  heldLine,
  type IntakeRules,
  privateHead,
  privateLines,
  restOf,
  type SourceLine,
  type SourceVoucher,
} from './source-voucher.js';
import type { VoucherEvent, VoucherLine, VoucherPrivate, VoucherRecorded } from './voucher.events.js';

/** What is known of the voucher from an earlier life of it. */
interface Before {
  /** The highest ordinal that was ever given. */
  readonly highest: number;
  /** Its texts were erased by a decision and are never stored again. */
  readonly erased: boolean;
}
const NOTHING: Before = { highest: 0, erased: false };

/**
 * The events of a voucher that is not recorded: itself, in parts where it is long, and what of it is a cost. None at all
 * where it is out of scope. It folds nothing: a year has hundreds of thousands of these.
 */
export function recordVoucher(
  source: SourceVoucher,
  rules: IntakeRules,
  before: Before = NOTHING,
): { readonly events: readonly VoucherEvent[] } {
  const kept = keptLines(source, rules);
  if (kept.length === 0 && source.scope === 'grant') return { events: [] };
  const lines = kept.map((line) => heldLine(line, source.date));
  const texts = before.erased ? {} : textsOf(source, kept);
  if (before.highest > 0) renumber(lines, texts, before.highest);

  const events: VoucherEvent[] = recorded(source, { lines, texts, rules, kept });
  for (const data of costsOf(lines, source, rules)) events.push({ type: 'CostPosted', data });
  return { events };
}

function textsOf(source: SourceVoucher, kept: readonly SourceLine[]): VoucherPrivate {
  const texts = privateHead(source);
  const texted = privateLines(kept, source);
  if (texted.length > 0) texts.lines = texted;
  return texts;
}

/** Every line of scope `all`; of scope `grant` the lines that touch a grant. */
const keptLines = (source: SourceVoucher, rules: IntakeRules): readonly SourceLine[] =>
  source.scope === 'all' ? source.lines : linesOfGrants(source, rules);

/**
 * The lines that any project code claims or whose account holds grants received, which often bear no code; and where a
 * code claims one, the voucher's internal items too, for their two sides are compared and often only one is coded.
 */
export function linesOfGrants(
  { lines, date }: Pick<SourceVoucher, 'lines' | 'date'>,
  rules: Pick<IntakeRules, 'matcher' | 'roleOf'>,
): readonly SourceLine[] {
  const isClaimed = ({ objects }: SourceLine) => rules.matcher.claims(objects, date).length > 0;
  const kept = lines.filter((line) => isClaimed(line) || isGrantAccount(rules.roleOf(line.account)));
  if (!kept.some(isClaimed)) return kept;
  const ofGrants = new Set(kept);
  return lines.filter((line) => ofGrants.has(line) || rules.roleOf(line.account) === 'internal');
}

/** A voucher that comes back goes on from the highest ordinal it had: none is used twice. */
function renumber(lines: readonly VoucherLine[], texts: VoucherPrivate, highest: number): void {
  for (const line of lines) line.line += highest;
  for (const text of texts.lines ?? []) text[0] += highest;
}

interface Held {
  readonly lines: VoucherLine[];
  readonly texts: VoucherPrivate;
  readonly rules: IntakeRules;
  readonly kept: readonly SourceLine[];
}

function recorded(source: SourceVoucher, { lines, texts, rules, kept }: Held): VoucherRecorded[] {
  const head = headOf(source, lines);
  // Of an extract the rest is not the voucher's, but whatever else the extract happens to hold.
  if (kept.length < source.lines.length && rules.form === 'whole') {
    const held = new Set(kept);
    head.rest = restOf(source.lines.filter((line) => !held.has(line)));
  }
  if (source.corrections !== undefined && source.corrections.length > 0) {
    head.corrections = heldCorrections(source);
  }
  const beside = { rest: head.rest ?? [], corrections: head.corrections ?? [] };
  const parts = inParts(lines, beside, rules.partBytes);
  if (parts.length === 1) return [withTexts(head, texts)];
  return parts.map((part, index) => partOf(source, { head, texts }, { part, index, of: parts.length }));
}

function headOf(source: SourceVoucher, lines: VoucherLine[]): VoucherRecorded['data'] {
  const { book, series, number, date, registered, scope } = source;
  const data: VoucherRecorded['data'] = { book, series, number, date, registered, scope, lines };
  if (source.import !== undefined) data.import = source.import;
  if (source.fileLine !== undefined) data.fileLine = source.fileLine;
  return data;
}

/** Part k of n: the first says what concerns the voucher, each says its own lines. */
function partOf(
  source: SourceVoucher,
  { head, texts }: { readonly head: VoucherRecorded['data']; readonly texts: VoucherPrivate },
  { part, index, of }: { readonly part: VoucherLine[]; readonly index: number; readonly of: number },
): VoucherRecorded {
  const { lines: texted, ...ofVoucher } = texts;
  const own = privateOfPart(texted, part);
  const data = index === 0 ? { ...head, lines: part } : headOf(source, part);
  return withTexts(
    { ...data, part: { number: index + 1, of } },
    { ...(index === 0 ? ofVoucher : {}), ...(own.length === 0 ? {} : { lines: own }) },
  );
}

function withTexts(data: VoucherRecorded['data'], texts: VoucherPrivate): VoucherRecorded {
  for (const _ in texts) return { type: 'VoucherRecorded', data, private: texts };
  return { type: 'VoucherRecorded', data };
}
