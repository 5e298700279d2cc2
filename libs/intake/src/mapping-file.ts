import { DomainError } from '#kernel';
import { mappingCommands } from '#ledger';
import type { ColumnMapping } from '#tabular';

import { parseBy } from './command.js';

/**
 * The columns of a mapping out of a JSON file: as a suggestion holds them, as a saved mapping is shown, or by themselves.
 * Refuses with MAPPING_FILE_UNREADABLE; whether they are a mapping is for the command to say.
 */
export function columnsInFile(file: Uint8Array): object {
  const document = parsed(new TextDecoder().decode(file));
  const { mapping, columns } = document as { readonly mapping?: unknown; readonly columns?: unknown };
  // A suggestion lists the columns of its file beside its mapping, which is null where it found none.
  const found = mapping === undefined ? document : typeof mapping === 'string' ? columns : mapping;
  if (!isObject(found)) throw new DomainError('MAPPING_FILE_UNREADABLE');
  return found;
}

/** A mapping in a JSON file, tried before it is saved. Refuses with MAPPING_FILE_UNREADABLE and COMMAND_MALFORMED. */
export function mappingInFile(file: Uint8Array): ColumnMapping {
  const data = { mapping: 'file', columns: columnsInFile(file) };
  return parseBy(mappingCommands.SaveMapping, data, 'SaveMapping').columns;
}

function parsed(text: string): object {
  try {
    const json: unknown = JSON.parse(text);
    if (isObject(json)) return json;
  } catch {
    // Said below, whatever it was that could not be read.
  }
  throw new DomainError('MAPPING_FILE_UNREADABLE');
}

const isObject = (json: unknown): json is object => typeof json === 'object' && json !== null && !Array.isArray(json);
