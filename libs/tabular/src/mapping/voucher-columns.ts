import type { Cell } from '../table/table.js';
import type { RowFault } from './amount-columns.js';
import type { VoucherMapping } from './column-mapping.js';
import { controlName } from './control-words.js';
import { textOf } from './text-cell.js';

/** As SIE vouchers may hold them. */
const LONGEST = { series: 40, number: 60 };
const COMBINED = {
  blank: /^(.*\S)\s+(\d\S*)$/,
  hyphen: /^(.*\S)\s*[-\u2010-\u2013]\s*(\d[^\s-]*)$/,
  digits: /^(\D*)(\d\S*)$/,
} as const;

/** Reads a row's series and number, from two columns or out of one. */
export class VoucherColumns {
  series = '';
  number = '';

  private readonly field: 'voucher' | 'number';
  private readonly numberAt: number;
  private readonly seriesAt: number;
  private lastCell = '';

  constructor(
    private readonly mapping: VoucherMapping,
    columns: ReadonlyMap<string, number>,
    private readonly system: 1900 | 1904,
  ) {
    this.field = mapping.form === 'combined' ? 'voucher' : 'number';
    this.numberAt = columns.get(this.field) ?? -1;
    this.seriesAt = columns.get('series') ?? -1;
    if (mapping.form === 'fixed-series') this.series = mapping.series;
  }

  /** Whether the rows of the list say which voucher they are of. */
  get isNamed(): boolean {
    return this.mapping.form !== 'none';
  }

  /** The row names no voucher: nothing stands there, or the word of a sum. */
  isAbsent(cells: readonly Cell[]): boolean {
    if (!this.isNamed) return true;
    const text = textOf(cells[this.numberAt], this.system);
    return text !== null && isNone(text);
  }

  read(cells: readonly Cell[]): RowFault | null {
    if (!this.isNamed) return cells.some(isBareControl) ? NO_POSTING : null;
    const text = textOf(cells[this.numberAt], this.system);
    if (text === null) return { field: this.field, code: 'CELL_FAULTY' };
    return this.mapping.form === 'combined' ? this.readBoth(text, this.mapping.divider) : this.readNumber(text, cells);
  }

  private readNumber(text: string, cells: readonly Cell[]): RowFault | null {
    this.number = '';
    if (isNone(text)) return { field: 'number', code: 'VOUCHER_NUMBER_MISSING' };
    if (text.length > LONGEST.number) return { field: 'number', code: 'FIELD_TOO_LONG' };
    const wrong = this.seriesAt < 0 ? null : this.readSeries(cells);
    if (wrong === null) this.number = text;
    return wrong;
  }

  private readBoth(text: string, divider: keyof typeof COMBINED): RowFault | null {
    // Most rows say again what the row before them said.
    if (text === this.lastCell && this.number !== '') return null;
    this.number = '';
    if (isNone(text)) return { field: 'voucher', code: 'VOUCHER_NUMBER_MISSING' };
    return this.divide(text, divider);
  }

  private readSeries(cells: readonly Cell[]): RowFault | null {
    const text = textOf(cells[this.seriesAt], this.system);
    if (text === null) return { field: 'series', code: 'CELL_FAULTY' };
    if (text.length > LONGEST.series) return { field: 'series', code: 'FIELD_TOO_LONG' };
    this.series = text;
    return null;
  }

  private divide(text: string, divider: keyof typeof COMBINED): RowFault | null {
    const [, series, number] = COMBINED[divider].exec(text) ?? [];
    if (series === undefined || number === undefined) return { field: 'voucher', code: 'VOUCHER_NUMBER_NOT_AS_MAPPED' };
    if (series.length > LONGEST.series || number.length > LONGEST.number) {
      return { field: 'voucher', code: 'FIELD_TOO_LONG' };
    }
    this.series = series.trim();
    this.number = number;
    this.lastCell = text;
    return null;
  }
}

/** What a row is called that is a sum or a balance whatever else stands in it. */
const NO_POSTING: RowFault = { field: null, code: 'ROW_NOT_UNDERSTOOD' };

const isBareControl = (cell: Cell): boolean => cell?.kind === 'text' && controlName(cell.text.trim())?.bare === true;

/** Nothing, or the word of a sum: most numbers begin with a digit, and are not looked at further. */
function isNone(text: string): boolean {
  const code = text.charCodeAt(0);
  return text === '' || ((code < 48 || code > 57) && controlName(text) !== null);
}
