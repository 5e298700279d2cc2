import { DomainError } from '#kernel';

import type { Cell, TableRow } from '../table.js';
import { CsvScanner } from './csv-scanner.js';

/** The first wins a draw. */
const DELIMITERS = [';', '\t', ','] as const;
/** So many rows that a delimiter splits settle the matter; after so much text any do. */
const ENOUGH = 200;
const PATIENCE = 1 << 20;
/** A cell of another delimiter in its quotation marks, which this one has cut: such a row speaks for nothing. */
const CUT = /"[;,\t]|[;,\t]"/;
/** Excel's own word for it, on a line before the header. */
const DECLARED = /^"?sep=([;,\t])"?[\r\n]/i;

/** Reads the same text with each delimiter, and finds the one that makes the most of it. */
export class DelimiterEvidence {
  private readonly trials = DELIMITERS.map((delimiter) => new Trial(delimiter));
  private declared: string | undefined;
  private isFirst = true;
  private searched = 0;

  /** True when the matter is settled. */
  take(text: string): boolean {
    if (this.isFirst) this.declared = DECLARED.exec(text)?.[1];
    this.isFirst = false;
    for (const trial of this.trials) trial.read((scanner) => scanner.take(text));
    this.searched += text.length;
    const enough = this.searched < PATIENCE ? ENOUGH : 1;
    return this.declared !== undefined || this.trials.some(({ split }) => split >= enough);
  }

  end(text: string): void {
    for (const trial of this.trials) trial.read((scanner) => scanner.end(text));
  }

  /** Refuses with NOT_TABLE_FILE where no row has two cells. */
  verdict(): string {
    if (this.declared !== undefined) return this.declared;
    const best = this.trials.reduce((a, b) => (b.score > a.score ? b : a));
    if (best.score > 0) return best.delimiter;
    const stuck = this.trials.find(({ isOver }) => isOver);
    if (stuck !== undefined) return stuck.delimiter;
    const isEmpty = this.trials.some(({ rows }) => rows === 0);
    throw new DomainError('NOT_TABLE_FILE', {
      found: isEmpty ? 'den är tom' : 'ingen rad är delad med semikolon, komma eller tabb',
    });
  }
}

class Trial {
  rows = 0;
  /** Rows of two cells or more. */
  split = 0;
  /** A row could not be read. */
  isOver = false;
  private separators = 0;
  private readonly scanner: CsvScanner;

  constructor(readonly delimiter: string) {
    this.scanner = new CsvScanner(delimiter);
  }

  read(rowsOf: (scanner: CsvScanner) => readonly TableRow[]): void {
    if (this.isOver) return;
    try {
      for (const { cells } of rowsOf(this.scanner)) this.count(cells);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      // With the wrong delimiter marks do not close. With the right one, the reading will say so.
      this.isOver = true;
    }
  }

  /** Delimiters a row. A comma weighs less: every amount of a file with semicolons may have one of its own. */
  get score(): number {
    if (this.rows === 0) return 0;
    return (this.separators / this.rows) * (this.delimiter === ',' ? 2 / 3 : 1);
  }

  private count(cells: readonly Cell[]): void {
    this.rows++;
    if (cells.length < 2 || cells.some((cell) => cell?.kind === 'text' && CUT.test(cell.text))) return;
    this.separators += cells.length - 1;
    this.split++;
  }
}
