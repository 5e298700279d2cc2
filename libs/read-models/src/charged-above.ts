/** What is charged of a person's pay of one period, in öre: `whole` is pay and on-cost of the period, `shares` how many make `ore`. */
export interface ChargedOfPay {
  /** First and last day, 2026-01-01/2026-01-31. */
  readonly period: string;
  readonly whole: number;
  readonly ore: number;
  readonly shares: number;
}

/**
 * How many öre more than the whole of the pay of a person's month are charged; 0 where none are. Each share may have been rounded by an
 * öre. A period that is told twice is one and the same pay; each period of the month has a pay of its own.
 */
export function chargedAbove(month: readonly ChargedOfPay[]): number {
  const wholes = new Map<string, number>();
  for (const { period, whole } of month) wholes.set(period, Math.max(wholes.get(period) ?? 0, whole));
  const sumOf = (numbers: Iterable<number>) => [...numbers].reduce((sum, one) => sum + one, 0);
  const [whole, charged] = [sumOf(wholes.values()), sumOf(month.map(({ ore }) => ore))];
  return charged > whole + sumOf(month.map(({ shares }) => shares)) ? charged - whole : 0;
}
