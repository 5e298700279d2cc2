import { LocalDate } from '#kernel';

/**
 * A word of a text: letters and digits, `-`, `.` and `_` between them, and `/` between digits, so that `F-2026/0017` is one
 * word and `Alfa/4711` is two.
 */
export interface Word {
  /** In capitals, without what stands between its parts. */
  readonly whole: string;
  /** Its parts where there are several. */
  readonly parts: readonly string[];
  /** Where it begins and ends in the text. */
  readonly at: number;
  readonly end: number;
}

const WORD = /[\p{L}\p{N}]+(?:(?:[-._]|(?<=\p{N})\/(?=\p{N}))[\p{L}\p{N}]+)*/gu;
const BETWEEN = /[-._/]/;
const ALL_BETWEEN = /[-._/\s]/g;

/** The words of a text in order. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const { 0: word, index } of text.matchAll(WORD)) {
    const parts = word.toUpperCase().split(BETWEEN);
    words.push({ whole: parts.join(''), parts: parts.length > 1 ? parts : [], at: index, end: index + word.length });
  }
  return words;
}

/** A number as words are: in capitals, without what stands between its parts. */
export const compact = (number: string): string => number.toUpperCase().replaceAll(ALL_BETWEEN, '');

/** Whether a word could be a number of something: it holds a digit. */
export const isNumberLike = (word: string): boolean => /\d/.test(word);

const YEAR = /^(?:19|20)\d\d$/;
const MONTH = /^(?:(?:19|20)?\d\d)(?:0[1-9]|1[0-2])$/;
const DAY = /^(?:(?:19|20)?\d\d)?(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/;

/** Whether a word could be a year, a month or a day as well as a number. */
export const couldBeDate = (word: string): boolean => YEAR.test(word) || MONTH.test(word) || DAY.test(word);

const PARTS_OF_DATE = [/^20\d\d$/, /^(?:0[1-9]|1[0-2])$/, /^(?:0[1-9]|[12]\d|3[01])$/];
/** Whether a word is a year, or a month or a day written as one: `2026`, `2026-04`, `2026-04-28`. */
export function isWrittenDate({ whole, parts }: Word): boolean {
  const written = parts.length === 0 ? [whole] : parts;
  return written.length <= PARTS_OF_DATE.length && written.every((part, at) => PARTS_OF_DATE[at]?.test(part));
}

const FIRST_DAY = LocalDate.parse('2000-01-01');
/** Days since one day that is the same for all: what vouchers and documents are held against each other by is reckoned once for each. */
export const dayNumber = (date: string): number => FIRST_DAY.daysUntil(LocalDate.parse(date));
