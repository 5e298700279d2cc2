import { DomainError, oreToText, textToOre } from '#kernel';
import type { VoucherName } from '#ledger';

import { onwardOf } from '../allocation-tree.query.js';
import { type Allocation, withOnward } from '../allocations.js';
import { bridgeFacts, eventsOn, positionsOf } from '../bridge/bridge-facts.js';
import { fallsOn } from '../cost-lines.query.js';
import { latest } from '../dialect.js';
import { grants } from '../lists.query.js';
import { type Moment, stamp } from '../moment.js';
import { MATCHED_AT, matchedAt } from '../open-lines.query.js';
import type { Rows } from '../rows.js';
import { inKronor, total } from '../spent.js';
import type { Lineage, TracedAllocation, TracedCost, TracedGrant, TracedPayment } from './lineage.js';
import { type FollowedCost, followedCosts, pathOf, ruleOf } from './traced-costs.js';

/** Where to follow the money from: a voucher or one line of it, an allocation, a recipient, a payment, or a whole grant. */
export type TraceAsked =
  | { readonly voucher: VoucherName; readonly line?: number | undefined }
  | { readonly allocation: string }
  | { readonly recipient: string }
  | { readonly payment: number }
  | { readonly grant: string };

/**
 * Follows kronor from costs up to allocation, decision, award and payment, and down again. Refuses with FIGURES_PRUNED,
 * VOUCHER_NOT_RECORDED, TRACED_ALLOCATION_UNKNOWN, TRACED_RECIPIENT_UNKNOWN, TRACED_PAYMENT_UNKNOWN, GRANT_NOT_ANNOUNCED.
 */
export async function trace(db: Rows, asked: TraceAsked, moment: Moment): Promise<Lineage> {
  const found: TracedGrant[] = [];
  for (const { grant } of await grants(db, moment)) {
    const all = await OfGrant.read(db, grant, moment);
    const traced = all?.traced(asked);
    if (traced !== undefined) found.push(traced);
  }
  if (found.length === 0) await refuseUnknown(db, asked, moment);
  return { ...stamp(moment), grants: found };
}

async function refuseUnknown(db: Rows, asked: TraceAsked, { position }: Moment): Promise<void> {
  if ('allocation' in asked) throw new DomainError('TRACED_ALLOCATION_UNKNOWN', { allocation: asked.allocation });
  if ('recipient' in asked) throw new DomainError('TRACED_RECIPIENT_UNKNOWN', {});
  if ('payment' in asked) throw new DomainError('TRACED_PAYMENT_UNKNOWN', { payment: asked.payment });
  if ('grant' in asked) throw new DomainError('GRANT_NOT_ANNOUNCED', { grant: asked.grant });
  const { book, series, number } = asked.voucher;
  const sql = 'SELECT 1 FROM voucher WHERE book = ? AND series = ? AND number = ? AND position <= ? LIMIT 1';
  if ((await db.first(sql, [book, series, number, position])) !== undefined) return;
  throw new DomainError('VOUCHER_NOT_RECORDED', { voucher: `${book} ${series} ${number}` });
}

/** What is recorded of a line that a code means. */
interface Recorded extends VoucherName {
  readonly line: number;
  readonly account: string;
  readonly source: number;
}
const RECORDED = `${MATCHED_AT}
SELECT DISTINCT book, series, number, line, account, source FROM matched`;
const CODES = `SELECT code, position FROM ${latest('ledger_code', 'code')}`;
const nameOf = ({ book, series, number, line }: VoucherName & { readonly line: number }): string =>
  JSON.stringify([book, series, number, line]);

/** Where lines stand in the log, and the codes that claim them. */
interface Places {
  readonly recorded: ReadonlyMap<string, Recorded>;
  readonly codes: ReadonlyMap<string, number>;
}
type Behind = NonNullable<Awaited<ReturnType<typeof bridgeFacts>>>;

class OfGrant {
  private constructor(
    private readonly of: Behind,
    private readonly costs: readonly FollowedCost[],
    private readonly places: Places,
  ) {}

  static async read(db: Rows, grant: string, moment: Moment): Promise<OfGrant | undefined> {
    const of = await bridgeFacts(db, grant, moment);
    if (of === undefined) return undefined;
    const lines = await db.all<Recorded>(RECORDED, matchedAt(grant, moment));
    const { position } = moment;
    const codes = await db.all<{ readonly code: string; readonly position: number }>(CODES, { position });
    return new OfGrant(of, await followedCosts(db, of, moment), {
      recorded: new Map(lines.map((line) => [nameOf(line), line])),
      codes: new Map(codes.map((code) => [code.code, code.position])),
    });
  }

  /** The part of the grant's lineage that is asked for; undefined where the grant has none of it. */
  traced(asked: TraceAsked): TracedGrant | undefined {
    const { facts } = this.of;
    if ('grant' in asked) return asked.grant === facts.grant ? this.all() : undefined;
    if ('payment' in asked) return this.ofPayment(asked.payment);
    if ('voucher' in asked) return this.ofVoucher(asked);
    const all = [...facts.allocations.values()];
    const named = 'allocation' in asked ? all.filter(({ id }) => id === asked.allocation) : to(all, asked.recipient);
    if (named.length === 0) return undefined;
    const below = new Set<string | null>(named.flatMap(({ id }) => withOnward(facts.allocations, id)));
    const ids = [...below].filter((id) => id !== null);
    return this.grantOf(
      this.costs.filter((cost) => below.has(fallsOn(cost))),
      [...named.flatMap(({ id }) => this.path(id)), ...ids],
    );
  }

