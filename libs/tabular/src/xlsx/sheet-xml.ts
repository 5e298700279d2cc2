import { DomainError } from '#kernel';

import { styleOf } from './styles.js';
import { type CellKind, textCell, type WrittenCell } from '../written/written-cell.js';
import type { SheetColumn, WrittenRow, WrittenSheet } from '../written/written-sheet.js';
import { cellText, columnLetters, escapeXml, XML_HEAD } from './xml.js';

/** What Excel opens, and no more. */
const MOST_ROWS = 1_048_576;
const LONGEST_TEXT = 32_767;
const LONGEST_HELP = 255;
const CHUNK = 1 << 16;
const WIDTHS: Readonly<Record<CellKind, number>> = { text: 24, amount: 16, integer: 10, date: 12 };
const DAY = 86_400_000;
/** Serial number 0 of the 1900 date system. Excel counts a 29 February 1900, so that earlier days are off by one there. */
const EPOCH = Date.UTC(1899, 11, 30);
const FIRST_SURE_DAY = '1900-03-01';

/** Where a column's list of choices stands: `Listor!$A$1:$A$3`. */
export type ChoicesAt = (choices: readonly string[]) => string;

/** Writes one worksheet in chunks, its elements in the order of the schema (CT_Worksheet). */
export class SheetXml {
  private row = 0;
  private lastDataRow = 0;

  constructor(
    private readonly sheet: WrittenSheet,
    private readonly selected: boolean,
    private readonly choicesAt: ChoicesAt,
  ) {}

  /** The headings and the rows below them, `$A$3:$F$42`, once they have been written; null where there are no rows. */
  get filtered(): string | null {
    const { columns } = this.sheet;
    if (columns.length === 0 || this.lastDataRow === this.headingRow) return null;
    return `$A$${this.headingRow}:$${columnLetters(columns.length - 1)}$${this.lastDataRow}`;
  }

  get headingRow(): number {
    return (this.sheet.head?.length ?? 0) + 1;
  }

  async *chunks(): AsyncGenerator<string> {
    const look = this.sheet.locked === 'headings' ? 'open' : 'plain';
    let chunk = this.opening() + this.aboveRows();
    for await (const cells of this.sheet.rows) {
      chunk += this.rowXml(cells, look);
      if (chunk.length < CHUNK) continue;
      yield chunk;
      chunk = '';
    }
    this.lastDataRow = this.row;
    for (const cells of this.sheet.foot?.() ?? []) chunk += this.rowXml(cells, 'bold');
    yield `${chunk}</sheetData>${this.protection()}${this.filter()}${this.validations()}${MARGINS}</worksheet>`;
  }

  private aboveRows(): string {
    const { columns, head = [] } = this.sheet;
    const headings = columns.map(({ heading }) => textCell(heading));
    return head.map((cells) => this.rowXml(cells, 'bold-first')).join('') + this.rowXml(headings, 'heading');
  }

  private opening(): string {
    const { columns, locked } = this.sheet;
    const below = this.headingRow + 1;
    const look = locked === 'headings' ? 'open' : 'plain';
    const widths = columns.map(
      ({ holds, width }, index) =>
        `<col min="${index + 1}" max="${index + 1}" width="${width ?? WIDTHS[holds]}" style="${styleOf(holds, look)}" customWidth="1"/>`,
    );
    return (
      `${XML_HEAD}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` +
      `<sheetViews><sheetView${this.selected ? ' tabSelected="1"' : ''} workbookViewId="0">` +
      `<pane ySplit="${this.headingRow}" topLeftCell="A${below}" activePane="bottomLeft" state="frozen"/>` +
      `<selection pane="bottomLeft" activeCell="A${below}" sqref="A${below}"/></sheetView></sheetViews>` +
      '<sheetFormatPr defaultRowHeight="15"/>' +
      `${widths.length === 0 ? '' : `<cols>${widths.join('')}</cols>`}<sheetData>`
    );
  }

  private rowXml(cells: WrittenRow, look: RowLook): string {
    if (++this.row > MOST_ROWS) throw new DomainError('SHEET_TOO_LONG', { sheet: this.sheet.name });
    let xml = `<row r="${this.row}">`;
    for (const [index, cell] of cells.entries()) {
      if (cell !== null)
        xml += this.cellXml(cell, index, look === 'bold-first' ? (index === 0 ? 'bold' : 'plain') : look);
    }
    return `${xml}</row>`;
  }

  private cellXml(cell: NonNullable<WrittenCell>, index: number, look: CellLook): string {
    const at = `r="${columnLetters(index)}${this.row}"`;
    switch (cell.kind) {
      case 'text':
        return this.textXml(cell.text, at, styleOf('text', look));
      case 'amount':
        return `<c ${at} s="${styleOf('amount', look)}"><v>${cell.text}</v></c>`;
      case 'integer':
        return `<c ${at} s="${styleOf('integer', look)}"><v>${cell.value}</v></c>`;
      case 'date':
        if (cell.date < FIRST_SURE_DAY) return this.textXml(cell.date, at, styleOf('text', look));
        return `<c ${at} s="${styleOf('date', look)}"><v>${serialOf(cell.date)}</v></c>`;
    }
  }

  private textXml(text: string, at: string, style: number): string {
    if (text.length > LONGEST_TEXT) {
      throw new DomainError('CELL_TEXT_TOO_LONG', { sheet: this.sheet.name, row: this.row, longest: LONGEST_TEXT });
    }
    return `<c ${at} s="${style}" t="inlineStr"><is><t xml:space="preserve">${cellText(text)}</t></is></c>`;
  }

  private protection(): string {
    if (this.sheet.locked === undefined) return '';
    return '<sheetProtection sheet="1" formatCells="0" formatColumns="0" formatRows="0" sort="0" autoFilter="0"/>';
  }

  private filter(): string {
    return this.filtered === null ? '' : `<autoFilter ref="${this.filtered.replaceAll('$', '')}"/>`;
  }

  private validations(): string {
    const validated = this.sheet.columns.flatMap((column, index) => this.validation(column, index));
    if (validated.length === 0) return '';
    return `<dataValidations count="${validated.length}">${validated.join('')}</dataValidations>`;
  }

  private validation({ heading, choices, help }: SheetColumn, index: number): string[] {
    if (choices === undefined && help === undefined) return [];
    const letters = columnLetters(index);
    const range = `${letters}${this.headingRow + 1}:${letters}${MOST_ROWS}`;
    const list = choices === undefined ? '' : ' type="list" allowBlank="1" showErrorMessage="1"';
    const source = choices === undefined ? '' : `<formula1>${escapeXml(this.choicesAt(choices))}</formula1>`;
    return [`<dataValidation${list}${promptOf(heading, help)} sqref="${range}">${source}</dataValidation>`];
  }
}

function promptOf(heading: string, help: string | undefined): string {
  if (help === undefined) return '';
  if (help.length > LONGEST_HELP) throw new RangeError('The help of a column has 255 characters at most.');
  return ` showInputMessage="1" promptTitle="${escapeXml(heading.slice(0, 32))}" prompt="${escapeXml(help)}"`;
}

type CellLook = 'plain' | 'bold' | 'heading' | 'open';
type RowLook = CellLook | 'bold-first';

const MARGINS = '<pageMargins left="0.5" right="0.5" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>';

/** Days since the epoch of the 1900 date system. */
const serialOf = (date: string): number => (Date.parse(date) - EPOCH) / DAY;
