import { type costHead, costsOf, type PostingRules } from './costs.js';
import { evolveVoucher, type Posting, type RecordedVoucher, type VoucherState } from './voucher-state.js';
import type { PostedLine, VoucherEvent } from './voucher.events.js';

const isOfPerson = ({ basis }: Posting): boolean => 'person' in basis;

/**
 * The events that bring a voucher's postings in line with its lines and with the codes as they are now; none where they
 * agree. What a person decided stands, as far as its lines do: those lines, and that code, stay out of the automatic
 * posting.
 */
export function repost(state: RecordedVoucher, rules: PostingRules): readonly VoucherEvent[] {
  const ofPersons = [...state.postings.values()].filter(isOfPerson).map((posting) => asItStands(posting, state));
  const standing = ofPersons.filter(({ lines }) => lines.length > 0);
  const judged = new Set(standing.flatMap(({ lines }) => lines.map(({ line }) => line)));
  const heldCodes = new Set([...standing.map(({ projectCode }) => projectCode), ...state.declined]);

  const open = [...state.lines.values()].filter(({ line }) => !judged.has(line));
  const byCodes = costsOf(open, state, rules).filter(({ projectCode }) => !heldCodes.has(projectCode));
  return changesTo(state, [...standing, ...byCodes]);
}

/** The events that happened, and after them those that bring the postings in line. */
export function andRepost(
  state: VoucherState,
  events: readonly VoucherEvent[],
  rules: PostingRules,
): readonly VoucherEvent[] {
  const after = events.reduce(evolveVoucher, state);
  return after.status === 'recorded' ? [...events, ...repost(after, rules)] : events;
}

/** A person's posting without the lines that the source took away, dated as the voucher now is. */
const asItStands = (posting: Posting, { date, lines }: RecordedVoucher): Posting => ({
  ...posting,
  date,
  lines: posting.lines.filter(({ line }) => lines.has(line)),
});

function changesTo(state: RecordedVoucher, wanted: readonly Posting[]): readonly VoucherEvent[] {
  const { book, series, number } = state;
  const codes = new Set(wanted.map(({ projectCode }) => projectCode));
  const withdrawn = [...state.postings.values()]
    .filter(({ projectCode }) => !codes.has(projectCode))
    .map(({ projectCode, grant }): VoucherEvent => {
      return { type: 'CostWithdrawn', data: { book, series, number, projectCode, grant } };
    });
  const posted = wanted
    .filter((posting) => !saysTheSame(posting, state.postings.get(posting.projectCode)))
    .map((data): VoucherEvent => ({ type: 'CostPosted', data }));
  return [...withdrawn, ...posted];
}

/** Whether a posting says what stands already, whatever revision of the code it rests on. */
function saysTheSame(posting: Posting, standing: Posting | undefined): boolean {
  return standing !== undefined && contentOf(posting) === contentOf(standing);
}

function contentOf({
  date,
  grant,
  allocation,
  pot,
  lines,
}: Pick<Posting, keyof ReturnType<typeof costHead> | 'lines'>) {
  return JSON.stringify([date, grant, allocation, pot, lines.map(lineContent)]);
}
const lineContent = ({ line, kind, onward, share, amount, areas }: PostedLine) => [
  ...[line, kind, onward ?? null, share],
  ...[amount, areas],
];
