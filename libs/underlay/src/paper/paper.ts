import type { SheetColumn, WrittenRow } from '#tabular';

/** A column of a table on paper: a column of a sheet, as wide beside the others as its characters ask for. */
export type PaperColumn = Pick<SheetColumn, 'heading' | 'holds' | 'width'>;

/** A table: its headings stand on each page that it goes on to, and its foot below the last row. */
export interface PaperTable {
  readonly kind: 'table';
  readonly columns: readonly PaperColumn[];
  /** Read once, while the paper is written. */
  readonly rows: Iterable<WrittenRow> | AsyncIterable<WrittenRow>;
  /** Totals. Asked for when the last row has been written. */
  readonly foot?: () => readonly WrittenRow[];
}

/** What stands on a paper, from its top. A line feed in a text begins a new line. */
export type PaperBlock =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  /** Labels with what they stand for. */
  | { readonly kind: 'facts'; readonly pairs: readonly (readonly [label: string, value: string])[] }
  | PaperTable;

/** A document in Swedish as it is to be read, whatever it is written as. */
export interface Paper {
  readonly title: string;
  /** The day that it is of, as ISO: no file bears the day that it was made. */
  readonly day: string;
  /** What stands at the foot of every page: whose it is, of which position, under which checkpoint. */
  readonly foot: string;
  /** Wide tables stand on pages turned aside. */
  readonly isWide?: boolean;
  /** Read once, while the paper is written. */
  readonly blocks: Iterable<PaperBlock> | AsyncIterable<PaperBlock>;
}
