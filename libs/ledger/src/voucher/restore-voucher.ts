import { publicContent } from './compare-voucher.js';
import { inParts } from './parts.js';
import { andRepost } from './repost.js';
import { restoreJudgements, type Restoring } from './restore-judgements.js';
import type { IntakeRules } from './source-voucher.js';
import { type RecordedVoucher, voucherAfter, type VoucherState } from './voucher-state.js';
import { isFirstRecording, privateAgain, textsOfVoucher, type VoucherTexts } from './voucher-texts.js';
import type { Correction, VoucherEvent, VoucherLine, VoucherPrivate } from './voucher.events.js';

interface Booking extends Restoring {
  readonly before: readonly VoucherEvent[];
  readonly now: readonly VoucherEvent[];
  /** The lines that come back, under their new ordinals. */
  readonly back: VoucherLine[];
  readonly partBytes: number | undefined;
}
type RestoreRules = Pick<IntakeRules, 'matcher' | 'roleOf' | 'partBytes'>;

/**
 * The events that bring a voucher back to what it was after the first events of its history: its lines, its dates, what
 * was left out, and what persons had decided of lines that come back; and what the codes make of it as they are now.
 */
export function restoreVoucher(
  before: readonly VoucherEvent[],
  now: readonly VoucherEvent[],
  rules: RestoreRules,
): readonly VoucherEvent[] {
  const [was, is] = [voucherAfter(before), voucherAfter(now)];
  if (was.status !== 'recorded') return [];
  const places = placesOf(was, is);
  const back = [...was.lines.values()].flatMap((line) => {
    const place = places.get(line.line) ?? line.line;
    return isThere(is, place) ? [] : [{ ...line, line: place }];
  });
  const booking = { was, is, places, before, now, back, partBytes: rules.partBytes };
  const events = is.status === 'recorded' ? restate({ ...booking, is }) : record(booking);
  return andRepost(is, [...events, ...restoreJudgements({ was, is, places }, before, now)], rules);
}

const isThere = (is: VoucherState, ordinal: number): boolean => is.status === 'recorded' && is.lines.has(ordinal);

/** Which line of now each line of then is: the same ordinal, else one that says the same, else a new one. */
function placesOf(was: RecordedVoucher, is: VoucherState): ReadonlyMap<number, number> {
  const spare = linesByContent(was, is);
  let highest = is.status === 'absent' ? was.highest : is.highest;
  const places = new Map<number, number>();
  for (const line of was.lines.values()) {
    const equal = isThere(is, line.line) ? line.line : spare.get(publicContent(line))?.shift();
    places.set(line.line, equal ?? ++highest);
  }
  return places;
}

/** The ordinals of lines that were not there then, by what they say. */
function linesByContent(was: RecordedVoucher, is: VoucherState): Map<string, number[]> {
  const spare = new Map<string, number[]>();
  for (const line of is.status === 'recorded' ? is.lines.values() : []) {
    if (was.lines.has(line.line)) continue;
    const content = publicContent(line);
    spare.set(content, [...(spare.get(content) ?? []), line.line]);
  }
  return spare;
}

const refOf = ({ book, series, number }: RecordedVoucher) => ({ book, series, number });
const importOf = ({ import: of }: RecordedVoucher) => (of === null ? {} : { import: of });

/** What stands recorded is said otherwise again: what came goes, and what went comes back. */
function restate(booking: Booking & { readonly is: RecordedVoucher }): readonly VoucherEvent[] {
  const { was, is, places, back, partBytes } = booking;
  const kept = new Set(places.values());
  const removed = [...is.lines.keys()].filter((ordinal) => !kept.has(ordinal));
  const corrections = correctionsAgain(booking);
  if (removed.length + back.length === 0 && corrections === null && saysTheSame(was, is)) return [];
  const [first = [], ...more] = inParts(back, { rest: was.rest, corrections: corrections ?? [] }, partBytes);
  const data = {
    ...{ ...refOf(was), date: was.date, registered: was.registered, scope: was.scope, ...importOf(was) },
    ...{ removed, added: first, rest: [...was.rest] },
    ...(corrections === null ? {} : { corrections }),
  };
  return [
    { type: 'VoucherRestated', data, ...privatePart(booking, first, 'voucher') },
    ...more.map((lines): VoucherEvent => {
      const extension = { ...refOf(was), scope: was.scope, ...importOf(was), lines };
      return { type: 'VoucherExtended', data: extension, ...privatePart(booking, lines, 'lines') };
    }),
  ];
}

