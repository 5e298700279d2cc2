import { basename } from 'node:path';

import { DomainError } from '#kernel';
import { voucherStream } from '#ledger';
import { type ImportRow, imports } from '#read-models';

import { readThrough, withBytes, withKeptFile } from '../kept-file.js';
import { KeptVouchers } from '../kept-vouchers.js';
import { ledgerContext } from '../ledger-context.js';
import type { OpenedFiles } from '../opened.js';
import type { VoucherFile } from '../voucher-file.js';
import { Erasures } from './erasures.js';
import { erasedBytes, erasureIn } from './kept-texts.js';

/** A file on its way into a book, without what decisions have erased. */
export interface LeftOfFile {
  readonly file: VoucherFile;
  /** What it was called; null where a decision has erased its name. */
  readonly fileName: string | null;
  /** Of the stream `log` as it was when the file was looked at: an import rests on it. */
  readonly logRevision: number;
}
interface Taking {
  readonly file: VoucherFile;
  readonly fileName: string;
  readonly into: string;
}

/**
 * Works on a file as it may be taken in: a text that a decision has erased is never stored again, neither in the log nor
 * with the file. The very file that was erased, and a later one that says the same vouchers, are read without their texts.
 * Refuses with FILE_PRUNED: a file that a decision has taken away is not kept again.
 */
export async function withoutErased<Result>(
  book: OpenedFiles,
  { file, fileName, into }: Taking,
  use: (left: LeftOfFile) => Promise<Result>,
): Promise<Result> {
  const erasures = await Erasures.of(book);
  const { revision: logRevision } = erasures;
  const decision = erasures.filePrunedBy(file.sha256);
  if (decision !== null) throw new DomainError('FILE_PRUNED', { decision });
  if (erasures.isEmpty) return use({ file, fileName, logRevision });
  const known = await new Known(book, erasures, into).of(file);
  const name = known.isNameErased ? null : basename(fileName);
  if (known.bytes === null) return use({ file, fileName: name, logRevision });
  return withBytes(book, known.bytes, {
    open: (path) => file.another(path),
    use: (left) => use({ file: left, fileName: name, logRevision }),
  });
}

/** What decisions have erased of a file that comes again. */
class Known {
  constructor(
    private readonly book: OpenedFiles,
    private readonly erasures: Erasures,
    private readonly into: string,
  ) {}

  /** Its bytes without what is erased; null where nothing of it is. */
  async of(file: VoucherFile): Promise<{ readonly bytes: Buffer | null; readonly isNameErased: boolean }> {
    const rows = await imports(this.book.models.db, await this.book.moment());
    const { wholeImports } = this.erasures;
    const now = this.erasures.fileNow(file.sha256);
    const same = rows.filter(({ sha256 }) => this.erasures.fileNow(sha256) === now);
    const isWhole = same.some((row) => wholeImports.has(row.import));
    const streams = await this.erasures.vouchersOf(this.book.log, this.into);
    for (const row of rows.filter((one) => wholeImports.has(one.import) && one.book === this.into)) {
      for (const stream of await this.namedIn(row)) streams.add(stream);
    }
    const row = { import: '', book: this.into, scope: 'all' } as const;
    const fresh = await file.another(file.path);
    try {
      const erasure = await erasureIn(this.book, fresh, { row, meant: { streams, isWhole } });
      return { bytes: await erasedBytes(this.book, file, { erasure, row }), isNameErased: isWhole };
    } finally {
      fresh.close();
    }
  }

  /** The vouchers of a file that was erased as a whole, recorded or not. */
  private async namedIn(row: ImportRow): Promise<readonly string[]> {
    const { facts } = (await ledgerContext(this.book, row.book)).opened;
    const privateDimensions = new Set(facts.privateDimensions);
    const kept = new KeptVouchers(facts, { of: row });
    const streams: string[] = [];
    await withKeptFile(this.book, row, async (file) => {
      await readThrough(file, privateDimensions);
      const take = (head: Parameters<KeptVouchers['meet']>[0]) => {
        kept.meet(head);
        return true;
      };
      for await (const items of file.read({ take, privateDimensions }).items) {
        for (const item of items.filter((one) => one.kind === 'voucher')) {
          const { book, series, number } = kept.voucher(item).source;
          streams.push(voucherStream(book, series, number));
        }
      }
    });
    return streams;
  }
}
