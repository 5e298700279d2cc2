import type { Bidragsbok } from '#intake';
import type { Actor } from '#kernel';
import { type BookLock, bookLocks, type BookRow, books, type Moment, unknownBook } from '#read-models';

/** A lock of a book with who set it or moved it back, when, and why. */
export interface ShownLock extends BookLock {
  readonly recordedAt: string;
  readonly actor: Actor;
  /** Null where none was told, or where a recorded decision has erased it (`erased`). */
  readonly reason: string | null;
  readonly erased: boolean;
}

/** A book as it stood at a moment, and its locks up to then. */
export interface BookShown extends BookRow {
  readonly locks: readonly ShownLock[];
}

/** Refuses with BOOK_UNKNOWN and FIGURES_PRUNED. */
export async function bookShown(to: Bidragsbok, id: string, moment: Moment): Promise<BookShown> {
  const { db } = to.models;
  const found = (await books(db, moment)).find(({ book }) => book === id) ?? (await unknownBook(db, id));
  const locks = await bookLocks(to.models.db, id, moment);
  return { ...found, locks: await Promise.all(locks.map((lock) => shownLock(to, lock))) };
}

async function shownLock({ log }: Bidragsbok, lock: BookLock): Promise<ShownLock> {
  const [event] = await log.readAll(lock.position - 1, 1);
  if (event === undefined) throw new Error('A lock that no event has set');
  const { recordedAt, actor, private: part } = event;
  const { reason = null } = (part ?? {}) as { readonly reason?: string };
  return { ...lock, recordedAt, actor, reason, erased: part === null };
}
