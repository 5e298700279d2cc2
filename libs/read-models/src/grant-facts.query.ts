import { textToOre, type WireOf } from '#kernel';
import type { grantEventTypes, ProgrammeAdopted } from '#grants';
import type { Database } from '#sqlite';

import { dayOf, type Moment } from './moment.js';

type GrantWire = WireOf<(typeof grantEventTypes)[number]>;
type DataOf<Type extends GrantWire['type']> = Extract<GrantWire, { type: Type }>['data'];
export type Rules = WireOf<typeof ProgrammeAdopted>['data']['rules'];
/** One event of the grant with where and when it was recorded and the day that it is of. */
export type GrantFact = GrantWire & { readonly position: number; readonly date: string };

/** An allocation as it stands: amounts in öre, `own` the part that the organisation pays itself. */
export interface Allocation {
  readonly id: string;
  readonly from: string | null;
  readonly to: DataOf<'FundsAllocated'>['to'];
  readonly purposeAreas: readonly number[];
  readonly key: DataOf<'FundsAllocated'>['key'] | undefined;
  pot: string | null;
  ore: number;
  own: number;
  decision: DataOf<'FundsAllocated'>['decision'];
}

export interface Repayment {
  readonly repayment: string;
  ground: string | null;
  assessed: number | null;
  claimed: number | null;
  waived: number;
  paid: number;
}

/** What the grant's own events say at a moment. A figure that no event has told is null, never zero. */
export interface GrantFacts {
  readonly grant: string;
  readonly rules: Rules;
  readonly announced: ReadonlyMap<string, number>;
  readonly awarded: ReadonlyMap<string, number> | null;
  readonly received: ReadonlyMap<string, number> | null;
  readonly allocations: ReadonlyMap<string, Allocation>;
  /** The latest report of each onward allocation: öre per purpose area. */
  readonly reports: ReadonlyMap<string, readonly (readonly [number, number])[]>;
  readonly repayments: ReadonlyMap<string, Repayment>;
  readonly events: readonly GrantFact[];
}

type Pots = readonly { readonly pot: string; readonly amount: string }[];
const perPot = (amounts: Pots) => new Map(amounts.map(({ pot, amount }) => [pot, textToOre(amount)]));

class Facts {
  announced = new Map<string, number>();
  awarded: Map<string, number> | null = null;
  received: Map<string, number> | null = null;
  readonly allocations = new Map<string, Allocation>();
  readonly reports = new Map<string, readonly (readonly [number, number])[]>();
  readonly repayments = new Map<string, Repayment>();

  fold(event: GrantWire): void {
    switch (event.type) {
      case 'GrantAnnounced':
        this.announced = perPot(event.data.amounts);
        return;
      case 'GrantAwarded':
      case 'AwardAmended':
        this.awarded = perPot(event.data.amounts);
        return;
      case 'GrantPaid':
        this.received = sumOf(this.received, perPot(event.data.amounts));
        return;
      case 'ProviderReported':
        this.reports.set(event.data.allocation, event.data.used.map(({ area, amount }) => [area, textToOre(amount)]));
        return;
      default:
        this.foldAllocation(event);
        this.foldRepayment(event);
    }
  }

  private foldAllocation(event: GrantWire): void {
    switch (event.type) {
      case 'FundsAllocated': {
        const { allocation: id, from, to, pot, amount, ownFunding, purposeAreas, key, decision } = event.data;
        const inherited = from === null ? pot : (this.allocations.get(from)?.pot ?? pot);
        const [ore, own] = [textToOre(amount), textToOre(ownFunding)];
        this.allocations.set(id, { id, from, to, pot: inherited, ore, own, purposeAreas, key, decision });
        return;
      }
      case 'AllocationDecided':
        this.decide(event.data);
        return;
      case 'FundsRedistributed':
        this.change(event.data.from, -textToOre(event.data.amount));
        this.change(event.data.to, textToOre(event.data.amount));
        return;
      case 'AllocationReduced':
        this.change(event.data.allocation, -textToOre(event.data.amount), -textToOre(event.data.ownFunding));
        return;
      default:
        return;
    }
  }

