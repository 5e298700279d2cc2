import type { WireOf } from '#kernel';
import type { bookEventTypes, ChartAccount, projectCodeEventTypes, VoucherLine, voucherEventTypes } from '#ledger';

import type { Tables } from './projection.js';

export type BookWire = WireOf<(typeof bookEventTypes)[number]>;
export type CodeWire = WireOf<(typeof projectCodeEventTypes)[number]>;
export type VoucherWire = WireOf<(typeof voucherEventTypes)[number]>;
export type RecordedData = Extract<VoucherWire, { type: 'VoucherRecorded' }>['data'];
export type ExtendedData = Extract<VoucherWire, { type: 'VoucherExtended' }>['data'];
export type RestatedData = Extract<VoucherWire, { type: 'VoucherRestated' }>['data'];
type BookData = Extract<BookWire, { type: 'BookOpened' }>['data'];

/** A book as it stood after an event: its facts, what the chart says of accounts, and its lock. */
export interface LedgerBook extends BookData {
  readonly chart: readonly ChartAccount[];
  readonly lockedThrough: string | null;
}

/** The tables of the cost ledger: books, codes, vouchers and lines as recorded, and the lines that a code matches. */
export const costLedgerTables = {
  ledger_book: {
    columns: ['book TEXT NOT NULL', 'position INTEGER NOT NULL', 'data JSON NOT NULL'],
    primaryKey: 'book, position',
  },
  ledger_code: {
    columns: [
      'code TEXT NOT NULL',
      'position INTEGER NOT NULL',
      'grant_id TEXT NOT NULL',
      'last_day TEXT',
      'data JSON NOT NULL',
    ],
    primaryKey: 'code, position',
  },
  // A voucher is numbered by the position of its first event. Another date ends one row and begins the next.
  voucher: {
    columns: [
      'voucher INTEGER NOT NULL',
      'position INTEGER NOT NULL',
      'gone INTEGER NOT NULL',
      'book TEXT NOT NULL',
      'series TEXT NOT NULL',
      'number TEXT NOT NULL',
      'date TEXT NOT NULL',
      'registered TEXT',
      'withdrawn INTEGER NOT NULL',
    ],
    primaryKey: 'book, series, number, position',
    indexes: ['(voucher)'],
    sortedBy: [3, 4, 5],
  },
  // The lines of one event as JSON, [[line, account, öre, objects], …]; rows begin anew where some of them are gone.
  voucher_lines: {
    columns: [
      'voucher INTEGER NOT NULL',
      'source INTEGER NOT NULL',
      'position INTEGER NOT NULL',
      'gone INTEGER NOT NULL',
      'after_lock INTEGER NOT NULL',
      'lines JSON NOT NULL',
    ],
    primaryKey: 'voucher, source, position',
  },
  // What scope `grant` left out of a voucher as JSON, [[account, count, debit, credit], …] in öre.
  voucher_rest: {
    columns: ['voucher INTEGER NOT NULL', 'position INTEGER NOT NULL', 'gone INTEGER NOT NULL', 'rest JSON NOT NULL'],
    primaryKey: 'voucher, position',
  },
  // Every recorded line on an account of grants received or of internal items, whether a code claims it or not.
  account_line: {
    columns: [
      'voucher INTEGER NOT NULL',
      'line INTEGER NOT NULL',
      'position INTEGER NOT NULL',
      'gone INTEGER NOT NULL',
      'book TEXT NOT NULL',
      'date TEXT NOT NULL',
      'account TEXT NOT NULL',
      'role TEXT NOT NULL',
      'counterparty TEXT',
      'ore INTEGER NOT NULL',
      'objects JSON NOT NULL',
    ],
    primaryKey: 'voucher, line, position',
    indexes: ['(book, account)'],
  },
  // Which vouchers have ever named which project: the way to their lines, and no figure.
  project_voucher: {
    columns: ['project TEXT NOT NULL', 'voucher INTEGER NOT NULL'],
    primaryKey: 'project, voucher',
    sortedBy: [0],
    repeated: true,
  },
  // Every recorded line that a project code matches, whatever its role.
  ledger_line: {
    columns: [
      'code TEXT NOT NULL',
      'voucher INTEGER NOT NULL',
      'line INTEGER NOT NULL',
      'position INTEGER NOT NULL',
      'gone INTEGER NOT NULL',
      'source INTEGER NOT NULL',
      'book TEXT NOT NULL',
      'series TEXT NOT NULL',
      'number TEXT NOT NULL',
      'date TEXT NOT NULL',
      'registered TEXT',
      'account TEXT NOT NULL',
      'role TEXT',
      'counterparty TEXT',
      'ore INTEGER NOT NULL',
      'after_lock INTEGER NOT NULL',
      // 1 where the source took it out of a period that was closed then.
      'removed_after_lock INTEGER NOT NULL',
    ],
    primaryKey: 'code, voucher, line, position',
    indexes: ['(voucher, line)'],
  },
} as const;
export type CostLedgerTables = Tables<keyof typeof costLedgerTables>;

/** A recorded line as it is matched, wherever it was read. */
export interface Booked {
  readonly line: number;
  readonly source: number;
  readonly account: string;
  readonly ore: number;
  readonly objects: VoucherLine['objects'];
  /** 1 where its period was closed when it was recorded. */
  readonly after_lock: number;
}

/** The voucher of a line: its number among the rows, its name and its dates. */
export interface Head {
  readonly voucher: number;
  readonly book: string;
  readonly series: string;
  readonly number: string;
  readonly date: string;
  readonly registered: string | null;
}
