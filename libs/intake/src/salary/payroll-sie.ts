import { DomainError, Money } from '#kernel';
import type { Objects } from '#ledger';
import type { SieVoucher } from '#sie';

import { openSieFile } from '../sie-file.js';
import type { FileItem, FileReading, FileSummary, VoucherFile } from '../voucher-file.js';
import { composed } from '../voucher-key.js';

/** A line as the payroll system books it; whole öre, debit positive. */
export interface PayrollLine {
  readonly account: string;
  /** Without those that name people. */
  readonly objects: Objects;
  readonly ore: number;
}
/** A verifikation that a payroll system hands over. */
export interface PayrollVoucher {
  /** Null where the file leaves them to the ledger: empty, or a number of zero. */
  readonly series: string | null;
  readonly number: string | null;
  readonly date: string;
  /** May name people: it is read, and told to nobody. */
  readonly text: string;
  /** The line of its #VER, from 1. */
  readonly fileLine: number;
  readonly lines: readonly PayrollLine[];
}
/** What a payroll system hands over to the ledger, whole. */
export interface PayrollFile extends Pick<FileSummary, 'program' | 'generated' | 'organisationNumber'> {
  /** Lower-case hex of its bytes. */
  readonly sha256: string;
  readonly vouchers: readonly PayrollVoucher[];
}

/** SIE reserves it for the employee. In a payroll file it names people, whatever the book says of it. */
const EMPLOYEE = '7';

const FOUND: Readonly<Record<string, string>> = {
  SIE1: 'SIE 1 (årssaldon)',
  SIE2: 'SIE 2 (periodsaldon)',
  SIE3: 'SIE 3 (objektsaldon)',
  SIE4E: 'SIE 4E (en hel bokföring)',
};

interface PayrollOf {
  readonly organisation: string;
  /** Beside the employee's. */
  readonly privateDimensions: Iterable<string>;
  /** What a file was called that lies under another name here. */
  readonly fileName?: string | undefined;
}

/** The payroll file at a path, as `payrollOf` reads it. Refuses with what that and `openSieFile` refuse with. */
export async function payrollSie(path: string, asked: PayrollOf): Promise<PayrollFile> {
  const file = openSieFile(path);
  try {
    return await payrollOf(file, asked);
  } finally {
    file.close();
  }
}

/**
 * The bookings of a payroll system (SIE 4I). A total of a part of the file would pass for one of the whole, so that nothing is read
 * where anything cannot be. Refuses with PAYROLL_FILE_NOT_SIE_4I, PAYROLL_FILE_OF_ANOTHER, PAYROLL_FILE_UNREADABLE,
 * PAYROLL_FILE_GARBLED and PAYROLL_VOUCHER_UNBALANCED.
 */
export async function payrollOf(file: VoucherFile, asked: PayrollOf): Promise<PayrollFile> {
  const { organisation, privateDimensions, fileName = file.path } = asked;
  const reading = file.read({ take: () => true, privateDimensions: new Set([...privateDimensions, EMPLOYEE]) });
  const items = await itemsOf(reading, fileName);
  const { program, generated, organisationNumber } = reading.summary;
  if (organisationNumber !== null && organisationNumber !== organisation)
    throw new DomainError('PAYROLL_FILE_OF_ANOTHER', { found: organisationNumber, organisation });
  return { sha256: file.sha256, program, generated, organisationNumber, vouchers: items.map(voucherOf) };
}

async function itemsOf(reading: FileReading, fileName: string): Promise<readonly FileItem[]> {
  const items: FileItem[] = [];
  for await (const batch of reading.items) {
    // A whole ledger is not read to its end before it is turned away.
    if (reading.kind === 'SIE4E') refuseOther(reading, fileName);
    items.push(...batch);
  }
  refuseOther(reading, fileName);
  return items;
}

/** What a file is called tells a whole ledger of type 4 from what a pre-system hands over, where its records do not. */
function refuseOther({ kind }: FileReading, fileName: string): void {
  if (kind === 'SIE4I' || (kind === 'SIE4E' && /\.si$/i.test(fileName))) return;
  throw new DomainError('PAYROLL_FILE_NOT_SIE_4I', { found: FOUND[kind ?? ''] ?? 'av en SIE-typ som inte finns' });
}

function voucherOf(item: FileItem): PayrollVoucher {
  if (item.kind === 'refusal') {
    const { message: fault } = new DomainError(item.code);
    throw new DomainError('PAYROLL_FILE_UNREADABLE', { line: item.fileLine, fault });
  }
  const { date, text, fileLine, sumOre, lines } = item;
  refuseGarbled(item);
  if (sumOre !== 0) {
    throw new DomainError('PAYROLL_VOUCHER_UNBALANCED', { line: fileLine, difference: Money.ofOre(sumOre) });
  }
  const booked = lines.map(({ account, objects, ore }) => ({ account, objects, ore }));
  return { series: named(item.series), number: named(item.number), date, text, fileLine, lines: booked };
}

/** What decoding leaves of bytes that no encoding explains, and what no code holds. */
const GARBLED = /[\uFFFD\p{Cc}]/u;

function refuseGarbled({ series, number, fileLine, lines }: SieVoucher): void {
  const isGarbled = (...codes: readonly string[]) => codes.some((code) => GARBLED.test(code));
  if (isGarbled(series, number)) throw new DomainError('PAYROLL_FILE_GARBLED', { line: fileLine });
  const garbled = lines.find(({ account, objects }) => isGarbled(account, ...objects.flat()));
  if (garbled !== undefined) throw new DomainError('PAYROLL_FILE_GARBLED', { line: garbled.fileLine });
}

/** A number of nothing but zeros is how a payroll system says that it has none. */
const named = (text: string): string | null => (/^0*$/.test(text) ? null : composed(text));
