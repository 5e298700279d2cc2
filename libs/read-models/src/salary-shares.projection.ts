import { textToOre, type WireOf } from '#kernel';
import type { DocumentDescribed, evidenceEventTypes } from '#evidence';
import type { voucherEventTypes } from '#ledger';

import type { ProjectedEvent, Projection, Tables } from './projection.js';
import { STANDING } from './table.js';

type VoucherWire = WireOf<(typeof voucherEventTypes)[number]>;
/** What says whose pay a line is, or that the line is no more. */
type SalaryWire = Extract<VoucherWire, { readonly type: `Salary${string}` | 'VoucherRestated' | 'VoucherWithdrawn' }>;
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
  // Who is called the same: a key of the name, which says nothing of it.
  person_name: {
    columns: [
      ...['person TEXT NOT NULL', 'position INTEGER NOT NULL', 'gone INTEGER NOT NULL', 'name_key TEXT NOT NULL'],
    ],
    primaryKey: 'person, position',
    indexes: ['(name_key)'],
  },
  // Who is the same as whom, under another number.
  person_tie: {
    columns: [
      ...['person TEXT NOT NULL', 'position INTEGER NOT NULL', 'gone INTEGER NOT NULL', 'same_as TEXT NOT NULL'],
    ],
    primaryKey: 'person, position',
  },
} as const;
type SalaryTables = Tables<keyof typeof tables>;

type PersonWire = Extract<WireOf<(typeof evidenceEventTypes)[number]>, { readonly type: `Person${string}` }>;

/** Whose pay, for when, is how much of which line, which originals are of whom, and who is the same as whom? */
export const salaryShares: Projection<keyof typeof tables> = {
  tables,
  *start(rows) {
    return (event) => {
      if (event.type === 'DocumentDescribed') describe(rows, event as ProjectedEvent & Described);
      else if (/^(?:Salary|VoucherRestated|VoucherWithdrawn)/.test(event.type)) {
        fold(rows, event as ProjectedEvent & SalaryWire);
      } else if (event.type.startsWith('Person')) person(rows, event as ProjectedEvent & PersonWire);
      return null;
    };
  },
};

interface Described {
  readonly data: DocumentDescribed['data'];
}

function fold(rows: SalaryTables, event: ProjectedEvent & SalaryWire): void {
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

function person({ person_name: names, person_tie: ties }: SalaryTables, event: ProjectedEvent & PersonWire): void {
  const { position, data } = event;
  const table = event.type === 'PersonRegistered' ? names : ties;
  table.run(`UPDATE ${table.name} SET gone = ? WHERE person = ? AND gone = ?`, [position, data.person, STANDING]);
  if (event.type === 'PersonsTied') ties.add([data.person, position, STANDING, event.data.sameAs]);
  if (event.type !== 'PersonRegistered' || event.data.nameKey === null) return;
  names.add([data.person, position, STANDING, event.data.nameKey]);
}
