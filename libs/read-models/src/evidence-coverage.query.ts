import {
  coverageOf,
  type DoubleFunding,
  FLAGGED,
  type LineCoverage,
  type Requirement,
  SHIPPED_REQUIREMENTS,
} from '#evidence';
import { type DocumentKind, oreToText, textToOre } from '#kernel';
import type { VoucherLine, VoucherName } from '#ledger';

import { objectOf } from './cost-ledger.matching.js';
import type { Dialect } from './dialect.js';
import { books } from './lists.query.js';
import { dayOf, type Moment, stamp } from './moment.js';
import { refusePruned } from './pruned.query.js';
import type { Rows } from './rows.js';
import { Supports, type Through } from './supports.query.js';

/** A line that is a cost of a grant, and how much of it is proved. Amounts are signed as booked. */
export interface CoveredLine extends VoucherName {
  readonly grant: string;
  readonly projectCode: string;
  readonly line: number;
  readonly date: string;
  readonly account: string;
  /** Whose cost it is: the object of the cost centre. Null where the line has none. */
  readonly unit: string | null;
  readonly counterparty: string | null;
  /** Whom it was bought from: the counterparty, else the key of the supplier of the first document linked to it. */
  readonly supplier: string | null;
  /** What of the line is the grant's. */
  readonly amount: string;
  readonly covered: string;
  readonly missing: string;
  readonly status: 'covered' | 'partly' | 'missing';
  /** The requirement that is for it; null where it needs nothing. */
  readonly rule: string | null;
  /** What is missing, each for so much of the line, and whose turn it is. */
  readonly lacks: readonly { readonly anyOf: readonly DocumentKind[]; readonly amount: string }[];
  readonly turn: Requirement['turn'] | null;
  /** Since when what is missing has been: the position of its posting, or that at which evidence of it was unlinked last. */
  readonly since: number;
  /** The documents that are linked to it. */
  readonly documents: readonly string[];
  /** The vouchers that it is proved through: what is linked to them supports it. */
  readonly through: readonly Through[];
}

/** Costs and what of them is proved, without signs: a credit that nothing proves makes up for no cost. */
export interface CoverageSums {
  readonly lines: number;
  readonly amount: string;
  /** On lines that are proved wholly. */
  readonly covered: string;
  /** On lines that are proved in part: what is. */
  readonly partly: string;
  readonly missing: string;
}
type By<Key extends string> = CoverageSums & Readonly<Record<Key, string | null>>;

/** What of the costs wants a document of one of these kinds; a line that wants several counts for each. */
export interface MissingKind {
  readonly anyOf: readonly DocumentKind[];
  readonly lines: number;
  /** In SEK, without signs. */
  readonly missing: string;
}

/** How much of what is charged to grants is proved. */
export interface EvidenceCoverage {
  readonly position: number;
  readonly perDate?: string;
  readonly totals: CoverageSums;
  readonly projectCodes: readonly By<'projectCode'>[];
  readonly units: readonly By<'unit'>[];
  readonly counterparties: readonly By<'counterparty'>[];
  readonly suppliers: readonly By<'supplier'>[];
  /** What is missing, by which kinds of document would do. */
  readonly kinds: readonly MissingKind[];
  readonly turns: readonly By<'turn'>[];
  readonly lines: readonly CoveredLine[];
}

/** Which costs: all where nothing is named. */
export interface CoverageFilter {
  readonly grant?: string | undefined;
  readonly projectCode?: string | undefined;
  readonly unit?: string | undefined;
  /** The counterparty, or the supplier's key where a line has none. */
  readonly counterparty?: string | undefined;
  /** Only what somebody has still to do something about. */
  readonly turn?: Requirement['turn'] | undefined;
  readonly line?: (VoucherName & { readonly line: number }) | undefined;
}

interface CostRow extends VoucherName {
  readonly grant_id: string;
  readonly code: string;
  readonly line: number;
  readonly date: string;
  readonly kind: 'cost' | 'reduces-cost' | 'passed-on';
  readonly ore: number;
  readonly since: number;
  readonly booked: string | null;
}
type Kept = readonly [line: number, account: string, ore: number, objects: VoucherLine['objects']];

