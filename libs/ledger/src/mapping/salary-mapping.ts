import type { z } from 'zod';

import type { Decider } from '#kernel';

import type { salaryMappingCommands, SalaryMappingColumns, SalaryMappingEvent } from './salary-mapping.events.js';

/** The mapping of a list of pay: null until it is saved, then as it was saved last. */
export type SalaryMappingState = SalaryMappingColumns | null;

/** A command on the mapping of a list of pay. */
export interface SalaryMappingCommand {
  readonly type: 'SaveSalaryMapping';
  readonly data: z.output<(typeof salaryMappingCommands)['SaveSalaryMapping']>;
}

/** What is there already is not saved again: shares that were read by it need no new version to point at. */
function decide(
  state: SalaryMappingState,
  { data: { reason, ...data } }: SalaryMappingCommand,
): readonly SalaryMappingEvent[] {
  if (state !== null && JSON.stringify(state) === JSON.stringify(data.columns)) return [];
  return [{ type: 'SalaryMappingSaved', data, ...(reason === undefined ? {} : { private: { reason } }) }];
}

/** How lists of pay are read: saved, and saved anew. */
export const salaryMappingDecider: Decider<SalaryMappingState, SalaryMappingCommand, SalaryMappingEvent> = {
  initial: null,
  decide,
  evolve: (_, { data }) => data.columns,
};
