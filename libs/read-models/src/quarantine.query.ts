import { releasedNumber } from '#ledger';

import {
  type ImportRow,
  imports,
  type QuarantineDecision,
  quarantineDecisions,
  type StandingImport,
  standingImports,
} from './imports.query.js';
import type { Moment } from './moment.js';
import { refusePruned } from './pruned.query.js';
import type { Rows } from './rows.js';

/** A voucher as the import that held it back tells of it. */
export type HeldVoucher = NonNullable<StandingImport['completed']['quarantine']>[number];

/** A voucher held back by the newest file that speaks of it, and not decided. */
export interface QuarantineRow extends HeldVoucher {
  readonly import: string;
  readonly book: string;
}
/** The vouchers in quarantine. */
export interface Quarantine {
  readonly open: readonly QuarantineRow[];
  /** Those that a person has decided, wherever the same voucher stood. */
  readonly decided: readonly QuarantineRow[];
  /** Imports that held back more vouchers than they told one by one, and how many. */
  readonly untold: readonly { readonly import: string; readonly book: string; readonly count: number }[];
}

/** What is held back at a moment and waits for a person; of one book where it is named. Refuses with FIGURES_PRUNED. */
export async function quarantine(db: Rows, moment: Moment, book?: string): Promise<Quarantine> {
  const all = await imports(db, moment, book);
  const undone = new Set(all.flatMap((one) => (one.undone === null ? [] : [one.import])));
  // What was let in is taken back with its import; what was turned down is turned down wherever it stands.
  const decisions = (await quarantineDecisions(db, moment, book)).filter(
    (one) => one.decision === 'rejected' || !undone.has(one.import),
  );
  const decided = new Set(decisions.map(decisionKey));
  const books: Quarantine[] = [];
  for (const of of new Set(all.map((one) => one.book))) {
    books.push(ofBook(await standingImports(db, moment, of), decided));
  }
  if (book !== undefined) await refusePruned(db, 'book', book);
  return joined(books);
}

/** What the files of one book hold back, the oldest file first. */
const ofBook = (standing: readonly StandingImport[], decisions: ReadonlySet<string>): Quarantine =>
  joined(standing.map((one, at) => ofFile(one, standing.slice(at + 1), decisions)));

const joined = (parts: readonly Quarantine[]): Quarantine => ({
  open: parts.flatMap(({ open }) => open),
  decided: parts.flatMap(({ decided }) => decided),
  untold: parts.flatMap(({ untold }) => untold),
});

function ofFile(one: StandingImport, newer: readonly StandingImport[], decisions: ReadonlySet<string>): Quarantine {
  const { import: id, book, completed } = one;
  const held = (completed.quarantine ?? []).map((voucher) => ({ import: id, book, ...voucher }));
  const decided = held.filter((row) => isDecided(decisions, row));
  const left = held.filter((row) => !decided.includes(row));
  const count = completed.vouchers.quarantined - held.length;
  const isUntold = count > 0 && !newer.some((file) => speaksOfAll(file, one));
  return {
    open: left.filter((row) => !isSpokenOf(newer, one, row)),
    decided,
    untold: isUntold ? [{ import: id, book, count }] : [],
  };
}

/** Whether a person has decided about a voucher that says just this, in this import or another. */
function isDecided(decisions: ReadonlySet<string>, held: QuarantineRow): boolean {
  const released = { ...held, number: releasedNumber(held.number, held.digest) };
  return decisions.has(decisionKey(held)) || decisions.has(decisionKey(released));
}

type Decided = Pick<QuarantineDecision, 'book' | 'series' | 'number' | 'digest'>;
const decisionKey = ({ book, series, number, digest }: Decided): string => [book, series, number, digest].join('\n');

/** Whether a newer file speaks of the voucher: then that file says what is to be said of it. */
function isSpokenOf(newer: readonly StandingImport[], of: StandingImport, { date, series }: HeldVoucher): boolean {
  const codes = of.completed.coverage?.codes ?? null;
  const spoken = { from: date, to: date, series: [series], codes };
  return newer.some((file) => file.sha256 === of.sha256 || speaksOf(file, spoken));
}

/** What a pre-system hands over (SIE 4I) never says what else there is. */
const speaksOf = ({ completed }: StandingImport, spoken: Coverage): boolean =>
  completed.kind !== 'SIE4I' && covers(completed.coverage, spoken);
const speaksOfAll = (file: StandingImport, of: StandingImport): boolean =>
  file.sha256 === of.sha256 || speaksOf(file, of.completed.coverage);

/** A later file that speaks of all that this one spoke of has the last word. */
export function isReplaced(one: ImportRow, all: readonly ImportRow[]): boolean {
  const later = all.filter(({ book, startedPosition }) => book === one.book && startedPosition > one.startedPosition);
  return later.some(({ sha256, completed }) => {
    if (completed === null) return false;
    return one.completed === null ? sha256 === one.sha256 : covers(completed.coverage, one.completed.coverage);
  });
}

type Coverage = NonNullable<ImportRow['completed']>['coverage'];
function covers(later: Coverage, earlier: Coverage): boolean {
  if (later === null || earlier === null) return earlier === null;
  const days = later.from <= earlier.from && later.to >= earlier.to;
  return days && earlier.series.every((series) => later.series.includes(series)) && coversCodes(later, earlier);
}

type Spoken = NonNullable<Coverage>;
/** A file of whole vouchers speaks of every code; an extract of its own. */
function coversCodes({ codes: later }: Spoken, { codes: earlier }: Spoken): boolean {
  if (later === null) return true;
  return earlier?.every(([dimension, object]) => later.some(([d, o]) => d === dimension && o === object)) ?? false;
}
