import { evidenceKey, type EvidenceLinked, type PayShare, type SupportEvent } from './evidence.events.js';
import type { CostPosted, Rest, VoucherEvent, VoucherLine, VoucherRecorded } from './voucher.events.js';

/** What of a voucher is a cost under one project code. */
export type Posting = CostPosted['data'];

interface Known {
  readonly book: string;
  readonly series: string;
  readonly number: string;
  /** The highest ordinal that a line was ever given, omitted lines counted. */
  readonly highest: number;
  /** The codes under which a person said that nothing of the voucher is a cost. */
  readonly declined: ReadonlySet<string>;
  /** Its texts were erased by a decision. */
  readonly erased: boolean;
}
/** A voucher that stands as its source said it last. */
export interface RecordedVoucher extends Known {
  readonly status: 'recorded';
  readonly date: string;
  readonly registered: string | null;
  readonly scope: 'all' | 'grant';
  /** The import that said it last; null where a person keyed it in. */
  readonly import: string | null;
  readonly lines: ReadonlyMap<number, VoucherLine>;
  /** What scope `grant` left out. */
  readonly rest: readonly Rest[];
  /** The highest ordinal before this recording. */
  readonly ordinalsBefore: number;
  readonly postings: ReadonlyMap<string, Posting>;
  readonly disallowed: ReadonlySet<number>;
  /** What supports its lines, by `evidenceKey`. */
  readonly evidence: ReadonlyMap<string, EvidenceLinked['data']>;
  /** Whose pay a line is. */
  readonly salaries: ReadonlyMap<number, readonly PayShare[]>;
}
/** A voucher that is no longer in its source. */
export interface WithdrawnVoucher extends Known {
  readonly status: 'withdrawn';
}
export type VoucherState = { readonly status: 'absent' } | RecordedVoucher | WithdrawnVoucher;

type CostEvent = Extract<VoucherEvent, { readonly type: `Cost${string}` }>;
type BookingEvent = Exclude<VoucherEvent, CostEvent | SupportEvent | VoucherRecorded>;
const isOfCosts = (event: VoucherEvent): event is CostEvent => event.type.startsWith('Cost');
const isOfSupport = (event: VoucherEvent): event is SupportEvent => /^(?:Evidence|Salary)/.test(event.type);

/** The voucher after one more event. */
export function evolveVoucher(state: VoucherState, event: VoucherEvent): VoucherState {
  if (event.type === 'VoucherRecorded') return afterRecording(state, event);
  if (state.status !== 'recorded') return state;
  if (isOfCosts(event)) return afterCost(state, event);
  return isOfSupport(event) ? afterSupport(state, event) : afterBooking(state, event);
}

/** The voucher after all of its events. */
export const voucherAfter = (history: readonly VoucherEvent[]): VoucherState =>
  history.reduce<VoucherState>(evolveVoucher, { status: 'absent' });

function afterRecording(state: VoucherState, { data, private: texts }: VoucherRecorded): RecordedVoucher {
  const known = state.status === 'recorded' ? state : begun(state, data);
  const lines = withLines(known.lines, data.lines);
  const rest = data.rest ?? known.rest;
  const omitted = rest.reduce((sum, { count }) => sum + count, 0);
  const highest = Math.max(highestOf(known.highest, data.lines), known.ordinalsBefore + lines.size + omitted);
  return { ...known, lines, rest, highest, erased: known.erased || texts === null };
}

function begun(state: Exclude<VoucherState, RecordedVoucher>, data: VoucherRecorded['data']): RecordedVoucher {
  const { book, series, number, date, registered, scope } = data;
  const unknown = { highest: 0, declined: new Set<string>(), erased: false };
  const { highest, declined, erased } = state.status === 'absent' ? unknown : state;
  return {
    ...{ status: 'recorded', book, series, number, date, registered, scope, import: data.import ?? null },
    ...{ lines: new Map(), rest: [], highest, ordinalsBefore: highest, declined, erased },
    ...{ postings: new Map(), disallowed: new Set(), evidence: new Map(), salaries: new Map() },
  };
}

