import type { CommandContext, Write } from '#event-log';
import { DomainError } from '#kernel';

import type { Bidragsbok } from './bidragsbok.js';
import type { LedgerContext } from './ledger-context.js';

/** Appends what rests on a book and its codes, and projects it. False where another command came first: look again. */
export async function appendGuarded(
  { log, models }: Bidragsbok,
  { context, writes }: { readonly context: CommandContext; readonly writes: readonly Write[] },
  { read }: Pick<LedgerContext, 'read'>,
): Promise<boolean> {
  if (writes.length === 0) return true;
  try {
    await models.take(await log.append(context, writes, read));
    return true;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'STREAM_MOVED_ON') return false;
    throw error;
  }
}
