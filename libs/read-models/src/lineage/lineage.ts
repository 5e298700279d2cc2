import type { LineageRule } from '#grants';

import type { Allocation } from '../allocations.js';
import type { CostLine } from '../cost-lines.query.js';
import type { SpentFigures } from '../spent.js';
import type { Bearer } from './traced-costs.js';

/** A cost on the way of a krona: its line, what it counts as, the allocations that it falls on and what bears the used. */
export interface TracedCost {
  readonly book: string;
  readonly series: string;
  readonly number: string;
  readonly line: number;
  readonly date: string;
  readonly account: string | null;
  readonly projectCode: string;
  readonly area: number | null;
  readonly pot: string | null;
  /** From the allocation that it falls on up to the one straight out of the grant. */
  readonly allocations: readonly string[];
  readonly amount: string;
  readonly counts: CostLine['counts'];
  readonly heldOut: CostLine['heldOut'];
  readonly used: string;
  readonly notReported: string;
  readonly bornBy: readonly (Bearer & { readonly amount: string })[];
  /** The positions of what recorded the line (null where no code means it), of its posting and of its code. */
  readonly recorded: number | null;
  readonly posted: number;
  readonly code: number | null;
}

/** An allocation on the way, as it stands, with what was spent of it and of all below it. */
export interface TracedAllocation {
  readonly allocation: string;
  readonly from: string | null;
  readonly to: Allocation['to'];
  readonly pot: string | null;
  readonly decision: Allocation['decision'];
  readonly amount: string;
  readonly onward: string;
  readonly spent: SpentFigures;
  /** Amount less what is handed on and what is booked on it itself: what has paid for nothing yet. */
  readonly left: string;
  /** What its performer says it used, area by area; null where it has reported nothing. */
  readonly reported: readonly { readonly area: number; readonly amount: string }[] | null;
  readonly reports: readonly number[];
  /** The events that gave, moved and decided its money. */
  readonly positions: readonly number[];
}

/** A payment on the way: what of it has paid for costs of the grant, and what is left of it. */
export interface TracedPayment {
  readonly position: number;
  readonly date: string;
  readonly voucher: { readonly book: string; readonly series: string; readonly number: string } | null;
  readonly amount: string;
  readonly used: string;
  readonly left: string;
}

/** The lineage of some of a grant's money: every step with the positions of its events. Amounts in SEK. */
export interface TracedGrant {
  readonly grant: string;
  readonly rule: LineageRule;
  /** Whether the programme states the rule; else it is the one that holds where nothing is stated. */
  readonly ruleStated: boolean;
  readonly announced: number | null;
  readonly awards: readonly number[];
  readonly awarded: string | null;
  readonly payments: readonly TracedPayment[];
  readonly allocations: readonly TracedAllocation[];
  readonly costs: readonly TracedCost[];
}

/** The answer to a question of lineage. */
export interface Lineage {
  readonly position: number;
  readonly perDate?: string;
  readonly grants: readonly TracedGrant[];
}
