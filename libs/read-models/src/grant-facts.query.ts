import { type ProgrammeAdopted, type ProgrammeRef, programmeStream } from '#grants';
import { textToOre, type WireOf } from '#kernel';

import { type Allocation, AllocationsFold } from './allocations.js';
import { amountsPerPot, type DataOf, type GrantFact, type PerPot } from './grant-events.js';
import { dayOf, type Moment } from './moment.js';
import { type Repayment, RepaymentsFold } from './repayments.js';
import type { Rows } from './rows.js';

export type Rules = WireOf<typeof ProgrammeAdopted>['data']['rules'];
/** Öre per purpose area, as a provider reported it. */
export type Report = readonly (readonly [area: number, ore: number])[];

/** What the grant's own events say at a moment. A figure that no event has told is null, never zero. */
export interface GrantFacts {
  readonly grant: string;
  readonly rules: Rules;
  readonly announced: PerPot;
  readonly awarded: PerPot | null;
  readonly received: PerPot | null;
  readonly allocations: ReadonlyMap<string, Allocation>;
  /** The latest report of each onward allocation. */
  readonly reports: ReadonlyMap<string, Report>;
  readonly repayments: ReadonlyMap<string, Repayment>;
  /** The pots that the recipient has money from, whatever day is asked for: what it may spend on is no matter of days. */
  readonly granted: ReadonlySet<string>;
  readonly events: readonly GrantFact[];
}

class Facts {
  announced: PerPot = new Map();
  awarded: PerPot | null = null;
  received: PerPot | null = null;
  readonly allocations = new AllocationsFold();
  readonly reports = new Map<string, Report>();
  readonly repayments = new RepaymentsFold();

  fold(event: GrantFact): void {
    switch (event.type) {
      case 'GrantAnnounced':
        this.announced = amountsPerPot(event.data.amounts);
        return;
      case 'GrantAwarded':
        // The first decision, where it is learnt after an amendment, does not undo it.
        this.awarded ??= amountsPerPot(event.data.amounts);
        return;
      case 'AwardAmended':
        this.awarded = amountsPerPot(event.data.amounts);
        return;
      case 'GrantPaid':
        this.received = sumOf(this.received, amountsPerPot(event.data.amounts));
        return;
      case 'ProviderReported':
        this.report(event.data);
        return;
      default:
        this.allocations.fold(event);
        this.repayments.fold(event);
    }
  }

  private report({ allocation, used }: DataOf<'ProviderReported'>): void {
    this.reports.set(
      allocation,
      used.map(({ area, amount }) => [area, textToOre(amount)]),
    );
  }
}

function sumOf(before: PerPot | null, more: PerPot): PerPot {
  const sum = new Map(before);
  for (const [pot, ore] of more) sum.set(pot, (sum.get(pot) ?? 0) + ore);
  return sum;
}

/** The grant's facts at a moment; undefined where it was not announced by then. */
export async function grantFacts(db: Rows, grant: string, moment: Moment): Promise<GrantFacts | undefined> {
  const events = await eventsOf(db, grant, moment);
  const announced = events.find((event) => event.type === 'GrantAnnounced');
  if (announced === undefined) return undefined;
  const rules = await rulesOf(db, announced.data.programme, moment);
  const seen = events.filter(({ date }) => date <= dayOf(moment));
  const facts = folded(seen);
  const { awarded, received, reports } = facts;
  const [allocations, repayments] = [facts.allocations.all, facts.repayments.all];
  const granted = grantedPots(seen.length === events.length ? facts : folded(events));
  return {
    grant,
    rules,
    announced: facts.announced,
    awarded,
    received,
    allocations,
    reports,
    repayments,
    granted,
    events: seen,
  };
}

async function eventsOf(db: Rows, grant: string, { position }: Moment): Promise<GrantFact[]> {
  type Row = Pick<GrantFact, 'position' | 'date' | 'occurred' | 'type'> & { readonly data: string };
  const sql = `SELECT position, date, occurred, type, data FROM grant_fact
    WHERE grant_id = ? AND position <= ? ORDER BY position`;
  const rows = await db.all<Row>(sql, [grant, position]);
  return rows.map((row) => ({ ...row, data: JSON.parse(row.data) as unknown }) as GrantFact);
}

function folded(events: readonly GrantFact[]): Facts {
  const facts = new Facts();
  for (const event of events) facts.fold(event);
  return facts;
}

const grantedPots = ({ awarded, announced }: Facts): ReadonlySet<string> =>
  new Set([...(awarded ?? announced)].filter(([, ore]) => ore > 0).map(([pot]) => pot));

async function rulesOf(db: Rows, programme: ProgrammeRef, { position }: Moment): Promise<Rules> {
  const sql = 'SELECT data FROM programme_rules WHERE programme = ? AND position <= ? ORDER BY position DESC LIMIT 1';
  const row = await db.first<{ readonly data: string }>(sql, [programmeStream(programme), position]);
  if (row === undefined) throw new Error('A grant of a programme that was never adopted');
  return (JSON.parse(row.data) as WireOf<typeof ProgrammeAdopted>['data']).rules;
}
