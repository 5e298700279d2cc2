import type { Dialect } from './dialect.js';
import { type Finding, finding } from './finding.js';
import type { FindingCode } from './findings.catalogue.js';
import type { Look } from './look.js';
import { CODES_AT, IS_COST, MATCHED_AT, matchedAt, type OpenLine, openLines } from './open-lines.query.js';
import { SHARES_AT, sharesAt } from './posted-costs.query.js';

/** What there is to say of the lines of a grant, one by one. */
export async function lineFindings(look: Look): Promise<Finding[]> {
  const open = await openLines(look.db, look.facts.grant, look.moment);
  return [
    ...(await heldOut(look)),
    ...(await afterLock(look)),
    ...open.flatMap((line) => ofOpenLine(look, line)),
    ...(await internalSides(look)),
  ];
}

interface LineRow {
  readonly code: string;
  readonly book: string;
  readonly series: string;
  readonly number: string;
  readonly line: number;
  readonly date: string;
  readonly ore: number;
  readonly position: number;
}

function ofLine({ facts: { grant } }: Look, code: FindingCode, row: LineRow): Finding {
  const { book, series, number, line, date, ore, position } = row;
  return finding(code, { grant, subject: { book, series, number, line, projectCode: row.code, date }, ore, position });
}

const IN_ORDER = 'ORDER BY date, book, series, length(number), number, line';
const HELD_OUT = `${SHARES_AT}
SELECT code, book, series, number, line, date, held_out, kind, onward, service_from, sum(ore) AS ore,
  max(position) AS position
FROM share WHERE held_out IN ('outside', 'closed') OR (kind = 'passed-on' AND onward IS NULL)
GROUP BY code, book, series, number, line, date, held_out, kind, onward, service_from ${IN_ORDER}, code`;

// Whether the same code has a cost that counts on the account of one of its lines.
const COST_INSIDE = `${SHARES_AT},
matched AS (SELECT * FROM ledger_line WHERE code = :code AND position <= :position AND gone > :position)
SELECT 1 FROM matched credit
  JOIN matched cost ON cost.account = credit.account
  JOIN share s ON s.code = cost.code AND s.book = cost.book AND s.series = cost.series AND s.number = cost.number
    AND s.line = cost.line
WHERE credit.book = :book AND credit.series = :series AND credit.number = :number AND credit.line = :line
  AND s.held_out IS NULL AND s.ore > 0 LIMIT 1`;

interface HeldOutRow extends LineRow {
  readonly held_out: 'outside' | 'closed' | 'disallowed' | null;
  readonly kind: string;
  readonly onward: string | null;
  readonly service_from: string | null;
}

async function heldOut(look: Look): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const row of await look.db.all<HeldOutRow>(HELD_OUT, sharesAt(look.facts, look.moment))) {
    for (const code of await codesOf(look, row)) found.push(ofLine(look, code, row));
  }
  return found;
}

async function codesOf(look: Look, row: HeldOutRow): Promise<FindingCode[]> {
  const codes: FindingCode[] = [];
  if (row.held_out === 'outside') codes.push(await codeOutside(look, row));
  if (row.held_out === 'closed') codes.push('ON_CLOSED_CODE');
  if (row.kind === 'passed-on' && row.onward === null) codes.push('PASSED_ON_WITHOUT_ALLOCATION');
  return codes;
}

async function codeOutside({ db, facts, moment }: Look, row: HeldOutRow): Promise<FindingCode> {
  const { code, book, series, number, line } = row;
  const asked = { ...sharesAt(facts, moment), code, book, series, number, line };
  if (row.ore < 0 && (await db.first(COST_INSIDE, asked)) !== undefined) return 'CREDIT_OUTSIDE_USE_PERIOD';
  return row.service_from === null ? 'OUTSIDE_USE_PERIOD' : 'SERVICE_OUTSIDE_USE_PERIOD';
}

const AFTER_LOCK = `${MATCHED_AT}
SELECT min(code) AS code, book, series, number, line, date, ore, max(position) AS position FROM matched
WHERE after_lock = 1 AND ${IS_COST} GROUP BY voucher, line, book, series, number, date, ore ${IN_ORDER}`;

