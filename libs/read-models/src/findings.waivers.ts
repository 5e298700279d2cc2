import { amountInSwedish, countInSwedish } from '#kernel';

import type { Finding, Waived } from './finding.js';
import type { DataOf } from './grant-events.js';
import { dayOf, type Moment } from './moment.js';
import type { Rows } from './rows.js';

/** The last waiver of each finding, by its id. */
type Waivers = ReadonlyMap<string, Waived>;

/** What two persons have let be by a moment. One of a file is about every grant that its book is of, and is waived once. */
export async function waiversAt(db: Rows, moment: Moment): Promise<Waivers> {
  const sql = `SELECT position, data FROM grant_fact
    WHERE type = 'FindingWaived' AND position <= ? AND date <= ? ORDER BY position`;
  type Row = { readonly position: number; readonly data: string };
  const rows = await db.all<Row>(sql, [moment.position, dayOf(moment)]);
  return new Map(
    rows.map(({ position, data }) => {
      const { finding, act, amount, count } = JSON.parse(data) as DataOf<'FindingWaived'>;
      return [finding, { act, position, amount, count }];
    }),
  );
}

/** A finding as its waiver leaves it: settled while it is what was seen, open again, and saying so, when it is not. */
export function withWaiver(finding: Finding, waivers: Waivers): Finding {
  const waived = waivers.get(finding.id);
  if (waived === undefined) return finding;
  const { act, position, amount, count } = waived;
  if (amount === finding.amount && count === finding.count) {
    return { ...finding, blocksReturn: false, settled: { how: 'waived', act, position } };
  }
  const message = `${finding.message} Två personer avstod från den i åtgärden ${act}, men då var den ${inWords(waived)}.`;
  return { ...finding, outgrown: waived, message };
}

function inWords({ amount, count }: Waived): string {
  const sizes = [
    amount === null ? null : `på ${amountInSwedish(amount)} kr`,
    count === null ? null : `${countInSwedish(count)} till antalet`,
  ];
  return sizes.filter((size) => size !== null).join(' och ');
}
