import { oreToText } from '#kernel';

import type { GrantFacts } from '../grant-facts.query.js';
import type { Moment } from '../moment.js';
import { openLines } from '../open-lines.query.js';
import { countsByArea, potOfCost, SHARES_AT, sharesAt } from '../posted-costs.query.js';
import type { Rows } from '../rows.js';

/**
 * Why a booked cost is not eligible: a person disallowed it or left the line out, it is outside the period of use, it came
 * after its code was closed, or its area is none that the money may go to.
 */
export type HeldOut = 'disallowed' | 'outside' | 'closed' | 'area' | 'left-out';
/** What is booked and not eligible for one reason, signed as booked, and the events that it stands in. */
export interface NotEligible {
  readonly reason: HeldOut;
  readonly amount: string;
  readonly positions: readonly number[];
}

const REASONS: readonly HeldOut[] = ['disallowed', 'outside', 'closed', 'area', 'left-out'];
const POSTED = `${SHARES_AT}
SELECT held_out, pot, allocation, area, position, sum(ore) AS ore FROM share GROUP BY 1, 2, 3, 4, 5 ORDER BY position, area`;

interface Posted {
  readonly held_out: 'disallowed' | 'outside' | 'closed' | null;
  readonly pot: string | null;
  readonly allocation: string | null;
  readonly area: number;
  readonly position: number;
  readonly ore: number;
}

/** What is posted to a grant beside what it counts as: the events behind what a return leaves out or does not know. */
export class PostedEvents {
  private constructor(
    private readonly facts: GrantFacts,
    private readonly rows: readonly Posted[],
    private readonly leftOut: readonly { readonly ore: number; readonly position: number }[],
  ) {}

  static async at(db: Rows, facts: GrantFacts, moment: Moment): Promise<PostedEvents> {
    const rows = await db.all<Posted>(POSTED, sharesAt(facts, moment));
    const leftOut = (await openLines(db, facts.grant, moment)).filter((line) => line.leftOut);
    return new PostedEvents(facts, rows, leftOut);
  }

  /** By reason; a reason that holds nothing out is none. */
  notEligible(): NotEligible[] {
    const held = this.rows.flatMap((row) => {
      const reason = this.reasonOf(row);
      return reason === null ? [] : [{ ...row, reason }];
    });
    const all = [...held, ...this.leftOut.map((line) => ({ ...line, reason: 'left-out' as const }))];
    return REASONS.flatMap((reason) => {
      const own = all.filter((row) => row.reason === reason);
      if (own.length === 0) return [];
      return [{ reason, amount: oreToText(own.reduce((sum, { ore }) => sum + ore, 0)), positions: positionsOf(own) }];
    });
  }

  /** The postings that say no purpose area, and are held out for nothing else. */
  withoutArea(): number[] {
    return positionsOf(this.rows.filter((row) => row.area === 0 && row.held_out === null));
  }

  private reasonOf({ held_out: heldOut, pot, allocation, area }: Posted): HeldOut | null {
    if (heldOut !== null) return heldOut;
    const known = area === 0 ? null : area;
    return countsByArea(this.facts, potOfCost(this.facts, pot, allocation), known) === 'notEligible' ? 'area' : null;
  }
}

/** Positions, each once, in order. */
export const positionsOf = (rows: readonly { readonly position: number }[]): number[] =>
  [...new Set(rows.map(({ position }) => position))].sort((one, other) => one - other);
