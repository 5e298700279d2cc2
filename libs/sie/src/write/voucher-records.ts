import type { SieCorrection, SieEntry, SieVoucher } from '../voucher.js';
import type { RecordWriter } from './record-writer.js';

/** A line as it is written; where in a file it was read is not asked for. */
export type WrittenEntry = Omit<SieEntry, 'fileLine'>;
export type WrittenLine = WrittenEntry & { readonly ordinal: number };
export type WrittenCorrection = WrittenEntry & Pick<SieCorrection, 'kind'>;

/** A verifikation that is written. */
export interface WrittenVoucher extends Pick<
  SieVoucher,
  'series' | 'number' | 'date' | 'registered' | 'text' | 'signature'
> {
  readonly lines: readonly WrittenLine[];
  readonly corrections: readonly WrittenCorrection[];
}

/** The records of one voucher: #VER and, in braces, its lines with their history of corrections. */
export function voucherRecords(voucher: WrittenVoucher, writer: RecordWriter): string {
  const { series, number, date, registered, text, signature, lines } = voucher;
  const place = { series, number };
  writer.place = { ...place, line: null };
  writer.begin('#VER').code(series, 'series').code(number, 'number').day(date).text(text, 'text');
  let records = `${writer.day(registered).text(signature, 'signature').end()}{\r\n`;
  const corrected = correctionsByLine(voucher);
  for (const [index, line] of lines.entries()) {
    writer.place = { ...place, line: line.ordinal };
    for (const correction of corrected[index] ?? []) records += correctionRecord(correction, writer, date);
    records += entryRecord('#TRANS', line, { writer, date });
  }
  writer.place = { ...place, line: null };
  for (const correction of corrected[lines.length] ?? []) records += correctionRecord(correction, writer, date);
  return `${records}}\r\n`;
}

const correctionRecord = (correction: WrittenCorrection, writer: RecordWriter, date: string): string =>
  entryRecord(correction.kind === 'struck' ? '#BTRANS' : '#RTRANS', correction, { writer, date });

function entryRecord(
  label: string,
  entry: WrittenEntry,
  { writer, date }: { readonly writer: RecordWriter; readonly date: string },
): string {
  const { account, objects, privateObjects = [], ore, text = '', quantity = '', signature = '' } = entry;
  writer
    .begin(label)
    .code(account, 'account')
    .objects([...objects, ...privateObjects])
    .amount(ore);
  return writer
    .day(entry.date ?? date)
    .text(text, 'text')
    .code(quantity, 'quantity')
    .text(signature, 'signature')
    .end();
}

/**
 * By the line that they stand before, in their own order as far as may be: an added line stands right before the #TRANS
 * that repeats it, so that a program which passes over #RTRANS still reads the booked line (SIE 4B, #RTRANS).
 */
function correctionsByLine({ lines, corrections }: WrittenVoucher): readonly (readonly WrittenCorrection[])[] {
  const before = Array.from({ length: lines.length + 1 }, () => ({
    others: [] as WrittenCorrection[],
    added: [] as WrittenCorrection[],
  }));
  const repeated = new Set<number>();
  let next = 0;
  for (const correction of corrections) {
    const at = correction.kind === 'added' ? repetitionOf(correction, lines, { from: next, repeated }) : -1;
    if (at < 0) before[next]?.others.push(correction);
    else {
      repeated.add(at);
      before[at]?.added.push(correction);
      next = at + 1;
    }
  }
  return before.map(({ others, added }) => [...others, ...added]);
}

/** The place of the line that says what an added one says; -1 where none does. */
function repetitionOf(
  correction: WrittenCorrection,
  lines: readonly WrittenLine[],
  { from, repeated }: { readonly from: number; readonly repeated: ReadonlySet<number> },
): number {
  const said = contentOf(correction);
  const repeats = (line: WrittenLine, at: number) => !repeated.has(at) && contentOf(line) === said;
  const later = lines.findIndex((line, at) => at >= from && repeats(line, at));
  return later >= 0 ? later : lines.findIndex(repeats);
}

const contentOf = ({ account, objects, privateObjects, ore, date, text, quantity, signature }: WrittenEntry): string =>
  JSON.stringify([account, objects, privateObjects ?? [], ore, date, text, quantity, signature]);
