import { latest } from './dialect.js';
import { type Finding, finding } from './finding.js';
import type { Look } from './look.js';
import { SHARES_AT, sharesAt } from './posted-costs.query.js';

// What a person decides is not the codes' to say, so only what the codes posted can be out of date.
const OUT_OF_DATE = `${SHARES_AT},
posted AS (
  SELECT code, book, series, number, line, date, kind, allocation, sum(ore) AS ore, max(position) AS position
  FROM share GROUP BY code, book, series, number, line, date, kind, allocation),
matched AS (
  SELECT v.book, v.series, v.number, l.line, l.code, l.role FROM voucher v JOIN ledger_line l ON l.voucher = v.voucher
  WHERE v.position <= :position AND v.gone > :position AND l.position <= :position AND l.gone > :position),
now AS MATERIALIZED (SELECT code, grant_id, data ->> 'allocation' AS allocation FROM ${latest('ledger_code', 'code')})
SELECT p.* FROM posted p JOIN now ON now.code = p.code
WHERE NOT EXISTS (SELECT 1 FROM cost_decision d WHERE d.book = p.book AND d.series = p.series AND d.number = p.number
    AND d.code = p.code AND d.position <= :position AND d.gone > :position)
  AND (now.grant_id <> :grant OR p.allocation IS DISTINCT FROM now.allocation
    OR NOT EXISTS (SELECT 1 FROM matched m WHERE m.book = p.book AND m.series = p.series AND m.number = p.number
      AND m.line = p.line AND m.code = p.code AND m.role = p.kind)
    OR EXISTS (SELECT 1 FROM matched m WHERE m.book = p.book AND m.series = p.series AND m.number = p.number
      AND m.line = p.line AND m.code <> p.code))
ORDER BY p.date, p.book, p.series, length(p.number), p.number, p.line, p.code`;

interface Row {
  readonly code: string;
  readonly book: string;
  readonly series: string;
  readonly number: string;
  readonly line: number;
  readonly date: string;
  readonly ore: number;
  readonly position: number;
}

/** Postings that the codes, or the accounts' roles, would no longer make: another code may claim the line too. */
export async function postingFindings({ db, facts, moment }: Look): Promise<Finding[]> {
  const rows = await db.all<Row>(OUT_OF_DATE, sharesAt(facts, moment));
  return rows.map(({ code, book, series, number, line, date, ore, position }) => {
    const subject = { book, series, number, line, projectCode: code, date };
    return finding('POSTING_OUT_OF_DATE', { grant: facts.grant, subject, ore, position });
  });
}
