import type { ColumnMapping, PostingField } from '../mapping/column-mapping.js';

/** What a column of a file is taken for, and why. Sentences are Swedish: an accountant checks them. */
export interface SuggestedColumn {
  /** Its place in the sheet, from 1. */
  readonly place: number;
  /** As the file writes it. */
  readonly heading: string;
  /** Which one of several under the same heading, from 1. */
  readonly nth?: number;
  /** Null: the column stays unmapped. */
  readonly means: PostingField | `dimension ${string}` | null;
  readonly why: string;
  /** How many of the sampled rows have a value. */
  readonly samples: number;
  /** Some values of the user's own file, for the user's own eyes: never kept. */
  readonly examples: readonly string[];
  /** What a person should decide of it; null where it is plain. */
  readonly uncertain: string | null;
}

/** What reading the sample by the suggested mapping gave. */
export interface Trial {
  /** Rows below the header that were read. */
  readonly rows: number;
  /** The sample was all of the sheet. */
  readonly isWhole: boolean;
  readonly lines: number;
  readonly refused: number;
  /** The refused rows by code, the most common first. */
  readonly refusals: readonly { readonly code: string; readonly rows: number; readonly firstLine: number }[];
  /** In SEK, both positive. */
  readonly debit: string;
  readonly credit: string;
  readonly vouchers: number;
  /** Vouchers whose debit and credit differ; the last one of a cut sample is not counted. */
  readonly unbalanced: number;
  readonly totals: { readonly checked: number; readonly differing: number; readonly unchecked: number };
}

/** A mapping proposed from a file's header and first rows. */
export interface Suggestion {
  readonly sheet: string;
  /** The line of the header's lowest row. */
  readonly headerLine: number;
  readonly columns: readonly SuggestedColumn[];
  /** Null where something that every posting needs was not found: `questions` says what. */
  readonly mapping: ColumnMapping | null;
  /** What a person must decide or look at, in Swedish. */
  readonly questions: readonly string[];
  readonly trial: Trial | null;
}
