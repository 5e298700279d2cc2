/** What tells the vouchers of one book apart: no series holds the line feed. */
export const keyOf = ({ series, number }: { readonly series: string; readonly number: string }): string =>
  `${series}\n${number}`;

/** A series or number as stream names hold it (NFC); nearly every one is plain already. */
export const composed = (text: string): string => (/^[\x00-\x7f]*$/.test(text) ? text : text.normalize('NFC'));
