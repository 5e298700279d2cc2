import type { Cell } from '../table/table.js';
import { AmountReader } from './amount-cell.js';
import type { AmountMapping } from './column-mapping.js';
import type { Stated } from './control-sums.js';
import type { RowField, RowRefusalCode } from './posting.js';
import { isEmpty, textOf } from './text-cell.js';

/** What is wrong in a row, and in which field. */
export interface RowFault {
  readonly field: RowField | null;
  readonly code: RowRefusalCode;
}
const fault = (field: RowField, code: RowRefusalCode): RowFault => ({ field, code });

const DEBIT_WORDS = ['d', 'debet', '+'];
const CREDIT_WORDS = ['k', 'kredit', '-'];
const wordKey = (text: string): string => text.trim().toLowerCase().replace('\u2212', '-');
const keys = (words: readonly string[]): ReadonlySet<string> => new Set(words.map(wordKey));

type Words = Partial<Pick<Extract<AmountMapping, { readonly form: 'side' }>, 'debitWords' | 'creditWords'>>;

interface Places {
  readonly amount: number;
  readonly debit: number;
  readonly credit: number;
  readonly side: number;
  readonly balance: number;
}

/** Reads the amount of a row, from the column or columns that the mapping names. */
export class AmountColumns {
  /** Whole öre of the row read last, debit positive. */
  ore = 0;
  /** What of it stands in debit; `debit - ore` stands in credit. */
  debit = 0;

  private readonly reader: AmountReader;
  private readonly places: Places;
  private readonly positive: 1 | -1;
  private readonly credited: 1 | -1;
  private readonly debitWords: ReadonlySet<string>;
  private readonly creditWords: ReadonlySet<string>;

  constructor(
    private readonly mapping: AmountMapping,
    columns: ReadonlyMap<string, number>,
    decimalSign: ',' | '.',
  ) {
    const at = (field: string) => columns.get(field) ?? -1;
    this.reader = new AmountReader(decimalSign);
    this.places = {
      amount: at('amount'),
      debit: at('debit'),
      credit: at('credit'),
      side: at('side'),
      balance: at('balance'),
    };
    this.positive = mapping.form === 'signed' && mapping.positive === 'credit' ? -1 : 1;
    this.credited = mapping.form === 'debit-credit' && mapping.creditNegative === true ? -1 : 1;
    const words: Words = mapping.form === 'side' ? mapping : {};
    this.debitWords = keys(words.debitWords ?? DEBIT_WORDS);
    this.creditWords = keys(words.creditWords ?? CREDIT_WORDS);
  }

  /** Whether every cell of the amount is empty. */
  isEmpty(cells: readonly Cell[]): boolean {
    const { amount, debit, credit } = this.places;
    return isEmpty(cells[amount]) && isEmpty(cells[debit]) && isEmpty(cells[credit]);
  }

  /** The amount of a posting, or what is wrong with it. */
  read(cells: readonly Cell[]): RowFault | null {
    switch (this.mapping.form) {
      case 'signed':
        return this.signed(cells);
      case 'debit-credit':
        return this.twoColumns(cells, false);
      case 'side':
        return this.withSide(cells);
    }
  }

  /** The amount of a sum or a balance, which may fill both columns, and may lack the side. */
  readStated(cells: readonly Cell[]): Stated | RowFault {
    const withoutSide = this.mapping.form === 'side' && isEmpty(cells[this.places.side]);
    const isTwo = this.mapping.form === 'debit-credit';
    const wrong = withoutSide ? this.signed(cells) : isTwo ? this.twoColumns(cells, true) : this.read(cells);
    if (wrong !== null) return wrong;
    const { ore, debit } = this;
    const sides = isTwo && debit !== 0 && debit !== ore ? { debit, credit: debit - ore } : null;
    return { ore, sides, withoutSide };
  }

  /** What a row that opens or closes an account states in the column of the running balance; null where nothing stands there. */
  readBalance(cells: readonly Cell[]): Stated | RowFault | null {
    const cell = cells[this.places.balance];
    if (isEmpty(cell)) return null;
    const wrong = this.reader.read(cell);
    if (wrong !== null) return fault('balance', wrong);
    const { ore } = this.reader;
    return { ore: ore === 0 ? 0 : ore * this.positive, sides: null, withoutSide: false };
  }

  private signed(cells: readonly Cell[]): RowFault | null {
    const { reader } = this;
    const wrong = reader.read(cells[this.places.amount]);
    if (wrong !== null) return fault('amount', wrong);
    if (reader.empty) return fault('amount', 'AMOUNT_MISSING');
    this.take(reader.ore === 0 ? 0 : reader.ore * this.positive);
    return null;
  }

  private twoColumns(cells: readonly Cell[], both: boolean): RowFault | null {
    const { reader, places } = this;
    const wrongDebit = reader.read(cells[places.debit]);
    if (wrongDebit !== null) return fault('debit', wrongDebit);
    const [debit, noDebit] = [reader.ore, reader.empty];
    const wrongCredit = reader.read(cells[places.credit]);
    if (wrongCredit !== null) return fault('credit', wrongCredit);
    if (noDebit && reader.empty) return fault('debit', 'AMOUNT_MISSING');
    if (!both && debit !== 0 && reader.ore !== 0) return fault('credit', 'AMOUNT_DEBIT_AND_CREDIT');
    this.ore = debit - reader.ore * this.credited;
    this.debit = debit;
    return null;
  }

  private withSide(cells: readonly Cell[]): RowFault | null {
    const wrong = this.signed(cells);
    if (wrong !== null) return wrong;
    // Sides are told without the workbook's own days: no day is a word for debit.
    const word = wordKey(textOf(cells[this.places.side], 1900) ?? '');
    const isDebit = this.debitWords.has(word);
    if (!isDebit && !this.creditWords.has(word)) return fault('side', 'AMOUNT_SIDE_UNKNOWN');
    // A negative amount on a side is a reversal there: it stays in that side's column.
    const { ore } = this;
    this.ore = isDebit || ore === 0 ? ore : -ore;
    this.debit = isDebit ? ore : 0;
    return null;
  }

  private take(ore: number): void {
    this.ore = ore;
    this.debit = ore > 0 ? ore : 0;
  }
}
