import type { Cell, TableRow } from '../table.js';
import { broken } from './parts.js';
import { LONGEST_TEXT, RichText, unescaped } from './rich-text.js';
import type { SharedStrings } from './shared-strings.js';
import type { DateStyles } from './styles.js';
import type { Attributes, XmlListener } from './xml.js';

/** What the cells of a sheet refer to. */
export interface SheetContext {
  readonly part: string;
  readonly strings: SharedStrings;
  readonly dateStyles: DateStyles;
}

const MOST_COLUMNS = 16_384;
const NUMBER = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/;
const BEFORE_A = 64;
const DIGITS = /^\d{1,10}$/;
/** A day as a strict workbook writes it, at midnight. */
const MIDNIGHT = /^(\d{4}-\d\d-\d\d)T00:00(?::00(?:\.0+)?)?Z?$/;

const FAULT: Cell = { kind: 'fault' };
const textCell = (text: string): Cell => (text === '' ? null : { kind: 'text', text });

/** Hears the XML of a sheet and gathers its rows; a row without content leaves nothing behind. */
export class SheetRows implements XmlListener {
  private rows: TableRow[] = [];
  private isInside = false;
  private line = 0;
  private hasNumber = false;
  private cells: Cell[] = [];
  private column = 0;
  private type = 'n';
  private style = 0;
  private hasFormula = false;
  /** The text of the cell's value; null before it has one. */
  private value: string | null = null;
  private isValue = false;
  private readonly inline = new RichText();

  constructor(private readonly context: SheetContext) {}

  /** The rows since it was asked last. */
  take(): readonly TableRow[] {
    const { rows } = this;
    this.rows = [];
    return rows;
  }

  get size(): number {
    return this.rows.length;
  }

  open(element: string, attributes: Attributes): void {
    if (element === 'sheetData') this.isInside = true;
    if (!this.isInside) return;
    switch (element) {
      case 'row':
        this.openRow(attributes['r']);
        return;
      case 'c':
        this.openCell(attributes);
        return;
      case 'v':
        this.isValue = true;
        this.value = '';
        return;
      case 'f':
        this.hasFormula = true;
        return;
      default:
        this.inline.open(element, attributes);
    }
  }

  text(text: string): void {
    if (this.isValue) this.value = (this.value ?? '') + text;
    else if (this.isInside) this.inline.text(text);
  }

  close(element: string): void {
    if (!this.isInside) return;
    switch (element) {
      case 'v':
        this.isValue = false;
        if (this.value !== null && this.value.length > LONGEST_TEXT) throw this.broken();
        return;
      case 'c':
        this.closeCell();
        return;
      case 'row':
        if (this.cells.length > 0) this.rows.push({ line: this.line, cells: this.cells });
        return;
      case 'sheetData':
        this.isInside = false;
        return;
      default:
        this.inline.close(element);
        if (this.inline.isTooLong) throw this.broken();
    }
  }

  private openRow(number: string | undefined): void {
    this.hasNumber = number !== undefined;
    this.line = number === undefined ? this.line + 1 : this.numberOf(number);
    if (this.cells.length > 0) this.cells = [];
    this.column = 0;
  }

  private openCell({ r: reference, t: type = 'n', s: style }: Attributes): void {
    if (reference !== undefined) this.goTo(reference);
    this.column++;
    if (this.column > MOST_COLUMNS) throw this.broken();
    this.type = type;
    this.style = style === undefined ? 0 : Number.parseInt(style, 10);
    this.hasFormula = false;
    this.value = null;
  }

  /** Puts the cell in its place; a row that does not say its number has that of its cells. */
  private goTo(reference: string): void {
    let [at, column] = [0, 0];
    for (; at < 4; at++) {
      const letter = reference.charCodeAt(at) - BEFORE_A;
      if (!(letter >= 1 && letter <= 26)) break;
      column = 26 * column + letter;
    }
    this.column = column - 1;
    if (column === 0 || column > MOST_COLUMNS) throw this.broken();
    if (!this.hasNumber) this.line = this.numberOf(reference.slice(at));
    this.hasNumber = true;
  }

  private numberOf(digits: string): number {
    if (!DIGITS.test(digits)) throw this.broken();
    return Number.parseInt(digits, 10);
  }

  private closeCell(): void {
    const cell = this.cell();
    if (cell === null) return;
    const { cells, column } = this;
    while (cells.length < column) cells.push(null);
    cells[column - 1] = cell;
  }

  private cell(): Cell {
    const { type, value } = this;
    if (type === 'inlineStr') return textCell(this.inline.take());
    if (type === 'str' && value !== null) return textCell(unescaped(value));
    const stored = value?.trim() ?? '';
    return stored === '' ? this.emptyCell() : this.storedCell(stored);
  }

  private emptyCell(): Cell {
    return this.hasFormula || this.type === 'e' ? FAULT : null;
  }

  private storedCell(value: string): Cell {
    switch (this.type) {
      case 'n':
        return this.number(value);
      case 's':
        return textCell(this.shared(value));
      case 'b':
        return textCell(value === '1' || value === 'true' ? 'TRUE' : 'FALSE');
      case 'd':
        return textCell(value.replace(MIDNIGHT, '$1'));
      default:
        return FAULT;
    }
  }

  private number(text: string): Cell {
    if (!NUMBER.test(text)) return FAULT;
    return { kind: 'number', text, isDate: this.context.dateStyles[this.style] ?? false };
  }

  private shared(value: string): string {
    const text = DIGITS.test(value) ? this.context.strings.get(Number.parseInt(value, 10)) : undefined;
    if (text === undefined) throw this.broken();
    return text;
  }

  private broken() {
    return broken(this.context.part);
  }
}
