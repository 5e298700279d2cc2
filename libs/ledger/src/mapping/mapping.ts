import type { z } from 'zod';

import type { Decider } from '#kernel';

import type { mappingCommands, MappingColumns, MappingEvent } from './mapping.events.js';

/** A column mapping: null until it is saved, then as it was saved last. */
export type MappingState = MappingColumns | null;

/** A command on a column mapping. */
export interface MappingCommand {
  readonly type: 'SaveMapping';
  readonly data: z.output<(typeof mappingCommands)['SaveMapping']>;
}

/** What is there already is not saved again: files that were read by it need no new version to point at. */
function decide(state: MappingState, { data: { reason, ...data } }: MappingCommand): readonly MappingEvent[] {
  if (state !== null && JSON.stringify(state) === JSON.stringify(data.columns)) return [];
  return [{ type: 'MappingSaved', data, ...(reason === undefined ? {} : { private: { reason } }) }];
}

/** How exported ledgers are read: saved, and saved anew. */
export const mappingDecider: Decider<MappingState, MappingCommand, MappingEvent> = {
  initial: null,
  decide,
  evolve: (_, { data }) => data.columns,
};
