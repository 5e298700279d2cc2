import { oreToText } from '#kernel';

import { type Allocation, performerOf } from '../allocations.js';
import type { GrantFacts } from '../grant-facts.query.js';
import { type SpentAt, total } from '../spent.js';

/** What was passed on to another performer beside what it says to have used, and what of it counts. */
export interface ProviderInReturn {
  readonly allocation: string;
  readonly performer: string;
  readonly kind: Allocation['to']['kind'];
  readonly municipality: string | null;
  readonly allocated: string;
  /** Null where no voucher passes anything on to it. */
  readonly passedOn: string | null;
  /** In all, as it reported last, and the day that the report is of; null where it has reported nothing. */
  readonly reported: string | null;
  readonly reportedOn: string | null;
  readonly counted: string;
  readonly notReported: string;
  /** The events of its allocation and its last report. */
  readonly positions: readonly number[];
}

/** Every performer outside the organisation, in the order of the allocations: those that nothing was passed on to too. */
export function providersOf(
  facts: GrantFacts,
  cells: readonly SpentAt[],
  passedOn: ReadonlyMap<string | null, number>,
): ProviderInReturn[] {
  const others = [...facts.allocations.values()].filter(({ to }) => to.kind !== 'unit');
  return others.map((allocation) => {
    const { id, to, ore, position } = allocation;
    const report = facts.events.findLast((event) => event.type === 'ProviderReported' && event.data.allocation === id);
    const reported = facts.reports.get(id)?.reduce((sum, [, amount]) => sum + amount, 0);
    const paid = passedOn.get(id);
    const spent = total(cells.filter((cell) => cell.allocation === id));
    return {
      ...{ allocation: id, performer: performerOf(allocation), kind: to.kind, municipality: to.municipality ?? null },
      ...{ allocated: oreToText(ore), passedOn: paid === undefined ? null : oreToText(paid) },
      reported: reported === undefined ? null : oreToText(reported),
      reportedOn: report?.date ?? null,
      ...{ counted: oreToText(spent.used), notReported: oreToText(spent.notReported) },
      positions: [position, ...(report === undefined ? [] : [report.position])],
    };
  });
}
