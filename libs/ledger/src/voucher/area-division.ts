import { oreToText } from '#kernel';

import type { PostedLine } from './voucher.events.js';

/** The finest share that there is: twelve decimals. As whole parts of this, shares add and multiply without a rounding. */
const WHOLE = 1_000_000_000_000n;

/** A share as a whole number of 10⁻¹² parts. */
export const partsOfShare = (share: string): bigint => (share === '1' ? WHOLE : BigInt(share.slice(2).padEnd(12, '0')));

/** Whether shares are more than one whole together. */
export const exceedsWhole = (parts: bigint): boolean => parts > WHOLE;

/** Parts of 10⁻¹² as a decimal string without trailing zeros. */
export const shareOfParts = (parts: bigint): string =>
  parts >= WHOLE ? '1' : `0.${parts.toString().padStart(12, '0')}`.replace(/\.?0+$/, '');

const inSafeOre = (ore: bigint): number => Number.parseInt(ore.toString(), 10);

/** The first `parts` of an amount in whole öre, rounded half up by size: what cumulative rounding rounds at each step. */
export function cumulativeOre(ore: number, parts: bigint): number {
  const size = (BigInt(Math.abs(ore)) * parts * 2n + WHOLE) / (WHOLE * 2n);
  return inSafeOre(ore < 0 ? -size : size);
}

type Areas = readonly { readonly area: number; readonly share: string }[];

/** An amount per purpose area: largest remainder, ties to the lower number, so that the parts are always the whole. */
export function perArea(ore: number, areas: Areas): PostedLine['areas'] {
  const [only] = areas;
  if (areas.length === 1 && only !== undefined) return [[only.area, oreToText(ore)]];
  const size = BigInt(Math.abs(ore));
  const parts = [...areas]
    .sort((one, other) => one.area - other.area)
    .map(({ area, share }) => ({ area, exact: size * partsOfShare(share) }))
    .map(({ area, exact }) => ({ area, ore: exact / WHOLE, lost: exact % WHOLE }));
  let left = parts.reduce((rest, part) => rest - part.ore, size);
  for (const part of [...parts].sort(byLoss)) {
    if (left === 0n) break;
    part.ore += 1n;
    left -= 1n;
  }
  return parts.map((part) => [part.area, oreToText(inSafeOre(ore < 0 ? -part.ore : part.ore))]);
}

interface Part {
  readonly area: number;
  readonly lost: bigint;
}
function byLoss(one: Part, other: Part): number {
  if (one.lost === other.lost) return one.area - other.area;
  return one.lost > other.lost ? -1 : 1;
}
