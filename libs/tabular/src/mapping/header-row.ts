import { DomainError } from '#kernel';

import type { Cell, TableRow } from '../table/table.js';
import { headingKey, headingKeyOf, type WantedColumn } from './heading.js';

/** A header is looked for so far down: above it stand titles, logotypes and selections. */
const MOST_ROWS_ABOVE = 100;

/** The header row of a sheet: where each column of the mapping stands, from 0. */
export interface HeaderRow {
  /** The line of its lowest row. */
  readonly line: number;
  /** By field, `date` or `dimension 6`. */
  readonly columns: ReadonlyMap<string, number>;
  /** Whether a row in the middle of the data is the header again, as a page break prints it. */
  repeats(cells: readonly Cell[]): boolean;
}

interface Wanted extends WantedColumn {
  readonly key: string;
}

/** Looks row by row for a header: the first row that holds every heading. */
export class HeaderSearch {
  private readonly wanted: readonly Wanted[];
  private above: readonly string[] = [];
  private missing: readonly Wanted[];
  private seen = 0;

  constructor(columns: readonly WantedColumn[]) {
    this.wanted = columns.map((use) => ({ ...use, key: headingKey(use.column.heading) }));
    this.missing = this.wanted;
  }

  /**
   * The header, if this row completes it; null while it is still to come. A cell that is merged downwards holds its text
   * in the row above, and a group heading above is hidden by its sub-heading. Refuses with MAPPING_HEADINGS_MISSING,
   * MAPPING_HEADING_AMBIGUOUS and MAPPING_COLUMN_TWICE.
   */
  take({ line, cells }: TableRow): HeaderRow | null {
    const own = cells.map(headingKeyOf);
    const found = this.found(own, [own], line) ?? this.found(merged(own, this.above), [own, this.above], line);
    this.above = own;
    this.seen += 1;
    if (found === null && this.seen >= MOST_ROWS_ABOVE) this.refuse();
    return found;
  }

  /** The sheet ended, or its first hundred rows did, without a header. */
  refuse(): never {
    const headings = this.missing.map(({ column }) => `”${column.heading}”`);
    throw new DomainError('MAPPING_HEADINGS_MISSING', { headings });
  }

  private found(keys: readonly string[], rows: readonly (readonly string[])[], line: number): HeaderRow | null {
    const missing = this.wanted.filter(({ key, column }) => placesOf(key, keys).length < (column.nth ?? 1));
    if (missing.length < this.missing.length) this.missing = missing;
    if (missing.length > 0) return null;
    const columns = this.columnsIn(keys);
    return { line, columns, repeats: (cells) => isHeader(cells, rows) };
  }

  private columnsIn(keys: readonly string[]): ReadonlyMap<string, number> {
    const columns = new Map<string, number>();
    const fieldAt = new Map<number, string>();
    for (const { key, column, field } of this.wanted) {
      const { heading, nth } = column;
      const places = placesOf(key, keys);
      if (nth === undefined && places.length > 1) throw new DomainError('MAPPING_HEADING_AMBIGUOUS', { heading });
      const at = places[(nth ?? 1) - 1] ?? 0;
      const other = fieldAt.get(at);
      if (other !== undefined) throw new DomainError('MAPPING_COLUMN_TWICE', { heading, field: other, other: field });
      fieldAt.set(at, field);
      columns.set(field, at);
    }
    return columns;
  }
}

/** The row itself; where it is empty, what stands above. */
function merged(own: readonly string[], above: readonly string[]): readonly string[] {
  const width = Math.max(own.length, above.length);
  return Array.from({ length: width }, (_, at) => (own[at] ?? '') || (above[at] ?? ''));
}

const placesOf = (key: string, keys: readonly string[]): readonly number[] =>
  keys.flatMap((one, at) => (one === key ? [at] : []));

/** At least two cells, and each says what the header says there. */
function isHeader(cells: readonly Cell[], rows: readonly (readonly string[])[]): boolean {
  let alike = 0;
  for (const [at, cell] of cells.entries()) {
    const key = headingKeyOf(cell);
    if (key === '' && cell?.kind !== 'fault') continue;
    if (key === '' || !rows.some((row) => row[at] === key)) return false;
    alike += 1;
  }
  return alike >= 2;
}