/** Booked costs that came in, or were moved there, after their period was locked. */
export const linesAfterLock = ({ db, facts, moment }: Asked): Promise<LineRow[]> =>
  db.all(AFTER_LOCK, matchedAt(facts.grant, moment));
type Asked = Pick<Look, 'db' | 'facts' | 'moment'>;

// A line that itself came after the lock changed the period no more than its going mends.
const REMOVED_AFTER_LOCK = `${CODES_AT}
SELECT min(l.code) AS code, book, series, number, line, date, ore, gone AS position
FROM code CROSS JOIN ledger_line l
WHERE l.code = code.code AND code.grant_id = :grant AND position <= :position AND gone <= :position AND date <= :day
  AND removed_after_lock = 1 AND after_lock = 0 AND ${IS_COST}
GROUP BY voucher, line, gone, book, series, number, date, ore ${IN_ORDER}`;

/** Booked costs that the source took away, or moved elsewhere, after their period was locked. */
export const linesRemovedAfterLock = ({ db, facts, moment }: Asked): Promise<LineRow[]> =>
  db.all(REMOVED_AFTER_LOCK, matchedAt(facts.grant, moment));

const afterLock = async (look: Look): Promise<Finding[]> => [
  ...(await linesAfterLock(look)).map((row) => ofLine(look, 'AFTER_PERIOD_LOCK', row)),
  ...(await linesRemovedAfterLock(look)).map((row) => ofLine(look, 'REMOVED_AFTER_PERIOD_LOCK', row)),
];

function ofOpenLine({ facts: { grant } }: Look, open: OpenLine): Finding[] {
  const { book, series, number, line, date, account, codes, ore, position } = open;
  const subject = { book, series, number, line, date, account, projectCodes: open.claimants };
  const [projectCode] = codes;
  const code = codeOfOpenLine(open);
  if (code === null || projectCode === undefined) return [];
  return [finding(code, { grant, subject: { ...subject, projectCode }, ore, position })];
}

function codeOfOpenLine({ role, claimants, posted, leftOut }: OpenLine): FindingCode | null {
  if (leftOut) return null;
  if (posted !== 0) return 'PARTLY_POSTED';
  if (role === null) return 'ACCOUNT_WITHOUT_ROLE';
  return claimants.length > 1 ? 'CLAIMED_BY_TWO_CODES' : 'MATCHED_NOT_POSTED';
}

// A voucher whose internal items take each other out shows both sides, each with the other as its counterparty. What is
// left of the others must be taken out by another voucher, so it is summed by counterparty over the whole grant.
const INTERNAL = ({ gathered }: Dialect) => `${MATCHED_AT},
internal AS (SELECT * FROM account_line
  WHERE voucher IN (SELECT voucher FROM matched) AND role = 'internal'
    AND position <= :position AND gone > :position AND date <= :day),
one_sided AS (
  SELECT * FROM internal WHERE voucher IN (SELECT voucher FROM internal GROUP BY voucher HAVING sum(ore) <> 0))
SELECT counterparty, sum(ore) AS ore, max(position) AS position,
  (SELECT ${gathered('DISTINCT m.code')} FROM matched m JOIN one_sided i ON i.voucher = m.voucher
    WHERE i.counterparty IS NOT DISTINCT FROM one_sided.counterparty) AS codes
FROM one_sided GROUP BY counterparty HAVING sum(ore) <> 0 ORDER BY counterparty NULLS FIRST`;

/** Internal items are never posted; what one side books, the other side must book too, with a code or without. */
async function internalSides({ db, facts: { grant }, moment }: Look): Promise<Finding[]> {
  type Row = Pick<LineRow, 'ore' | 'position'> & { readonly counterparty: string | null; readonly codes: string };
  const rows = await db.all<Row>(INTERNAL(db.dialect), matchedAt(grant, moment));
  return rows.map(({ codes, counterparty, ore, position }) => {
    const projectCodes = (JSON.parse(codes) as string[]).sort();
    return finding('INTERNAL_SIDES_DIFFER', { grant, subject: { projectCodes, counterparty }, ore, position });
  });
}
