import { DomainError } from '#kernel';

// Result codes of https://sqlite.org/rescode.html; the low byte is the primary one.
const BUSY = 5;
const CORRUPT = 11;
const FULL = 13;
const CANTOPEN = 14;
const NOTADB = 26;
/** The shared index of the write-ahead log could not be made longer, which on Linux means a full disk too. */
const IOERR_SHMSIZE = 4874;

/** The library gives no number with an error that `all` or `iterate` meets; SQLite's words for it are always these. */
const WORDS: Readonly<Record<string, number>> = {
  'database is locked': BUSY,
  'database disk image is malformed': CORRUPT,
  'database or disk is full': FULL,
  'file is not a database': NOTADB,
};

// Not asked by instanceof: the library's errors may come from another realm than ours.
function codeOf(error: unknown): number | undefined {
  const { errcode, code, message } = (error ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof errcode === 'number') return errcode;
  return code === 'ERR_SQLITE_ERROR' && typeof message === 'string' ? WORDS[message] : undefined;
}

const isOf = (error: unknown, codes: readonly number[]): boolean => codes.includes((codeOf(error) ?? 0) & 255);

/** Another connection holds the lock. */
export const isBusy = (error: unknown): boolean => isOf(error, [BUSY]);

/** The refusal that a failure of SQLite means to a person: LOG_BUSY, DISK_FULL, or the error itself where it is neither. */
export function refusalOf(error: unknown): unknown {
  if (isBusy(error)) return new DomainError('LOG_BUSY');
  if (isOf(error, [FULL]) || codeOf(error) === IOERR_SHMSIZE) return new DomainError('DISK_FULL');
  return error;
}

/** What lies at the path is damaged, no SQLite file, or a file of something else. What can be built anew is; a log is not. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';

  /** The same error, or an UnreadableFile where it says that the file is to blame. */
  static of(error: unknown, path: string): unknown {
    if (!isOf(error, [CORRUPT, CANTOPEN, NOTADB])) return refusalOf(error);
    return new UnreadableFile(`${path}: ${(error as Error).message}`, { cause: error });
  }
}
