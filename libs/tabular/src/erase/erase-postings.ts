import { readFile } from 'node:fs/promises';

import { accountOfHeading } from '../mapping/account-cell.js';
import { type ColumnMapping, columnsOf } from '../mapping/column-mapping.js';
import { type HeaderRow, HeaderSearch } from '../mapping/header-row.js';
import type { PostingItem } from '../mapping/posting.js';
import { RowReader } from '../mapping/row-reader.js';
import { textOf } from '../mapping/text-cell.js';
import type { TableFile, TableRow } from '../table/table.js';
import { eraseCsv, type ErasedCells } from './erase-csv.js';
import { eraseWorkbook } from './erase-workbook.js';

/** What of an exported ledger is to go. */
export interface PostingErasure {
  /** The lines of the vouchers that are meant; `all`: every private field of the file, outside its rows of postings too. */
  readonly rows: ReadonlySet<number> | 'all';
  /** Dimensions that name people: their columns go. */
  readonly privateDimensions: ReadonlySet<string>;
}

/**
 * An exported ledger in memory without the private fields of some vouchers. In their rows nothing stays but the columns
 * that the mapping reads as something public, for nobody knows what the others say. The rest is as it was, a workbook as far
 * as `eraseWorkbook` says. What was refused stays refused.
 */
export async function erasePostings(
  table: TableFile,
  mapping: ColumnMapping,
  erasure: PostingErasure,
): Promise<Buffer> {
  const marks = new RowMarks(mapping, table.dateSystem, erasure);
  for await (const rows of table.rows(mapping.sheet)) for (const row of rows) marks.note(row);
  marks.end();
  const erased: ErasedCells = (line, column) => marks.of(line, column);
  const { format, encoding, delimiter } = table;
  if (format === 'xlsx') return eraseWorkbook(table, mapping.sheet, erased);
  return eraseCsv(await readFile(table.path), { encoding, delimiter: delimiter ?? ';' }, erased);
}

type Mark = 'posting' | 'refused' | 'refused-for-private' | 'nothing';

/** Of each row that is not wholly public what it is. */
class RowMarks {
  private readonly marks = new Map<number, Mark>();
  private readonly noted: { readonly line: number; readonly mark: Mark; readonly name: string | null }[] = [];
  private readonly search: HeaderSearch;
  private header: HeaderRow | null = null;
  private rows: RowReader | null = null;
  private above: number | null = null;
  private publicColumns: ReadonlySet<number> = new Set();
  private dateColumn = -1;

  constructor(
    private readonly mapping: ColumnMapping,
    private readonly system: 1900 | 1904,
    private readonly erasure: PostingErasure,
  ) {
    this.search = new HeaderSearch(columnsOf(mapping));
  }

  note(row: TableRow): void {
    if (this.rows === null) this.noteAbove(row);
    else this.noteItem(row, this.rows.take(row));
  }

  /** Says, after the last row, which ones are meant. A row that cannot be read holds back its whole voucher, and stands for it. */
  end(): void {
    const { rows } = this.erasure;
    const isMeant = (line: number) => rows === 'all' || rows.has(line);
    const refused = this.noted.filter(({ line, mark }) => mark !== 'posting' && isMeant(line));
    const whole = new Set(refused.map(({ name }) => name));
    whole.delete(null);
    for (const { line, mark, name } of this.noted) {
      if (isMeant(line) || whole.has(name)) this.marks.set(line, mark);
    }
  }

  /** What stands in the place of a cell; null where it stays. */
  of(line: number, column: number): '' | '*' | null {
    const mark = this.marks.get(line);
    if (mark === undefined) return null;
    if (mark === 'nothing') return '';
    if (mark === 'refused-for-private' && column === this.dateColumn) return '';
    if (this.publicColumns.has(column)) return null;
    // How many cells are filled tells a heading from a row that cannot be read.
    return mark === 'refused' ? '*' : '';
  }

  /** Titles, and who printed what when. The row above the header stays where it holds a part of it. */
  private noteAbove(row: TableRow): void {
    const { erasure, mapping, system } = this;
    const header = this.search.take(row);
    const isApart = header === null || new HeaderSearch(columnsOf(mapping)).take(row) !== null;
    if (this.above !== null && isApart && erasure.rows === 'all') this.marks.set(this.above, 'nothing');
    this.above = row.line;
    if (header === null) return;
    this.header = header;
    this.rows = new RowReader(mapping, header, { system, privateDimensions: erasure.privateDimensions });
    this.publicColumns = new Set([...header.columns].filter(([field]) => !this.isPrivate(field)).map(([, at]) => at));
    this.dateColumn = header.columns.get('date') ?? -1;
  }

  private isPrivate(field: string | null): boolean {
    if (field === 'text' || field === 'signature') return true;
    const [, dimension] = /^dimension (.+)$/.exec(field ?? '') ?? [];
    return dimension !== undefined && this.erasure.privateDimensions.has(dimension);
  }

  private noteItem(row: TableRow, item: PostingItem | null): void {
    if (item === null) this.notePassedOver(row);
    else if (item.kind === 'posting') this.noteRow(item.fileLine, 'posting', item);
    else if (item.kind === 'refusal') {
      this.noteRow(item.fileLine, this.isPrivate(item.field) ? 'refused-for-private' : 'refused', item.voucher);
    }
  }

  private noteRow(
    line: number,
    mark: Mark,
    voucher: { readonly series: string; readonly number: string } | null,
  ): void {
    const name = voucher === null || voucher.number === '' ? null : `${voucher.series}\n${voucher.number}`;
    this.noted.push({ line, mark, name });
  }

  /** A header again, or the heading of a group that names its account, says nothing of anyone; a note may. */
  private notePassedOver({ line, cells }: TableRow): void {
    if (this.erasure.rows !== 'all' || this.header?.repeats(cells) === true) return;
    const namesAccount = cells.some((cell) => accountOfHeading(textOf(cell, this.system) ?? '') !== null);
    if (!namesAccount) this.marks.set(line, 'nothing');
  }
}
