import { DomainError } from '#kernel';
import { type MappingEvent, mappingStream } from '#ledger';
import type { ColumnMapping } from '#tabular';

import type { Opened } from './opened.js';
import { catalogue } from './catalogue.js';

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
