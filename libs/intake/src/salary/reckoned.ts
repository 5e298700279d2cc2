import { DomainError, Money } from '#kernel';

import type { PaidRow } from './paid-row.js';

/** A stated amount may have been rounded to whole kronor. */
const TOLERANCE = 100;

/** The charged part of an amount: by its share, or by hours of hours, rounded half up to the öre. */
function chargedOf(amount: Money, { charged }: PaidRow['pay']): Money {
  return charged.form === 'share' ? amount.scaled(charged.share) : amount.scaled(charged.hours, charged.of);
}

/**
 * What of a row is booked, in öre: as it states, which must be the charged part of the pay, of the on-cost or of both together to
 * the krona; else the charged part of both. Refuses with SALARY_AMOUNT_NOT_AS_CHARGED.
 */
export function reckonedOre({ pay, ore }: PaidRow): number {
  const [gross, onCost] = [Money.parse(pay.gross), Money.parse(pay.onCost)];
  const both = chargedOf(gross.plus(onCost), pay).ore;
  if (ore === null) return both;
  const may = [both, chargedOf(gross, pay).ore, chargedOf(onCost, pay).ore];
  if (may.some((one) => Math.abs(one - ore) <= TOLERANCE)) return ore;
  throw new DomainError('SALARY_AMOUNT_NOT_AS_CHARGED');
}

/**
 * What each row is of a line, in öre. Amounts that were reckoned here and miss the line by no more than an öre each are divided
 * anew by the line (largest remainder), so that they add up to it; whatever else is missing is a gap.
 */
export function sharesOf(line: number, amounts: readonly number[], reckoned: boolean): readonly number[] {
  const together = amounts.reduce((sum, ore) => sum + ore, 0);
  const isRounding = together !== line && Math.abs(line - together) <= amounts.length;
  if (!reckoned || !isRounding || amounts.some((ore) => ore < 0)) return amounts;
  return Money.ofOre(line)
    .divide(amounts, 'largest-remainder')
    .parts.map(({ ore }) => ore);
}
