/** The stream of one book: `book-raindance-2026`. */
export const bookStream = (book: string): string => `book-${book}`;

/** The stream of one project code: `project-code-gnv26-halsoval`. */
export const projectCodeStream = (projectCode: string): string => `project-code-${projectCode}`;

/** The stream of one file taken in; its id is that of the command. */
export const importStream = (id: string): string => `import-${id}`;

/** The stream of one column mapping, `mapping-raindance-huvudbok`: a revision is a version of it. */
export const mappingStream = (mapping: string): string => `mapping-${mapping}`;

/** The stream of the mapping of one list of pay, `salary-mapping-heroma`: a revision is a version of it. */
export const salaryMappingStream = (mapping: string): string => `salary-mapping-${mapping}`;

/** What names a voucher: its book, and its series and number as the source writes them. */
export interface VoucherName {
  readonly book: string;
  readonly series: string;
  /** The number that makes it one and the same: see `voucherIdentities`. */
  readonly number: string;
}

const PLAIN = /^[A-Za-z0-9]*$/;
const BYTES = new TextEncoder();

function part(text: string): string {
  if (PLAIN.test(text)) return text;
  let encoded = '';
  for (const byte of BYTES.encode(text.normalize('NFC'))) {
    const letter = String.fromCharCode(byte);
    encoded += PLAIN.test(letter) ? letter : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return encoded;
}

/** The stream of one voucher: `voucher-raindance-2026-L%C3%96-12`; an empty series is an empty part. */
export const voucherStream = (book: string, series: string, number: string): string =>
  `voucher-${book}-${part(series)}-${part(number)}`;

/** The voucher that a stream's name names, or null where the stream is none of a voucher. */
export function voucherOfStream(stream: string): VoucherName | null {
  // Series and number hold no hyphen once encoded, so the last two tell them from a book's own hyphens.
  const [, book, series, number] = /^voucher-(.+)-([A-Za-z0-9%]*)-([A-Za-z0-9%]*)$/.exec(stream) ?? [];
  if (book === undefined || series === undefined || number === undefined) return null;
  return { book, series: decodeURIComponent(series), number: decodeURIComponent(number) };
}
