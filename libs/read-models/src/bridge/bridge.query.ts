import { oreToText } from '#kernel';

import type { GrantFacts } from '../grant-facts.query.js';
import { type Moment, stamp } from '../moment.js';
import type { Rows } from '../rows.js';
import { booksRows, enteredLines } from './books-rows.js';
import type { BridgeFigure, BridgeRow } from './bridge.js';
import { type BridgeFacts, bridgeFacts, oreOf } from './bridge-facts.js';
import { fundsRows } from './funds-rows.js';
import { reportedRow, type Reported, returnOf, rulingEvents, unusedRows } from './return-rows.js';
import { spentRows } from './spent-rows.js';

/** Something that waits for somebody; its amount is null, and it has no events, where nothing has told it yet. */
export interface OpenPart {
  readonly from: BridgeFigure;
  readonly to: BridgeFigure;
  readonly what: string;
  readonly amount: string | null;
  readonly positions: readonly number[];
}

/**
 * The bridge of a grant (avstämningstabell): from what was announced to what was repaid, every difference by its events, and
 * cash, income and cost reconciled. Amounts in SEK.
 */
export interface Bridge {
  readonly grant: string;
  readonly position: number;
  readonly perDate?: string;
  readonly rows: readonly BridgeRow[];
  /** Unused less repaid and let be: what the authority may still reclaim. Null where nothing is known to be received. */
  readonly rest: string | null;
  readonly open: readonly OpenPart[];
}

/** The bridge of a grant at a moment; undefined where it was not announced by then. Refuses with FIGURES_PRUNED. */
export async function bridge(db: Rows, grant: string, moment: Moment): Promise<Bridge | undefined> {
  const of = await bridgeFacts(db, grant, moment);
  if (of === undefined) return undefined;
  const rows = [
    ...fundsRows(of),
    ...spentRows(of),
    reportedRow(of, await reportedOf(db, of.facts, moment)),
    ...unusedRows(of),
    ...booksRows(of, await enteredLines(db, grant, moment)),
  ];
  return { grant, ...stamp(moment), rows, rest: restOf(of), open: rows.flatMap(openOf) };
}

function restOf({ figures, facts }: BridgeFacts): string | null {
  const unused = oreOf(figures.unused);
  if (unused === null) return null;
  const settled = [...facts.repayments.values()].reduce((sum, { paid, waived }) => sum + paid + waived, 0);
  return oreToText(unused - settled);
}

function openOf({ from, to, explained, unknown }: BridgeRow): OpenPart[] {
  if (unknown !== null) return [{ from, to, what: unknown, amount: null, positions: [] }];
  return explained
    .filter(({ open }) => open)
    .map(({ what, amount, positions }) => ({ from, to, what, amount, positions }));
}

// What persons said of lines since, and what became of the grant's codes.
const SINCE = `SELECT position FROM line_review WHERE position > :after AND position <= :until
UNION SELECT position FROM ledger_code WHERE grant_id = :grant AND position > :after AND position <= :until
ORDER BY position`;

/** The return in force and what it was read from. */
async function reportedOf(db: Rows, facts: GrantFacts, moment: Moment): Promise<Reported | undefined> {
  const returned = returnOf(facts);
  if (returned === undefined) return undefined;
  const { position } = returned.data;
  const asked = { grant: facts.grant, after: position, until: moment.position };
  const then = await bridgeFacts(db, facts.grant, { position });
  return {
    returned,
    then,
    said: [
      ...rulingEvents(facts, position),
      ...(await db.all<{ readonly position: number }>(SINCE, asked)).map((one) => one.position),
    ],
  };
}