  private decide({ allocation, pot, decision }: DataOf<'AllocationDecided'>): void {
    const decided = this.allocations.get(allocation);
    if (decided === undefined) return; // dated after the day that is asked for
    decided.decision = decision;
    if (pot === null) return;
    decided.pot = pot;
    for (const child of this.allocations.values()) if (isUnder(this.allocations, child, allocation)) child.pot = pot;
  }

  private change(allocation: string, ore: number, own = 0): void {
    const changed = this.allocations.get(allocation);
    if (changed === undefined) return;
    changed.ore += ore;
    changed.own += own;
  }

  private foldRepayment(event: GrantWire): void {
    switch (event.type) {
      case 'RepaymentAssessed':
        this.repayment(event.data).assessed = textToOre(event.data.amount);
        return;
      case 'RepaymentClaimed':
        this.repayment(event.data).claimed = textToOre(event.data.amount);
        return;
      case 'RepaymentWaived':
        this.repayment(event.data).waived += textToOre(event.data.amount);
        return;
      case 'RepaymentPaid':
        this.repayment(event.data).paid += textToOre(event.data.amount);
        return;
      default:
        return;
    }
  }

  private repayment({ repayment, ground }: { repayment: string; ground?: string }): Repayment {
    const none = { repayment, ground: null, assessed: null, claimed: null, waived: 0, paid: 0 };
    const found: Repayment = this.repayments.get(repayment) ?? none;
    found.ground = ground ?? found.ground;
    this.repayments.set(repayment, found);
    return found;
  }
}

const sumOf = (before: ReadonlyMap<string, number> | null, more: ReadonlyMap<string, number>) => {
  const sum = new Map(before);
  for (const [pot, ore] of more) sum.set(pot, (sum.get(pot) ?? 0) + ore);
  return sum;
};

/** Whether an allocation lies somewhere below another one. */
export function isUnder(all: ReadonlyMap<string, Allocation>, child: Allocation, ancestor: string): boolean {
  for (let at: Allocation | undefined = child; at?.from != null; at = all.get(at.from)) {
    if (at.from === ancestor) return true;
  }
  return false;
}

/** The grant's facts at a moment; undefined where it was not announced by then. */
export function grantFacts(db: Database, grant: string, moment: Moment): GrantFacts | undefined {
  type Row = { readonly position: number; readonly date: string; readonly type: string; readonly data: string };
  const sql = `SELECT position, date, type, data FROM grant_fact
    WHERE grant_id = ? AND position <= ? ORDER BY position`;
  const rows = db.prepare(sql).all(grant, moment.position) as Row[];
  const events = rows.map(({ data, ...row }) => ({ ...row, data: JSON.parse(data) as unknown }) as GrantFact);
  const announced = events.find((event) => event.type === 'GrantAnnounced');
  if (announced === undefined) return undefined;
  const facts = new Facts();
  const seen = events.filter((event) => event.date <= dayOf(moment));
  for (const event of seen) facts.fold(event);
  const { announced: amounts, awarded, received, allocations, reports, repayments } = facts;
  const rules = rulesOf(db, announced.data.programme, moment);
  return { grant, rules, announced: amounts, awarded, received, allocations, reports, repayments, events: seen };
}

function rulesOf(db: Database, { id, year }: { id: string; year: number }, { position }: Moment): Rules {
  const sql = 'SELECT data FROM programme_rules WHERE programme = ? AND position <= ? ORDER BY position DESC LIMIT 1';
  const row = db.prepare(sql).get(`programme-${id}-${String(year)}`, position) as { data: string } | undefined;
  if (row === undefined) throw new Error('A grant of a programme that was never adopted');
  return (JSON.parse(row.data) as WireOf<typeof ProgrammeAdopted>['data']).rules;
}
