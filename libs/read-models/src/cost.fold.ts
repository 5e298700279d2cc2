import { textToOre, type WireOf } from '#kernel';
import type { voucherEventTypes } from '#ledger';

import type { GrantPositionTables } from './grant-position.tables.js';
import type { Reviews } from './line-reviews.js';
import type { ProjectedEvent } from './projection.js';
import { type Reading, STANDING } from './table.js';

type VoucherWire = WireOf<(typeof voucherEventTypes)[number]>;
/** What of a voucher is a cost of which grant, and what persons say of it. */
export type CostWire = Extract<VoucherWire, { readonly type: `Cost${string}` }>;
type Posted = Extract<CostWire, { readonly type: 'CostPosted' }>['data'];
interface OfCode {
  readonly book: string;
  readonly series: string;
  readonly number: string;
  readonly projectCode: string;
  readonly grant: string;
}

/** Follows what is posted of vouchers, line by line and area by area. */
export class CostFold {
  /** The voucher just recorded for the first time, and the codes it is posted under: under any other nothing stands. */
  private begun: { readonly stream: string; readonly codes: Set<string> } | null = null;

  constructor(
    private readonly rows: GrantPositionTables,
    private readonly reviews: Reviews,
  ) {}

  beginVoucher({ stream, revision }: ProjectedEvent): void {
    if (revision === 0) this.begun = { stream, codes: new Set() };
  }

  fold(event: ProjectedEvent & CostWire): Reading | null {
    const { position } = event;
    switch (event.type) {
      case 'CostPosted':
        return this.post(event, event.data);
      case 'CostWithdrawn':
        this.withdraw(position, event.data);
        return null;
      case 'CostReviewed':
        return this.reviews.say(position, event.data, { service: event.data.servicePeriod });
      case 'CostDisallowed':
        return this.reviews.say(position, event.data, { disallowed: event.data.disallowed });
    }
  }

  /** A posting replaces the one that the voucher had under the same code. */
  private *post({ stream, position }: ProjectedEvent, data: Posted): Reading {
    if (this.isFirst(stream, data.projectCode)) this.begun?.codes.add(data.projectCode);
    else this.end(position, data);
    if ('person' in data.basis) this.decide(position, data, 0);
    yield* this.addShares(position, data);
  }

  private isFirst(stream: string, code: string): boolean {
    return this.begun?.stream === stream && !this.begun.codes.has(code);
  }

  private withdraw(position: number, data: OfCode & { readonly person?: string | undefined }): void {
    this.end(position, data);
    if (data.person !== undefined) this.decide(position, data, 1);
  }

  private end(position: number, { book, series, number, projectCode }: OfCode): void {
    const which = 'book = ? AND series = ? AND number = ? AND code = ? AND gone = ?';
    for (const table of ['cost_share', 'cost_decision'] as const) {
      const sql = `UPDATE ${this.rows[table].name} SET gone = ? WHERE ${which}`;
      this.rows[table].run(sql, [position, book, series, number, projectCode, STANDING]);
    }
  }

  private decide(position: number, { book, series, number, projectCode }: OfCode, declined: 0 | 1): void {
    this.rows.cost_decision.add([book, series, number, projectCode, position, STANDING, declined]);
  }

  private *addShares(position: number, data: Posted): Reading {
    const { grant, projectCode, book, series, number, allocation, pot, date } = data;
    for (const { line, areas, amount, kind, onward } of data.lines) {
      const review = yield* this.reviews.of({ book, series, number, line });
      const parts = areas.length === 0 ? [[0, amount] as const] : areas;
      for (const [area, part] of parts) {
        const key = [grant, projectCode, book, series, number, line, area, position, STANDING];
        const facts = [allocation, pot, kind, onward ?? null, textToOre(part), date];
        this.rows.cost_share.add([...key, ...facts, ...review]);
      }
    }
  }
}
