import { textToOre, type WireOf } from '#kernel';
import type { voucherEventTypes } from '#ledger';

import type { GrantPositionTables } from './grant-position.tables.js';
import { Reviews } from './line-reviews.js';
import type { ProjectedEvent } from './projection.js';
import { STANDING } from './table.js';

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
  private readonly reviews: Reviews;
  /** The voucher just recorded for the first time, and the codes it is posted under: under any other nothing stands. */
  private begun: { readonly stream: string; readonly codes: Set<string> } | null = null;

  constructor(private readonly rows: GrantPositionTables) {
    this.reviews = new Reviews(rows);
  }

  beginVoucher({ stream, revision }: ProjectedEvent): void {
    if (revision === 0) this.begun = { stream, codes: new Set() };
  }

  fold(event: ProjectedEvent & CostWire): void {
    const { position } = event;
    switch (event.type) {
      case 'CostPosted':
        this.post(event, event.data);
        return;
      case 'CostWithdrawn':
        this.withdraw(position, event.data);
        return;
      case 'CostReviewed':
        this.reviews.say(position, event.data, { service: event.data.servicePeriod });
        return;
      case 'CostDisallowed':
        this.reviews.say(position, event.data, { disallowed: event.data.disallowed });
        return;
    }
  }

  /** A posting replaces the one that the voucher had under the same code. */
  private post({ stream, position }: ProjectedEvent, data: Posted): void {
    if (this.isFirst(stream, data.projectCode)) this.begun?.codes.add(data.projectCode);
    else this.end(position, data);
    if ('person' in data.basis) this.decide(position, data, 0);
    this.addShares(position, data);
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
      const sql = `UPDATE ${table} SET gone = ? WHERE ${which}`;
      this.rows[table].run(sql, position, book, series, number, projectCode, STANDING);
    }
  }

  private decide(position: number, { book, series, number, projectCode }: OfCode, declined: 0 | 1): void {
    this.rows.cost_decision.add([book, series, number, projectCode, position, STANDING, declined]);
  }

  private addShares(position: number, data: Posted): void {
    const { grant, projectCode, book, series, number, allocation, pot, date } = data;
    for (const { line, areas, amount, kind, onward } of data.lines) {
      const review = this.reviews.of({ book, series, number, line });
      const parts = areas.length === 0 ? [[0, amount] as const] : areas;
      for (const [area, part] of parts) {
        const key = [grant, projectCode, book, series, number, line, area, position, STANDING];
        const facts = [allocation, pot, kind, onward ?? null, textToOre(part), date];
        this.rows.cost_share.add([...key, ...facts, ...review]);
      }
    }
  }
}
