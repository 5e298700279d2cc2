import type { MappingColumns } from '#ledger';
import type { Database } from '#sqlite';

import type { Moment } from './moment.js';

/** A column mapping as it stood, and which version of it that was, from 0. */
export interface MappingRow {
  readonly mapping: string;
  readonly revision: number;
  readonly savedAt: string;
  readonly columns: MappingColumns;
  /** The position at which it was saved. */
  readonly position: number;
}

/** The column mappings at a moment, by name; only the one that is named where one is. */
export function mappings(db: Database, { position }: Moment, mapping?: string): MappingRow[] {
  const sql = `SELECT mapping, revision, at AS savedAt, data, max(position) AS position FROM column_mapping
    WHERE position <= :position ${mapping === undefined ? '' : 'AND mapping = :mapping'}
    GROUP BY mapping ORDER BY mapping`;
  type Row = Omit<MappingRow, 'columns'> & { readonly data: string };
  const parameters = { position, ...(mapping === undefined ? {} : { mapping }) };
  return (db.prepare(sql).all(parameters) as unknown as Row[]).map(({ data, ...row }) => {
    return { ...row, columns: JSON.parse(data) as MappingColumns };
  });
}
