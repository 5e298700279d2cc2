import { DomainError } from '#kernel';

import type { Cell, TableRow } from '../table.js';

const [CR, LF, QUOTE] = [13, 10, 34];
/** What may stand in a row without being content, beside delimiters; U+001A ends the files of old systems. */
const BLANKS = '\t \u00a0\u001a';
const BLANK = /^[\t \u00a0\u001a]*$/;
/** No row of a ledger has more characters. */
const LONGEST_ROW = 1 << 20;
/** A cell of Excel holds 32,767 characters (any may be a doubled mark) on 254 lines; more have lost their closing mark. */
const LONGEST_QUOTED = 65_536;
const MOST_LINE_BREAKS = 253;

/**
 * Cuts text into rows of cells by RFC 4180, with any line ends, mixed ones too. Rows of blanks and delimiters are passed
 * over. A quotation mark that does not enclose its whole cell is a character like any other.
 */
export class CsvScanner {
  private readonly delimiter: number;
  /** 1 for the characters below 256 that are no content. */
  private readonly empty = new Uint8Array(256);
  private text = '';
  /** The first character of `text` that no row has taken yet. */
  private at = 0;
  private line = 1;
  private isLast = false;
  /** The cell that was read last. */
  private cell = '';

  constructor(delimiter: string) {
    this.delimiter = delimiter.charCodeAt(0);
    for (const char of delimiter + BLANKS) this.empty[char.charCodeAt(0)] = 1;
  }

  /** The rows that are whole with this text. Refuses with TABLE_ROW_TOO_LONG. */
  take(text: string): TableRow[] {
    this.text = this.text.slice(this.at) + text;
    this.at = 0;
    const rows: TableRow[] = [];
    do this.passOverEmpty();
    while (this.at < this.text.length && this.takeRow(rows));
    if (this.text.length - this.at > LONGEST_ROW) throw tooLong(this.line);
    return rows;
  }

  /** What is left at the end of the file, with its last text. Refuses with TABLE_QUOTE_UNCLOSED, too. */
  end(text: string): TableRow[] {
    this.isLast = true;
    return this.take(/[\r\n]$/.test(text) ? text : `${text}\n`);
  }

  /** Millions of rows may hold nothing: they cost one look at each character. */
  private passOverEmpty(): void {
    const { text, empty } = this;
    let at;
    do {
      at = this.at;
      while (empty[text.charCodeAt(at)] === 1) at++;
    } while (this.endLine(at));
  }

  /** False where the row's end is not in the text yet: then it is read again, from its beginning, with the next text. */
  private takeRow(rows: TableRow[]): boolean {
    const { at: start, line } = this;
    const cells = this.takeCells(line);
    if (cells === null) {
      this.at = start;
      this.line = line;
      return false;
    }
    if (this.at - start > LONGEST_ROW) throw tooLong(line);
    if (cells.length > 0) rows.push({ line, cells });
    return true;
  }

  private takeCells(line: number): Cell[] | null {
    const cells: Cell[] = [];
    let filled = 0;
    while (this.takeCell(line)) {
      const { cell } = this;
      const count = cells.push(cell === '' ? null : { kind: 'text', text: cell });
      if (cell !== '' && (filled > 0 || !BLANK.test(cell))) filled = count;
      if (this.text.charCodeAt(this.at) === this.delimiter) {
        this.at++;
        continue;
      }
      if (!this.endLine(this.at)) return null;
      cells.length = filled;
      return cells;
    }
    return null;
  }

  /** Steps over the line end at this place; false where there is none, or where its other half may be yet to come. */
  private endLine(at: number): boolean {
    const { text } = this;
    const code = text.charCodeAt(at);
    if (code !== CR && code !== LF) return false;
    if (code === CR && at + 1 === text.length && !this.isLast) return false;
    this.at = code === CR && text.charCodeAt(at + 1) === LF ? at + 2 : at + 1;
    this.line++;
    return true;
  }

  /** The cell that begins here, up to its delimiter or line end; false where that is not in the text yet. */
  private takeCell(line: number): boolean {
    const { text, at } = this;
    if (text.charCodeAt(at) !== QUOTE) return this.takeBare();
    const close = closingMark(text, at + 1);
    this.refuseUnclosed(close, line);
    if (close < 0 || close + 1 === text.length) return false;
    if (!this.endsCell(text.charCodeAt(close + 1))) return this.takeBare();
    this.takeQuoted(close, line);
    return true;
  }

  private refuseUnclosed(close: number, line: number): void {
    if ((close < 0 ? this.text.length : close) - this.at > LONGEST_QUOTED) throw tooLong(line);
    if (close < 0 && this.isLast) throw new DomainError('TABLE_QUOTE_UNCLOSED', { line });
  }

  private endsCell(code: number): boolean {
    return code === this.delimiter || code === LF || code === CR;
  }

  private takeQuoted(close: number, line: number): void {
    const cell = this.text.slice(this.at + 1, close);
    const breaks = lineBreaks(cell);
    if (breaks > MOST_LINE_BREAKS) throw tooLong(line);
    this.line += breaks;
    this.cell = cell.includes('"') ? cell.replaceAll('""', '"') : cell;
    this.at = close + 1;
  }

  private takeBare(): boolean {
    const { text, delimiter } = this;
    for (let at = this.at; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code !== delimiter && code !== LF && code !== CR) continue;
      this.cell = text.slice(this.at, at);
      this.at = at;
      return true;
    }
    return false;
  }
}

const tooLong = (line: number): DomainError => new DomainError('TABLE_ROW_TOO_LONG', { line });

/** The mark that no second one follows, or the last in the text, which one may follow yet; -1 where there is none. */
function closingMark(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0 && text.charCodeAt(at + 1) === QUOTE) at = text.indexOf('"', at + 2);
  return at;
}

function lineBreaks(cell: string): number {
  if (!cell.includes('\n') && !cell.includes('\r')) return 0;
  return cell.split(/\r\n|\r|\n/).length - 1;
}
