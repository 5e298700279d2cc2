import { LocalDate, textToOre, type WireOf } from '#kernel';
import type { voucherEventTypes } from '#ledger';

import type { ProjectedEvent, Projection, Tables } from './projection.js';
import { type Cell, STANDING } from './table.js';

type VoucherWire = WireOf<(typeof voucherEventTypes)[number]>;
type PostedData = Extract<VoucherWire, { type: 'CostPosted' }>['data'];
interface VoucherKey {
  readonly book: string;
  readonly series: string;
  readonly number: string;
}

const tables = {
  programme_rules: {
    columns: ['programme TEXT NOT NULL', 'position INTEGER NOT NULL', 'data TEXT NOT NULL'],
    primaryKey: 'programme, position',
  },
  // The grant's own events: what was announced, decided, paid and reported, dated by what they are of.
  grant_fact: {
    columns: [
      'grant_id TEXT NOT NULL',
      'position INTEGER NOT NULL',
      'date TEXT NOT NULL',
      'type TEXT NOT NULL',
      'at TEXT NOT NULL',
      'data TEXT NOT NULL',
    ],
    primaryKey: 'grant_id, position',
  },
  // What of a posted line falls on one purpose area; area 0 stands for one that is not known.
  cost_share: {
    columns: [
      'grant_id TEXT NOT NULL',
      'code TEXT NOT NULL',
      'book TEXT NOT NULL',
      'series TEXT NOT NULL',
      'number TEXT NOT NULL',
      'line INTEGER NOT NULL',
      'area INTEGER NOT NULL',
      'position INTEGER NOT NULL',
      'gone INTEGER NOT NULL',
      'allocation TEXT',
      'pot TEXT',
      'kind TEXT NOT NULL',
      'onward TEXT',
      'ore INTEGER NOT NULL',
      'date TEXT NOT NULL',
      'service_from TEXT',
      'service_to TEXT',
      'disallowed INTEGER NOT NULL',
    ],
    primaryKey: 'grant_id, code, book, series, number, line, area, position',
    indexes: ['(book, series, number, line)'],
  },
  // What persons have said of lines, so that it holds for what is posted of them later too.
  line_review: {
    columns: [
      'book TEXT NOT NULL',
      'series TEXT NOT NULL',
      'number TEXT NOT NULL',
      'line INTEGER NOT NULL',
      'position INTEGER NOT NULL',
      'service_from TEXT',
      'service_to TEXT',
      'disallowed INTEGER NOT NULL',
    ],
    primaryKey: 'book, series, number, line, position',
  },
} as const;
type Rows = Tables<keyof typeof tables>;

/** What has each grant got, what is it spent on, and what of it counts? */
export const grantPosition: Projection<keyof typeof tables> = {
  tables,
  start: (rows) => {
    const reviews = new Reviews(rows);
    return (event) => {
      if (event.type === 'ProgrammeAdopted') foldProgramme(rows, event);
      else if (event.stream.startsWith('grant-')) foldGrant(rows, event);
      else if (event.type.startsWith('Cost')) foldCost(rows, reviews, event as ProjectedEvent & VoucherWire);
    };
  },
};

function foldProgramme(rows: Rows, event: ProjectedEvent): void {
  rows.programme_rules.add([event.stream, event.position, JSON.stringify(event.data)]);
}

function foldGrant(rows: Rows, event: ProjectedEvent): void {
  const data = event.data as { readonly decision?: { readonly date?: string } };
  const date = event.occurredOn ?? data.decision?.date ?? LocalDate.ofInstant(event.recordedAt).toString();
  const grant = event.stream.slice('grant-'.length);
  rows.grant_fact.add([grant, event.position, date, event.type, event.recordedAt, JSON.stringify(event.data)]);
}