const headOf = ({ date, registered, scope, rest }: RecordedVoucher) => JSON.stringify([date, registered, scope, rest]);
const saysTheSame = (was: RecordedVoucher, is: RecordedVoucher): boolean => headOf(was) === headOf(is);

/** What was withdrawn is recorded again as it was. */
function record(booking: Booking): readonly VoucherEvent[] {
  const { was, back, before, partBytes } = booking;
  const corrections = correctionsOf(before);
  const parts = inParts(back, { rest: was.rest, corrections }, partBytes);
  return parts.map((lines, index): VoucherEvent => {
    const head = { ...refOf(was), date: was.date, registered: was.registered, scope: was.scope, ...importOf(was) };
    const beside = {
      ...(was.rest.length === 0 ? {} : { rest: [...was.rest] }),
      ...(corrections.length === 0 ? {} : { corrections }),
    };
    const part = parts.length === 1 ? {} : { part: { number: index + 1, of: parts.length } };
    const data = { ...head, ...fileLineOf(before), lines, ...(index === 0 ? beside : {}), ...part };
    return { type: 'VoucherRecorded', data, ...privatePart(booking, lines, index === 0 ? 'voucher' : 'lines') };
  });
}

function fileLineOf(history: readonly VoucherEvent[]): { readonly fileLine?: number } {
  const recorded = history.findLast((event) => event.type === 'VoucherRecorded');
  return recorded?.data.fileLine === undefined ? {} : { fileLine: recorded.data.fileLine };
}

/** The source's correction history as the voucher's last events say it. */
function correctionsOf(history: readonly VoucherEvent[]): Correction[] {
  return history.reduce<Correction[]>((before, event) => {
    if (isFirstRecording(event)) return event.data.corrections ?? [];
    return event.type === 'VoucherRestated' ? (event.data.corrections ?? before) : before;
  }, []);
}

function correctionsAgain({ before, now }: Booking): Correction[] | null {
  const [then, today] = [correctionsOf(before), correctionsOf(now)];
  return JSON.stringify(then) === JSON.stringify(today) ? null : then;
}

/**
 * The private part of an event by which lines come back: the first event says the voucher's own texts too, as they were.
 * None where they have been erased, for they are never stored again.
 */
function privatePart(booking: Booking, lines: readonly VoucherLine[], of: 'voucher' | 'lines'): Private {
  const { was, is, places, before } = booking;
  if (was.erased || (is.status !== 'absent' && is.erased)) return {};
  const texts = textsOfVoucher(before);
  const own = privateAgain(texts, places, lines);
  const said = { ...(of === 'voucher' ? headAgain(booking, texts) : {}), ...(own.length === 0 ? {} : { lines: own }) };
  return Object.keys(said).length === 0 ? {} : { private: said };
}

interface Private {
  private?: VoucherPrivate;
}

/** What the voucher said, and nothing where it said nothing: an event that is silent takes no text away. */
function headAgain({ is, now }: Booking, { head }: VoucherTexts): VoucherPrivate {
  if (is.status !== 'recorded') return head;
  const today = textsOfVoucher(now).head;
  return {
    ...('text' in today && !('text' in head) ? { text: '' } : {}),
    ...('signature' in today && !('signature' in head) ? { signature: '' } : {}),
    ...head,
  };
}
