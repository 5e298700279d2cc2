import { createHash } from 'node:crypto';

import { balance } from './cost-ledger.query.js';
import { grantPosition } from './grant-position.query.js';
import { grants, projectCodes } from './lists.query.js';
import { dayOf, type Moment } from './moment.js';
import { prunedBy } from './pruned.query.js';
import type { Rows } from './rows.js';

const VOUCHERS = `
SELECT v.book, v.series, v.number, v.date, l.lines FROM voucher v
  JOIN voucher_lines l ON l.voucher = v.voucher AND l.position <= :position AND l.gone > :position
WHERE v.position <= :position AND v.gone > :position AND v.withdrawn = 0 AND v.date <= :day
ORDER BY v.book, v.series, v.number, v.date, l.source`;

interface Row {
  readonly book: string;
  readonly series: string;
  readonly number: string;
  readonly date: string;
  readonly lines: string;
}
type Kept = readonly [line: number, account: string, ore: number, objects: readonly (readonly [string, string])[]];

/**
 * SHA-256 of what the ledger says at a moment, whatever way it came there: the figures of every grant, the balance of
 * every project code, and the content of every voucher. Positions, ordinals, imports and texts are no part of it, so that
 * the same books out of other files, in another order, have the same digest. Of what a decision has pruned it says so.
 */
export async function figuresDigest(db: Rows, moment: Moment): Promise<string> {
  const digest = createHash('sha256');
  const tell = (what: unknown) => digest.update(`${JSON.stringify(what)}\n`);
  for (const { grant } of await grants(db, moment)) {
    const isPruned = (await prunedBy(db, 'grant', grant)) !== null;
    tell(isPruned ? { grant, pruned: true } : { ...(await grantPosition(db, grant, moment)), position: null });
  }
  for (const { projectCode } of await projectCodes(db, moment)) {
    const isPruned = (await prunedBy(db, 'project-code', projectCode)) !== null;
    tell(isPruned ? { projectCode, pruned: true } : { ...(await balance(db, projectCode, moment)), position: null });
  }
  for await (const vouchers of vouchersAt(db, moment)) for (const voucher of vouchers) tell(voucher);
  return digest.digest('hex');
}

/** Each voucher with its lines, in an order of their own. */
async function* vouchersAt(db: Rows, moment: Moment): AsyncGenerator<readonly (readonly string[])[]> {
  let key = '';
  let head: readonly string[] = [];
  let lines: string[] = [];
  const asked = { position: moment.position, day: dayOf(moment) };
  for await (const batch of db.batches<Row>(VOUCHERS, asked)) {
    const whole: (readonly string[])[] = [];
    for (const { book, series, number, date, lines: kept } of batch) {
      const next = [book, series, number, date].join('\n');
      if (next !== key && lines.length > 0) {
        whole.push([...head, ...lines.sort()]);
        lines = [];
      }
      [key, head] = [next, [book, series, number, date]];
      lines.push(...(JSON.parse(kept) as Kept[]).map(contentOf));
    }
    yield whole;
  }
  if (lines.length > 0) yield [[...head, ...lines.sort()]];
}

const contentOf = ([, account, ore, objects]: Kept): string =>
  JSON.stringify([account, ore, objects.map((pair) => JSON.stringify(pair)).sort()]);
