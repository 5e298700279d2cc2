import { DomainError } from '#kernel';
import {
  areaActivities,
  type AreaActivity,
  codeIsKnown,
  type CoveredLine,
  type DocumentRow,
  documents,
  evidenceCoverage,
  type GrantPosition,
  grantPosition,
  grants,
  isOfActivity,
  type LinkedSalary,
  type Moment,
  salaries,
} from '#read-models';

import type { Sample } from '../sample/sampled.js';
import type { Source } from '../source.js';
import { lineOf, type PackageForm, selectedOf, type Selection } from './selection.js';

/** What a package tells of and rests on, each thing asked for once. */
export interface PackageFacts {
  readonly position: GrantPosition;
  /** The programme that the grant is of, as its stream is named. */
  readonly programme: string | null;
  /** Every cost of the grant, or of the one code, with what proves it: extracts tell of those too that nobody asked for. */
  readonly covered: readonly CoveredLine[];
  /** Those that were asked for. */
  readonly lines: readonly CoveredLine[];
  /** Whose pay these are. */
  readonly pay: readonly LinkedSalary[];
  /** The ids of the documents that prove them, and that show what was done for the grant. */
  readonly named: ReadonlySet<string>;
  /** What shows what was done, area by area, for the whole grant. */
  readonly activities: readonly AreaActivity[];
  /** Those documents, or for the public their redacted copies. */
  readonly documents: readonly DocumentRow[];
}

/** What is asked of a package, and the sample that its lines were drawn by; null where none was. */
interface Asked extends Selection {
  readonly form: PackageForm;
  readonly sample: Sample | null;
}

/**
 * Asks for all that a package tells of. The lines are in the order of their dates; none at all is an answer. Refuses with
 * GRANT_NOT_ANNOUNCED, PROJECT_CODE_NOT_OPENED, VOUCHER_NOT_IN_SELECTION and FIGURES_PRUNED.
 */
export async function packageFacts({ models: { db } }: Source, asked: Asked, moment: Moment): Promise<PackageFacts> {
  const { grant, projectCode, form, sample } = asked;
  const position = await grantPosition(db, grant, moment);
  if (position === undefined) throw new DomainError('GRANT_NOT_ANNOUNCED', { grant });
  if (projectCode !== undefined && !(await codeIsKnown(db, projectCode, moment))) {
    throw new DomainError('PROJECT_CODE_NOT_OPENED', { projectCode });
  }
  const programme = (await grants(db, moment)).find((one) => one.grant === grant)?.programme;
  const { lines: covered } = await evidenceCoverage(db, { grant, projectCode }, moment);
  const lines = drawnOf(selectedOf(covered, asked), sample);
  const wanted = new Set(lines.map(lineOf));
  const pay = (await salaries(db, moment)).filter((row) => wanted.has(lineOf(row)));
  const all = await documents(db, moment);
  const named = new Set(
    namedBy(
      lines,
      pay,
      all.filter((one) => isOfActivity(one, grant) || isOfWhole(one, grant, codesOf(lines))),
    ),
  );
  return {
    ...{ position, programme: programme === undefined ? null : `programme-${programme.id}-${programme.year}` },
    activities: await areaActivities(db, { grant, documents: all }, moment),
    ...{ covered, lines, pay, named, documents: form === 'public' ? openOf(all, named) : namedOf(all, named) },
  };
}

/** What was done is shown for the whole grant: no line names it. */
/** What proves the grant or a project code as a whole: no line names it. */
const OF_WHOLE: readonly DocumentRow['kind'][] = ['ledger-extract', 'decision', 'agreement', 'procurement'];
const isOfWhole = ({ kind, facts }: DocumentRow, grant: string, codes: ReadonlySet<string>): boolean =>
  OF_WHOLE.includes(kind) &&
  (facts.grant === grant || (facts.projectCode !== undefined && codes.has(facts.projectCode)));
const codesOf = (lines: readonly CoveredLine[]): ReadonlySet<string> =>
  new Set(lines.map(({ projectCode }) => projectCode));

function namedBy(
  lines: readonly CoveredLine[],
  pay: readonly LinkedSalary[],
  done: readonly DocumentRow[],
): readonly string[] {
  const ofPay = pay.flatMap(({ shares }) => shares.flatMap((one) => [one.payslip, one.contract, one.support]));
  return [
    ...lines.flatMap((line) => line.documents),
    ...ofPay.filter((id): id is string => id !== null),
    ...done.map(({ document }) => document),
  ];
}

const namedOf = (all: readonly DocumentRow[], named: ReadonlySet<string>): readonly DocumentRow[] =>
  all.filter(({ document }) => named.has(document));

/** Redacted copies in the place of what they are of, and last what has none: it is named, and stays behind. */
function openOf(all: readonly DocumentRow[], named: ReadonlySet<string>): readonly DocumentRow[] {
  const copies = all.filter(({ copyOf }) => copyOf !== null && named.has(copyOf));
  const copied = new Set(copies.map(({ copyOf }) => copyOf));
  return [...namedOf(all, named).filter(({ document }) => !copied.has(document)), ...copies];
}

/** The lines that a sample has drawn; all of them where none was. */
function drawnOf(lines: readonly CoveredLine[], sample: Sample | null): readonly CoveredLine[] {
  if (sample === null) return lines;
  const drawn = new Set(sample.units.flatMap((unit) => unit.lines));
  return lines.filter(({ book, series, number, line }) => drawn.has(`${book}/${series}/${number}/${line}`));
}
