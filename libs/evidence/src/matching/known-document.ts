import { textToOre } from '#kernel';

import type { DocumentFacts, PrivateFacts } from '../document/document.events.js';
import type { MatchableDocument } from './matchable.js';
import { knownSupplier, type KnownSupplier } from './supplier-name.js';
import { compact, couldBeDate, dayNumber, isNumberLike, wordsOf } from './words.js';

/** A document with what vouchers are asked for: made once, and all that is held while vouchers pass by. */
export interface KnownDocument {
  readonly document: string;
  readonly isInvoice: boolean;
  /** Whether what is said of it is more than a suggestion. */
  readonly isSure: boolean;
  /** Whether it may be linked with nobody asked. */
  readonly mayLink: boolean;
  readonly supplier: KnownSupplier;
  /** As words are; null where it has none. */
  readonly number: string | null;
  /** Whether the number can hardly be anything else. */
  readonly isTelling: boolean;
  /** Whole öre as a voucher would have them, a credit note's below zero. */
  readonly net: number | null;
  readonly total: number | null;
  readonly issued: string | null;
  /** The same as a number of days. */
  readonly issuedOn: number | null;
  /** What it may be called by in a text besides its number. */
  readonly references: ReadonlySet<string>;
  /** Vouchers that the file is called after, and the one that the document names: series and number together, or `#` and a number. */
  readonly fileName: ReadonlySet<string>;
  readonly namesVoucher: string | null;
}

const SHORTEST_NUMBER = 3;
const oreOf = (amount: string | undefined, sign: number): number | null =>
  amount === undefined ? null : sign * textToOre(amount);

export function knownDocument(said: MatchableDocument): KnownDocument {
  const { document, kind, basis, facts, texts, fileName } = said;
  const isSure = basis === 'read' || basis === 'person';
  return {
    document,
    isInvoice: kind === 'invoice',
    isSure,
    mayLink: isSure && said.supports.length === 0 && isInKronor(facts),
    supplier: knownSupplier(texts.supplier ?? {}),
    ...numberOf(texts),
    ...amountsOf(facts),
    ...issueOf(facts),
    references: referencesOf(texts),
    fileName: fileName === null ? new Set() : vouchersIn(fileName),
    namesVoucher: isSure ? voucherOf(texts) : null,
  };
}

const isInKronor = ({ currency = 'SEK' }: DocumentFacts): boolean => currency === 'SEK';

function numberOf({ number: said }: PrivateFacts): Pick<KnownDocument, 'number' | 'isTelling'> {
  if (said === undefined) return { number: null, isTelling: false };
  const number = compact(said);
  return { number, isTelling: number.length >= SHORTEST_NUMBER && isNumberLike(number) && !couldBeDate(number) };
}

const issueOf = ({ issued }: DocumentFacts): Pick<KnownDocument, 'issued' | 'issuedOn'> =>
  issued === undefined ? { issued: null, issuedOn: null } : { issued, issuedOn: dayNumber(issued) };

function amountsOf({ type, net, total }: DocumentFacts): Pick<KnownDocument, 'net' | 'total'> {
  const sign = type === 'credit-note' ? -1 : 1;
  return { net: oreOf(net, sign), total: oreOf(total, sign) };
}

function referencesOf({ references = {}, precedingNumber }: PrivateFacts): ReadonlySet<string> {
  const { voucher, ...others } = references;
  const said = [...Object.values(others), precedingNumber].filter((one) => one !== undefined && one !== voucher);
  return new Set(said.map((one) => compact(one ?? '')).filter((one) => one !== ''));
}

const voucherOf = ({ references }: PrivateFacts): string | null =>
  references?.voucher === undefined ? null : compact(references.voucher);

const VOUCHER_WORDS = new Set(['VER', 'VERIFIKAT', 'VERIFIKATION', 'VERNR', 'VERIFIKATIONSNUMMER']);

/** What vouchers a file may be called after: `A-1234.pdf`, `ver 1234.pdf`, `2026_A 1234 Alfa.pdf`. */
function vouchersIn(fileName: string): ReadonlySet<string> {
  const parts = wordsOf(fileName.replace(/\.[^.]{1,5}$/, '')).flatMap(({ whole, parts: some }) =>
    some.length === 0 ? [whole] : some,
  );
  const names = new Set<string>();
  parts.forEach((part, at) => {
    const next = parts[at + 1];
    if (isNumberLike(part)) names.add(part);
    if (next === undefined || !isNumberLike(next)) return;
    names.add(VOUCHER_WORDS.has(part) ? `#${next}` : part + next);
  });
  return names;
}
