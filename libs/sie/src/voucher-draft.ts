/** Which record a row is. */
export const ROW_KIND = { BOOKED: 0, STRUCK: 1, ADDED: 2 } as const;
export type RowKind = (typeof ROW_KIND)[keyof typeof ROW_KIND];

/** Columns of a row. A stretch of bytes takes two, from and to, counted from the voucher's start. */
export const COLUMN = {
  KIND: 0,
  FILE_LINE: 1,
  FIRST_PAIR: 2,
  DATE: 3,
  ACCOUNT: 4,
  TEXT: 6,
  QUANTITY: 8,
  SIGNATURE: 10,
  WIDTH: 12,
} as const;
/** Columns of the header. */
export const HEADER = { SERIES: 0, NUMBER: 2, TEXT: 4, SIGNATURE: 6, WIDTH: 8 } as const;
/** Numbers in a pair: dimension and object, from and to. */
export const PAIR = 4;

const { KIND, FILE_LINE, FIRST_PAIR, DATE, WIDTH } = COLUMN;
const { BOOKED } = ROW_KIND;

/**
 * The voucher being read, as stretches of bytes: nothing is made of it before it is known to be whole and needed, so
 * that of a million lines only the wanted ones become objects.
 */
export class VoucherDraft {
  /** Where in the buffer its #VER begins. */
  origin = 0;
  fileLine = 0;
  /** Packed days; 0 = not stated. */
  date = 0;
  registered = 0;
  sumOre = 0;
  lineCount = 0;
  touched: boolean;
  readonly header = new Int32Array(HEADER.WIDTH);
  rows = new Int32Array(64 * WIDTH);
  /** Per row; whole öre, which a double holds exactly. */
  ores = new Float64Array(64);
  pairs = new Int32Array(64 * PAIR);
  rowCount = 0;
  pairCount = 0;

  /** `everything`: nothing in particular is wanted, so that every voucher counts as touched. */
  constructor(private readonly everything: boolean) {
    this.touched = everything;
  }

  begin(origin: number, fileLine: number): void {
    this.origin = origin;
    this.fileLine = fileLine;
    this.date = this.registered = this.sumOre = this.lineCount = this.rowCount = this.pairCount = 0;
    this.touched = this.everything;
    this.header.fill(0);
  }

  setHeader(column: number, from: number, to: number): void {
    this.header[column] = from - this.origin;
    this.header[column + 1] = to - this.origin;
  }

  /** Begins a row, which is forgotten again unless it is committed. */
  beginRow(kind: RowKind, fileLine: number): void {
    if ((this.rowCount + 1) * WIDTH > this.rows.length) this.rows = doubled(this.rows);
    const row = this.rowCount * WIDTH;
    this.rows[row + KIND] = kind;
    this.rows[row + FILE_LINE] = fileLine;
    this.rows[row + FIRST_PAIR] = this.pairCount;
  }

  setDate(packed: number): void {
    this.rows[this.rowCount * WIDTH + DATE] = packed;
  }

  set(column: number, from: number, to: number): void {
    const place = this.rowCount * WIDTH + column;
    this.rows[place] = from - this.origin;
    this.rows[place + 1] = to - this.origin;
  }

  setDimension(from: number, to: number): void {
    if ((this.pairCount + 1) * PAIR > this.pairs.length) this.pairs = doubled(this.pairs);
    const place = this.pairCount * PAIR;
    this.pairs[place] = from - this.origin;
    this.pairs[place + 1] = to - this.origin;
  }

  /** Completes the dimension noted last. */
  addObject(from: number, to: number): void {
    const place = this.pairCount * PAIR;
    this.pairs[place + 2] = from - this.origin;
    this.pairs[place + 3] = to - this.origin;
    this.pairCount++;
  }

  commitRow(kind: RowKind, ore: number): void {
    if (this.rowCount === this.ores.length) {
      const larger = new Float64Array(2 * this.ores.length);
      larger.set(this.ores);
      this.ores = larger;
    }
    this.ores[this.rowCount++] = ore;
    if (kind !== BOOKED) return;
    this.lineCount++;
    this.sumOre += ore;
  }

  /** The voucher is refused: its lines are still read, but nothing is made of them. */
  forgetRows(): void {
    this.rowCount = this.pairCount = 0;
  }

  /** The number of the first pair that is not the row's. */
  endOfPairs(row: number): number {
    return row + 1 < this.rowCount ? (this.rows[(row + 1) * WIDTH + FIRST_PAIR] as number) : this.pairCount;
  }
}

function doubled(numbers: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * numbers.length);
  larger.set(numbers);
  return larger;
}
