import type { ControlTotal } from './posting.js';

type Kind = ControlTotal['of'];

/** The words that rows begin with in which a file adds up, in Swedish and English. */
const WORDS: Readonly<Record<Kind, readonly string[]>> = {
  opening: [
    ...['ib', 'ingående balans', 'ingående saldo', 'ing. balans', 'ing. saldo', 'ing balans', 'ing saldo'],
    ...['ingående värde', 'opening balance', 'balance brought forward', 'brought forward'],
  ],
  closing: [
    ...['ub', 'utgående balans', 'utgående saldo', 'utg. balans', 'utg. saldo', 'utg balans', 'utg saldo', 'saldo'],
    ...['utgående värde', 'closing balance', 'balance carried forward', 'carried forward'],
  ],
  total: [
    ...['total', 'totalt', 'totalsumma', 'slutsumma', 'summa totalt', 'summa total', 'summa alla', 'omslutning'],
    ...['grand total', 'turnover'],
  ],
  subtotal: ['summa', 'delsumma', 'periodens', 'periodsumma', 'sum', 'subtotal', 'sub-total', 'sub total'],
};
/** What a sum may say that it is of; it tells one level of sums from another. */
const LEVELS = [
  ...['konto', 'kontogrupp', 'kontoklass', 'grupp', 'klass', 'period', 'månad', 'år', 'verifikation', 'ver', 'ansvar'],
  ...['projekt', 'kostnadsställe', 'kst', 'verksamhet', 'aktivitet', 'motpart', 'objekt', 'förändring', 'saldo'],
  ...['resultat', 'account', 'group', 'month', 'voucher', 'project', 'debet', 'kredit', 'per', 'för', 'of', 'for'],
];

const escaped = (word: string): string => word.replaceAll('.', '\\.').replaceAll(' ', '\\s+');
const longestFirst = (words: readonly string[]): readonly string[] => [...words].sort((a, b) => b.length - a.length);
const ofWord = new Map(Object.entries(WORDS).flatMap(([of, words]) => words.map((word) => [word, of as Kind])));
const CONTROL = new RegExp(
  `^(${longestFirst([...ofWord.keys()])
    .map(escaped)
    .join('|')})(?![\\p{L}\\p{N}])`,
  'iu',
);
const LEVELS_AFTER = new RegExp(`^(?:[\\s:.,]*(?:${longestFirst(LEVELS).join('|')})(?![\\p{L}\\p{N}]))*`, 'iu');
const DIGITS = /^[\s:.,]*(\d{3,20})(?![\d-])/;
/** What may follow a word and leave no doubt that nothing was posted: accounts, years, days, signs. */
const BARE = /^[\s\d.:,;/()–-]*$/;
const MONTH = /(?<!\d)(20\d\d)[-/]?(0[1-9]|1[0-2])(?!\d)/;

/** What a text says of the sum that it names. */
export interface ControlName {
  readonly of: Kind;
  /** The word and what it is a sum of, without names and numbers: sums under one label are of one level. */
  readonly label: string;
  /** The account's digits, or what may be one. */
  readonly digits: string | null;
  /** `2026-03`. */
  readonly period: string | null;
  /** Only numbers and signs follow: no text of a posting reads so. */
  readonly bare: boolean;
}

/** Reads a text as the name of a sum or a balance; null where it begins with no such word. */
export function controlName(text: string): ControlName | null {
  const word = CONTROL.exec(text)?.[0];
  if (word === undefined) return null;
  const key = word.toLowerCase().replaceAll(/\s+/g, ' ');
  const levels = String(LEVELS_AFTER.exec(text.slice(word.length))?.[0]);
  const rest = text.slice(word.length + levels.length);
  return {
    of: ofWord.get(key) as Kind,
    label: `${key}${levels.toLowerCase().replaceAll(/[\s:.,]+/g, ' ')}`,
    digits: DIGITS.exec(rest)?.[1] ?? null,
    period: MONTH.exec(rest)?.slice(1).join('-') ?? null,
    bare: BARE.test(rest),
  };
}
