import type { YearPruned } from '#event-log';
import { type Decider, DomainError } from '#kernel';

import type { PruneYear } from './pruning.commands.js';

type Pruned = YearPruned['data'];

/** What a decision to prune rests on beside itself. */
export interface PruningFacts extends Pick<
  Pruned,
  'ranges' | 'books' | 'imports' | 'projectCodes' | 'grants' | 'files'
> {
  /** The first day on which the year may go. */
  readonly allowedFrom: string;
  /** The day that it is in Sweden by the clock that events are recorded by. */
  readonly today: string;
  /** Grants with codes or costs in the year that are not closed. */
  readonly openGrants: readonly string[];
}
export interface Prune {
  readonly type: 'PruneYear';
  readonly data: PruneYear;
  readonly facts: PruningFacts;
}

/**
 * A year goes by a recorded decision, when the time of retention is over and no open grant rests on it. The stream `log` has
 * no state that a later decision rests on. Refuses with PRUNING_TOO_EARLY and PRUNING_UNDER_OPEN_GRANT.
 */
export const pruningDecider: Decider<null, Prune, YearPruned> = {
  initial: null,
  decide: (_, { data, facts }) => {
    const { act, year, decision, ground, paragraph } = data;
    const { allowedFrom, today, openGrants, ...gone } = facts;
    if (today < allowedFrom) throw new DomainError('PRUNING_TOO_EARLY', { year, allowedFrom });
    if (openGrants.length > 0) throw new DomainError('PRUNING_UNDER_OPEN_GRANT', { year, grants: [...openGrants] });
    const { body, date, caseNumber } = decision;
    const said = { decision: { body, date: date.toString(), caseNumber }, ground, paragraph };
    return [{ type: 'YearPruned', data: { act, year, ...gone, ...said } }];
  },
  evolve: () => null,
};