const STANDS = (of: string) => `${of}.position <= :position AND ${of}.gone > :position`;
// The line itself is read out of its voucher: a person may post one that no code means.
const COSTS = ({ elements }: Dialect, { grant, projectCode, line }: CoverageFilter) => `WITH cost AS (
  SELECT grant_id, code, book, series, number, line, date, min(kind) AS kind, sum(ore) AS ore, min(position) AS since
  FROM cost_share c WHERE ${STANDS('c')} AND disallowed = 0 AND date <= :day
    ${grant === undefined ? '' : 'AND grant_id = :grant'} ${projectCode === undefined ? '' : 'AND code = :code'}
    ${line === undefined ? '' : 'AND book = :book AND series = :series AND number = :number AND line = :line'}
  GROUP BY grant_id, code, book, series, number, line, date)
SELECT cost.*, (SELECT CAST(one.value AS TEXT) FROM voucher v
    JOIN voucher_lines l ON l.voucher = v.voucher AND ${STANDS('l')} CROSS JOIN ${elements('l.lines', 'one')}
    WHERE v.book = cost.book AND v.series = cost.series AND v.number = cost.number AND ${STANDS('v')}
      AND CAST(one.value ->> 0 AS BIGINT) = cost.line LIMIT 1) AS booked
FROM cost ORDER BY date, book, series, length(number), number, line, code`;

/** The requirements that hold at a moment: those adopted last, else what is shipped. */
export async function requirementsAt(db: Rows, { position }: Moment): Promise<readonly Requirement[]> {
  return (await adoptedAt(db, position))?.rules ?? SHIPPED_REQUIREMENTS;
}

/** What becomes, at a moment, of links by which a cost could be paid for twice. */
export async function doubleFundingAt(db: Rows, { position }: Moment): Promise<DoubleFunding> {
  // Rows that were made before there was a choice do not tell of it.
  return (await adoptedAt(db, position))?.doubleFunding ?? FLAGGED;
}

interface Adopted {
  readonly rules: readonly Requirement[];
  readonly doubleFunding?: DoubleFunding;
}

async function adoptedAt(db: Rows, position: number): Promise<Adopted | undefined> {
  const sql = 'SELECT data FROM requirement_rules WHERE position <= ? ORDER BY position DESC LIMIT 1';
  const row = await db.first<{ readonly data: string }>(sql, [position]);
  return row === undefined ? undefined : (JSON.parse(row.data) as Adopted);
}

/** Every cost of the grants at a moment with what proves it, and what is missing in kronor. Refuses with FIGURES_PRUNED. */
export async function evidenceCoverage(db: Rows, filter: CoverageFilter, moment: Moment): Promise<EvidenceCoverage> {
  const { grant, projectCode } = filter;
  const asked = { position: moment.position, day: dayOf(moment) };
  const named = {
    ...(grant === undefined ? {} : { grant }),
    ...(projectCode === undefined ? {} : { code: projectCode }),
    ...filter.line,
  };
  const rows = await db.all<CostRow>(COSTS(db.dialect, filter), { ...asked, ...named });
  const proving = new Proving(await requirementsAt(db, moment), await Supports.at(db, moment));
  const dimensions = new Map((await books(db, moment)).map((book) => [book.book, book.dimensions]));
  if (grant !== undefined) await refusePruned(db, 'grant', grant);
  if (projectCode !== undefined) await refusePruned(db, 'project-code', projectCode);
  const all = rows.map((row) => proving.of(row, dimensions.get(row.book) ?? {}));
  const lines = all.filter((line) => isAsked(line, filter));
  return {
    ...stamp(moment),
    totals: coverageSums(lines),
    projectCodes: by(lines, 'projectCode'),
    units: by(lines, 'unit'),
    counterparties: by(lines, 'counterparty'),
    suppliers: by(lines, 'supplier'),
    kinds: missingKinds(lines),
    turns: by(lines, 'turn'),
    lines,
  };
}

/** What is worked out of a line, and not a column of its row. */
const isAsked = (line: CoveredLine, filter: CoverageFilter): boolean =>
  [undefined, line.supplier].includes(filter.counterparty) &&
  (['unit', 'turn'] as const).every((field) => [undefined, line[field]].includes(filter[field]));

type Dimensions = Readonly<Partial<Record<'costCentre' | 'counterparty', string | undefined>>>;

class Proving {
  constructor(
    private readonly rules: readonly Requirement[],
    private readonly supports: Supports,
  ) {}

