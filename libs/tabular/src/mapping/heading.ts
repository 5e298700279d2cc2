import { DomainError } from '#kernel';

import type { Cell } from '../table/table.js';
import { type ColumnMapping, columnsOf, type MappedColumn } from './column-mapping.js';

const UNSEEN = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;
const BLANKS = /[\s\u00a0\u2000-\u200a\u202f\u205f]+/g;

/** A column that is looked for, and what it is to give. */
export interface WantedColumn {
  readonly field: string;
  readonly column: MappedColumn;
}

/** A heading without what does not show or does not matter: case, doubled and outer blanks, line breaks, soft hyphens. */
export const headingKey = (text: string): string =>
  text.normalize('NFC').replace(UNSEEN, '').replace(BLANKS, ' ').trim().toLowerCase();

/** The key of a cell that may be a heading; empty where it is none. A year may stand as a heading, an error may not. */
export const headingKeyOf = (cell: Cell | undefined): string =>
  cell === undefined || cell === null || cell.kind === 'fault' ? '' : headingKey(cell.text);

/**
 * Refuses a mapping that cannot hold for any file: a column that is to be two things (MAPPING_COLUMN_TWICE), a dimension
 * out of two columns (MAPPING_DIMENSION_TWICE).
 */
export function refuseContradiction(mapping: ColumnMapping): void {
  refuseColumnTwice(columnsOf(mapping));
  const dimensions = mapping.dimensions.map(({ dimension }) => dimension);
  const twice = dimensions.find((dimension, at) => dimensions.indexOf(dimension) < at);
  if (twice !== undefined) throw new DomainError('MAPPING_DIMENSION_TWICE', { dimension: twice });
}

/** Refuses with MAPPING_COLUMN_TWICE. */
export function refuseColumnTwice(columns: readonly WantedColumn[]): void {
  const uses = new Map<string, string>();
  for (const { field, column } of columns) {
    const key = `${headingKey(column.heading)}\n${String(column.nth ?? 1)}`;
    const other = uses.get(key);
    if (other !== undefined)
      throw new DomainError('MAPPING_COLUMN_TWICE', { heading: column.heading, field: other, other: field });
    uses.set(key, field);
  }
}
