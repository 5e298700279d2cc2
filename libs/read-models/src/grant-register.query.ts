import { oreToText, textToOre } from '#kernel';

import type { Severity } from './findings.catalogue.js';
import { findingsOn } from './findings.query.js';
import {
  type Deadline,
  deadlinesOf,
  type GrantState,
  nextDeadline,
  type NextDeadline,
  stateOf,
} from './grant-deadlines.js';
import { grantFacts } from './grant-facts.query.js';
import { positionOf } from './grant-position.query.js';
import { type GrantRow, grants } from './lists.query.js';
import { type Moment, stamp } from './moment.js';
import { prunedBy } from './pruned.query.js';
import type { Rows } from './rows.js';
import { spentCells } from './spent.js';

const FIGURES = ['awarded', 'received', 'used', 'unused', 'repaid'] as const;
/** The figures of a register, in SEK; null where no event has told them. */
type Figures = Readonly<Record<(typeof FIGURES)[number], string | null>>;

/** One grant of the organisation. */
export interface RegisteredGrant extends GrantRow, Figures {
  /** What the programme is called. */
  readonly title: string;
  readonly state: GrantState;
  /** The position of the decision that has pruned what `used` and `unused` rest on, which are null then. */
  readonly pruned: number | null;
  readonly deadlines: readonly Deadline[];
  readonly next: NextDeadline | null;
  /** How many findings are open, by how much they ask for. */
  readonly findings: Readonly<Record<Severity, number>>;
}

/** Every grant of the organisation, the one whose next day to keep is nearest first. */
export interface GrantRegister {
  readonly position: number;
  readonly perDate?: string;
  /** The day that the days left are counted from. */
  readonly day: string;
  readonly grants: readonly RegisteredGrant[];
  /** Sums of what is known; null where nothing is. */
  readonly totals: Figures;
  /** How many grants are pruned: what those have used is in no total. */
  readonly pruned: number;
}

/** The register at a moment, its deadlines seen from a day. */
export async function grantRegister(db: Rows, moment: Moment, day: string): Promise<GrantRegister> {
  const rows: RegisteredGrant[] = [];
  for (const row of await grants(db, moment)) rows.push(...(await registered(db, row, { moment, day })));
  const placeOf = ({ next, grant }: RegisteredGrant): string => `${next?.date ?? LAST} ${grant}`;
  return {
    ...stamp(moment),
    day,
    grants: rows.sort((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1)),
    totals: figuresBy((figure) => together(rows.map((row) => row[figure]))),
    pruned: rows.filter((row) => row.pruned !== null).length,
  };
}
/** After every day. */
const LAST = '9999-99-99';

interface Seen {
  readonly moment: Moment;
  readonly day: string;
}

async function registered(db: Rows, row: GrantRow, { moment, day }: Seen): Promise<RegisteredGrant[]> {
  const facts = await grantFacts(db, row.grant, moment);
  if (facts === undefined) return [];
  const decision = await prunedBy(db, 'grant', row.grant);
  const known = positionOf(facts, decision === null ? await spentCells(db, facts, moment) : [], moment);
  const position = decision === null ? known : { ...known, used: null, unused: null };
  const open = (await findingsOn(db, { moment, day }, row.grant)).filter(({ settled }) => settled === null);
  const count = (severity: Severity): number => open.filter((finding) => finding.severity === severity).length;
  return [
    {
      ...row,
      ...{ title: facts.rules.title, state: stateOf(facts), pruned: decision },
      ...figuresBy((figure) => position[figure]),
      ...{ deadlines: deadlinesOf(facts), next: nextDeadline(facts, day) },
      findings: { blocks: count('blocks'), warning: count('warning'), info: count('info') },
    },
  ];
}

const figuresBy = (of: (figure: (typeof FIGURES)[number]) => string | null): Figures =>
  Object.fromEntries(FIGURES.map((figure) => [figure, of(figure)])) as unknown as Figures;

function together(amounts: readonly (string | null)[]): string | null {
  const known = amounts.filter((amount) => amount !== null);
  return known.length === 0 ? null : oreToText(known.reduce((sum, amount) => sum + textToOre(amount), 0));
}
