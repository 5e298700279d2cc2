import type { LineageRule } from '#grants';

type Ore = number;
/** How much of each line each source bears, in whole öre: one row a line, one column a source. */
export type Shared = readonly (readonly Ore[])[];

/**
 * Shares lines out over sources whose sum is theirs: every row comes to its line and every column to its source, to the öre.
 * Proportional, a line of one sign is borne by sources of that sign alone. Where there is nothing to bear, all that comes and
 * goes falls on the last source.
 */
export function shareOut(
  rule: Exclude<LineageRule, 'explicit-share'>,
  lines: readonly Ore[],
  sources: readonly Ore[],
): Shared {
  const whole = sumOf(sources);
  if (whole !== sumOf(lines)) throw new Error('Lines and what bears them differ');
  if (whole <= 0) return onTheLast(lines, sources);
  if (sources.some((source) => source < 0)) throw new Error('A source that bears less than nothing');
  return rule === 'fifo' ? inOrder(lines, sources) : inProportion(lines, sources);
}

const oreOf = (ore: bigint): Ore => Number.parseInt(String(ore), 10);
const sumOf = (ores: readonly Ore[]): Ore => ores.reduce((sum, ore) => sum + ore, 0);

function onTheLast(lines: readonly Ore[], sources: readonly Ore[]): Shared {
  if (sources.slice(0, -1).some((source) => source !== 0)) throw new Error('A source of nothing that bears something');
  return lines.map((ore) => sources.map((_, at) => (at === sources.length - 1 ? ore : 0)));
}

/** Each line takes what comes next; a credit gives back what was taken last. */
function inOrder(lines: readonly Ore[], sources: readonly Ore[]): Shared {
  let end = 0;
  const bounds = sources.map((source) => {
    const begin = end;
    end += source;
    return { begin, end };
  });
  // A credit before the first cost belongs to the first source, and more than there is for a while to the last one.
  const within = (at: number, { begin, end: until }: (typeof bounds)[number], ore: Ore): Ore => {
    const [low, high] = [at === 0 ? -Infinity : begin, at === bounds.length - 1 ? Infinity : until];
    return Math.min(Math.max(ore, low), high);
  };
  let taken = 0;
  return lines.map((ore) => {
    const before = taken;
    taken += ore;
    return bounds.map((bound, at) => within(at, bound, taken) - within(at, bound, before));
  });
}

/** Costs and credits each in the proportion of the sources, so that together they come to what each source bears. */
function inProportion(lines: readonly Ore[], sources: readonly Ore[]): Shared {
  const credits = sumOf(lines.filter((ore) => ore < 0));
  const back = divided(-credits, sources);
  const ofCosts = spread(lines.map((ore) => Math.max(0, ore)), sources.map((source, at) => source + (back[at] ?? 0))); // prettier-ignore
  const ofCredits = spread(lines.map((ore) => Math.max(0, -ore)), back); // prettier-ignore
  return ofCosts.map((row, line) => row.map((ore, at) => ore - (ofCredits[line]?.[at] ?? 0)));
}

/** An amount by weights, whole öre, the leftover öre to the largest remainders, ties to the first. */
export function divided(ore: Ore, weights: readonly number[]): Ore[] {
  const total = BigInt(sumOf(weights));
  if (total === 0n) return weights.map(() => 0);
  const exact = weights.map((weight) => BigInt(ore) * BigInt(weight));
  const parts = exact.map((product) => oreOf(product / total));
  const byRemainder = exact.map((product, at) => ({ at, rest: product % total })).sort(largestFirst);
  let left = ore - sumOf(parts);
  for (const { at } of byRemainder) {
    if (left === 0) break;
    parts[at] = (parts[at] ?? 0) + 1;
    left--;
  }
  return parts;
}
interface Remainder {
  readonly at: number;
  readonly rest: bigint;
}
const largestFirst = (one: Remainder, other: Remainder): number =>
  one.rest === other.rest ? one.at - other.at : one.rest > other.rest ? -1 : 1;

/**
 * Lines over columns, none below zero. What a column should have got by now is exact; each line gives to those that are
 * behind, first whole öre and then the leftover by the largest remainder. So no column is ever an öre ahead, and the last line
 * leaves each with just what is its.
 */
function spread(lines: readonly Ore[], columns: readonly Ore[]): Ore[][] {
  const total = BigInt(sumOf(columns));
  const given = columns.map(() => 0n);
  let so = 0n;
  return lines.map((line) => {
    if (line === 0) return columns.map(() => 0);
    so += BigInt(line);
    const behind = columns.map((column, at) => so * BigInt(column) - (given[at] ?? 0n) * total);
    const row = fill(BigInt(line), behind, total);
    for (const [at, ore] of row.entries()) given[at] = (given[at] ?? 0n) + ore;
    return row.map(oreOf);
  });
}

/** One line over what each column is behind, as shares of `total`. */
function fill(line: bigint, behind: readonly bigint[], total: bigint): bigint[] {
  let left = line;
  const row = behind.map((due) => {
    const whole = due > 0n ? due / total : 0n;
    const part = whole < left ? whole : left;
    left -= part;
    return part;
  });
  const rests = behind.map((due, at) => ({ at, rest: due - (row[at] ?? 0n) * total })).sort(largestFirst);
  for (const { at } of rests.slice(0, oreOf(left))) row[at] = (row[at] ?? 0n) + 1n;
  return row;
}
