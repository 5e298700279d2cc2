import type { Driver } from './driver.js';

type Parser = (value: string) => unknown;

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new Error('Not a whole number that can be told exactly');
  return number;
}

/**
 * How answers are read: whole numbers as numbers where they are exact, and as an error where they are not; JSON, times and whatever else as
 * their text. A fraction comes as text only, so that none becomes a float.
 */
export function cellTypes({ types }: Driver) {
  const { BOOL, BYTEA, INT2, INT4, INT8, NUMERIC, TEXT, VARCHAR } = types.builtins;
  const asTheDriverDoes = new Set<number>([BOOL, BYTEA, INT2, INT4, TEXT, VARCHAR]);
  const whole = new Set<number>([INT8, NUMERIC]);
  const driversOwn = types.getTypeParser as (oid: number, format?: 'text' | 'binary') => Parser;
  const getTypeParser = (oid: number, format?: 'text' | 'binary'): Parser => {
    if (whole.has(oid)) return wholeNumber;
    return asTheDriverDoes.has(oid) ? driversOwn(oid, format) : (value) => value;
  };
  return { getTypeParser };
}
