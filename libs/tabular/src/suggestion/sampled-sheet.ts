import { DomainError } from '#kernel';

import { headingKey, headingKeyOf } from '../mapping/heading.js';
import { isEmpty } from '../mapping/text-cell.js';
import type { Cell, TableFile, TableRow } from '../table/table.js';
import { type ColumnProfile, profileOf } from './column-profile.js';
import { type Meaning, meaningOf } from './heading-vocabulary.js';

const MOST_ROWS = 600;
const MOST_ROWS_ABOVE = 100;
/** A row with fewer known headings is a title, or a row of data. */
const LEAST_KNOWN = 3;

/** A column of the sample, with what its heading says and what its values look like. */
export interface SampledColumn {
  /** From 0. */
  readonly at: number;
  readonly heading: string;
  readonly nth?: number;
  readonly meaning: Meaning | null;
  readonly profile: ColumnProfile;
}

/** The first rows of a sheet, and where its header seems to be. */
export interface SampledSheet {
  readonly sheet: string;
  readonly headerLine: number;
  readonly columns: readonly SampledColumn[];
  /** All sampled rows, the header included. */
  readonly rows: readonly TableRow[];
  /** Those below the header. */
  readonly below: readonly TableRow[];
  readonly isWhole: boolean;
}

/**
 * Samples a sheet: the one that is named, or the first that is shown and has a header that can be recognised. Refuses
 * with TABLE_WITHOUT_HEADINGS, and with what the table's own reading refuses with.
 */
export async function sampleOf(table: TableFile, named?: string): Promise<SampledSheet> {
  const shown = table.sheets.filter(({ hidden, hasPivot }) => !hidden && !hasPivot).map(({ name }) => name);
  const [first = table.sheets[0]?.name ?? ''] = shown;
  for (const sheet of named === undefined ? new Set([first, ...shown]) : [named]) {
    const found = await sampled(table, sheet);
    if (found !== null) return found;
  }
  throw new DomainError('TABLE_WITHOUT_HEADINGS');
}

async function sampled(table: TableFile, sheet: string): Promise<SampledSheet | null> {
  const rows: TableRow[] = [];
  for await (const batch of table.rows(sheet === '' ? undefined : sheet)) {
    rows.push(...batch);
    if (rows.length > MOST_ROWS) break;
  }
  const isWhole = rows.length <= MOST_ROWS;
  const kept = rows.slice(0, MOST_ROWS);
  const header = headerIn(kept);
  if (header === null) return null;
  const below = kept.slice(header.at + 1);
  const headerLine = kept[header.at]?.line ?? 0;
  const columns = columnsOf(header.headings, below, table.dateSystem);
  return { sheet, headerLine, columns, rows: kept, below, isWhole };
}

interface Header {
  readonly at: number;
  readonly headings: readonly string[];
}

/** The row with the most headings that are known, together with the row above it where that adds some. */
function headerIn(rows: readonly TableRow[]): Header | null {
  let best: Header | null = null;
  let most = LEAST_KNOWN - 1;
  for (const [at, { cells }] of rows.slice(0, MOST_ROWS_ABOVE).entries()) {
    const own = cells.map(headingOf);
    for (const headings of [own, mergedWith(own, rows[at - 1]?.cells ?? [])]) {
      const known = new Set(headings.map(meaningOf).filter((meaning) => meaning !== null)).size;
      if (known > most) [best, most] = [{ at, headings }, known];
    }
  }
  return best;
}

const headingOf = (cell: Cell | undefined): string =>
  headingKeyOf(cell) === '' || cell?.kind !== 'text' ? '' : cell.text.replaceAll(/\s+/g, ' ').trim();

function mergedWith(own: readonly string[], above: readonly Cell[]): readonly string[] {
  const width = Math.max(own.length, above.length);
  return Array.from({ length: width }, (_, at) => (own[at] ?? '') || headingOf(above[at]));
}

function columnsOf(
  headings: readonly string[],
  below: readonly TableRow[],
  system: 1900 | 1904,
): readonly SampledColumn[] {
  const keys = headings.map(headingKey);
  // Titles of groups and page numbers fill a cell or two, and say nothing of a column.
  const full = below.filter(({ cells }) => cells.filter((cell) => !isEmpty(cell)).length >= LEAST_KNOWN);
  return headings.flatMap((heading, at) => {
    const key = keys[at] ?? '';
    if (key === '') return [];
    const isTwice = keys.filter((one) => one === key).length > 1;
    const nth = keys.slice(0, at + 1).filter((one) => one === key).length;
    const profile = profileOf(
      full.map(({ cells }) => cells[at]),
      system,
    );
    return [{ at, heading, meaning: meaningOf(heading), profile, ...(isTwice ? { nth } : {}) }];
  });
}
