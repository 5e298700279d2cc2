import { said } from '#ledger';
import type { ImportRow, VoucherKey } from '#read-models';

import type { Opened } from './opened.js';
import { keyOf } from './voucher-key.js';

const AT_ONCE = 1000;

/**
 * The vouchers of which an import said anything, in the order that it came to them: while it ran, as they were let out of
 * its quarantine, and as a code that was opened later took them out of its file.
 */
export async function touchedBy(
  { log }: Pick<Opened, 'log'>,
  { import: id, book, startedPosition }: ImportRow,
): Promise<readonly VoucherKey[]> {
  const touched = new Map<string, VoucherKey>();
  for (let after = startedPosition; ;) {
    const events = await log.readAll(after, AT_ONCE);
    for (const { commandId, type, stream, data } of events) {
      if (!stream.startsWith('voucher-') || !said({ commandId, event: { type, data } }, id)) continue;
      const { series, number } = data as VoucherKey;
      touched.set(keyOf({ series, number }), { book, series, number });
    }
    after = events.at(-1)?.position ?? after;
    if (events.length < AT_ONCE) return [...touched.values()];
  }
}
