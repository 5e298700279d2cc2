import { DomainError } from '#kernel';

import type { TableFile, TableRow } from '../table/table.js';
import { type ColumnMapping, columnsOf, type PostingField } from './column-mapping.js';
import { HeaderSearch } from './header-row.js';
import { refuseContradiction } from './heading.js';
import type { PostingItem, PostingSummary } from './posting.js';
import type { ReadBy } from './posting-reader.js';
import { RowReader } from './row-reader.js';

/** What a book says of how its files are read. */
export interface PostingReadingOptions {
  /** Dimensions whose objects name people or suppliers: kept apart in every posting. */
  readonly privateDimensions: readonly string[];
}

/** The rows of an exported ledger, in file order and in batches; `summary` is of what has been read. */
export interface PostingReading extends AsyncIterable<readonly PostingItem[]> {
  readonly summary: PostingSummary;
}

/**
 * Reads an exported ledger by a mapping, in memory that does not grow with the file. Reading refuses with
 * MAPPING_COLUMN_TWICE, MAPPING_DIMENSION_TWICE, MAPPING_HEADINGS_MISSING,
 * MAPPING_HEADING_AMBIGUOUS, TABLE_WITHOUT_POSTINGS, and with what the table's own reading refuses with.
 */
export function readPostings(
  table: Pick<TableFile, 'dateSystem' | 'rows'>,
  mapping: ColumnMapping,
  { privateDimensions }: PostingReadingOptions,
): PostingReading {
  const by = { system: table.dateSystem, privateDimensions: new Set(privateDimensions) };
  let reading: SheetReader | null = null;

  async function* batches(): AsyncGenerator<readonly PostingItem[]> {
    refuseContradiction(mapping);
    const sheet = new SheetReader(mapping, by);
    reading = sheet;
    for await (const rows of table.rows(mapping.sheet)) {
      const items = rows.flatMap((row) => sheet.take(row) ?? []);
      if (items.length > 0) yield items;
    }
    sheet.end();
  }

  return {
    [Symbol.asyncIterator]: batches,
    get summary() {
      return summaryOf(reading?.rows ?? null, mapping);
    },
  };
}

/** Looks for the header, then reads what stands below it. */
class SheetReader {
  rows: RowReader | null = null;
  private readonly search: HeaderSearch;

  constructor(
    private readonly mapping: ColumnMapping,
    private readonly by: ReadBy,
  ) {
    this.search = new HeaderSearch(columnsOf(mapping));
  }

  /** What the row is; null where it is passed over. */
  take(row: TableRow): PostingItem | null {
    if (this.rows !== null) return this.rows.take(row);
    const header = this.search.take(row);
    if (header !== null) this.rows = new RowReader(this.mapping, header, this.by);
    return null;
  }

  /** Refuses a sheet that ended without a header, or without anything below it. */
  end(): void {
    if (this.rows === null) this.search.refuse();
    else if (this.rows.lines + this.rows.refused === 0) throw new DomainError('TABLE_WITHOUT_POSTINGS');
  }
}

function summaryOf(reader: RowReader | null, mapping: ColumnMapping): PostingSummary {
  const says = saidBy(mapping);
  if (reader === null) return { ...NOTHING_READ, says };
  const { header, lines, refused, postings, totals, passedOver, firstDate, lastDate } = reader;
  const { debit, credit, unreadQuantities } = postings;
  const counts = { lines, refused, debit, credit, totals, passedOver, unreadQuantities };
  return { headerLine: header.line, ...counts, firstDate, lastDate, says };
}

const NOTHING_READ = {
  headerLine: 0,
  lines: 0,
  refused: 0,
  debit: 0,
  credit: 0,
  totals: { openings: 0, checked: 0, unchecked: 0, differing: [], differingCount: 0 },
  passedOver: { headings: 0, groupHeadings: 0, totalsWithoutAmount: 0 },
  unreadQuantities: 0,
  firstDate: null,
  lastDate: null,
} as const;

/** The fields and dimensions that a mapping gives; an account in group headings and a fixed series count as given. */
function saidBy(mapping: ColumnMapping): PostingSummary['says'] {
  const fields = columnsOf(mapping).flatMap(({ field }) => (isField(field) ? [field] : []));
  const account: readonly PostingField[] = mapping.account.form === 'group-heading' ? ['account'] : [];
  return { fields: [...account, ...fields], dimensions: mapping.dimensions.map(({ dimension }) => dimension) };
}

const isField = (field: string): field is PostingField => !field.startsWith('dimension ');
