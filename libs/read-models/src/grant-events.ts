import type { grantEventTypes } from '#grants';
import { textToOre, type WireOf } from '#kernel';

type GrantWire = WireOf<(typeof grantEventTypes)[number]>;

/** The data of one of a grant's events, as JSON. */
export type DataOf<Type extends GrantWire['type']> = Extract<GrantWire, { readonly type: Type }>['data'];

/** One event of the grant with its position, the day that it is of, and that day where its command named one. */
export type GrantFact = GrantWire & {
  readonly position: number;
  readonly date: string;
  readonly occurred: string | null;
};

/** Öre per pot. */
export type PerPot = ReadonlyMap<string, number>;

export const amountsPerPot = (amounts: readonly { readonly pot: string; readonly amount: string }[]): PerPot =>
  new Map(amounts.map(({ pot, amount }) => [pot, textToOre(amount)]));
