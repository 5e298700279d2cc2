/** What tells the vouchers of one book apart: no series holds the line feed. */
export const keyOf = ({ series, number }: { readonly series: string; readonly number: string }): string =>
  `${series}\n${number}`;

/** A series or number as stream names hold it (NFC). Nearly every one is plain ASCII, and a file has very many. */
export function composed(text: string): string {
  for (let at = 0; at < text.length; at++) {
    if (text.charCodeAt(at) > 127) return text.normalize('NFC');
  }
  return text;
}
