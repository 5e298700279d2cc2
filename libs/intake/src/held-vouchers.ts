import { DomainError, Money, oreToText } from '#kernel';
import type { SourceVoucher } from '#ledger';
import { type Moment, quarantine, type Quarantine, type QuarantineRow } from '#read-models';

import type { Bidragsbok } from './bidragsbok.js';
import { readThrough, withKeptFile } from './kept-file.js';
import { KeptVouchers } from './kept-vouchers.js';
import { ledgerContext } from './ledger-context.js';
import { type StandingFile, standingFiles } from './standing-files.js';
import type { VoucherFile } from './voucher-file.js';

/** A line of a voucher in quarantine, as the kept file has it. */
export interface HeldLine {
  readonly account: string;
  readonly objects: readonly (readonly [dimension: string, object: string])[];
  readonly amount: string;
  readonly text: string | null;
}
/** A voucher in quarantine with what its file says. */
export interface ShownHeld extends QuarantineRow {
  /** Debit less credit; null where the kept file cannot be read. */
  readonly difference: string | null;
  readonly lines: readonly HeldLine[] | null;
}
export interface ShownQuarantine extends Pick<Quarantine, 'untold'> {
  readonly vouchers: readonly ShownHeld[];
}

/** What is held back at a moment and waits for a person, read again from the kept files; of one book where it is named. */
export async function quarantineShown(book: Bidragsbok, moment: Moment, of?: string): Promise<ShownQuarantine> {
  const { open, untold } = await quarantine(book.models.db, moment, of);
  const vouchers: ShownHeld[] = [];
  for (const id of new Set(open.map((one) => one.import))) {
    const held = open.filter((one) => one.import === id);
    const sources = await sourcesOf(book, moment, held);
    vouchers.push(...held.map((one) => shown(one, sources.get(one.line))));
  }
  return { vouchers, untold };
}

type Sources = ReadonlyMap<number, SourceVoucher>;

/** A list is worth having also where a kept file is lost: then it says what the log does. */
async function sourcesOf(book: Bidragsbok, moment: Moment, held: readonly QuarantineRow[]): Promise<Sources> {
  const [first] = held;
  const file = (await standingFiles(book, moment, first?.book ?? '')).find(({ of }) => of.import === first?.import);
  if (file === undefined) return new Map();
  try {
    const lines = held.map(({ line }) => line);
    return (await readHeld(book, file, lines)).vouchers;
  } catch (error) {
    const isLost = error instanceof DomainError && ['KEPT_FILE_MISSING', 'KEPT_FILE_DAMAGED'].includes(error.code);
    if (isLost) return new Map();
    throw error;
  }
}

function shown(held: QuarantineRow, source: SourceVoucher | undefined): ShownHeld {
  if (source === undefined) return { ...held, difference: null, lines: null };
  const sum = source.lines.reduce((all, { ore }) => all + ore, 0);
  const lines = source.lines.map(({ account, objects, ore, text }) => {
    return { account, objects, amount: oreToText(ore), text: text ?? source.text ?? null };
  });
  return { ...held, difference: Money.ofOre(sum).toString(), lines };
}

/** Vouchers of a kept file that begin on these lines, as the book reads them today, and what the file can say at all. */
export async function readHeld(
  book: Bidragsbok,
  file: StandingFile,
  lines: readonly number[],
): Promise<{ readonly vouchers: Sources; readonly says: VoucherFile['says'] }> {
  const { facts } = (await ledgerContext(book, file.of.book)).opened;
  const privateDimensions = new Set(facts.privateDimensions);
  const kept = new KeptVouchers(facts, file);
  const wanted = new Set(lines);
  const vouchers = new Map<number, SourceVoucher>();
  return withKeptFile(book, file.of, async (unpacked) => {
    await readThrough(unpacked, privateDimensions);
    const reading = unpacked.read({ take: ({ fileLine }) => wanted.has(fileLine), privateDimensions });
    for await (const items of reading.items) {
      for (const item of items) {
        if (item.kind === 'voucher') vouchers.set(item.fileLine, kept.voucher(item).source);
      }
      if (vouchers.size === wanted.size) break;
    }
    return { vouchers, says: unpacked.says };
  });
}
