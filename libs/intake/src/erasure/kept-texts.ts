import { DomainError } from '#kernel';
import { type BookFacts, numberedIdentity, type SourceVoucher, voucherStream } from '#ledger';
import type { ImportRow } from '#read-models';
import { sieObject } from '#sie';

import { FileContents } from '../file-contents.js';
import { readThrough, withBytes } from '../kept-file.js';
import { KeptVouchers } from '../kept-vouchers.js';
import { ledgerContext } from '../ledger-context.js';
import type { OpenedFiles } from '../opened.js';
import { composed } from '../voucher-key.js';
import type { FileErasure, FileItem, VoucherFile } from '../voucher-file.js';

/** What of a kept file is meant: the vouchers of these streams, or every private field of it. */
export interface MeantOfFile {
  readonly streams: ReadonlySet<string>;
  readonly isWhole: boolean;
}
type Row = Pick<ImportRow, 'import' | 'book' | 'scope'>;

/** Finds in a file what belongs to the vouchers that are meant, under the names that their book has for them. */
export async function erasureIn(
  book: OpenedFiles,
  file: VoucherFile,
  { row, meant }: { readonly row: Row; readonly meant: MeantOfFile },
): Promise<FileErasure> {
  const { facts } = (await ledgerContext(book, row.book)).opened;
  const privateDimensions = new Set(facts.privateDimensions);
  const kept = new KeptVouchers(facts, { of: row });
  await readThrough(file, privateDimensions);
  const take = (head: Parameters<KeptVouchers['meet']>[0]) => {
    kept.meet(head);
    return true;
  };
  const finding = new Finding(facts, meant.streams);
  for await (const items of file.read({ take, privateDimensions }).items) {
    for (const item of items) finding.see(item, item.kind === 'refusal' ? null : kept.voucher(item).source);
  }
  const { vouchers, rows } = finding;
  return { isWhole: meant.isWhole, vouchers, rows, privateDimensions, objects: finding.objects };
}

class Finding {
  readonly vouchers = new Set<number>();
  readonly rows = new Set<number>();
  private readonly own = new Set<string>();
  private readonly others = new Set<string>();

  constructor(
    private readonly facts: BookFacts,
    private readonly streams: ReadonlySet<string>,
  ) {}

  /** Objects of people that no other voucher of the file bears. */
  get objects(): ReadonlySet<string> {
    return new Set([...this.own].filter((object) => !this.others.has(object)));
  }

  see(item: FileItem, source: SourceVoucher | null): void {
    if (item.kind === 'refusal') this.seeRefused(item);
    else if (source !== null) this.seeVoucher(source);
  }

  /** What could not be read is known by its number alone. */
  private seeRefused({ voucher, voucherLine, fileLine }: Extract<FileItem, { readonly kind: 'refusal' }>): void {
    if (voucher === null) return;
    const { series, number, date } = voucher;
    const named = { series: composed(series), number: composed(number), date: date ?? '' };
    const identity = numberedIdentity(this.facts, named);
    if (identity === null || !this.streams.has(voucherStream(this.facts.book, named.series, identity))) return;
    this.vouchers.add(voucherLine ?? fileLine);
    this.rows.add(fileLine);
  }

  private seeVoucher({ book, series, number, fileLine = 0, lines, corrections = [] }: SourceVoucher): void {
    const isMeant = this.streams.has(voucherStream(book, series, number));
    const all = [...lines, ...corrections];
    const objects = all.flatMap(({ privateObjects = [] }) => privateObjects.map((pair) => sieObject(...pair)));
    for (const object of objects) (isMeant ? this.own : this.others).add(object);
    if (!isMeant) return;
    this.vouchers.add(fileLine);
    for (const { fileLine: row = fileLine } of all) this.rows.add(row);
  }
}

/**
 * A file's bytes without what is to go, after a proof that they are read as before but for the texts; null where they
 * would be the same. Refuses with KEPT_FILE_READ_OTHERWISE.
 */
export async function erasedBytes(
  book: OpenedFiles,
  file: VoucherFile,
  { erasure, row }: { readonly erasure: FileErasure; readonly row: Row },
): Promise<Buffer | null> {
  if (!erasure.isWhole && erasure.vouchers.size === 0) return null;
  const bytes = await file.without(erasure);
  const { facts } = (await ledgerContext(book, row.book)).opened;
  const reading = { voucherIdentity: facts.voucherIdentity, privateDimensions: erasure.privateDimensions };
  const [before, after] = [new FileContents(reading), new FileContents(reading)];
  const fresh = await file.another(file.path);
  try {
    await before.read(fresh);
  } finally {
    fresh.close();
  }
  const isSame = await withBytes(book, bytes, {
    open: (path) => file.another(path),
    use: async (written) => {
      if (written.sha256 === file.sha256) return null;
      await after.read(written);
      return saysTheSame(before, after);
    },
  }).catch(unreadable);
  if (isSame === false) throw new DomainError('KEPT_FILE_READ_OTHERWISE', { import: row.import });
  return isSame === null ? null : bytes;
}

/** A file that can no longer be read at all says something else. */
function unreadable(error: unknown): false {
  if (error instanceof DomainError && error.code !== 'DISK_FULL') return false;
  throw error;
}

function saysTheSame(before: FileContents, after: FileContents): boolean {
  if (before.size !== after.size) return false;
  return [...before.keys()].every((key) => after.has(key) && after.said(key) === before.said(key));
}
