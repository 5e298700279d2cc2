import { DomainError } from '#kernel';
import { mappingCommands, type MappingEvent, mappingStream } from '#ledger';
import type { ColumnMapping } from '#tabular';

import type { Opened } from './opened.js';
import { catalogue } from './catalogue.js';
import { parseBy } from './command.js';

/** A column mapping with its version, from 0: what a file was read by must be told for ever. */
export interface SavedMapping {
  readonly mapping: ColumnMapping;
  readonly revision: number;
}

/**
 * A column mapping as it was saved last, or in a version of it, out of the log itself. Refuses with MAPPING_UNKNOWN.
 */
export async function savedMapping({ log }: Pick<Opened, 'log'>, id: string, version?: number): Promise<SavedMapping> {
  const versions = await log.readStream(mappingStream(id));
  const last = version === undefined ? versions.at(-1) : versions[version];
  if (last === undefined) throw new DomainError('MAPPING_UNKNOWN', { mapping: id });
  const { data } = catalogue.read(last) as MappingEvent;
  return { mapping: data.columns, revision: last.revision };
}

/**
 * A mapping in a JSON file: its columns, alone or as `columns` of something that says more. Refuses with
 * MAPPING_FILE_UNREADABLE, and with COMMAND_MALFORMED at the field that is wrong.
 */
export function mappingIn(file: Uint8Array): ColumnMapping {
  const json = parsed(new TextDecoder().decode(file));
  const columns = typeof json === 'object' && json !== null && 'columns' in json ? json.columns : json;
  return parseBy(mappingCommands.SaveMapping, { mapping: 'file', columns }, 'SaveMapping').columns;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new DomainError('MAPPING_FILE_UNREADABLE');
  }
}
