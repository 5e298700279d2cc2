import type { ImportRow } from '#read-models';

import { withKeptFile } from '../kept-file.js';
import type { OpenedFiles } from '../opened.js';
import type { FileErasure } from '../voucher-file.js';
import { Erasures } from './erasures.js';
import { erasedBytes, erasureIn } from './kept-texts.js';
import type { Meant } from './meant.js';

/** A kept file that says something of what is meant. */
export interface RewritingFile {
  readonly sha256: string;
  /** Every import that took it in. */
  readonly imports: readonly string[];
  readonly isWhole: boolean;
  /** How many vouchers of it are meant; of a whole file those that have a name in the log. */
  readonly vouchers: number;
}

/**
 * Each kept file that says something of what is meant, with its bytes as they are to be, one after the other. Refuses with
 * what `withKeptFile` refuses with and KEPT_FILE_READ_OTHERWISE.
 */
export async function* rewrittenFiles(
  book: OpenedFiles,
  meant: Meant,
): AsyncGenerator<{ readonly file: RewritingFile; readonly bytes: Buffer }> {
  const erasures = await Erasures.of(book);
  const groups = new Map<string, ImportRow[]>();
  for (const row of meant.imports) {
    const now = erasures.fileNow(row.sha256);
    groups.set(now, [...(groups.get(now) ?? []), row]);
  }
  for (const [sha256, rows] of groups) {
    const isWhole = rows.some((row) => meant.whole.has(row.import));
    const found = await rewritten(book, meant, { rows: rows.filter((row) => meant.books.has(row.book)), isWhole });
    if (found === null) continue;
    const imports = rows.map((row) => row.import);
    yield { file: { sha256, imports, isWhole, vouchers: found.vouchers }, bytes: found.bytes };
  }
}

interface Group {
  readonly rows: readonly ImportRow[];
  readonly isWhole: boolean;
}

/** One file, read for each book that took it in as the last import into it read it. */
async function rewritten(book: OpenedFiles, meant: Meant, { rows, isWhole }: Group) {
  const ofBooks = [...new Map(rows.map((row) => [row.book, row])).values()];
  const found: FileErasure[] = [];
  for (const row of ofBooks) {
    const streams = meant.vouchers.get(row.book) ?? new Set<string>();
    found.push(await withKeptFile(book, row, (file) => erasureIn(book, file, { row, meant: { streams, isWhole } })));
  }
  const last = ofBooks.at(-1);
  if (last === undefined) return null;
  const erasure = together(found, isWhole);
  const bytes = await withKeptFile(book, last, (file) => erasedBytes(book, file, { erasure, row: last }));
  return bytes === null ? null : { bytes, vouchers: erasure.vouchers.size };
}

function together(found: readonly FileErasure[], isWhole: boolean): FileErasure {
  const all = <Value>(of: (one: FileErasure) => ReadonlySet<Value>) => new Set(found.flatMap((one) => [...of(one)]));
  return {
    isWhole,
    vouchers: all(({ vouchers }) => vouchers),
    rows: all(({ rows }) => rows),
    privateDimensions: all(({ privateDimensions }) => privateDimensions),
    objects: all(({ objects }) => objects),
  };
}
