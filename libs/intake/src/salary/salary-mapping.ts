import { DomainError } from '#kernel';
import { type SalaryMappingEvent, salaryMappingCommands, salaryMappingStream } from '#ledger';
import type { SalaryMapping } from '#tabular';

import { catalogue } from '../catalogue.js';
import { parseBy } from '../command.js';
import { columnsInFile } from '../mapping-file.js';
import type { Opened } from '../opened.js';

/** How a list of pay is read, and which saved mapping that is; null where it is tried before it is saved. */
export interface ReadAsPay {
  readonly columns: SalaryMapping;
  readonly saved: { readonly mapping: string; readonly revision: number } | null;
}

/** The mapping of a list of pay as it was saved last, out of the log itself. Refuses with SALARY_MAPPING_UNKNOWN. */
export async function savedSalaryMapping({ log }: Pick<Opened, 'log'>, mapping: string): Promise<ReadAsPay> {
  const last = (await log.readStream(salaryMappingStream(mapping))).at(-1);
  if (last === undefined) throw new DomainError('SALARY_MAPPING_UNKNOWN', { mapping });
  const { data } = catalogue.read(last) as SalaryMappingEvent;
  return { columns: data.columns, saved: { mapping, revision: last.revision } };
}

/** A mapping of a list of pay in a JSON file, tried before it is saved. Refuses with MAPPING_FILE_UNREADABLE and COMMAND_MALFORMED. */
export function salaryMappingInFile(file: Uint8Array): ReadAsPay {
  const data = { mapping: 'file', columns: columnsInFile(file) };
  const { columns } = parseBy(salaryMappingCommands.SaveSalaryMapping, data, 'SaveSalaryMapping');
  return { columns, saved: null };
}
