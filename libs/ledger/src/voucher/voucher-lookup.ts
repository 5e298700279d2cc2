import type { Actor, Period } from '#kernel';

import type { BookState } from '../book/book.js';
import type { CodeFacts } from '../project-code/project-code.events.js';
import type { PostingRules } from './costs.js';

/** What a person's command on a voucher rests on, looked up by whoever sends it. */
export interface VoucherLookup extends PostingRules {
  /** The voucher's book. */
  readonly book: BookState;
  /** The codes that mean something in the book, and the one that the command names. */
  readonly codes: readonly CodeFacts[];
  /** By project code the allocations onward from its own. */
  readonly onward: ReadonlyMap<string, readonly string[]>;
  /** By grant the period in which it may be used; a grant whose rules are not known has none here. */
  readonly usePeriods: ReadonlyMap<string, Period>;
  readonly by: Actor;
}
