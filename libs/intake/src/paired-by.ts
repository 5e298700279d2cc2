/** What stands in both of two lists, and in one alone. */
export interface Paired<One, Other> {
  readonly both: readonly (readonly [One, Other])[];
  readonly ones: readonly One[];
  readonly others: readonly Other[];
}

/** Pairs two lists as multisets by a key of each element: their order says nothing, and two equals are not one. */
export function pairedBy<One, Other>(
  ones: readonly One[],
  others: readonly Other[],
  keyOf: (element: One | Other) => string,
): Paired<One, Other> {
  const waiting = new Map<string, Other[]>();
  for (const other of others) {
    const key = keyOf(other);
    const equals = waiting.get(key);
    if (equals === undefined) waiting.set(key, [other]);
    else equals.push(other);
  }
  const both: [One, Other][] = [];
  const alone: One[] = [];
  for (const one of ones) {
    const found = waiting.get(keyOf(one))?.shift();
    if (found === undefined) alone.push(one);
    else both.push([one, found]);
  }
  return { both, ones: alone, others: [...waiting.values()].flat() };
}
