import { amountInSwedish, oreToText, textToOre } from '#kernel';

/** How one type of event is told: who did it stands before the words, which begin with a verb. */
export interface Sentence<Event> {
  readonly one: (event: Event) => string;
  /** Where one command brought about so many of them that nobody reads each. */
  readonly many: (count: number) => string;
  /** The field of the private part that says why. */
  readonly why?: 'reason' | 'note';
}
/** A sentence for every type of event: one that is missing does not compile. */
export type Sentences<Event extends { readonly type: string }> = {
  readonly [Type in Event['type']]: Sentence<Extract<Event, { readonly type: Type }>>;
};

/** An amount with its unit. */
export const kr = (amount: string): string => `${amountInSwedish(amount)}\u00a0kr`;

/** The sum of amounts with its unit. */
export const krTogether = (amounts: readonly { readonly amount: string }[]): string =>
  kr(oreToText(amounts.reduce((sum, { amount }) => sum + textToOre(amount), 0)));
