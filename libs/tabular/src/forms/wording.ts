/** What a field is called on a form and how it is filled in: the vocabulary's entry, in Swedish. */
export interface Wording {
  /** The column's heading, by which it is found again. */
  readonly heading: string;
  /** What is meant, in a sentence. */
  readonly help: string;
  /** The form of a text that is not free: `fyra siffror, t.ex. 1882`. */
  readonly form?: string;
  /** Of a field with fixed codes: the word for each of them. */
  readonly words?: Readonly<Record<string, string>>;
  /** The word that says "none" where an empty cell would mean something else, or too much. */
  readonly none?: string;
  /** An empty cell is an empty text where the rest of its object is there: a voucher series without a name. */
  readonly mayBeEmpty?: true;
  /** So many digits: Excel takes leading zeros away, and they are put back. */
  readonly digits?: number;
  /** A list of two-field objects stands in one cell, `1: 0,6; 2: 0,4`; a lone first part has this second one. */
  readonly inOneCell?: { readonly alone?: string };
  /** Headings that the column had in older versions of the form. */
  readonly formerly?: readonly string[];
}

/** The wording of a field by its path without list positions: `decision.body`, `amounts.pot`. A list of rows needs none. */
export type Vocabulary = (path: string) => Wording | undefined;
