import pg from 'pg';

const { builtins } = pg.types;
const driversOwn = pg.types.getTypeParser as (oid: number, format?: 'text' | 'binary') => Parser;

const { BOOL, BYTEA, INT2, INT4, INT8, NUMERIC, TEXT, VARCHAR } = builtins;
const AS_THE_DRIVER_DOES = new Set<number>([BOOL, BYTEA, INT2, INT4, TEXT, VARCHAR]);
const WHOLE = new Set<number>([INT8, NUMERIC]);

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
export const cellTypes = { getTypeParser: parserOf };

function parserOf(oid: number, format?: 'text' | 'binary'): Parser {
  if (WHOLE.has(oid)) return wholeNumber;
  return AS_THE_DRIVER_DOES.has(oid) ? driversOwn(oid, format) : (value) => value;
}
