import { Decimal } from 'decimal.js';

import { DomainError } from './domain-error.js';
import type { Share } from './share.js';

const Exact = Decimal.clone({ precision: 60, rounding: Decimal.ROUND_HALF_UP, toExpNeg: -30, toExpPos: 60 });

/** At most 13 digits of kronor: as whole öre every amount is a safe integer, and what is written can be read again. */
const CANONICAL = /^-?(?:0|[1-9]\d{0,12})\.\d\d$/;
const BEYOND_KRONOR = new Exact('1e13');
const BEYOND_ORE = 1e15;

/**
 * How a division rounds. `largest-remainder`: every part in whole öre, leftover öre to the largest remainders, ties to
 * the first. `whole-kronor-down`: every part cut to whole kronor. `share-8-whole-kronor-down`: the share is first
 * rounded to eight decimals, as the authority's rural key appears to be (inferred from its amounts, not published).
 */
export type RoundingRule = 'largest-remainder' | 'whole-kronor-down' | 'share-8-whole-kronor-down';

/**
 * What a division gave: parts + remainder = the whole, to the öre. The remainder has the other sign where a rule rounds
 * shares up to more than the whole together.
 */
export interface Division {
  readonly parts: readonly Money[];
  readonly remainder: Money;
}

/** An exact amount in SEK with two decimals. Rounding happens only where a caller asks for it, by name. */
export class Money {
  static readonly zero = new Money(new Exact(0));

  private readonly amount: Decimal;

  private constructor(amount: Decimal) {
    if (amount.abs().gte(BEYOND_KRONOR)) throw new DomainError('MONEY_OUT_OF_RANGE', {});
    // A negative zero of the library would make two equal amounts differ when they are compared field by field.
    this.amount = amount.isZero() ? amount.abs() : amount;
  }

  /** The canonical form alone: `-1234.50`, two decimals, no grouping, never `-0.00`. Refuses with MONEY_MALFORMED. */
  static parse(text: string): Money {
    if (!Money.isCanonical(text)) throw new DomainError('MONEY_MALFORMED', {});
    return new Money(new Exact(text));
  }

  static isCanonical(text: string): boolean {
    return CANONICAL.test(text) && text !== '-0.00';
  }

  /** From whole öre, as tables and hot loops hold amounts. Refuses with MONEY_OUT_OF_RANGE. */
  static ofOre(ore: number | bigint): Money {
    if (typeof ore === 'number' && !Number.isSafeInteger(ore)) throw new DomainError('MONEY_OUT_OF_RANGE', {});
    return new Money(new Exact(ore.toString()).div(100));
  }

  static sum(amounts: Iterable<Money>): Money {
    let total = Money.zero;
    for (const amount of amounts) total = total.plus(amount);
    return total;
  }

  static min(first: Money, second: Money): Money {
    return first.exceeds(second) ? second : first;
  }

  static max(first: Money, second: Money): Money {
    return first.exceeds(second) ? first : second;
  }

  /** Whole öre, always a safe integer. */
  get ore(): number {
    return this.amount.times(100).toNumber();
  }

  plus(other: Money): Money {
    return new Money(this.amount.plus(other.amount));
  }

  minus(other: Money): Money {
    return new Money(this.amount.minus(other.amount));
  }

  negated(): Money {
    return new Money(this.amount.negated());
  }

  abs(): Money {
    return new Money(this.amount.abs());
  }

  /**
   * The part of this amount that lies between two cumulative shares (0 ≤ from ≤ to ≤ 1), each end rounded half up to
   * the öre: portions that follow each other from 0 to 1 always add up to the whole.
   */
  portion(from: Share | null, to: Share): Money {
    const at = (share: Share | null) =>
      share === null ? new Exact(0) : this.amount.times(share.toString()).toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
    return new Money(at(to).minus(at(from)));
  }

