import type { Stratum, Why } from './draw.js';
import type { CreditRule, LeftOutReason, UnitKind } from './population.js';

/** A unit of a sample: its lines as BOOK/SERIES/NUMBER/LINE, its documents, and why it was drawn. Amounts in SEK. */
export interface SampledUnit {
  readonly id: string;
  readonly stratum: Stratum;
  readonly amount: string;
  readonly lines: readonly string[];
  readonly documents: readonly string[];
  readonly why: Why;
  readonly hits: number;
}
interface Counted {
  readonly count: number;
  readonly amount: string;
}

/** A sample as exact data: what it was drawn of, what was left out and why, how, and what came of it. */
export interface Sample {
  readonly grant: string;
  readonly projectCode: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly of: UnitKind;
  /** `mus:100`, `random:25`, `all` or `list`. */
  readonly method: string;
  readonly seed: string;
  readonly credits: CreditRule;
  readonly position: number;
  readonly perDate?: string;
  /** `digest` is SHA-256 over a line `stratum id öre` for each unit by id, LF between them. */
  readonly population: Counted & { readonly digest: string };
  readonly leftOut: readonly (Counted & { readonly reason: LeftOutReason; readonly ids: readonly string[] })[];
  readonly netted: readonly { readonly credit: string; readonly against: string; readonly amount: string }[];
  /** `interval` is öre as an exact fraction, `start` öre as a numerator over its denominator. */
  readonly strata: readonly (Counted & {
    readonly stratum: Stratum;
    readonly size: number;
    readonly interval: string | null;
    readonly start: string | null;
    readonly drawn: number;
  })[];
  readonly units: readonly SampledUnit[];
}
