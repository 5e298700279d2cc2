import type { VoucherLine, VoucherName } from '#ledger';

import { objectOf } from './cost-ledger.matching.js';
import { type CoveredLine, evidenceCoverage } from './evidence-coverage.query.js';
import { books } from './lists.query.js';
import { dayOf, type Moment } from './moment.js';
import type { Rows } from './rows.js';

/** What is known of a line of a project code beside what was booked. */
export interface ExtractFacts {
  /** The object of its cost centre; null where it has none. */
  readonly costCentre: string | null;
  /** The public object of its counterparty; null where it has none. */
  readonly counterparty: string | null;
  /** The purpose areas that it is a cost of; empty where it is of none, or of which is unknown. */
  readonly areas: readonly number[];
  /** How much of it is proved; null where it is no cost of a grant under this code. */
  readonly evidence: CoveredLine['status'] | null;
}
type Line = VoucherName & { readonly line: number };
type Kept = readonly [line: number, account: string, ore: number, objects: VoucherLine['objects']];

const stands = (of: string) => `${of}.position <= :position AND ${of}.gone > :position`;
const NOTHING: ExtractFacts = { costCentre: null, counterparty: null, areas: [], evidence: null };
const keyOf = ({ book, series, number, line }: Line): string => JSON.stringify([book, series, number, line]);

/**
 * What is known of the lines of a project code at a moment, line by line; `covered` holds its costs where somebody has asked
 * for them already. Refuses with FIGURES_PRUNED.
 */
export async function extractFacts(
  db: Rows,
  { projectCode, covered }: { readonly projectCode: string; readonly covered?: readonly CoveredLine[] | undefined },
  moment: Moment,
): Promise<(line: Line) => ExtractFacts> {
  const lines = covered ?? (await evidenceCoverage(db, { projectCode }, moment)).lines;
  const asked = { code: projectCode, position: moment.position, day: dayOf(moment) };
  const areas = await areasOf(db, asked);
  const evidence = new Map(
    lines.filter((line) => line.projectCode === projectCode).map((line) => [keyOf(line), line.status]),
  );
  const dimensions = new Map((await books(db, moment)).map((book) => [book.book, book.dimensions]));
  const sql = `SELECT m.book, m.series, m.number, m.line, m.counterparty,
    (SELECT CAST(one.value AS TEXT) FROM voucher_lines l CROSS JOIN ${db.dialect.elements('l.lines', 'one')}
      WHERE l.voucher = m.voucher AND l.source = m.source AND ${stands('l')}
        AND CAST(one.value ->> 0 AS BIGINT) = m.line LIMIT 1) AS booked
    FROM ledger_line m WHERE m.code = :code AND m.date <= :day AND ${stands('m')}`;
  type Row = Line & { readonly counterparty: string | null; readonly booked: string | null };
  const facts = new Map<string, ExtractFacts>();
  for (const row of await db.all<Row>(sql, asked)) {
    const key = keyOf(row);
    const [, , , objects] = JSON.parse(row.booked ?? '[0, "", 0, []]') as Kept;
    const costCentre = objectOf(objects, dimensions.get(row.book)?.costCentre);
    const { counterparty } = row;
    facts.set(key, { costCentre, counterparty, areas: areas.get(key) ?? [], evidence: evidence.get(key) ?? null });
  }
  return (line) => facts.get(keyOf(line)) ?? NOTHING;
}

async function areasOf(
  db: Rows,
  asked: Readonly<Record<string, string | number>>,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const sql = `SELECT DISTINCT book, series, number, line, area FROM cost_share s
    WHERE s.code = :code AND s.date <= :day AND ${stands('s')} AND s.area > 0 ORDER BY area`;
  const areas = new Map<string, number[]>();
  for (const row of await db.all<Line & { readonly area: number }>(sql, asked)) {
    const key = keyOf(row);
    areas.set(key, [...(areas.get(key) ?? []), row.area]);
  }
  return areas;
}

const TOUCHED = `SELECT DISTINCT book, series, number FROM ledger_line
  WHERE code = ? AND position <= ? ORDER BY book, series, number`;

/** Every voucher that a project code means a line of, or has meant one of up to a position: withdrawn ones too. */
export const everTouched = (db: Rows, projectCode: string, { position }: Moment): Promise<VoucherName[]> =>
  db.all<VoucherName>(TOUCHED, [projectCode, position]);
