import type { MappingColumns, SalaryMappingColumns } from '#ledger';

import { latest } from './dialect.js';
import type { Moment } from './moment.js';
import type { Rows } from './rows.js';

/** A mapping as it stood, and which version of it that was, from 0. */
export interface MappingRow<Columns = MappingColumns> {
  readonly mapping: string;
  readonly revision: number;
  readonly savedAt: string;
  readonly columns: Columns;
  /** The position at which it was saved. */
  readonly position: number;
}

/** The column mappings at a moment, by name; only the one that is named where one is. */
export const mappings = (db: Rows, moment: Moment, mapping?: string): Promise<MappingRow[]> =>
  versions(db, 'column_mapping', { ...moment, mapping });

/** The mappings of lists of pay at a moment, by name; only the one that is named where one is. */
export const salaryMappings = (
  db: Rows,
  moment: Moment,
  mapping?: string,
): Promise<MappingRow<SalaryMappingColumns>[]> => versions(db, 'salary_mapping', { ...moment, mapping });

async function versions<Columns>(
  db: Rows,
  table: 'column_mapping' | 'salary_mapping',
  { position, mapping }: Moment & { readonly mapping: string | undefined },
): Promise<MappingRow<Columns>[]> {
  const sql = `SELECT mapping, revision, at AS "savedAt", data, position FROM ${latest(table, 'mapping')}
    ${mapping === undefined ? '' : 'AND mapping = :mapping'} ORDER BY mapping`;
  type Row = Omit<MappingRow<Columns>, 'columns'> & { readonly data: string };
  const parameters = { position, ...(mapping === undefined ? {} : { mapping }) };
  return (await db.all<Row>(sql, parameters)).map(({ data, ...row }) => {
    return { ...row, columns: JSON.parse(data) as Columns };
  });
}
