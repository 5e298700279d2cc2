import { importCommand } from '#ledger';
import { type ImportRow, type QuarantineDecision, type VoucherKey } from '#read-models';

import type { Bidragsbok } from './bidragsbok.js';
import { keyOf } from './voucher-key.js';

const AT_ONCE = 1000;

/** The vouchers that an import brought anything of, in the order that it came to them, and those let out of its quarantine. */
export async function touchedBy(
  { log }: Bidragsbok,
  { import: id, book, startedPosition, completed }: ImportRow,
  decisions: readonly QuarantineDecision[],
): Promise<readonly VoucherKey[]> {
  const touched = new Map<string, VoucherKey>();
  const end = completed?.position ?? Infinity;
  // What it did lies between its start and its end: a later command of the same id there is none.
  for (let after = startedPosition; after < end;) {
    const events = await log.readAll(after, AT_ONCE);
    for (const { commandId, data } of events) {
      if (commandId !== importCommand(id)) continue;
      const { series, number } = data as VoucherKey;
      touched.set(keyOf({ series, number }), { book, series, number });
    }
    if (events.length < AT_ONCE) break;
    after += events.length;
  }
  for (const { series, number } of decisions.filter((one) => one.import === id && one.decision === 'released')) {
    touched.set(keyOf({ series, number }), { book, series, number });
  }
  return [...touched.values()];
}
