import { LocalDate } from '#kernel';

import { AmountReader } from '../mapping/amount-cell.js';
import { DayReader } from '../mapping/date-cell.js';
import { roundedNumber } from '../mapping/number-cell.js';
import { textOf } from '../mapping/text-cell.js';
import type { Cell } from '../table/table.js';
import type { SalaryMapping } from './salary-mapping.js';
import type { SalaryRefusalCode } from './salary-row.js';

/** What stands in a cell cannot be taken. */
export class CellRefused extends Error {
  constructor(
    readonly field: string,
    readonly code: SalaryRefusalCode,
  ) {
    super(code);
  }
}

const LONGEST = 200;
const BLANKS = /[\s\u00a0\u202f]/g;
/** Up to six decimals, as a rate of on-cost has, and as the ledger keeps hours. */
const NUMBER = /^(0|[1-9]\d{0,4})(?:\.(\d{1,6}))?$/;

/** The cells of a row by what they give. */
export class SalaryCells {
  private readonly amounts: AmountReader;
  private readonly days: DayReader;
  private cells: readonly Cell[] = [];

  constructor(
    private readonly mapping: SalaryMapping,
    private readonly columns: ReadonlyMap<string, number>,
    private readonly system: 1900 | 1904,
  ) {
    this.amounts = new AmountReader(mapping.decimalSign);
    this.days = new DayReader(mapping.dateForm, system);
  }

  take(cells: readonly Cell[]): void {
    this.cells = cells;
  }

  /** Null where nothing stands there, or there is no such column. */
  text(field: string): string | null {
    const text = textOf(this.cell(field), this.system);
    if (text === null) throw new CellRefused(field, 'CELL_FAULTY');
    if (text.length > LONGEST) throw new CellRefused(field, 'FIELD_TOO_LONG');
    return text === '' ? null : text;
  }

  /** Whole öre; null where nothing stands there. */
  ore(field: string): number | null {
    const fault = this.amounts.read(this.cell(field));
    if (fault !== null) throw new CellRefused(field, fault);
    return this.amounts.empty ? null : this.amounts.ore;
  }

  day(field: string): string {
    const day = this.days.read(this.cell(field));
    if (typeof day !== 'string') throw new CellRefused(field, 'PERIOD_MALFORMED');
    return day;
  }

  /** First and last day of a month: `2026-03`, `202603`, or any day of it. */
  month(field: string): { readonly from: string; readonly to: string } {
    const [, year, month] = /^(\d{4})-?(\d\d)(?:$|-?\d\d)/.exec(this.text(field) ?? '') ?? [];
    const from = `${year ?? ''}-${month ?? ''}-01`;
    if (!LocalDate.isValid(from)) throw new CellRefused(field, 'PERIOD_MALFORMED');
    const last = [31, 30, 29, 28].map((day) => `${from.slice(0, 8)}${day}`).find((day) => LocalDate.isValid(day));
    return { from, to: last ?? from };
  }

  /** Hours from zero up, to four decimals, without superfluous zeros. */
  hours(field: string): string {
    const hours = plainDecimal(this.written(field));
    return hours !== null && /^\d+(?:\.\d{1,4})?$/.test(hours) ? hours : refuse(field, 'HOURS_MALFORMED');
  }

  /** Percent as a part of one: `46,15 %` is `0.4615`. */
  rate(field: string): string {
    return partOf(this.written(field).replace(/%$/, '')) ?? refuse(field, 'RATE_MALFORMED');
  }

  private written(field: string): string {
    const cell = this.cell(field);
    if (cell?.kind === 'number' && !cell.isDate) return roundedNumber(cell.text) ?? '';
    const text = (this.text(field) ?? '').replace(BLANKS, '');
    return this.mapping.decimalSign === ',' ? text.replace(',', '.') : text;
  }

  private cell(field: string): Cell | undefined {
    return this.cells[this.columns.get(field) ?? -1];
  }
}

function refuse(field: string, code: SalaryRefusalCode): never {
  throw new CellRefused(field, code);
}

function plainDecimal(text: string): string | null {
  const [, whole, decimals = ''] = NUMBER.exec(text) ?? [];
  if (whole === undefined) return null;
  const exact = decimals.replace(/0+$/, '');
  return exact === '' ? whole : `${whole}.${exact}`;
}

/** Percent (`46.15`) as a part of one (`0.4615`), by moving the point; null for what is no percent. */
export function partOf(percent: string): string | null {
  const [whole = '', decimals = ''] = plainDecimal(percent)?.split('.') ?? [];
  if (whole === '') return null;
  const digits = whole.padStart(3, '0');
  const exact = `${digits.slice(-2)}${decimals}`.replace(/0+$/, '');
  const before = digits.slice(0, -2).replace(/^0+(?=\d)/, '');
  return exact === '' ? before : `${before}.${exact}`;
}
