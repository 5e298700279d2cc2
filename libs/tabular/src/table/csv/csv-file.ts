import { DomainError } from '#kernel';

import { chunksOf } from '../file-chunks.js';
import type { TableFacts } from '../inspect-table.js';
import type { Sheet, TableFile, TableRow } from '../table.js';
import { CsvScanner } from './csv-scanner.js';
import { DelimiterEvidence } from './delimiter.js';
import { decoderOf, type TextEncoding } from './text-encoding.js';

type CsvFacts = TableFacts & { readonly encoding: TextEncoding };

/** Opens text of rows and cells. Refuses with NOT_TABLE_FILE what no delimiter splits into cells. */
export async function openCsv(path: string, facts: CsvFacts): Promise<TableFile> {
  return new CsvFile(path, facts, await delimiterOf(path, facts.encoding));
}

async function delimiterOf(path: string, encoding: TextEncoding): Promise<string> {
  const [decoder, evidence] = [decoderOf(encoding), new DelimiterEvidence()];
  for await (const chunk of chunksOf(path)) {
    if (evidence.take(decoder.write(chunk))) return evidence.verdict();
  }
  evidence.end(decoder.end());
  return evidence.verdict();
}

class CsvFile implements TableFile {
  readonly format = 'csv';
  readonly sha256: string;
  readonly size: number;
  readonly encoding: TextEncoding;
  /** Text has dates that say themselves which day they mean. */
  readonly dateSystem = 1900;
  readonly sheets: readonly Sheet[] = [{ name: '', hidden: false, hasPivot: false }];
  private read = 0;

  constructor(
    readonly path: string,
    { sha256, size, encoding }: CsvFacts,
    readonly delimiter: string,
  ) {
    this.sha256 = sha256;
    this.size = size;
    this.encoding = encoding;
  }

  get bytesRead(): number {
    return this.read;
  }

  rows(sheet = ''): AsyncIterable<readonly TableRow[]> {
    if (sheet !== '') throw new DomainError('SHEET_UNKNOWN');
    return this.batches();
  }

  private async *batches(): AsyncGenerator<readonly TableRow[]> {
    const [decoder, scanner] = [decoderOf(this.encoding), new CsvScanner(this.delimiter)];
    this.read = 0;
    for await (const chunk of chunksOf(this.path)) {
      const rows = scanner.take(decoder.write(chunk));
      this.read += chunk.length;
      if (rows.length > 0) yield withoutDirective(rows);
    }
    const rows = scanner.end(decoder.end());
    if (rows.length > 0) yield withoutDirective(rows);
  }
}

/** `sep=;` on the first line tells Excel the delimiter and is no row of the table. */
function withoutDirective(rows: readonly TableRow[]): readonly TableRow[] {
  const [first] = rows;
  if (first?.line !== 1 || first.cells.length > 1) return rows;
  const [cell] = first.cells;
  return cell?.kind === 'text' && /^sep=.?$/i.test(cell.text) ? rows.slice(1) : rows;
}
