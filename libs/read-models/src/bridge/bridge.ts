import { oreToText } from '#kernel';

/** A figure that the bridge goes over. `eligible` is what is booked and allowed; `entered` is income and debt together. */
export type BridgeFigure =
  | 'announced'
  | 'awarded'
  | 'received'
  | 'allocated'
  | 'booked'
  | 'eligible'
  | 'used'
  | 'reported'
  | 'unused'
  | 'repaid'
  | 'entered'
  | 'incomeRecognised'
  | 'liability';

/** One part of a difference: what it is in Swedish, its amount in SEK, and the positions of the events that made it. */
export interface BridgePart {
  readonly what: string;
  readonly amount: string;
  /** Whether it waits for somebody. */
  readonly open: boolean;
  readonly positions: readonly number[];
}

/** From one figure to the next; the parts explain the whole difference. A figure that no event has told is null. */
export interface BridgeRow {
  readonly from: BridgeFigure;
  readonly to: BridgeFigure;
  readonly fromAmount: string | null;
  readonly toAmount: string | null;
  /** What `to` is above `from`; null where one of them is not known. */
  readonly difference: string | null;
  readonly explained: readonly BridgePart[];
  /** Why the difference is not known. */
  readonly unknown: string | null;
}

/** A part in öre; one of no öre explains nothing, and is left out. */
export interface Part {
  readonly what: string;
  readonly ore: number;
  readonly open?: boolean;
  readonly positions: readonly (number | undefined)[];
}
type Side = readonly [figure: BridgeFigure, ore: number | null];

const text = (ore: number | null): string | null => (ore === null ? null : oreToText(ore));

/** A row whose parts come to its difference, each by events: anything else is a fault of ours, and is never shown. */
export function rowOf([[from, before], [to, after]]: readonly [Side, Side], parts: readonly Part[]): BridgeRow {
  if (before === null || after === null) throw new Error(`The bridge from ${from} to ${to} lacks an end`);
  const told = parts.filter(({ ore }) => ore !== 0);
  const sum = told.reduce((all, { ore }) => all + ore, 0);
  if (sum !== after - before) throw new Error(`The bridge from ${from} to ${to} does not add up`);
  const explained = told.map(({ what, ore, open = false, positions }) => {
    const events = [...new Set(positions.filter((position) => position !== undefined))].sort((one, two) => one - two);
    if (events.length === 0) throw new Error(`A difference from ${from} to ${to} has no event`);
    return { what, amount: oreToText(ore), open, positions: events };
  });
  const amounts = { fromAmount: text(before), toAmount: text(after), difference: oreToText(after - before) };
  return { from, to, ...amounts, explained, unknown: null };
}

/** A row of which an end is not known, and why. */
export const unknownRow = ([[from, before], [to, after]]: readonly [Side, Side], unknown: string): BridgeRow => ({
  ...{ from, to, fromAmount: text(before), toAmount: text(after) },
  ...{ difference: null, explained: [], unknown },
});