function foldCost(rows: Rows, reviews: Reviews, event: ProjectedEvent & VoucherWire): void {
  const { position } = event;
  switch (event.type) {
    case 'CostPosted':
      // A posting replaces the one that the voucher had under the same code; the first one lies behind its recording.
      endShares(rows, position, event.data);
      addShares(rows, reviews, { position, data: event.data });
      return;
    case 'CostWithdrawn':
      endShares(rows, position, event.data);
      return;
    case 'CostReviewed':
      for (const line of event.data.lines) {
        reviews.say({ ...event.data, line }, position, { service: event.data.servicePeriod });
      }
      return;
    case 'CostDisallowed':
      for (const line of event.data.lines) {
        reviews.say({ ...event.data, line }, position, { disallowed: event.data.disallowed });
      }
      return;
    default:
      return;
  }
}

function endShares(rows: Rows, position: number, of: VoucherKey & { grant: string; projectCode: string }): void {
  const where = 'book = ? AND series = ? AND number = ? AND code = ? AND gone = ?';
  const end = `UPDATE cost_share SET gone = ? WHERE ${where}`;
  rows.cost_share.run(end, position, of.book, of.series, of.number, of.projectCode, STANDING);
}

function addShares(rows: Rows, reviews: Reviews, { position, data }: { position: number; data: PostedData }): void {
  const { grant, projectCode, book, series, number, allocation, pot, date } = data;
  for (const { line, areas, amount, kind, onward } of data.lines) {
    const review = reviews.of({ book, series, number, line });
    const parts = areas.length === 0 ? [[0, amount] as const] : areas;
    for (const [area, part] of parts) {
      const key = [grant, projectCode, book, series, number, line, area, position, STANDING];
      const facts = [allocation, pot, kind, onward ?? null, textToOre(part), date];
      rows.cost_share.add([...key, ...facts, review.service?.from ?? null, review.service?.to ?? null, review.disallowed ? 1 : 0]);
    }
  }
}

interface Review {
  readonly service?: { readonly from: string; readonly to: string };
  readonly disallowed?: boolean;
}
type LineKey = VoucherKey & { readonly line: number };
interface ReviewRow {
  readonly service_from: string | null;
  readonly service_to: string | null;
  readonly disallowed: number;
}

class Reviews {
  /** Whether any line was ever reviewed: most logs hold none, and a posting need not ask. */
  private any: boolean;

  constructor(private readonly rows: Rows) {
    this.any = rows.line_review.all('SELECT 1 FROM line_review LIMIT 1').length > 0;
  }

  of({ book, series, number, line }: LineKey): Review {
    if (!this.any) return {};
    const last = `SELECT * FROM line_review WHERE book = ? AND series = ? AND number = ? AND line = ?
      ORDER BY position DESC LIMIT 1`;
    const [row] = this.rows.line_review.all<ReviewRow>(last, book, series, number, line);
    if (row === undefined) return {};
    const { service_from: from, service_to: to, disallowed } = row;
    return { ...(from !== null && to !== null ? { service: { from, to } } : {}), disallowed: disallowed === 1 };
  }

  /** Remembers what a person said of a line and restates its standing rows. */
  say(key: LineKey, position: number, said: Review): void {
    const { service, disallowed } = { ...this.of(key), ...said };
    const { book, series, number, line } = key;
    const facts: Cell[] = [service?.from ?? null, service?.to ?? null, disallowed ? 1 : 0];
    this.rows.line_review.add([book, series, number, line, position, ...facts]);
    this.any = true;
    const standing = 'SELECT * FROM cost_share WHERE book = ? AND series = ? AND number = ? AND line = ? AND gone = ?';
    const rows = this.rows.cost_share.all<Record<string, Cell>>(standing, book, series, number, line, STANDING);
    const end = `UPDATE cost_share SET gone = ? WHERE book = ? AND series = ? AND number = ? AND line = ? AND gone = ?`;
    this.rows.cost_share.run(end, position, book, series, number, line, STANDING);
    const [service_from = null, service_to = null, flag = 0] = facts;
    for (const row of rows) {
      this.rows.cost_share.add(Object.values({ ...row, position, gone: STANDING, service_from, service_to, disallowed: flag }));
    }
  }
}
