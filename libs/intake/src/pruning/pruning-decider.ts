import type { PrivatePartErased, YearPruned } from '#event-log';
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
  /** The originals that support vouchers of the year alone and may go, and where their events lie. */
  readonly documents: { readonly going: readonly string[]; readonly ranges: Pruned['ranges'] };
}
export interface Prune {
  readonly type: 'PruneYear';
  readonly data: PruneYear;
  readonly facts: PruningFacts;
}

/**
 * A year goes by a recorded decision, when the time of retention is over and no open grant rests on it; its originals lose their texts,
 * keys and bytes by the same act, and it stays known that they were there. The stream `log` has
 * no state that a later decision rests on. Refuses with PRUNING_TOO_EARLY and PRUNING_UNDER_OPEN_GRANT.
 */
export const pruningDecider: Decider<null, Prune, YearPruned | PrivatePartErased> = {
  initial: null,
  decide: (_, { data, facts }) => {
    const { act, year, decision, ground, paragraph } = data;
    const { allowedFrom, today, openGrants, documents, ...gone } = facts;
    if (today < allowedFrom) throw new DomainError('PRUNING_TOO_EARLY', { year, allowedFrom });
    if (openGrants.length > 0) throw new DomainError('PRUNING_UNDER_OPEN_GRANT', { year, grants: [...openGrants] });
    const { body, date, caseNumber } = decision;
    const said = { decision: { body, date: date.toString(), caseNumber }, ground, paragraph };
    const pruned: YearPruned = { type: 'YearPruned', data: { act, year, ...gone, ...said } };
    if (documents.going.length === 0) return [pruned];
    const erased = { act, ranges: documents.ranges, ...said, files: [], documents: [...documents.going] };
    return [pruned, { type: 'PrivatePartErased', data: erased }];
  },
  evolve: () => null,
};
