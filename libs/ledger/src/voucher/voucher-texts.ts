import { privateOfPart } from './parts.js';
import type { LinePrivate, VoucherEvent, VoucherLine, VoucherPrivate, VoucherRecorded } from './voucher.events.js';

type Head = Omit<VoucherPrivate, 'lines'>;
/** The private parts of a voucher as its source said them last. */
export interface VoucherTexts {
  readonly head: Head;
  /** By ordinal what each line says, whether by itself or by its voucher. */
  readonly lines: ReadonlyMap<number, LinePrivate>;
}

/** What is private of a voucher after these events. */
export function textsOfVoucher(history: readonly VoucherEvent[]): VoucherTexts {
  let head: Head = {};
  const lines = new Map<number, LinePrivate>();
  for (const event of history) {
    const added = linesIn(event);
    if (added === null) continue;
    const { lines: own = [], ...ofVoucher } = (event.private ?? {}) as VoucherPrivate;
    head = isFirstRecording(event) ? ofVoucher : { ...head, ...ofVoucher };
    for (const { line } of added) lines.set(line, head);
    for (const [ordinal, said] of own) lines.set(ordinal, { ...head, ...said });
  }
  return { head, lines };
}

/** The lines that an event brings; null where it brings none of any voucher. */
function linesIn({ type, data }: VoucherEvent): readonly VoucherLine[] | null {
  if (type === 'VoucherRestated') return data.added;
  return type === 'VoucherRecorded' || type === 'VoucherExtended' ? data.lines : null;
}

/** Whether a voucher begins here, or begins anew: the first of its parts. */
export const isFirstRecording = (event: VoucherEvent): event is VoucherRecorded =>
  event.type === 'VoucherRecorded' && (event.data.part?.number ?? 1) === 1;

/** The private part of an event by which lines come back; `places` gives each its new ordinal. */
export function privateAgain(
  { head, lines }: VoucherTexts,
  places: ReadonlyMap<number, number>,
  back: readonly VoucherLine[],
): NonNullable<VoucherPrivate['lines']> {
  const all = [...lines].flatMap(([ordinal, said]): [number, LinePrivate][] => {
    const place = places.get(ordinal);
    const own = ownOf(said, head);
    return place === undefined || Object.keys(own).length === 0 ? [] : [[place, own]];
  });
  return privateOfPart(all, back);
}

function ownOf({ text, signature, objects }: LinePrivate, head: Head): LinePrivate {
  return {
    ...(text === undefined || text === head.text ? {} : { text }),
    ...(signature === undefined || signature === head.signature ? {} : { signature }),
    ...(objects === undefined ? {} : { objects }),
  };
}
