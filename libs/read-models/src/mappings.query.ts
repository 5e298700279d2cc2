import type { MappingColumns } from '#ledger';

import { latest } from './dialect.js';
import type { Moment } from './moment.js';
import type { Rows } from './rows.js';

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
export async function mappings(db: Rows, { position }: Moment, mapping?: string): Promise<MappingRow[]> {
  const sql = `SELECT mapping, revision, at AS "savedAt", data, position FROM ${latest('column_mapping', 'mapping')}
    ${mapping === undefined ? '' : 'AND mapping = :mapping'} ORDER BY mapping`;
  type Row = Omit<MappingRow, 'columns'> & { readonly data: string };
  const parameters = { position, ...(mapping === undefined ? {} : { mapping }) };
  return (await db.all<Row>(sql, parameters)).map(({ data, ...row }) => {
    return { ...row, columns: JSON.parse(data) as MappingColumns };
  });
}
