import { DomainError } from '#kernel';

import type { TableFacts } from '../inspect-table.js';
import type { Sheet, TableFile, TableRow } from '../table.js';
import { Parts } from './parts.js';
import { SharedStrings } from './shared-strings.js';
import { SheetRows } from './sheet-rows.js';
import { readDateStyles } from './styles.js';
import { readWorkbook, type SheetPart, type Workbook } from './workbook.js';
import { readXml } from './xml.js';

/** Rows are handed over when there are so many. */
const BATCH = 1000;

/** Opens a workbook (.xlsx) and reads what it says of itself; refuses as `readWorkbook` and `Parts` do. */
export async function openWorkbook(path: string, facts: TableFacts): Promise<TableFile> {
  const parts = await Parts.open(path);
  try {
    return new WorkbookFile(path, facts, await readWorkbook(parts));
  } finally {
    parts.close();
  }
}

class WorkbookFile implements TableFile {
  readonly format = 'xlsx';
  readonly encoding = 'xlsx';
  readonly delimiter = null;
  readonly sha256: string;
  readonly size: number;
  readonly dateSystem: 1900 | 1904;
  readonly sheets: readonly Sheet[];
  private read = 0;

  constructor(
    readonly path: string,
    { sha256, size }: TableFacts,
    private readonly workbook: Workbook,
  ) {
    this.sha256 = sha256;
    this.size = size;
    this.dateSystem = workbook.dateSystem;
    this.sheets = workbook.sheets.map(({ name, hidden, hasPivot }) => ({ name, hidden, hasPivot }));
  }

  get bytesRead(): number {
    return this.read;
  }

  rows(name?: string): AsyncIterable<readonly TableRow[]> {
    const sheet = this.workbook.sheets.find((each) => name === undefined || isSameName(each.name, name));
    if (sheet === undefined) throw new DomainError('SHEET_UNKNOWN');
    if (sheet.hasPivot) throw new DomainError('TABLE_IS_PIVOT');
    return this.batches(sheet);
  }

  private async *batches({ part }: SheetPart): AsyncGenerator<readonly TableRow[]> {
    const parts = await Parts.open(this.path);
    this.read = 0;
    try {
      const strings = await SharedStrings.read(parts, this.workbook.sharedStrings);
      const dateStyles = await readDateStyles(parts, this.workbook.styles);
      const sheet = new SheetRows({ part, strings, dateStyles });
      const whole = parts.sizeOf(part);
      for await (const done of readXml(parts, part, sheet)) {
        this.read = Math.floor((this.size * done) / whole);
        if (sheet.size >= BATCH) yield sheet.take();
      }
      if (sheet.size > 0) yield sheet.take();
    } finally {
      parts.close();
    }
  }
}

/** Excel knows no case in the names of sheets. */
const isSameName = (one: string, other: string): boolean => normal(one) === normal(other);
const normal = (name: string): string => name.normalize('NFC').trim().toLowerCase();