  /**
   * Divides by weights (whole numbers or decimal strings, none negative) under a named rule. `of` is the total weight
   * where these weights are only some of them. Refuses with WEIGHT_MALFORMED, WEIGHTS_SUM_TO_ZERO, WEIGHTS_EXCEED_TOTAL.
   */
  divide(weights: readonly (number | string)[], rule: RoundingRule, of?: number | string): Division {
    const exact = weights.map(weightOf);
    const together = exact.reduce((sum, weight) => sum.plus(weight), new Exact(0));
    const total = of === undefined ? together : weightOf(of);
    if (total.isZero()) throw new DomainError('WEIGHTS_SUM_TO_ZERO', {});
    if (together.greaterThan(total)) throw new DomainError('WEIGHTS_EXCEED_TOTAL', {});
    const quotas = exact.map((weight) => quota(this.amount.abs(), weight, { total, rule }));
    const cut = quotas.map((part) => part.toDecimalPlaces(rule === 'largest-remainder' ? 2 : 0, Decimal.ROUND_DOWN));
    const whole = this.amount.abs().times(together).div(total).toDecimalPlaces(2, Decimal.ROUND_DOWN);
    const given = rule === 'largest-remainder' ? withLeftover(cut, quotas, whole) : cut;
    const parts = given.map((part) => new Money(new Exact(this.amount.isNegative() ? part.negated() : part)));
    return { parts, remainder: this.minus(Money.sum(parts)) };
  }

  /**
   * This amount × factor ÷ of, rounded half away from zero to the öre: on-cost by its rate, pay by hours of hours. Both are
   * decimals from zero up. Refuses with WEIGHT_MALFORMED and WEIGHTS_SUM_TO_ZERO.
   */
  scaled(factor: string, of = '1'): Money {
    const whole = weightOf(of);
    if (whole.isZero()) throw new DomainError('WEIGHTS_SUM_TO_ZERO', {});
    return new Money(this.amount.times(weightOf(factor)).div(whole).toDecimalPlaces(2, Decimal.ROUND_HALF_UP));
  }

  equals(other: Money): boolean {
    return this.amount.equals(other.amount);
  }

  exceeds(other: Money): boolean {
    return this.amount.greaterThan(other.amount);
  }

  get isZero(): boolean {
    return this.amount.isZero();
  }

  get isNegative(): boolean {
    return this.amount.isNegative() && !this.amount.isZero();
  }

  get isPositive(): boolean {
    return this.amount.isPositive() && !this.amount.isZero();
  }

  /** The canonical form, `-1234.50`. */
  toString(): string {
    return this.amount.isZero() ? '0.00' : this.amount.toFixed(2);
  }

  toJSON(): string {
    return this.toString();
  }
}

/** Whole öre as the canonical string, without a Money per line: for the tables' and the import's hot loops. */
export function oreToText(ore: number): string {
  if (!Number.isSafeInteger(ore) || Math.abs(ore) >= BEYOND_ORE) throw new DomainError('MONEY_OUT_OF_RANGE', {});
  const whole = Math.abs(ore);
  const rest = whole % 100;
  return `${ore < 0 ? '-' : ''}${String((whole - rest) / 100)}.${rest < 10 ? '0' : ''}${String(rest)}`;
}

/** The canonical string as whole öre, checked by pattern: for the tables' and the projections' hot loops. */
export function textToOre(text: string): number {
  if (!Money.isCanonical(text)) throw new DomainError('MONEY_MALFORMED', {});
  return Number(text.replace('.', ''));
}

function weightOf(weight: number | string): Decimal {
  const wellFormed =
    typeof weight === 'number' ? Number.isSafeInteger(weight) && weight >= 0 : /^\d+(\.\d+)?$/.test(weight);
  if (!wellFormed) throw new DomainError('WEIGHT_MALFORMED', {});
  return new Exact(weight);
}

function quota(amount: Decimal, weight: Decimal, { total, rule }: { total: Decimal; rule: RoundingRule }): Decimal {
  if (rule !== 'share-8-whole-kronor-down') return amount.times(weight).div(total);
  return amount.times(weight.div(total).toDecimalPlaces(8, Decimal.ROUND_HALF_UP));
}

/** Hands the öre that cutting left over to the parts that lost most by it; a part without weight gets none. */
function withLeftover(cut: readonly Decimal[], quotas: readonly Decimal[], whole: Decimal): Decimal[] {
  const parts = [...cut];
  const lost = (index: number) => (quotas[index] ?? new Exact(0)).minus(cut[index] ?? 0);
  const handedOut = cut.reduce((sum, part) => sum.plus(part), new Exact(0));
  let leftover = whole.minus(handedOut).times(100).toNumber();
  const order = parts.map((_, index) => index).sort((a, b) => lost(b).comparedTo(lost(a)) || a - b);
  for (const index of order) {
    if (leftover <= 0) break;
    parts[index] = new Exact(parts[index] ?? 0).plus('0.01');
    leftover -= 1;
  }
  return parts;
}