  of(row: CostRow, dimensions: Dimensions): CoveredLine {
    const [, account, ore, objects] = JSON.parse(row.booked ?? '[0, "", 0, []]') as Kept;
    const isPay = this.supports.isPay(row);
    const coverage = coverageOf(this.rules, { account, kind: row.kind, ore, isPay }, this.supports.of(row));
    const covered = partOf(coverage.covered, { part: row.ore, whole: ore });
    const { grant_id: grant, code: projectCode, book, series, number, line, date, since } = row;
    const linked = this.supports.linksOf(row).filter(({ form }) => form === 'document');
    const counterparty = objectOf(objects, dimensions.counterparty);
    const [sent] = linked.flatMap(({ supplier }) => (supplier === null ? [] : [supplier]));
    return {
      ...{ grant, projectCode, book, series, number, line, date, account },
      unit: objectOf(objects, dimensions.costCentre),
      ...{ counterparty, supplier: counterparty ?? sent ?? null },
      ...{ amount: oreToText(row.ore), covered: oreToText(covered), missing: oreToText(row.ore - covered) },
      status: statusOf(coverage, covered),
      ...{ rule: coverage.rule, turn: coverage.turn },
      since: coverage.lacks.length === 0 ? since : Math.max(since, this.supports.unlinkedAt(row)),
      lacks: coverage.lacks.map(({ anyOf, ore: lacking }) => {
        return { anyOf, amount: oreToText(partOf(lacking, { part: row.ore, whole: ore })) };
      }),
      documents: linked.map(({ evidence }) => evidence),
      through: this.supports.throughOf(row),
    };
  }
}

/** Of what a whole line has, what falls on the part of it that is one grant's; rounded down, so that nothing is proved twice. */
function partOf(ore: number, { part, whole }: { readonly part: number; readonly whole: number }): number {
  if (whole === 0 || ore === whole) return whole === 0 ? 0 : part;
  // The product may be beyond what a number holds exactly; the quotient is not.
  return Number.parseInt(String((BigInt(ore) * BigInt(part)) / BigInt(whole)), 10);
}

const statusOf = ({ lacks }: LineCoverage, covered: number): CoveredLine['status'] =>
  lacks.length === 0 ? 'covered' : covered === 0 ? 'missing' : 'partly';

/** Sums of lines by what they share, in its order; those that have none last. */
function by<Key extends 'projectCode' | 'unit' | 'counterparty' | 'supplier' | 'turn'>(
  lines: readonly CoveredLine[],
  key: Key,
): By<Key>[] {
  const named = [...new Set(lines.map((line) => line[key]))].sort((one, other) => {
    if (one === null || other === null) return one === null ? 1 : -1;
    return one < other ? -1 : 1;
  });
  return named.map((name) => {
    const sums = coverageSums(lines.filter((line) => line[key] === name));
    return { [key]: name, ...sums } as By<Key>;
  });
}

/** Sums of what lines lack by the kinds that would do together, the most kronor first. */
function missingKinds(lines: readonly CoveredLine[]): MissingKind[] {
  const sums = new Map<string, { anyOf: readonly DocumentKind[]; lines: number; ore: number }>();
  for (const { anyOf, amount } of lines.flatMap(({ lacks }) => lacks)) {
    const sum = sums.get(anyOf.join(' ')) ?? { anyOf, lines: 0, ore: 0 };
    sums.set(anyOf.join(' '), { anyOf, lines: sum.lines + 1, ore: sum.ore + oreOf(amount) });
  }
  const sorted = [...sums.values()].sort((one, other) => other.ore - one.ore);
  return sorted.map(({ anyOf, lines: count, ore }) => ({ anyOf, lines: count, missing: oreToText(ore) }));
}

const oreOf = (amount: string): number => Math.abs(textToOre(amount));

/** What lines come to together. */
export function coverageSums(lines: readonly CoveredLine[]): CoverageSums {
  const sum = (some: readonly CoveredLine[], of: 'amount' | 'covered' | 'missing') =>
    oreToText(some.reduce((all, line) => all + oreOf(line[of]), 0));
  return {
    lines: lines.length,
    amount: sum(lines, 'amount'),
    covered: sum(
      lines.filter(({ status }) => status === 'covered'),
      'covered',
    ),
    partly: sum(
      lines.filter(({ status }) => status === 'partly'),
      'covered',
    ),
    missing: sum(lines, 'missing'),
  };
}
