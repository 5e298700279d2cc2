import { Decimal } from 'decimal.js';

import { DomainError } from './domain-error.js';

/** A part of a whole, above 0 and at most 1, as a decimal string without trailing zeros: `0.6`, `1`. */
export class Share {
  static readonly whole = new Share(new Decimal(1));

  private constructor(private readonly value: Decimal) {}

  /** Refuses with SHARE_MALFORMED. */
  static parse(text: string): Share {
    if (!/^(?:1|0\.\d{0,11}[1-9])$/.test(text)) throw new DomainError('SHARE_MALFORMED', {});
    return new Share(new Decimal(text));
  }

  /** Their sum, or null for none at all. Above the whole it is refused with SHARES_EXCEED_WHOLE. */
  static sum(shares: readonly Share[]): Share | null {
    const total = shares.reduce((sum, share) => sum.plus(share.value), new Decimal(0));
    if (total.greaterThan(1)) throw new DomainError('SHARES_EXCEED_WHOLE', {});
    return total.isZero() ? null : new Share(total);
  }

  get isWhole(): boolean {
    return this.value.equals(1);
  }

  toString(): string {
    return this.value.toFixed();
  }

  toJSON(): string {
    return this.toString();
  }
}
