import type { PrivateFacts } from '../document/document.events.js';
import { compact, isNumberLike, type Word, wordsOf } from './words.js';

/** What a supplier is recognised by: its numbers, and its name without the form of the company. */
export interface KnownSupplier {
  readonly numbers: readonly string[];
  readonly name: readonly string[];
}

const FORMS = new Set(['AB', 'HB', 'KB', 'AKTIEBOLAG', 'AKTIEBOLAGET', 'PUBL', 'EKONOMISK', 'FÖRENING', 'FIRMA', 'EF']);
// What stands beside a supplier's name in a voucher's text and is no part of another's name.
const BESIDE = new Set([
  ...[
    'FAKTURA',
    'FAKTURANR',
    'FAKT',
    'FAKTNR',
    'KREDITFAKTURA',
    'KREDIT',
    'KREDITNOTA',
    'LEVFAKT',
    'LEVERANTÖRSFAKTURA',
  ],
  ...['LEV', 'LEVERANTÖR', 'NR', 'NUMMER', 'FRÅN', 'TILL', 'AVSER', 'DELBETALNING'],
]);
const SHORTEST_NAME = 4;
const ORGANISATION_NUMBER = 10;

export function knownSupplier({
  name = '',
  organisationNumber = '',
  vatNumber = '',
}: NonNullable<PrivateFacts['supplier']>): KnownSupplier {
  const digits = compact(organisationNumber);
  const numbers = [digits, compact(vatNumber)].filter(({ length }) => length >= ORGANISATION_NUMBER);
  const words = wordsOf(name)
    .map(({ whole }) => whole)
    .filter((word) => !FORMS.has(word));
  return { numbers, name: words.join('').length < SHORTEST_NAME ? [] : words };
}

/** A text with its words. */
export interface ReadText {
  readonly text: string;
  readonly words: readonly Word[];
}

/**
 * Whether a text names a supplier: `whole` by its number, or by its name and nothing that could make another's name of it (`Alfa` is not `Alfa
 * Bygg`); `perhaps` where its name stands among other words; null where it does not.
 */
export function namesSupplier({ numbers, name }: KnownSupplier, { text, words }: ReadText): 'whole' | 'perhaps' | null {
  if (words.some(({ whole }) => numbers.includes(whole))) return 'whole';
  if (name.length === 0) return null;
  let found: 'perhaps' | null = null;
  for (let at = 0; at + name.length <= words.length; at++) {
    if (!name.every((word, place) => words[at + place]?.whole === word)) continue;
    if (isAlone(text, words, { from: at, to: at + name.length })) return 'whole';
    found = 'perhaps';
  }
  return found;
}

interface Run {
  readonly from: number;
  readonly to: number;
}

/** Whether the words on either side of a run belong to no name, or are set apart by a sign. */
function isAlone(text: string, words: readonly Word[], { from, to }: Run): boolean {
  const [first, last] = [words[from], words[to - 1]];
  if (first === undefined || last === undefined) return false;
  const [before, after] = [words[from - 1], words[to]];
  const isApart = (between: string): boolean => /[,;:()/|–—+]|\s-\s/.test(between);
  const isFree = (word: Word, between: string): boolean =>
    isApart(between) || BESIDE.has(word.whole) || FORMS.has(word.whole) || isNumberLike(word.whole);
  return (
    (before === undefined || isFree(before, text.slice(before.end, first.at))) &&
    (after === undefined || isFree(after, text.slice(last.end, after.at)))
  );
}
