import { textToOre } from '#kernel';

import type { AccountRole } from '../book/book.events.js';
import { type Matcher, onwardOf } from '../project-code/matcher.js';
import type { CodeFacts } from '../project-code/project-code.events.js';
import { perArea } from './area-division.js';
import type { CostPosted, PostedLine, VoucherLine } from './voucher.events.js';

/** What decides which lines are a cost of which grant: the codes of the book and the roles of its accounts. */
export interface PostingRules {
  readonly matcher: Matcher;
  readonly roleOf: (account: string) => AccountRole | null;
}

/** A voucher's name as its events carry it, and its accounting date. */
export interface DatedVoucher {
  readonly book: string;
  readonly series: string;
  readonly number: string;
  readonly date: string;
}

type Cost = CostPosted['data'];
export type Kind = PostedLine['kind'];

/** The roles whose lines are posted. Money passed on waits there for its recipient's report. */
export const isPostedRole = (role: AccountRole | null): role is Kind =>
  role === 'cost' || role === 'reduces-cost' || role === 'passed-on';

/**
 * What of a voucher's lines is a cost, per project code and by the codes alone, whole lines, eligible or not. A line
 * that two codes claim, or whose account has no role, is posted nowhere: it is listed as unresolved.
 */
export function costsOf(lines: Iterable<VoucherLine>, voucher: DatedVoucher, rules: PostingRules): readonly Cost[] {
  const costs: Cost[] = [];
  for (const line of lines) {
    const [code, second] = rules.matcher.claims(line.objects, voucher.date);
    if (code === undefined || second !== undefined) continue;
    const role = rules.roleOf(line.account);
    if (isPostedRole(role)) linesOf(costs, code, voucher).push(wholeLine(line, role, code));
  }
  return costs;
}

function linesOf(costs: Cost[], code: CodeFacts, voucher: DatedVoucher): PostedLine[] {
  const known = costs.find(({ projectCode }) => projectCode === code.projectCode);
  if (known !== undefined) return known.lines;
  const fresh = { ...costHead(voucher, code), basis: { revision: code.revision }, lines: [] };
  costs.push(fresh);
  return fresh.lines;
}

/** What a posting says before its basis and its lines. */
export const costHead = ({ book, series, number, date }: DatedVoucher, code: CodeFacts) => ({
  book,
  series,
  number,
  date,
  projectCode: code.projectCode,
  grant: code.grant,
  allocation: code.allocation,
  pot: code.pot,
});

function wholeLine({ line, amount, objects }: VoucherLine, kind: Kind, code: CodeFacts): PostedLine {
  const areas = perArea(textToOre(amount), code.purposeAreas);
  if (kind !== 'passed-on') return { line, kind, share: '1', amount, areas };
  return { line, kind, onward: onwardOf(code, objects), share: '1', amount, areas };
}
