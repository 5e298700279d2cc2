import { type Finding, finding } from './finding.js';
import type { FindingCode } from './findings.catalogue.js';
import type { Look } from './look.js';
import { IS_COST, MATCHED_AT, matchedAt, type OpenLine, openLines } from './open-lines.query.js';
import { SHARES_AT, sharesAt } from './posted-costs.query.js';

/** What there is to say of the lines of a grant, one by one. */
export const lineFindings = (look: Look): Finding[] => [
  ...heldOut(look),
  ...afterLock(look),
  ...openLines(look.db, look.facts.grant, look.moment).flatMap((line) => ofOpenLine(look, line)),
  ...internalSides(look),
];

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
// Credits outside the use period stand against costs inside it where the same code has such on the same account.
const HELD_OUT = `${SHARES_AT},
of_line AS (
  SELECT code, book, series, number, line, date, held_out, kind, onward, service_from, sum(ore) AS ore,
    max(position) AS position
  FROM share GROUP BY code, book, series, number, line),
booked AS (
  SELECT o.*, l.account FROM of_line o
  LEFT JOIN voucher v ON v.book = o.book AND v.series = o.series AND v.number = o.number
    AND v.position <= :position AND v.gone > :position
  LEFT JOIN line l ON l.voucher = v.voucher AND l.line = o.line AND l.position <= :position AND l.gone > :position)
SELECT b.*, b.ore < 0 AND b.held_out = 'outside' AND EXISTS (SELECT 1 FROM booked c
    WHERE c.code = b.code AND c.account = b.account AND c.held_out IS NULL AND c.ore > 0) AS credit
FROM booked b WHERE b.held_out IN ('outside', 'closed') OR (b.kind = 'passed-on' AND b.onward IS NULL)
${IN_ORDER}, code`;

interface HeldOutRow extends LineRow {
  readonly held_out: 'outside' | 'closed' | 'disallowed' | null;
  readonly kind: string;
  readonly onward: string | null;
  readonly service_from: string | null;
  readonly credit: number;
}

function heldOut(look: Look): Finding[] {
  const rows = look.db.prepare(HELD_OUT).all(sharesAt(look.facts, look.moment)) as unknown as HeldOutRow[];
  return rows.flatMap((row) => codesOf(row).map((code) => ofLine(look, code, row)));
}

function codesOf({ held_out, kind, onward, service_from, credit }: HeldOutRow): FindingCode[] {
  const codes: FindingCode[] = [];
  if (credit === 1) codes.push('CREDIT_OUTSIDE_USE_PERIOD');
  else if (held_out === 'outside')
    codes.push(service_from === null ? 'OUTSIDE_USE_PERIOD' : 'SERVICE_OUTSIDE_USE_PERIOD');
  if (held_out === 'closed') codes.push('ON_CLOSED_CODE');
  if (kind === 'passed-on' && onward === null) codes.push('PASSED_ON_WITHOUT_ALLOCATION');
  return codes;
}

const AFTER_LOCK = `${MATCHED_AT}
SELECT min(code) AS code, book, series, number, line, date, ore, max(position) AS position FROM matched
WHERE after_lock = 1 AND ${IS_COST} GROUP BY voucher, line ${IN_ORDER}`;

/** Booked costs that came in, or were moved there, after their period was locked. */
export function linesAfterLock({ db, facts, moment }: Pick<Look, 'db' | 'facts' | 'moment'>): LineRow[] {
  return db.prepare(AFTER_LOCK).all(matchedAt(facts.grant, moment)) as LineRow[];
}

const afterLock = (look: Look): Finding[] => linesAfterLock(look).map((row) => ofLine(look, 'AFTER_PERIOD_LOCK', row));

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

const INTERNAL = `${MATCHED_AT}
SELECT code, counterparty, sum(ore) AS ore, max(position) AS position FROM matched
WHERE role = 'internal' GROUP BY code, counterparty HAVING sum(ore) <> 0 ORDER BY code, counterparty`;

/** Internal items are never posted; what one side books, the other side must book too. */
function internalSides({ db, facts: { grant }, moment }: Look): Finding[] {
  type Row = Pick<LineRow, 'code' | 'ore' | 'position'> & { readonly counterparty: string | null };
  const rows = db.prepare(INTERNAL).all(matchedAt(grant, moment)) as unknown as Row[];
  return rows.map(({ code, counterparty, ore, position }) => {
    return finding('INTERNAL_SIDES_DIFFER', { grant, subject: { projectCode: code, counterparty }, ore, position });
  });
}
