/**
 * Where an event stands in the order of the whole store: decimal digits, greater for what came later, with gaps. It is of one
 * store, and means nothing in another. A writer hands it on, so that a reader can wait until it has come so far.
 */
export type StorePosition = string;

/** Below zero where the first comes before the second, zero where they are the same. */
export const comparePositions = (one: StorePosition, other: StorePosition): number =>
  one.length === other.length ? (one < other ? -1 : Number(one > other)) : one.length - other.length;
