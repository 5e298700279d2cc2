import { createHash } from 'node:crypto';

import { DomainError, Money } from '#kernel';

/** How units are drawn: by monetary unit, at random, every one, or those of a list by their ids. */
export type Method =
  | { readonly kind: 'mus' | 'random'; readonly size: number }
  | { readonly kind: 'all' }
  | { readonly kind: 'list'; readonly ids: readonly string[] };

/** What a sample is drawn in: moved costs, accruals and pay apart from all else. */
export const STRATA = ['costs', 'salaries', 'repostings', 'accruals'] as const;
export type Stratum = (typeof STRATA)[number];

/** A unit as it is drawn: `weight` in whole öre, above zero. */
export interface Weighed {
  readonly id: string;
  readonly stratum: Stratum;
  readonly weight: number;
}

/** Why a unit is in the sample; `above-interval` is one that no start could have missed. */
export type Why = 'drawn' | 'above-interval' | 'all' | 'listed';
export interface Drawn {
  readonly id: string;
  readonly why: Why;
  /** How many of the draws fell on it. */
  readonly hits: number;
}
/** What is drawn in one stratum. */
export interface DrawnStratum {
  readonly stratum: Stratum;
  readonly count: number;
  readonly weight: number;
  /** How many draws fall to it. */
  readonly size: number;
  /** By monetary unit: öre between two draws as the exact fraction `weight/size`, and the start as a numerator over `size`. */
  readonly interval: string | null;
  readonly start: string | null;
  readonly drawn: readonly Drawn[];
}

/** SHA-256 of texts with LF between them, as hex. */
export const hashOf = (...texts: readonly string[]): string =>
  createHash('sha256').update(texts.join('\n'), 'utf8').digest('hex');

/**
 * A whole number from zero up to below `bound`, from a seed: SHA-256 over seed, label and a counter as a number, most
 * significant byte first; one beyond the last whole multiple of `bound` is passed over, so that every number is as likely.
 */
export function seeded(seed: string, label: string, bound: bigint): bigint {
  const most = (1n << 256n) - ((1n << 256n) % bound);
  for (let counter = 0; ; counter++) {
    const value = BigInt(`0x${hashOf(seed, label, String(counter))}`);
    if (value < most) return value % bound;
  }
}

const byId = (one: Weighed, other: Weighed): number => (one.id < other.id ? -1 : one.id > other.id ? 1 : 0);
const sumOf = (units: readonly Weighed[]): number => units.reduce((sum, { weight }) => sum + weight, 0);

/** Draws from units, stratum by stratum; the same whatever order they come in. Refuses with SAMPLE_UNIT_UNKNOWN. */
export function draw(units: readonly Weighed[], method: Method, seed: string): DrawnStratum[] {
  const strata = STRATA.map((stratum) => units.filter((unit) => unit.stratum === stratum).sort(byId));
  if (method.kind === 'list') {
    const known = new Set(units.map(({ id }) => id));
    const count = method.ids.filter((id) => !known.has(id)).length;
    if (count > 0) throw new DomainError('SAMPLE_UNIT_UNKNOWN', { count });
  }
  const sizes = sizesOf(strata, method);
  return strata.flatMap((some, at) => {
    const [first] = some;
    return first === undefined ? [] : [drawnOf(some, { stratum: first.stratum, size: sizes[at] ?? 0, method, seed })];
  });
}

/** How many draws fall to each stratum: by its amount, the leftover to the largest remainders, ties to the first. */
function sizesOf(strata: readonly (readonly Weighed[])[], method: Method): number[] {
  if (!('size' in method)) return strata.map((some) => some.length);
  if (strata.every((some) => some.length === 0)) return strata.map(() => 0);
  // A count is divided as an amount is: by the one rule that there is for it.
  const { parts } = Money.ofOre(method.size).divide(strata.map(sumOf), 'largest-remainder');
  return parts.map(({ ore }) => ore);
}

interface How {
  readonly stratum: Stratum;
  readonly size: number;
  readonly method: Method;
  readonly seed: string;
}

function drawnOf(units: readonly Weighed[], { stratum, size, method, seed }: How): DrawnStratum {
  const weight = sumOf(units);
  const of = { stratum, count: units.length, weight, size, interval: null, start: null };
  switch (method.kind) {
    case 'all':
      return { ...of, drawn: units.map(({ id }) => ({ id, why: 'all', hits: 1 })) };
    case 'list': {
      const asked = new Set(method.ids);
      const drawn = units.filter(({ id }) => asked.has(id)).map(({ id }) => ({ id, why: 'listed' as const, hits: 1 }));
      return { ...of, size: drawn.length, drawn };
    }
    case 'random': {
      const most = Math.min(size, units.length);
      return { ...of, size: most, drawn: atRandom(units, most, seed) };
    }
    case 'mus': {
      if (size === 0) return { ...of, drawn: [] };
      const start = seeded(seed, `start ${stratum}`, BigInt(weight));
      const drawn = byMonetaryUnit(units, size, start);
      return { ...of, interval: `${String(weight)}/${String(size)}`, start: start.toString(), drawn };
    }
  }
}

/** The units whose hash, over the seed and their id, is lowest. */
function atRandom(units: readonly Weighed[], size: number, seed: string): Drawn[] {
  const ranked = units.map(({ id }) => ({ id, rank: hashOf(seed, id) }));
  const taken = ranked.sort((one, other) => (one.rank < other.rank ? -1 : 1)).slice(0, size);
  const ids = new Set(taken.map(({ id }) => id));
  return units.filter(({ id }) => ids.has(id)).map(({ id }) => ({ id, why: 'drawn', hits: 1 }));
}

/**
 * Units laid end to end in the order of their ids, and `size` draws at the same distance, the first at `start`/`size` öre. Over
 * all starts each unit is hit in exact proportion to its weight, and one of an interval or more by every start.
 */
export function byMonetaryUnit(units: readonly Weighed[], size: number, start: bigint): Drawn[] {
  const [total, times] = [BigInt(sumOf(units)), BigInt(size)];
  /** How many draws lie before a point. */
  const before = (point: bigint): bigint => {
    const reach = point * times - start;
    return reach <= 0n ? 0n : (reach + total - 1n) / total;
  };
  let end = 0n;
  return units.flatMap(({ id, weight }): Drawn[] => {
    const begin = end;
    end += BigInt(weight);
    const hits = Number.parseInt(String(before(end) - before(begin)), 10);
    const why = BigInt(weight) * times >= total ? 'above-interval' : 'drawn';
    return hits === 0 ? [] : [{ id, why, hits }];
  });
}

/** The method that a text names: `mus:100`, `random:25` or `all`; null for another text. */
export function methodIn(text: string): Method | null {
  if (text === 'all') return { kind: 'all' };
  const [, kind, size = ''] = /^(mus|random):([1-9]\d{0,5})$/.exec(text) ?? [];
  return kind === 'mus' || kind === 'random' ? { kind, size: Number.parseInt(size, 10) } : null;
}
