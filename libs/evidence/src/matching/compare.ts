import { oreToText } from '#kernel';

import type { KnownDocument } from './known-document.js';
import type { Reason } from './matchable.js';
import type { ReadVoucher } from './read-voucher.js';
import { namesSupplier, type ReadText } from './supplier-name.js';
import { isNumberLike, isWrittenDate, type Word } from './words.js';

/** What a document and a voucher have to do with each other. */
export interface Compared {
  readonly reasons: readonly Reason[];
  /** Lines that the document would support. */
  readonly lines: readonly number[];
  /** The rule that leaves no doubt about the two, taken alone; null where there is one. */
  readonly rule: 'supplier-number-amount' | 'voucher-reference' | null;
  /** Whether the voucher says that it is about this document, whatever the amounts: two such leave a doubt. */
  readonly isClaimed: boolean;
}

type Line = ReadVoucher['wanting'][number];

/** Where a voucher names a document's number, and on which lines. */
interface Naming {
  readonly number: 'whole' | 'part' | null;
  readonly lines: readonly Line[];
}

/** What is said of a pair, before it is known what it comes to. */
interface Signs extends Naming {
  readonly supplier: 'whole' | 'perhaps' | null;
  readonly amount: AmountReason | null;
  /** How many days after the document was issued the voucher is dated. */
  readonly days: number | null;
  readonly called: readonly Reason[];
}
type AmountReason = 'net' | 'total' | 'amount-of-line';

export function compare(known: KnownDocument, voucher: ReadVoucher): Compared {
  const naming = namingOf(known, voucher);
  const supplier = supplierIn(known, voucher, naming.lines);
  const amount = amountReason(known, naming.lines);
  const signs = { ...naming, supplier, amount, days: daysAfterIssue(known, voucher), called: callings(known, voucher) };
  const isClaimed = isNamed(known, signs);
  return {
    reasons: reasonsOf(signs, hasReference(known, voucher)),
    lines: linesOf(known, naming.lines, amount),
    rule: isClaimed ? ruleOf(known, voucher, signs) : null,
    isClaimed,
  };
}

function reasonsOf({ number, supplier, amount, days, called }: Signs, isReferred: boolean): Reason[] {
  const isInSeason = days !== null && days >= EARLY && days <= LATE;
  const found: readonly (Reason | false | null)[] = [
    number && NUMBER_REASONS[number],
    supplier && 'supplier',
    amount,
    isInSeason && 'date',
    ...called,
    isReferred && 'reference',
  ];
  return found.filter((reason) => reason !== false && reason !== null);
}
const NUMBER_REASONS = { whole: 'number', part: 'part-of-number' } as const;

/** Whether the voucher names the document, in the document's direction, or is named by it. */
function isNamed(known: KnownDocument, { number, supplier, called, lines }: Signs): boolean {
  if (called.includes('names-voucher')) return true;
  return (
    number === 'whole' && supplier !== null && Math.sign(sumOf(lines)) === Math.sign(known.net ?? known.total ?? 0)
  );
}

const WHOLE: readonly unknown[] = ['net', 'total'];

function ruleOf(known: KnownDocument, voucher: ReadVoucher, signs: Signs): Compared['rule'] {
  const isWhole = WHOLE.includes(signs.amount);
  if (isWhole && signs.called.includes('names-voucher')) return 'voucher-reference';
  if (!known.isInvoice || !isToldWhole(signs) || isDoubtful(known, voucher, signs)) return null;
  return isWhole || isWholeVoucher(known, voucher, signs) ? 'supplier-number-amount' : null;
}

const isToldWhole = ({ number, supplier, days }: Signs): boolean =>
  number === 'whole' && supplier === 'whole' && days !== null && days >= EARLY && days <= LATEST;

const sumOf = (lines: readonly Line[]): number => lines.reduce((sum, { ore }) => sum + ore, 0);

function namingOf({ number }: KnownDocument, { wanting, around, objects }: ReadVoucher): Naming {
  if (number === null) return { number: null, lines: wanting };
  const isWhole = ({ whole }: Word): boolean => whole === number;
  const own = wanting.filter((line) => line.words.some(isWhole) || line.objects.has(number));
  if (own.length > 0) return { number: 'whole', lines: own };
  if (objects.has(number) || around.some(({ words }) => words.some(isWhole)))
    return { number: 'whole', lines: wanting };
  const isPart = ({ parts }: Word): boolean => parts.includes(number);
  const isThere = [...wanting, ...around].some(({ words }) => words.some(isPart));
  return { number: isThere ? 'part' : null, lines: wanting };
}

