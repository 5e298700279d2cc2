/** A cell that a form writes; null leaves it empty. An amount and a date are canonical text: `-1234.50`, `2026-04-08`. */
export type FormCell =
  | null
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'amount'; readonly text: string }
  | { readonly kind: 'date'; readonly text: string }
  | { readonly kind: 'integer'; readonly text: string };

export const textCell = (text: string): FormCell => (text === '' ? null : { kind: 'text', text });

/** The letters of a column from 0: A … Z, AA …, as a person sees it in Excel. */
export function columnLetters(index: number): string {
  const letter = String.fromCodePoint(65 + (index % 26));
  return index < 26 ? letter : columnLetters(Math.floor(index / 26) - 1) + letter;
}
