import type { CodeFacts, Codings } from './project-code.events.js';

/** Dimension and object pairs of a line. */
export type Objects = readonly (readonly [dimension: string, object: string])[];

/** Says which project codes claim a line of one book. */
export interface Matcher {
  /**
   * By dimension the objects of which at least one must stand on a line for any code to claim it: a reader may pass
   * over every voucher without one.
   */
  readonly wanted: ReadonlyMap<string, ReadonlySet<string>>;
  /** The codes that claim a line with these public objects in a voucher of this day (`2026-02-28`): none, one or more. */
  readonly claims: (objects: Objects, date: string) => readonly CodeFacts[];
}

interface Entry {
  readonly code: CodeFacts;
  /** The code alone as a list, made once, because most lines are claimed by one code or none. */
  readonly alone: readonly CodeFacts[];
  readonly rest: Codings;
  readonly from: string | undefined;
  readonly to: string | undefined;
}
const NONE: readonly CodeFacts[] = [];

/** Looks codes up by their first coding, so that a line costs one look-up per object and allocates nothing. */
export function matcher(codes: readonly CodeFacts[], book: string): Matcher {
  const index = new Map<string, Map<string, Entry[]>>();
  for (const code of codes) {
    const alone = [code];
    for (const { all, from, to } of code.matches.filter((match) => match.book === book)) {
      const [first, ...rest] = all;
      if (first !== undefined) entriesOf(index, first).push({ code, alone, rest, from, to });
    }
  }
  const wanted = new Map([...index].map(([dimension, objects]) => [dimension, new Set(objects.keys())]));
  return { wanted, claims: (objects, date) => claims(index, objects, date) };
}

function entriesOf(index: Map<string, Map<string, Entry[]>>, first: Codings[number]): Entry[] {
  const objects = index.get(first.dimension) ?? new Map<string, Entry[]>();
  index.set(first.dimension, objects);
  const entries = objects.get(first.code) ?? [];
  objects.set(first.code, entries);
  return entries;
}

function claims(index: ReadonlyMap<string, Map<string, Entry[]>>, objects: Objects, date: string) {
  let found = NONE;
  for (const [dimension, object] of objects) {
    const entries = index.get(dimension)?.get(object);
    if (entries !== undefined) found = withEntries(found, entries, { objects, date });
  }
  return found;
}

function withEntries(
  before: readonly CodeFacts[],
  entries: readonly Entry[],
  line: { readonly objects: Objects; readonly date: string },
): readonly CodeFacts[] {
  let found = before;
  for (const entry of entries) {
    if (!holds(entry, line) || found.includes(entry.code)) continue;
    found = found.length === 0 ? entry.alone : [...found, entry.code];
  }
  return found;
}

function holds({ rest, from, to }: Entry, { objects, date }: { readonly objects: Objects; readonly date: string }) {
  if (from !== undefined && date < from) return false;
  if (to !== undefined && date > to) return false;
  return standOn(rest, objects);
}

const standOn = (all: Codings, objects: Objects): boolean =>
  all.every(({ dimension, code }) => objects.some(([of, object]) => of === dimension && object === code));

/** The onward allocation that a passed-on line under a code means; null where no coding names one. The first wins. */
export const onwardOf = (code: CodeFacts, objects: Objects): string | null =>
  code.onward.find(({ all }) => standOn(all, objects))?.allocation ?? null;
