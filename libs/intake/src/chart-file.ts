import { DomainError } from '#kernel';
import type { ChartAccount } from '#ledger';
import { inspectSie, readSie, type SieFileFacts } from '#sie';
import { type Cell, openTable, type TableFile, type TableRow } from '#tabular';

import { type ChartColumn, columnMeant, kindMeant, roleMeant, roleWords } from './chart-words.js';
import { unreadable } from './sie-file.js';

/** The accounts that a file names, in its order: each with what the file says of it and nothing more. */
export interface ChartFile {
  readonly format: 'sie' | 'csv' | 'xlsx';
  readonly sha256: string;
  /** A table may have no column of names; of an account that is known the name then stays. */
  readonly accounts: readonly (Omit<ChartAccount, 'name'> & { readonly name: string | null })[];
}
type Account = ChartFile['accounts'][number];

const ACCOUNT = /^[0-9A-Za-zÅÄÖåäö]{1,20}$/;
const ACCOUNT_EXPECTED = 'ett kontonummer med 1–20 siffror eller bokstäver';
const KIND_EXPECTED = 'T, S, K eller I (tillgång, skuld, kostnad, intäkt)';
const ROLE_EXPECTED = `en av rollerna ${roleWords}`;

/**
 * The chart of accounts in a SIE file (#KONTO, #KTYP), with vouchers or without, or in a table with the columns Konto,
 * Benämning, Kontotyp and Roll. Refuses with FILE_NOT_FOUND, SIE5_NOT_SUPPORTED, what `openTable` refuses with,
 * CHART_COLUMNS_UNKNOWN, CHART_FIELD_MALFORMED, ACCOUNT_LISTED_TWICE, CHART_WITHOUT_ACCOUNTS.
 */
export async function readChart(path: string): Promise<ChartFile> {
  const sie = sieFacts(path);
  const read = sie === null ? await chartOfTable(path) : chartOfSie(path, sie);
  if (read.accounts.length === 0) throw new DomainError('CHART_WITHOUT_ACCOUNTS');
  return read;
}

/** Null for what is no SIE file, and may be a table. */
function sieFacts(path: string): SieFileFacts | null {
  try {
    return inspectSie(path);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'NOT_SIE_FILE') return null;
    throw unreadable(error);
  }
}

function chartOfSie(path: string, { sha256, encoding }: SieFileFacts): ChartFile {
  const reading = readSie(path, encoding, { take: () => false });
  for (const items of reading) items.values(); // to the end: a chart may stand behind the vouchers
  const accounts = [...reading.summary.chart].map(([account, { name, type }]): Account => {
    if (!ACCOUNT.test(account)) throw malformed(null, '#KONTO', ACCOUNT_EXPECTED);
    const kind = type === null ? null : kindMeant(type);
    if (type !== null && kind === null) throw malformed(null, '#KTYP', KIND_EXPECTED);
    return { account, name: name === '' ? null : name, ...(kind === null ? {} : { type: kind }) };
  });
  return { format: 'sie', sha256, accounts };
}

async function chartOfTable(path: string): Promise<ChartFile> {
  const table = await opened(path);
  const rows = new ChartRows();
  for await (const batch of table.rows()) for (const row of batch) rows.take(row);
  if (!rows.areFound) throw new DomainError('CHART_COLUMNS_UNKNOWN');
  return { format: table.format, sha256: table.sha256, accounts: [...rows.accounts.values()] };
}

async function opened(path: string): Promise<TableFile> {
  try {
    return await openTable(path);
  } catch (error) {
    throw unreadable(error);
  }
}

/** The headings are looked for among so many rows: above them stand titles and dates. */
const MOST_ABOVE = 30;

/** What is said, without what is not: an account keeps what a file does not speak of. */
const told = ({ type, role }: Pick<Account, 'type' | 'role'>): Pick<Account, 'type' | 'role'> => ({
  ...(type === undefined ? {} : { type }),
  ...(role === undefined ? {} : { role }),
});

/** A column that is told in words: what a word there means, and what it must be to mean anything. */
interface Word<Meaning> {
  readonly column: ChartColumn;
  readonly field: string;
  readonly mean: (word: string) => Meaning | null;
  readonly expected: string;
}

class ChartRows {
  readonly accounts = new Map<string, Account>();
  private columns: ReadonlyMap<ChartColumn, number> | null = null;
  private above = 0;

  get areFound(): boolean {
    return this.columns !== null;
  }

  take(row: TableRow): void {
    if (this.columns !== null) this.takeAccount(row);
    else if (this.above++ < MOST_ABOVE) this.columns = columnsOf(row);
  }

  private takeAccount(row: TableRow): void {
    const { line } = row;
    const account = this.text(row, 'account');
    const type = this.meant(row, { column: 'kind', field: 'Kontotyp', mean: kindMeant, expected: KIND_EXPECTED });
    const role = this.meant(row, { column: 'role', field: 'Roll', mean: roleMeant, expected: ROLE_EXPECTED });
    // A title between groups of accounts names none, and says nothing that an account would.
    if (account === null && type === undefined && role === undefined) return;
    if (account === null || !ACCOUNT.test(account)) throw malformed(line, 'Konto', ACCOUNT_EXPECTED);
    if (this.accounts.has(account)) throw new DomainError('ACCOUNT_LISTED_TWICE', { account, line });
    this.accounts.set(account, { account, name: this.text(row, 'name'), ...told({ type, role }) });
  }

  private meant<Meaning>(row: TableRow, { column, field, mean, expected }: Word<Meaning>): Meaning | undefined {
    const word = this.text(row, column);
    if (word === null) return undefined;
    const meaning = mean(word);
    if (meaning === null) throw malformed(row.line, field, expected);
    return meaning;
  }

  private text({ cells }: TableRow, column: ChartColumn): string | null {
    const at = this.columns?.get(column);
    return at === undefined ? null : textOf(cells[at] ?? null);
  }
}

function columnsOf({ cells }: TableRow): ReadonlyMap<ChartColumn, number> | null {
  const columns = new Map<ChartColumn, number>();
  for (const [at, cell] of cells.entries()) {
    const column = columnMeant(textOf(cell) ?? '');
    if (column !== null && !columns.has(column)) columns.set(column, at);
  }
  return columns.has('account') ? columns : null;
}

function textOf(cell: Cell): string | null {
  if (cell === null || cell.kind === 'fault') return null;
  const text = cell.text.normalize('NFC').trim();
  return text === '' ? null : text;
}

const malformed = (line: number | null, field: string, expected: string): DomainError =>
  new DomainError('CHART_FIELD_MALFORMED', { line, field, expected });
