import type { Cell } from '../table/table.js';
import { dayOfSerial } from './date-cell.js';
import { roundedNumber, wholeNumber } from './number-cell.js';

/**
 * What a cell says as text, without outer blanks: leading zeros stay, a number cell is whole where it is whole (`4011.0`
 * is 4011), a date cell is its day. Empty where nothing stands there; null for an error value.
 */
export function textOf(cell: Cell | undefined, system: 1900 | 1904): string | null {
  if (cell === null || cell === undefined) return '';
  if (cell.kind === 'fault') return null;
  return cell.kind === 'text' ? cell.text.trim() : numberText(cell.text, cell.isDate ? system : null);
}

function numberText(stored: string, system: 1900 | 1904 | null): string {
  if (system !== null) return dayOfSerial(stored, system) ?? stored;
  const number = roundedNumber(stored);
  return number === null ? stored : (wholeNumber(number) ?? number);
}

/** Whether nothing but blanks stands in a cell. */
export const isEmpty = (cell: Cell | undefined): boolean =>
  cell === null || cell === undefined || (cell.kind === 'text' && cell.text.trim() === '');
