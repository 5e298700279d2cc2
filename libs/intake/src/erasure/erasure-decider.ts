import type { PrivatePartErased } from '#event-log';
import { type Decider, DomainError } from '#kernel';

import type { ErasePrivateParts } from './erasure.commands.js';
import type { Meant } from './meant.js';

/** What a decision to erase rests on beside itself. */
export interface ErasureFacts extends Pick<Meant, 'ranges' | 'events' | 'allowedFrom' | 'documents'> {
  /** The day that it is in Sweden by the clock that events are recorded by. */
  readonly today: string;
  /** The kept files that are rewritten with it. */
  readonly files: PrivatePartErased['data']['files'];
}
export interface Erase {
  readonly type: 'ErasePrivateParts';
  readonly data: ErasePrivateParts;
  readonly facts: ErasureFacts;
}

/**
 * Texts go by a recorded decision, when the time of retention is over. The stream `log` has no state that a later decision
 * rests on. Refuses with ERASURE_TOO_EARLY and ERASURE_OF_NOTHING.
 */
export const erasureDecider: Decider<null, Erase, PrivatePartErased> = {
  initial: null,
  decide: (_, { data, facts }) => {
    const { ranges, events, files, documents, today, allowedFrom } = facts;
    if (today < allowedFrom) throw new DomainError('ERASURE_TOO_EARLY', { allowedFrom });
    if (events + files.length === 0) throw new DomainError('ERASURE_OF_NOTHING');
    const { act, decision, ground, paragraph } = data;
    const { body, date, caseNumber } = decision;
    const said = { decision: { body, date: date.toString(), caseNumber }, ground, paragraph };
    return [
      {
        type: 'PrivatePartErased',
        data: {
          act,
          ranges: ranges.map(([first, last]) => [first, last]),
          ...said,
          files: [...files],
          documents: [...documents],
        },
      },
    ];
  },
  evolve: () => null,
};
