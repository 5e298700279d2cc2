import type { RecordedEvent, Unchanged } from '#event-log';
import { grantStream } from '#grants';
import { voucherStream } from '#ledger';
import { grants, type VoucherKey } from '#read-models';

import type { Bidragsbok } from './bidragsbok.js';

/** The vouchers that events of the grants name: by which a grant was paid, or money was paid back. */
export class NamedVouchers {
  private constructor(
    private readonly events: ReadonlyMap<string, readonly RecordedEvent[]>,
    /** The grants' streams as they were read. */
    readonly read: readonly Unchanged[],
  ) {}

  static async of(book: Bidragsbok): Promise<NamedVouchers> {
    const events = new Map<string, RecordedEvent[]>();
    const read: Unchanged[] = [];
    for (const { grant } of await grants(book.models.db, await book.moment())) {
      const stream = grantStream(grant);
      const history = await book.log.readStream(stream);
      read.push({ stream, revision: history.at(-1)?.revision ?? -1 });
      for (const event of history) {
        const { voucher } = event.data as { readonly voucher?: VoucherKey };
        if (voucher === undefined) continue;
        const named = voucherStream(voucher.book, voucher.series, voucher.number);
        events.set(named, [...(events.get(named) ?? []), event]);
      }
    }
    return new NamedVouchers(events, read);
  }

  /** The events that name a voucher, by its stream. */
  by(stream: string): readonly RecordedEvent[] {
    return this.events.get(stream) ?? [];
  }
}
