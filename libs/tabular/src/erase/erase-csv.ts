/** Which cells of a table go, by line and column (from 0), and what is written in their place. */
export type ErasedCells = (line: number, column: number) => '' | '*' | null;

interface CsvForm {
  readonly encoding: string;
  readonly delimiter: string;
}

const [CR, LF, QUOTE] = [13, 10, 34];
const MARKS: Readonly<Record<string, number>> = { 'utf-8': 0xefbbbf, 'utf-16le': 0xfffe, 'utf-16be': 0xfeff };

/**
 * A CSV file in memory without some of its cells: the same rows on the same lines, every other byte as it was. The line
 * breaks inside a quoted cell stay, so that the rows behind it stand where they stood.
 */
export function eraseCsv(bytes: Buffer, form: CsvForm, erased: ErasedCells): Buffer {
  return new CsvEraser(bytes, form, erased).run();
}

/** Steps through the cells as `CsvScanner` does, but over bytes: what gives a table its form is ASCII in every encoding. */
class CsvEraser {
  private readonly wide: boolean;
  private readonly step: 1 | 2;
  private readonly delimiter: number;
  private readonly pieces: Buffer[] = [];
  private kept = 0;
  private at: number;
  private line = 1;

  constructor(
    private readonly bytes: Buffer,
    private readonly form: CsvForm,
    private readonly erased: ErasedCells,
  ) {
    this.wide = form.encoding.startsWith('utf-16');
    this.step = this.wide ? 2 : 1;
    this.delimiter = form.delimiter.charCodeAt(0);
    this.at = markLength(bytes, form.encoding);
  }

  run(): Buffer {
    while (this.at < this.bytes.length) this.row();
    this.pieces.push(this.bytes.subarray(this.kept));
    return Buffer.concat(this.pieces);
  }

  private row(): void {
    const { line } = this;
    for (let column = 0; ; column++) {
      const from = this.at;
      const isQuoted = this.cell();
      const by = this.erased(line, column);
      if (by !== null && this.at > from) this.replace(from, by, isQuoted);
      if (this.code(this.at) !== this.delimiter) break;
      this.at += this.step;
    }
    this.endLine();
  }

  /** Steps over the cell that begins here; true where it stands in quotation marks. */
  private cell(): boolean {
    const close = this.code(this.at) === QUOTE ? this.closingMark() : -1;
    if (close >= 0 && this.endsCell(this.code(close + this.step))) {
      for (let at = this.at; at < close; at += this.step) if (this.isBreak(at)) this.line++;
      this.at = close + this.step;
      return true;
    }
    while (this.at < this.bytes.length && !this.endsCell(this.code(this.at))) this.at += this.step;
    return false;
  }

  private closingMark(): number {
    for (let at = this.at + this.step; at < this.bytes.length; at += this.step) {
      if (this.code(at) !== QUOTE) continue;
      if (this.code(at + this.step) !== QUOTE) return at;
      at += this.step;
    }
    return -1;
  }

  private replace(from: number, by: string, isQuoted: boolean): void {
    const breaks = isQuoted ? this.breaksSince(from) : '';
    const written = breaks === '' ? by : `"${by}${breaks}"`;
    this.pieces.push(this.bytes.subarray(this.kept, from), this.encoded(written));
    this.kept = this.at;
  }

  private breaksSince(from: number): string {
    let breaks = '';
    for (let at = from; at < this.at; at += this.step) {
      const code = this.code(at);
      if (code !== CR && code !== LF) continue;
      // A blank keeps a carriage return and a line feed two that had something between them.
      const isApart = code === LF && breaks.endsWith('\r') && this.code(at - this.step) !== CR;
      breaks += `${isApart ? ' ' : ''}${String.fromCharCode(code)}`;
    }
    return breaks;
  }

  private encoded(ascii: string): Buffer {
    if (!this.wide) return Buffer.from(ascii, 'latin1');
    const bytes = Buffer.from(ascii, 'utf16le');
    return this.form.encoding === 'utf-16be' ? bytes.swap16() : bytes;
  }

  /** The code at a place; -1 behind the last one, where a line ends too. */
  private code(at: number): number {
    if (at + this.step > this.bytes.length) return -1;
    if (!this.wide) return this.bytes[at] as number;
    return this.form.encoding === 'utf-16be' ? this.bytes.readUInt16BE(at) : this.bytes.readUInt16LE(at);
  }

  private endsCell(code: number): boolean {
    return code === this.delimiter || code === LF || code === CR || code < 0;
  }

  /** A carriage return and a line feed are one line break, counted at the first. */
  private isBreak(at: number): boolean {
    const code = this.code(at);
    return code === CR || (code === LF && this.code(at - this.step) !== CR);
  }

  private endLine(): void {
    const isPair = this.code(this.at) === CR && this.code(this.at + this.step) === LF;
    this.at += isPair ? 2 * this.step : this.step;
    this.line++;
  }
}

function markLength(bytes: Buffer, encoding: string): number {
  const mark = MARKS[encoding];
  if (mark === undefined) return 0;
  const length = encoding === 'utf-8' ? 3 : 2;
  return bytes.length >= length && bytes.readUIntBE(0, length) === mark ? length : 0;
}
