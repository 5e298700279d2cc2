import { createHash } from 'node:crypto';

import { DomainError } from '#kernel';
import { openTable, readForm } from '#tabular';

import { commandOf, knownForms } from './forms/command-forms.js';

/** Where a command of a form stands, as whoever filled it in sees it. */
export interface Place {
  readonly sheet: string;
  /** The row's number in the sheet. */
  readonly line: number;
}
/** A command of a file: what it is read from, the id that makes it the same when the file is applied again, its place. */
export interface FileCommand {
  readonly json: unknown;
  readonly commandId: string;
  readonly place?: Place;
}

/**
 * The commands of a JSON file or of a filled-in form, told apart by their content. Refuses with COMMAND_FILE_UNREADABLE,
 * with what `openTable` refuses a workbook with, and with FORM_UNKNOWN, FORM_VERSION_UNKNOWN, FORM_EMPTY, FORM_CELL_FAULTY.
 */
export function commandsOf({
  path,
  bytes,
}: {
  readonly path: string;
  readonly bytes: Uint8Array;
}): Promise<readonly FileCommand[]> {
  return isWorkbook(bytes) ? commandsOfForm(path) : Promise.resolve(commandsOfJson(bytes));
}

/** The members of a JSON array; the id of each is the hash of the file and its ordinal. Refuses with COMMAND_FILE_UNREADABLE. */
export function commandsOfJson(file: Uint8Array): readonly FileCommand[] {
  const json = parsed(new TextDecoder().decode(file));
  if (!Array.isArray(json)) throw new DomainError('COMMAND_FILE_UNREADABLE');
  const sha256 = hashOf(file);
  return json.map((command: unknown, index) => ({ json: command, commandId: `apply-${sha256}-${String(index + 1)}` }));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new DomainError('COMMAND_FILE_UNREADABLE');
  }
}

/** A ZIP file, or the container of Excel's older and password-protected files, of which `openTable` says what to do. */
export function isWorkbook(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 4)).toString('latin1');
  return head.startsWith('PK') || head === '\u00d0\u00cf\u0011\u00e0';
}

/**
 * The rows of a form. A row is known again by the form's number, what it says, and how often that stood above it: a form
 * that is mended or added to and applied again does not repeat what was carried out, as a hash of the file would.
 */
async function commandsOfForm(path: string): Promise<readonly FileCommand[]> {
  const form = await readForm(await openTable(path), knownForms);
  const seen = new Map<string, number>();
  return form.entries.map(({ form: sheetForm, sheet, line, value }) => {
    const json = { type: commandOf(sheetForm), ...(value as object) };
    const content = JSON.stringify(json);
    const times = (seen.get(content) ?? 0) + 1;
    seen.set(content, times);
    const commandId = `form-${hashOf(`${form.number} ${String(times)} ${content}`)}`;
    return { json, commandId, place: { sheet, line } };
  });
}

const hashOf = (content: Uint8Array | string): string => createHash('sha256').update(content).digest('hex');
