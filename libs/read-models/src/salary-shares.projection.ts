import { textToOre, type WireOf } from '#kernel';
import type { DocumentDescribed } from '#evidence';
import type { voucherEventTypes } from '#ledger';

import type { ProjectedEvent, Projection, Tables } from './projection.js';
import { STANDING } from './table.js';

type VoucherWire = WireOf<(typeof voucherEventTypes)[number]>;
type Linked = Extract<VoucherWire, { readonly type: 'SalaryLinked' }>['data'];

const tables = {
  // A line's shares, one row each; `whole` is pay and on-cost of the whole period, in öre.
  salary_share: {
    columns: [
      ...['book TEXT NOT NULL', 'series TEXT NOT NULL', 'number TEXT NOT NULL', 'line INTEGER NOT NULL'],
      ...['ordinal INTEGER NOT NULL', 'position INTEGER NOT NULL', 'gone INTEGER NOT NULL'],
      ...['person TEXT NOT NULL', 'period TEXT NOT NULL', 'whole INTEGER NOT NULL', 'ore INTEGER NOT NULL'],
      'data JSON NOT NULL',
    ],
    primaryKey: 'book, series, number, line, ordinal, position',
    indexes: ['(person)'],
  },
  // Which originals are of which person, as a format or a person says: never what a text suggests.
  person_document: {
    columns: [
      ...['document TEXT NOT NULL', 'position INTEGER NOT NULL', 'gone INTEGER NOT NULL', 'person TEXT NOT NULL'],
      ...['kind TEXT NOT NULL', 'period_from TEXT', 'period_to TEXT'],
    ],
    primaryKey: 'document, position',
    indexes: ['(person)'],
  },
} as const;
type SalaryTables = Tables<keyof typeof tables>;

/** Whose pay, for when, is how much of which line, and which originals are of whom? */
export const salaryShares: Projection<keyof typeof tables> = {
  tables,
  *start(rows) {
    return (event) => {
      if (event.type === 'DocumentDescribed') describe(rows, event as ProjectedEvent & Described);
      else if (/^(?:Salary|VoucherRestated|VoucherWithdrawn)/.test(event.type)) {
        fold(rows, event as ProjectedEvent & VoucherWire);
      }
      return null;
    };
  },
};

interface Described {
  readonly data: DocumentDescribed['data'];
}

function fold(rows: SalaryTables, event: ProjectedEvent & VoucherWire): void {
  const { position } = event;
  switch (event.type) {
    case 'SalaryLinked':
      end(rows, position, event.data);
      add(rows, position, event.data);
      break;
    case 'SalaryUnlinked':
      end(rows, position, event.data);
      break;
    case 'VoucherRestated':
      for (const line of event.data.removed) end(rows, position, { ...event.data, line });
      break;
    case 'VoucherWithdrawn':
      end(rows, position, event.data);
  }
}

/** The line, or the whole voucher where none is named, is nobody's pay any longer. */
function end(
  { salary_share: table }: SalaryTables,
  position: number,
  { book, series, number, line }: Pick<Linked, 'book' | 'series' | 'number'> & { readonly line?: number },
): void {
  const which = `book = ? AND series = ? AND number = ? AND gone = ?${line === undefined ? '' : ' AND line = ?'}`;
  const named = [book, series, number, STANDING, ...(line === undefined ? [] : [line])];
  table.run(`UPDATE ${table.name} SET gone = ? WHERE ${which}`, [position, ...named]);
}

function add(rows: SalaryTables, position: number, { book, series, number, line, shares }: Linked): void {
  for (const [at, share] of shares.entries()) {
    const whole = textToOre(share.gross) + textToOre(share.onCost);
    const period = `${share.from}/${share.to}`;
    const facts = [share.person, period, whole, textToOre(share.amount), JSON.stringify(share)];
    rows.salary_share.add([book, series, number, line, at + 1, position, STANDING, ...facts]);
  }
}

function describe({ person_document: table }: SalaryTables, { position, data }: ProjectedEvent & Described): void {
  const { document, kind, basis, facts } = data;
  table.run(`UPDATE ${table.name} SET gone = ? WHERE document = ? AND gone = ?`, [position, document, STANDING]);
  const { person, from = null, to = null } = facts;
  if (person === undefined || kind === null || basis === 'suggested') return;
  table.add([document, position, STANDING, person, kind, from, to]);
}
