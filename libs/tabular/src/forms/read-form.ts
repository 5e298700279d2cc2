import { DomainError } from '#kernel';

import type { TableFile, TableRow } from '../table/table.js';
import { LISTS } from '../xlsx/workbook.js';
import { type Form, type FormCopy, type FormVersions, IDENTITY, INSTRUCTIONS } from './form-sheets.js';
import { laidOut } from './form-sheet.js';
import { type Entry, readSheet, type SheetRead } from './read-sheet.js';

/** A form that was filled in: what its rows ask for, in the order of its sheets and rows. */
export interface FilledForm extends FormCopy {
  readonly kind: string;
  readonly entries: readonly Entry[];
}
/** The forms that are read, by kind, and of which versions. */
export interface KnownForms {
  readonly versions: FormVersions;
  readonly formOf: (kind: string) => Form | undefined;
  /** The forms that another command reads, with its name, by kind. */
  readonly elsewhere?: ReadonlyMap<string, string>;
}

/** Whoever fills in more rows than this has dragged a formula to the end of the sheet. */
const MOST_ROWS = 20_000;
const MOST_TOLD = 1000;

/**
 * Reads a filled-in form whole. Refuses with FORM_UNKNOWN, FORM_VERSION_UNKNOWN, FORM_EMPTY, and with FORM_CELL_FAULTY for
 * all cells of all sheets at once (`all`).
 */
export async function readForm(file: TableFile, known: KnownForms): Promise<FilledForm> {
  const { form, ...copy } = await identityOf(file, known);
  const reads: SheetRead[] = [];
  for (const { name } of file.sheets) if (!isOurs(name)) reads.push(await sheetOf(file, form, name));
  const faults = reads.flatMap((read) => read.faults);
  if (faults.length > 0) {
    const all = faults.slice(0, MOST_TOLD);
    throw new DomainError('FORM_CELL_FAULTY', {
      count: faults.length,
      cells: all.map((fault) => `\n  ${fault}`).join(''),
      all,
    });
  }
  const entries = reads.flatMap((read) => read.entries);
  if (entries.length === 0) throw new DomainError('FORM_EMPTY');
  return { ...copy, kind: form.kind, entries };
}

const isOurs = (sheet: string): boolean => [INSTRUCTIONS, IDENTITY, LISTS].includes(sheet);

/** Which form it is, by the sheet that is hidden in it. */
async function identityOf(
  file: TableFile,
  { versions, formOf, elsewhere }: KnownForms,
): Promise<FormCopy & { form: Form }> {
  if (!file.sheets.some(({ name }) => name === IDENTITY)) throw new DomainError('FORM_UNKNOWN');
  const rows = await rowsIn(file, IDENTITY);
  const facts = new Map(rows.map(({ cells: [name, value] }) => [name?.kind === 'text' ? name.text : '', value]));
  const fact = (name: string): string => {
    const cell = facts.get(name);
    return cell?.kind === 'text' || cell?.kind === 'number' ? cell.text : '';
  };
  const form = formOf(fact('form'));
  const [version, number] = [fact('version'), fact('number')];
  if (!/^\d{1,4}$/.test(version) || number === '') throw new DomainError('FORM_UNKNOWN');
  const { oldest, newest } = versions;
  const asked = Number.parseInt(version, 10);
  if (asked < oldest || asked > newest) throw new DomainError('FORM_VERSION_UNKNOWN', { version, oldest, newest });
  if (form === undefined) throw unknown(elsewhere?.get(fact('form')));
  return { form, version: asked, number };
}

/** What is said of a form that is not read here: by which command it is, if by any. */
const unknown = (command: string | undefined): DomainError =>
  command === undefined ? new DomainError('FORM_UNKNOWN') : new DomainError('FORM_READ_ELSEWHERE', { command });

async function sheetOf(file: TableFile, form: Form, name: string): Promise<SheetRead> {
  const rows = await rowsIn(file, name);
  const sheet = form.sheets.find((candidate) => candidate.sheet === name);
  if (sheet !== undefined && rows.length <= MOST_ROWS) return readSheet(laidOut(sheet), rows, file.dateSystem);
  if (rows.length === 0) return { entries: [], faults: [] };
  const expected =
    sheet === undefined
      ? 'bladet hör inte till formuläret: ta bort det'
      : `bladet får ha högst ${MOST_ROWS} rader: dela upp det`;
  return { entries: [], faults: [`${name}!A1: ${expected}`] };
}

/** The rows of a sheet, as far as anybody fills one in. */
async function rowsIn(file: TableFile, sheet: string): Promise<readonly TableRow[]> {
  const rows: TableRow[] = [];
  for await (const batch of file.rows(sheet)) {
    rows.push(...batch);
    if (rows.length > MOST_ROWS) break;
  }
  return rows;
}
