import { DomainError, Money, OrganisationNumber, parseWrittenAmount, Share } from '#kernel';

import { amountCell, dateCell, integerCell, textCell, type WrittenCell } from '../written/written-cell.js';
import { type Filled, type Leaf, Unread, writtenIn } from './leaf.js';
import { plainDecimal } from './stored-number.js';
import { storedDay, writtenDay } from './written-day.js';

const text = (value: unknown): WrittenCell => textCell(String(value));

/** Free text, or an id or number of digits: `digits` gives back the leading zeros that Excel took. */
export const textLeaf = (expects: string, digits = 0): Leaf => ({
  expects,
  column: 'text',
  read: (cell) => {
    const written = writtenIn(cell);
    if (written === null) return new Unread(expects);
    return cell.kind === 'number' ? written.padStart(digits, '0') : written;
  },
  write: text,
});

const AMOUNT = 'ett belopp i kronor med högst två decimaler, t.ex. 1 234,50';

/** A number with at most two decimals once Excel's binary tail is cut off, or text as people write amounts. */
export const amountLeaf: Leaf = {
  expects: AMOUNT,
  column: 'amount',
  read: (cell) => asked(AMOUNT, () => (cell.kind === 'text' ? parseWrittenAmount(cell.text) : storedAmount(cell))),
  write: (value) => amountCell(String(value)),
};

function storedAmount(cell: Filled): Money | null {
  const [, sign, kronor = '', ore = ''] = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(writtenIn(cell) ?? '') ?? [];
  return sign === undefined ? null : Money.parse(`${sign}${kronor}.${ore.padEnd(2, '0')}`);
}

const DAY = 'ett datum, t.ex. 2026-04-08';

/** A date cell, Excel's serial number, or text in Swedish or ISO form. */
export const dateLeaf: Leaf = {
  expects: DAY,
  column: 'date',
  read: (cell, dateSystem) => {
    const day = cell.kind === 'text' ? writtenDay(cell.text) : storedDay(plainDecimal(cell.text) ?? '', dateSystem);
    return day ?? new Unread(DAY);
  },
  write: (value) => dateCell(String(value)),
};

const SHARE = 'en andel över 0 och högst 1, t.ex. 0,6 eller 60 %';

/** `0,6`, `0.6`, `60 %`, or a number: one that Excel shows as 60 % is stored as 0.6. */
export const shareLeaf: Leaf = {
  expects: SHARE,
  column: 'text',
  read: (cell) => asked(SHARE, () => shareIn(writtenIn(cell) ?? '')),
  write: (value) => textCell(writtenShare(String(value))),
};

/** A share as people write it, or null. */
export function shareIn(written: string): Share | null {
  const [, whole, fraction = '', percent = ''] = /^(\d+)(?:[.,](\d+))?\s*(%?)$/.exec(written.trim()) ?? [];
  if (whole === undefined) return null;
  const decimal = plainDecimal(`${whole}.${fraction || '0'}${percent === '' ? '' : 'e-2'}`);
  return decimal === null ? null : Share.parse(decimal);
}

export const writtenShare = (share: string): string => share.replace('.', ',');

const NUMBER = 'ett organisationsnummer med tio siffror, t.ex. 232100-0164';

export const organisationNumberLeaf: Leaf = {
  expects: NUMBER,
  column: 'text',
  read: (cell) => asked(NUMBER, () => OrganisationNumber.parse((writtenIn(cell) ?? '').replaceAll(' ', ''))),
  write: (value) => textCell(String(value).replace(/^(\d{6})(\d{4})$/, '$1-$2')),
};

export const integerLeaf = (expects: string): Leaf => ({
  expects,
  column: 'integer',
  read: (cell) => wholeNumber(writtenIn(cell) ?? '') ?? new Unread(expects),
  write: (value) => integerCell(value as number),
});

/** A whole number in text, or null. */
export const wholeNumber = (written: string): number | null =>
  /^\d{1,15}$/.test(written) ? Number.parseInt(written, 10) : null;

/** One of some words, each with what it means, and `also` others that are not offered; capitals and blanks do not matter. */
export function wordLeaf(
  meanings: ReadonlyMap<string, string | boolean>,
  also: readonly (readonly [string, boolean])[] = [],
): Leaf {
  const choices = [...meanings.keys()];
  const expects = `något av ${choices.join(', ')}`;
  const known = new Map([...meanings, ...also].map(([word, meaning]) => [folded(word), meaning]));
  return {
    expects,
    choices,
    column: 'text',
    read: (cell) => known.get(folded(writtenIn(cell) ?? '')) ?? new Unread(expects),
    write: (value) => textCell(choices.find((word) => meanings.get(word) === value) ?? ''),
  };
}

/** A word as it is compared: without blanks around it, in small letters. */
export const folded = (word: string): string => word.replaceAll(/\s+/g, ' ').trim().toLowerCase();

/** The canonical text of a value, or what its parser says is wrong. */
function asked(expects: string, parse: () => { toString(): string } | null): unknown {
  try {
    return parse()?.toString() ?? new Unread(expects);
  } catch (error) {
    if (error instanceof DomainError) return new Unread(`${expects}. ${error.message}`);
    throw error;
  }
}

/** `ja` or `nej`; what Excel itself makes of `SANT` is taken too. */
export const yesNoLeaf: Leaf = wordLeaf(
  new Map([
    ['ja', true],
    ['nej', false],
  ]),
  [
    ['true', true],
    ['sant', true],
    ['false', false],
    ['falskt', false],
  ],
);
