import { DomainError } from '#kernel';
import { formSheets, workbook, writeFileWhole, type WrittenFile } from '#tabular';

import { formOf, knownForms } from './command-forms.js';

export interface WriteForm {
  /** A kind of form, its Swedish name, or the name of one command. */
  readonly kind: string;
  /** Where the file goes. */
  readonly path: string;
  /** What this copy is known by: rows that were carried out are known again by it. */
  readonly number: string;
  readonly overwrite?: boolean;
}

/** Writes an empty form. Refuses with FORM_KIND_UNKNOWN, and with OUTPUT_EXISTS, OUTPUT_UNWRITABLE and DISK_FULL. */
export async function writeForm({ kind, path, number, overwrite = false }: WriteForm): Promise<WrittenFile> {
  const form = formOf(kind);
  if (form === undefined) throw new DomainError('FORM_KIND_UNKNOWN');
  const sheets = formSheets(form, { version: knownForms.versions.newest, number });
  return writeFileWhole(path, workbook(sheets), { overwrite });
}