  private all(): TracedGrant {
    return this.grantOf(this.costs, [...this.of.facts.allocations.keys()], this.payments());
  }

  private ofVoucher({
    voucher,
    line,
  }: Extract<TraceAsked, { readonly voucher: VoucherName }>): TracedGrant | undefined {
    const costs = this.costs.filter((one) => {
      const isIt = one.book === voucher.book && one.series === voucher.series && one.number === voucher.number;
      return isIt && (line === undefined || one.line === line);
    });
    return costs.length === 0 ? undefined : this.grantOf(costs, costs.flatMap((cost) => this.path(fallsOn(cost)))); // prettier-ignore
  }

  private ofPayment(position: number): TracedGrant | undefined {
    const payment = this.payments().find((one) => one.position === position);
    if (payment === undefined) return undefined;
    const costs = this.costs.filter(({ bearers }) => bearers.some((one) => one.position === position));
    return this.grantOf(costs, costs.flatMap((cost) => this.path(fallsOn(cost))), [payment]); // prettier-ignore
  }

  private path(id: string | null): string[] {
    return pathOf(this.of.facts, id).map((one) => one.id);
  }

  private grantOf(
    costs: readonly FollowedCost[],
    ids: readonly string[],
    payments = this.payments().filter(({ position }) => isBearing(costs, position)),
  ): TracedGrant {
    const { facts, figures } = this.of;
    const on = new Set(ids);
    const of = (...types: readonly string[]) => positionsOf(facts.events.filter(({ type }) => types.includes(type)));
    return {
      ...{ grant: facts.grant, rule: ruleOf(facts), ruleStated: facts.rules.lineage !== undefined },
      announced: of('GrantAnnounced').at(-1) ?? null,
      awards: of('GrantAwarded', 'AwardAmended'),
      ...{ awarded: figures.awarded, payments },
      allocations: [...facts.allocations.values()].filter(({ id }) => on.has(id)).map((one) => this.allocation(one)),
      costs: costs.map((cost) => this.cost(cost)),
    };
  }

  private payments(): TracedPayment[] {
    return this.of.facts.events.flatMap((event) => {
      if (event.type !== 'GrantPaid') return [];
      const { position, date, data } = event;
      const ore = data.amounts.reduce((sum, { amount }) => sum + textToOre(amount), 0);
      const bearers = this.costs.flatMap((cost) => cost.bearers).filter((one) => one.position === position);
      const used = bearers.reduce((sum, one) => sum + one.ore, 0);
      const amounts = { amount: oreToText(ore), used: oreToText(used), left: oreToText(ore - used) };
      return [{ position, date, voucher: data.voucher ?? null, ...amounts }];
    });
  }

  private allocation({ id, from, to: recipient, pot, decision, ore }: Allocation): TracedAllocation {
    const { facts, cells } = this.of;
    const below = new Set<string | null>(withOnward(facts.allocations, id));
    const onward = onwardOf(facts, id);
    const own = total(cells.filter(({ allocation }) => allocation === id));
    const report = facts.reports.get(id);
    const reports = facts.events.filter(({ type, data }) => type === 'ProviderReported' && data.allocation === id);
    return {
      ...{ allocation: id, from, to: recipient, pot, decision, amount: oreToText(ore), onward: oreToText(onward) },
      spent: inKronor(total(cells.filter(({ allocation }) => below.has(allocation)))),
      left: oreToText(ore - onward - own.booked),
      reported: report?.map(([area, amount]) => ({ area, amount: oreToText(amount) })) ?? null,
      reports: positionsOf(reports),
      positions: eventsOn(facts, id),
    };
  }

  private cost(cost: FollowedCost): TracedCost {
    const { book, series, number, line, date, projectCode, area, pot, counts, heldOut, position: posted } = cost;
    const recorded = this.places.recorded.get(nameOf(cost));
    const amounts = {
      amount: oreToText(cost.ore),
      used: oreToText(cost.used),
      notReported: oreToText(cost.notReported),
    };
    return {
      ...{ book, series, number, line, date, account: recorded?.account ?? null, projectCode, area, pot },
      ...{ allocations: this.path(fallsOn(cost)), counts, heldOut, ...amounts },
      bornBy: cost.bearers.map(({ ore, ...by }) => ({ ...by, amount: oreToText(ore) })),
      ...{ recorded: recorded?.source ?? null, posted, code: this.places.codes.get(projectCode) ?? null },
    };
  }
}

const isBearing = (costs: readonly FollowedCost[], position: number): boolean =>
  costs.some(({ bearers }) => bearers.some((one) => one.position === position));

/** The allocations to a recipient: by its number, its exact name, else by a part of the name. */
function to(all: readonly Allocation[], recipient: string): Allocation[] {
  const digits = /^\d{6}-?\d{4}$/.test(recipient) ? recipient.replace('-', '') : null;
  if (digits !== null) {
    return all.filter((one) => one.to.kind === 'organisation' && one.to.organisationNumber.replace('-', '') === digits);
  }
  const asked = recipient.normalize('NFC').toLowerCase();
  const nameIn = (one: Allocation) => (one.to.kind === 'sole-trader' ? '' : one.to.name.normalize('NFC').toLowerCase());
  const exact = all.filter((one) => nameIn(one) === asked);
  return exact.length > 0 || asked === '' ? exact : all.filter((one) => nameIn(one).includes(asked));
}
