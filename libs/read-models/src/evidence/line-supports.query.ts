import { DomainError, oreToText } from '#kernel';
import type { PayShare, VoucherName } from '#ledger';

import { type CoveredLine, evidenceCoverage } from '../evidence-coverage.query.js';
import { type Moment, stamp } from '../moment.js';
import type { Rows } from '../rows.js';
import { salaries } from '../salaries.query.js';
import { type LinkRow, links } from '../supports.query.js';

/** A line of a voucher, by its number there. */
export interface LineName extends VoucherName {
  readonly line: number;
}
/** Something that is linked to a line. */
export interface LinkShown extends Pick<LinkRow, 'form' | 'evidence' | 'rule' | 'kind'> {
  /** How much of the line it supports, in SEK and signed as the line is. */
  readonly amount: string;
  /** The position at which it was linked. */
  readonly since: number;
}
/** What supports a line at a moment. */
export interface LineSupports extends LineName {
  readonly position: number;
  readonly perDate?: string;
  readonly links: readonly LinkShown[];
  /** Whose pay it is. */
  readonly shares: readonly PayShare[];
  /** The line as a cost under each project code, with what is proved of it. */
  readonly costs: readonly CoveredLine[];
}

/** What supports a line, and how much of it that proves. Refuses with VOUCHER_NOT_RECORDED. */
export async function lineSupports(db: Rows, name: LineName, moment: Moment): Promise<LineSupports> {
  const { book, series, number, line } = name;
  const recorded = await db.first(
    `SELECT 1 AS one FROM voucher WHERE book = :book AND series = :series AND number = :number
      AND position <= :position AND gone > :position`,
    { book, series, number, position: moment.position },
  );
  if (recorded === undefined) {
    throw new DomainError('VOUCHER_NOT_RECORDED', { voucher: `${book} ${series} ${number}` });
  }
  const isIt = (other: LineName): boolean =>
    other.line === line && other.number === number && other.series === series && other.book === book;
  const linked = (await links(db, moment)).filter(isIt);
  const { lines } = await evidenceCoverage(db, { line: name }, moment);
  return {
    ...stamp(moment),
    ...{ book, series, number, line },
    links: linked.map(({ form, evidence, rule, kind, ore, position: since }) => {
      return { form, evidence, rule, kind, amount: oreToText(ore), since };
    }),
    shares: (await salaries(db, moment)).filter(isIt).flatMap(({ shares }) => shares),
    costs: lines,
  };
}