function afterBooking(state: RecordedVoucher, event: BookingEvent): VoucherState {
  switch (event.type) {
    case 'VoucherExtended':
      return { ...state, ...extended(state, event.data), erased: state.erased || event.private === null };
    case 'VoucherRestated': {
      const { date, registered, removed, added } = event.data;
      const left = new Map([...state.lines].filter(([ordinal]) => !removed.includes(ordinal)));
      const after = extended({ ...state, lines: left }, { ...event.data, lines: added });
      return { ...state, ...after, date, registered, erased: state.erased || event.private === null };
    }
    case 'VoucherWithdrawn': {
      const { book, series, number, highest, declined, erased } = state;
      return { status: 'withdrawn', book, series, number, highest, declined, erased };
    }
  }
}

type Extension = Pick<VoucherRecorded['data'], 'scope' | 'lines' | 'rest' | 'import'>;

function extended(state: RecordedVoucher, { scope, lines, rest, import: of }: Extension) {
  return {
    scope,
    import: of ?? state.import,
    lines: withLines(state.lines, lines),
    rest: rest ?? (scope === 'all' ? [] : state.rest),
    highest: highestOf(state.highest, lines),
  };
}

const withLines = (known: ReadonlyMap<number, VoucherLine>, lines: readonly VoucherLine[]) =>
  new Map([...known, ...lines.map((line) => [line.line, line] as const)]);

const highestOf = (before: number, lines: readonly VoucherLine[]): number =>
  lines.reduce((highest, { line }) => Math.max(highest, line), before);

function afterCost(state: RecordedVoucher, event: CostEvent): RecordedVoucher {
  switch (event.type) {
    case 'CostPosted':
      return { ...state, ...withPosting(state, event.data) };
    case 'CostWithdrawn':
      return { ...state, ...withoutPosting(state, event.data) };
    case 'CostReviewed':
      return state;
    case 'CostDisallowed':
      return { ...state, disallowed: withDisallowance(state.disallowed, event.data) };
  }
}

function withPosting({ postings, declined }: RecordedVoucher, posting: Posting) {
  const open = [...declined].filter((code) => code !== posting.projectCode);
  return { postings: new Map([...postings, [posting.projectCode, posting]]), declined: new Set(open) };
}

interface Withdrawal {
  readonly projectCode: string;
  readonly person?: string | undefined;
}
function withoutPosting({ postings, declined }: RecordedVoucher, { projectCode, person }: Withdrawal) {
  const left = [...postings].filter(([code]) => code !== projectCode);
  return { postings: new Map(left), declined: person === undefined ? declined : new Set([...declined, projectCode]) };
}

interface Disallowance {
  readonly lines: readonly number[];
  readonly disallowed: boolean;
}
const withDisallowance = (before: ReadonlySet<number>, { lines, disallowed }: Disallowance) =>
  new Set(disallowed ? [...before, ...lines] : [...before].filter((line) => !lines.includes(line)));

function afterSupport(state: RecordedVoucher, event: SupportEvent): RecordedVoucher {
  const { line } = event.data;
  switch (event.type) {
    case 'EvidenceLinked': {
      const key = evidenceKey(line, event.data.evidence);
      return { ...state, evidence: new Map([...state.evidence, [key, event.data]]) };
    }
    case 'EvidenceUnlinked':
      return { ...state, evidence: without(state.evidence, evidenceKey(line, event.data.evidence)) };
    case 'SalaryLinked':
      return { ...state, salaries: new Map([...state.salaries, [line, event.data.shares]]) };
    case 'SalaryUnlinked':
      return { ...state, salaries: without(state.salaries, line) };
  }
}

const without = <Key, Value>(map: ReadonlyMap<Key, Value>, gone: Key): ReadonlyMap<Key, Value> =>
  new Map([...map].filter(([key]) => key !== gone));
