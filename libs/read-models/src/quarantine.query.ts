import { releasedNumber } from '#ledger';
import type { Database } from '#sqlite';

import { type ImportRow, imports, type QuarantineDecision, quarantineDecisions } from './imports.query.js';
import type { Moment } from './moment.js';

type Completed = NonNullable<ImportRow['completed']>;
export type HeldVoucher = NonNullable<Completed['quarantine']>[number];

/** A voucher held back by the newest file that speaks of it, and not decided. */
export interface QuarantineRow extends HeldVoucher {
  readonly import: string;
  readonly book: string;
}
/** The vouchers in quarantine. */
export interface Quarantine {
  readonly open: readonly QuarantineRow[];
  /** Imports that held back more vouchers than they told one by one, and how many. */
  readonly untold: readonly { readonly import: string; readonly book: string; readonly count: number }[];
}

/** What is held back at a moment and waits for a person; of one book where it is named. */
export function quarantine(db: Database, moment: Moment, book?: string): Quarantine {
  const all = imports(db, moment, book).filter(({ undone }) => undone === null);
  const undone = new Set(imports(db, moment, book).flatMap((one) => (one.undone === null ? [] : [one.import])));
  // What was let in is taken back with its import; what was turned down is turned down wherever it stands.
  const decisions = quarantineDecisions(db, moment, book).filter(
    (one) => one.decision === 'rejected' || !undone.has(one.import),
  );
  const decided = new Set(decisions.map((one) => decisionKey(one.book, one)));
  const open = all.flatMap((one) => {
    const later = laterThan(one, all);
    return (one.completed?.quarantine ?? [])
      .filter((held) => !isDecided(decided, one.book, held) && !isSpokenOf(later, one.completed, held))
      .map((held) => ({ import: one.import, book: one.book, ...held }));
  });
  const untold = all.flatMap((one) => {
    const { completed } = one;
    const count = (completed?.vouchers.quarantined ?? 0) - (completed?.quarantine?.length ?? 0);
    return count === 0 || isReplaced(one, all) ? [] : [{ import: one.import, book: one.book, count }];
  });
  return { open, untold };
}

/** Whether a person has decided about a voucher that says just this, in this import or another. */
function isDecided(decided: ReadonlySet<string>, book: string, held: HeldVoucher): boolean {
  const released = { ...held, number: releasedNumber(held.number, held.digest) };
  return decided.has(decisionKey(book, held)) || decided.has(decisionKey(book, released));
}

type Decided = Pick<QuarantineDecision, 'series' | 'number' | 'digest'>;
const decisionKey = (book: string, { series, number, digest }: Decided): string =>
  [book, series, number, digest].join('\n');

function laterThan(one: ImportRow, all: readonly ImportRow[]): readonly ImportRow[] {
  return all.filter(({ book, startedPosition }) => book === one.book && startedPosition > one.startedPosition);
}

/** Whether a later file speaks of the voucher: then that file says what is to be said of it. */
function isSpokenOf(later: readonly ImportRow[], of: Completed | null, { date, series }: HeldVoucher): boolean {
  const codes = of?.coverage?.codes ?? null;
  return later.some(({ completed }) => {
    const spoken = { from: date, to: date, series: [series], codes };
    return completed !== null && covers(completed.coverage, spoken);
  });
}

/** A later file that speaks of all that this one spoke of has the last word. */
export function isReplaced(one: ImportRow, all: readonly ImportRow[]): boolean {
  return laterThan(one, all).some(({ sha256, completed }) => {
    if (completed === null) return false;
    return one.completed === null ? sha256 === one.sha256 : covers(completed.coverage, one.completed.coverage);
  });
}

type Coverage = Completed['coverage'];
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
