import type { Posting, RecordedVoucher, VoucherState } from './voucher-state.js';
import type { VoucherEvent } from './voucher.events.js';

/** A voucher as it was, and as it is now. */
export interface Restoring {
  readonly was: RecordedVoucher;
  readonly is: VoucherState;
  /** By the ordinal that a line had the one that it has from now on: a line that comes back gets a new one. */
  readonly places: ReadonlyMap<number, number>;
}
type History = readonly VoucherEvent[];
type OfLines = Extract<VoucherEvent, { readonly type: 'CostReviewed' | 'CostDisallowed' }>;

/**
 * What persons had decided of lines that stood before and have another ordinal now, or that lost what was posted of
 * them meanwhile: decided again for the lines as they come back, for the reasons that were given.
 */
export function restoreJudgements(restoring: Restoring, before: History, now: History): readonly VoucherEvent[] {
  return [
    ...postingsAgain(restoring, before),
    ...saidAgain(restoring, lastOf(before, 'CostReviewed'), lastOf(now, 'CostReviewed')),
    ...saidAgain(restoring, lastOf(before, 'CostDisallowed'), lastOf(now, 'CostDisallowed')),
  ];
}

function postingsAgain({ was, is, places }: Restoring, before: History): readonly VoucherEvent[] {
  return [...was.postings.values()].flatMap((posting): VoucherEvent[] => {
    if (!('person' in posting.basis)) return [];
    const lines = posting.lines.flatMap((posted) => {
      const line = places.get(posted.line);
      return line === undefined ? [] : [{ ...posted, line }];
    });
    const data = { ...posting, lines };
    const standing = is.status === 'recorded' ? is.postings.get(posting.projectCode) : undefined;
    if (lines.length === 0 || (standing !== undefined && isSame(standing, data))) return [];
    return [{ type: 'CostPosted', data, ...reasonOf(before.findLast((event) => isPersons(event, posting))) }];
  });
}

const isSame = (one: Posting, other: Posting): boolean =>
  JSON.stringify([one.date, one.basis, one.lines]) === JSON.stringify([other.date, other.basis, other.lines]);

/** The person's own word, not what was posted again of it as lines went. */
const isPersons = ({ type, data, private: texts }: VoucherEvent, { projectCode }: Posting): boolean =>
  type === 'CostPosted' && data.projectCode === projectCode && 'person' in data.basis && texts !== undefined;

/** A reason is given again as it was, unless it has been erased. */
const reasonOf = (event: VoucherEvent | undefined): { private?: { reason?: string } } => {
  const { reason } = (event?.private ?? {}) as { readonly reason?: string };
  return reason === undefined ? {} : { private: { reason } };
};

/** By line the last of these events that concerns it. */
function lastOf(history: History, type: OfLines['type']): ReadonlyMap<number, OfLines> {
  const last = new Map<number, OfLines>();
  for (const event of history) {
    if (event.type !== type) continue;
    for (const line of event.data.lines) last.set(line, event);
  }
  return last;
}

type Last = ReadonlyMap<number, OfLines>;
function saidAgain({ places }: Restoring, before: Last, now: Last): readonly VoucherEvent[] {
  const again = new Map<OfLines, number[]>();
  for (const [line, event] of before) {
    const place = places.get(line);
    if (place === undefined || saysTheSame(now.get(place), event)) continue;
    again.set(event, [...(again.get(event) ?? []), place]);
  }
  return [...again].map(([event, lines]): VoucherEvent => {
    const sorted = lines.sort((one, other) => one - other);
    return event.type === 'CostReviewed'
      ? { type: 'CostReviewed', data: { ...event.data, lines: sorted }, ...reasonOf(event) }
      : { type: 'CostDisallowed', data: { ...event.data, lines: sorted }, ...reasonOf(event) };
  });
}

const sayingOf = ({ type, data }: OfLines) => (type === 'CostReviewed' ? data.servicePeriod : data.disallowed);

/** Nothing said is as good as a disallowance that was taken back. */
function saysTheSame(one: OfLines | undefined, other: OfLines): boolean {
  if (one === undefined) return other.type === 'CostDisallowed' && !other.data.disallowed;
  return JSON.stringify(sayingOf(one)) === JSON.stringify(sayingOf(other));
}