function supplierIn(
  { supplier }: KnownDocument,
  { around, objects }: ReadVoucher,
  lines: readonly Line[],
): 'whole' | 'perhaps' | null {
  if (supplier.numbers.some((one) => objects.has(one) || lines.some((line) => line.objects.has(one)))) return 'whole';
  const found = [...around, ...lines].map((text) => namesSupplier(supplier, text));
  return found.includes('whole') ? 'whole' : found.includes('perhaps') ? 'perhaps' : null;
}

function amountReason({ net, total }: KnownDocument, lines: readonly Line[]): AmountReason | null {
  const sum = sumOf(lines);
  if (sum === net) return 'net';
  if (sum === total) return 'total';
  return lines.some(({ ore }) => ore === net || ore === total) ? 'amount-of-line' : null;
}

/** A voucher whose one other side is the document's total is the booking of it, whatever of it is the grant's. */
function isWholeVoucher({ total }: KnownDocument, { wanting, others }: ReadVoucher, { lines }: Naming): boolean {
  if (total === null || total === 0 || others === null || lines.length !== wanting.length) return false;
  const sign = Math.sign(total);
  const opposite = others.filter((ore) => Math.sign(ore) === -sign);
  return opposite.length === 1 && opposite[0] === -total && wanting.every(({ ore }) => Math.sign(ore) === sign);
}

// A voucher is dated at most a few days before its invoice, and hardly ever half a year after it.
const EARLY = -5;
const LATE = 90;
const LATEST = 180;

const daysAfterIssue = ({ issuedOn }: KnownDocument, { dayNumber }: ReadVoucher): number | null =>
  issuedOn === null ? null : dayNumber - issuedOn;

/** What is called after what: file after voucher, voucher in the document. */
function callings({ fileName, namesVoucher }: KnownDocument, { called, number }: ReadVoucher): Reason[] {
  const isFile = (called !== null && fileName.has(called)) || fileName.has(`#${number}`);
  return [
    ...(isFile ? ['file-name' as const] : []),
    ...(called !== null && called === namesVoucher ? ['names-voucher' as const] : []),
  ];
}

const hasReference = ({ references }: KnownDocument, { wanting, around }: ReadVoucher): boolean =>
  references.size > 0 && [...wanting, ...around].some(({ words }) => words.some(({ whole }) => references.has(whole)));

/**
 * Whether the number may be something else than the invoice's, or the texts may be about another invoice too: they hold a
 * word with a digit that nothing known explains.
 */
function isDoubtful(known: KnownDocument, voucher: ReadVoucher, { lines }: Naming): boolean {
  const { number, isTelling, net, total } = known;
  if (number === null || !isTelling || number === voucher.number || number === voucher.called) return true;
  const amounts = [net, total, ...lines.map(({ ore }) => ore)].filter((ore) => ore !== null).flatMap(asWritten);
  if (amounts.includes(number)) return true;
  const explained = new Set([
    number,
    voucher.number,
    voucher.called,
    ...amounts,
    ...known.references,
    ...known.supplier.numbers,
    ...known.supplier.name,
  ]);
  const elsewhere = new Set(voucher.wanting.filter((line) => !lines.includes(line)).flatMap(numbersIn));
  const isUnexplained = (word: string): boolean => !explained.has(word);
  return (
    lines.flatMap(numbersIn).some(isUnexplained) ||
    voucher.around.flatMap(numbersIn).some((word) => isUnexplained(word) && !elsewhere.has(word))
  );
}

const numbersIn = ({ words }: ReadText): string[] =>
  words.filter((word) => isNumberLike(word.whole) && !isWrittenDate(word)).map(({ whole }) => whole);

/** An amount as a text may have it: whole kronor, or with its öre. */
function asWritten(ore: number): string[] {
  const [kronor = '', rest = ''] = oreToText(Math.abs(ore)).split('.');
  return rest === '00' ? [kronor, kronor + rest] : [kronor + rest];
}

/** The lines that it would support: those of its amount, where all of them together are another amount. */
function linesOf({ net, total }: KnownDocument, lines: readonly Line[], amount: Reason | null): readonly number[] {
  const some = amount === 'amount-of-line' ? lines.filter(({ ore }) => ore === net || ore === total) : lines;
  return some.map(({ line }) => line);
}
