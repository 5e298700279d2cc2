import { RecordWriter } from './record-writer.js';
import type { SieHead } from './sie-head.js';
import { voucherRecords, type WrittenVoucher } from './voucher-records.js';

export interface SieWriting {
  /** Whether the file carries its own check figure (#KSUMMA). */
  readonly withChecksum?: boolean;
}

const CHUNK = 1 << 16;

/**
 * A SIE 4 file in CP437 as chunks of bytes, voucher by voucher in the order given, made while they are read. Whatever
 * reads SIE reads back what was given, our own reader too. Refuses with CHARACTER_NOT_IN_CP437 and
 * FIELD_NOT_WRITABLE_AS_SIE (SIE 4B; docs/glossary.md: SIE).
 */
export async function* sieFile(
  head: SieHead,
  vouchers: Iterable<WrittenVoucher> | AsyncIterable<WrittenVoucher>,
  { withChecksum = false }: SieWriting = {},
): AsyncGenerator<Buffer> {
  const writer = new RecordWriter();
  let chunk = writer.begin('#FLAGGA').code('0', 'flag').end();
  if (withChecksum) chunk += writer.beginChecksum();
  chunk += headRecords(head, writer);
  for await (const voucher of vouchers) {
    chunk += voucherRecords(voucher, writer);
    if (chunk.length < CHUNK) continue;
    yield Buffer.from(chunk, 'latin1');
    chunk = '';
  }
  if (withChecksum) chunk += writer.endChecksum();
  yield Buffer.from(chunk, 'latin1');
}

/** Identification, chart and balances, in the order that the format asks for (SIE 4B, chapter 5). */
function headRecords(head: SieHead, writer: RecordWriter): string {
  const { program, remark, chartType } = head;
  const records = [
    writer.begin('#PROGRAM').text(program.name, 'program').code(program.version, 'program').end(),
    writer.begin('#FORMAT').code('PC8', 'format').end(),
    writer.begin('#GEN').day(head.generated).end(),
    writer.begin('#SIETYP').code('4', 'type').end(),
    ...(remark === undefined ? [] : [writer.begin('#PROSA').text(remark, 'remark').end()]),
    writer.begin('#ORGNR').code(hyphenated(head.organisationNumber), 'organisationNumber').end(),
    writer.begin('#FNAMN').text(head.name, 'name').end(),
    ...head.financialYears.map(({ index, from, to }) =>
      writer.begin('#RAR').code(`${index}`, 'financialYear').day(from).day(to).end(),
    ),
    ...(chartType === undefined ? [] : [writer.begin('#KPTYP').code(chartType, 'chartType').end()]),
    ...chartRecords(head, writer),
    ...balanceRecords(head, writer),
  ];
  return records.join('');
}

const hyphenated = (number: string): string =>
  /^\d{10}$/.test(number) ? `${number.slice(0, 6)}-${number.slice(6)}` : number;

function* chartRecords({ chart, dimensions, objects = [] }: SieHead, writer: RecordWriter): Generator<string> {
  for (const [account, { name, type }] of chart) {
    yield writer.begin('#KONTO').code(account, 'account').text(name, 'accountName').end();
    if (type !== null) yield writer.begin('#KTYP').code(account, 'account').code(type, 'accountType').end();
  }
  for (const [dimension, { name, parent }] of dimensions) {
    writer
      .begin(parent === null ? '#DIM' : '#UNDERDIM')
      .code(dimension, 'dimension')
      .text(name, 'dimensionName');
    if (parent !== null) writer.code(parent, 'dimension');
    yield writer.end();
  }
  for (const [dimension, object, name] of objects) {
    yield writer.begin('#OBJEKT').code(dimension, 'dimension').code(object, 'object').text(name, 'objectName').end();
  }
}

/** The format forbids balances in 4I. */
function balanceRecords({ kind, balances = [] }: SieHead, writer: RecordWriter): readonly string[] {
  if (kind === 'SIE4I') return [];
  return balances.map(({ label, year, account, ore }) =>
    writer.begin(`#${label}`).code(`${year}`, 'year').code(account, 'account').amount(ore).end(),
  );
}
