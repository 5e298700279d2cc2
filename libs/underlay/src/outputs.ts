import { textToOre } from '#kernel';
import { type Moment, unknownBook, voucherNames } from '#read-models';
import { csv, type CsvOptions, workbook, writeFileWhole, type WrittenSheet } from '#tabular';

import { bookSheet } from './book-sheet.js';
import { bookOf, type LedgerExtract } from './extract-of.js';
import { extractPaper } from './extract-paper.js';
import { changesSheet, extractSheet } from './extract-sheet.js';
import { type HandedOut, type Output, type Program, Tally, tallyOf } from './output.js';
import { pdf } from './paper/pdf.js';
import { sieOutput } from './sie-output.js';
import { bookAt, type Source } from './source.js';

/** The formats that accounting programs and spreadsheets read. */
export const outputFormats = ['sie', 'xlsx', 'csv'] as const;
export type OutputFormat = (typeof outputFormats)[number];
/** Those and paper: what an extract is handed out as. */
export const extractFormats = [...outputFormats, 'pdf'] as const;
export type ExtractFormat = (typeof extractFormats)[number];

interface Written<Format extends ExtractFormat = OutputFormat> extends CsvOptions {
  readonly format: Format;
  readonly program: Program;
  /** The signed checkpoint of the moment, which goes along where the format has a place for it. */
  readonly checkpoint?: string | null;
}

/**
 * The lines of a project code as a file. SIE 4E holds the vouchers that they belong to, each whole: of one book alone,
 * `book` where the lines are of several. Refuses, while it is read, with EXTRACT_OF_SEVERAL_BOOKS, BOOK_UNKNOWN,
 * BOOK_WITHOUT_CONTRA_LINES, VOUCHER_WITHOUT_CONTRA_LINES, and with what SIE or a workbook cannot hold.
 */
export function extractOutput(
  source: Source,
  extract: LedgerExtract,
  { book, format, ...how }: Written<ExtractFormat> & { readonly book?: string | undefined },
): Output {
  const tally = new Tally();
  const { checkpoint } = how;
  if (format === 'pdf')
    return { chunks: paperChunks(source, { extract, checkpoint }, tally), counts: () => tally.counts() };
  const made = output(
    tally,
    { ...how, format },
    {
      sie: () => sieOfExtract(source, extract, { ...how, book, tally }),
      sheet: () => extractSheet(source, { extract, checkpoint }, tally),
      ...(extract.changes === undefined ? {} : { more: [changesSheet(extract)] }),
    },
  );
  if (format !== 'sie') return made;
  const asked = tallyOf(extract.rows.map(({ amount }) => textToOre(amount)));
  return { ...made, counts: () => ({ vouchers: tally.vouchers, lines: tally.counts().rows, ...asked.counts() }) };
}

async function* paperChunks(...made: Parameters<typeof extractPaper>): AsyncGenerator<Uint8Array> {
  yield* pdf(await extractPaper(...made));
}

async function* sieOfExtract(
  source: Source,
  extract: LedgerExtract,
  { book, tally, ...how }: Omit<Written, 'format'> & { readonly book: string | undefined; readonly tally: Tally },
): AsyncGenerator<Uint8Array> {
  const { projectCode, position, perDate } = extract;
  const moment: Moment = { position, ...(perDate === undefined ? {} : { perDate }) };
  const row = await knownBook(source, await bookOf(source, extract, book), moment);
  const keyOf = ({ series, number }: { readonly series: string; readonly number: string }) =>
    JSON.stringify([series, number]);
  const wanted = new Set(extract.rows.filter((one) => one.book === row.book).map(keyOf));
  const all = await voucherNames(source.models.db, { book: row.book, projectCode }, moment);
  const names = all.filter((name) => wanted.has(keyOf(name)));
  const title = `Verifikationer som projektkoden ${projectCode} rör, ur bidragsboken vid position ${position}.`;
  const asked = { book: row, names, moment, program: how.program, title: titleOf(title, how), isWhole: false };
  yield* sieOutput(source, asked, tally);
}

/** Every recorded voucher of a book as a file, in grundbok order. Refuses with BOOK_UNKNOWN, and then as `extractOutput`. */
export async function bookOutput(
  source: Source,
  book: string,
  { moment, ...how }: Written & { readonly moment: Moment },
): Promise<Output> {
  const tally = new Tally();
  const row = await knownBook(source, book, moment);
  const names = await voucherNames(source.models.db, { book }, moment);
  const part = row.scope === 'grant' ? 'Bara det som rör bidragen är inläst.' : '';
  const title = `Boken ${book} ur bidragsboken vid position ${moment.position}. ${part}`.trim();
  const isWhole = row.scope === 'all' && moment.perDate === undefined;
  const made = output(tally, how, {
    sie: () =>
      sieOutput(source, { book: row, names, moment, program: how.program, title: titleOf(title, how), isWhole }, tally),
    sheet: () => bookSheet(source, { book: row, names, moment: { ...moment, checkpoint: how.checkpoint } }, tally),
  });
  return how.format === 'sie' ? { ...made, counts: () => ({ vouchers: tally.vouchers, ...tally.counts() }) } : made;
}

/** Writes what is handed out into a file, whole or not at all. Refuses as `writeFileWhole` and the output do. */
export async function handOut(
  path: string,
  output: Output,
  options: { readonly overwrite?: boolean } = {},
): Promise<HandedOut> {
  const file = await writeFileWhole(path, output.chunks, options);
  return { ...file, ...output.counts() };
}

/** A remark of SIE is one line in CP437, which knows no dash of a note's signature. */
function titleOf(title: string, { checkpoint }: Pick<Written, 'checkpoint'>): string {
  if (checkpoint == null) return title;
  const [origin = '', size = '', root = '', , signature = ''] = checkpoint.split('\n');
  return `${title} Kontrollpunkt: ${origin} ${size} ${root}, signatur ${signature.split(' ').at(-1) ?? ''}.`;
}

interface Ways {
  readonly sie: () => AsyncIterable<Uint8Array>;
  readonly sheet: () => Promise<WrittenSheet>;
  /** Sheets beside it, where the format has a place for them. */
  readonly more?: readonly WrittenSheet[];
}

function output(tally: Tally, how: Written, { sie, sheet, more = [] }: Ways): Output {
  const chunks = how.format === 'sie' ? sie() : tableChunks({ sheet, more }, how);
  return { chunks, counts: () => tally.counts() };
}

async function* tableChunks(
  { sheet, more }: Required<Omit<Ways, 'sie'>>,
  { format, ...options }: Written,
): AsyncGenerator<Uint8Array> {
  const written = await sheet();
  yield* format === 'csv' ? csv(written, options) : (workbook([written, ...more]) as AsyncIterable<Uint8Array>);
}

async function knownBook(source: Source, book: string, moment: Moment) {
  const row = await bookAt(source, book, moment);
  return row ?? (await unknownBook(source.models.db, book));
}
