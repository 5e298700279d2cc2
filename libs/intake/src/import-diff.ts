import { type ImportRow, imports, unknownImport } from '#read-models';

import type { Bidragsbok } from './bidragsbok.js';
import { FileContents, type VoucherSaid } from './file-contents.js';
import { withKeptFile } from './kept-file.js';
import { ledgerContext } from './ledger-context.js';
import { changesIn, differingSums, type SaidLine } from './said-lines.js';

/** A voucher that only one of two files has. */
export interface OnlyInOne {
  readonly series: string;
  readonly number: string;
  readonly date: string;
  readonly fileLine: number;
  /** Whether the other file speaks of its day and series, so that the voucher is missing there. */
  readonly spokenOf: boolean;
}
/** A voucher that two files say differently: the lines that only one of them has, public parts alone. */
export interface SaidDifferently {
  readonly series: string;
  readonly number: string;
  readonly a: { readonly date: string; readonly fileLine: number; readonly lines: readonly SaidLine[] };
  readonly b: { readonly date: string; readonly fileLine: number; readonly lines: readonly SaidLine[] };
}
/** What one file says of itself. */
export interface ComparedFile extends Pick<ImportRow, 'import' | 'book' | 'format' | 'sha256'> {
  readonly vouchers: number;
  /** Vouchers and lines that could not be read, and are not compared. */
  readonly refused: number;
  readonly from: string | null;
  readonly to: string | null;
}

/** What two files that were taken in say differently. Amounts are strings in SEK, debit positive. */
export interface ImportDiff {
  readonly a: ComparedFile;
  readonly b: ComparedFile;
  readonly counts: {
    readonly same: number;
    readonly changed: number;
    readonly onlyInA: number;
    readonly onlyInB: number;
    /** Of those in one file alone the ones of a day and series that the other file speaks of. */
    readonly missingInB: number;
    readonly missingInA: number;
  };
  /** Of each list the first two hundred; the counts are of all. */
  readonly changed: readonly SaidDifferently[];
  readonly onlyInA: readonly OnlyInOne[];
  readonly onlyInB: readonly OnlyInOne[];
  /** What the rows of each file sum to per account, where they differ. */
  readonly accounts: readonly { readonly account: string; readonly a: string; readonly b: string }[];
}

const MOST_SHOWN = 200;

/**
 * Holds the kept files of two imports against each other, whatever books and formats they are of. A voucher is the same
 * one by its series and number, and by its date where a book of the two has numbers that begin anew. Each file is read
 * once for the digests of its vouchers and once more for those that differ. Refuses with IMPORT_UNKNOWN and with what
 * `withKeptFile` refuses with.
 */
export async function diffImports(book: Bidragsbok, one: string, other: string): Promise<ImportDiff> {
  const all = await imports(book.models.db, await book.moment());
  const [a, b] = [await rowOf(book, all, one), await rowOf(book, all, other)];
  const facts = [await factsOf(book, a), await factsOf(book, b)] as const;
  const reading = {
    voucherIdentity: facts.some(({ voucherIdentity }) => voucherIdentity === 'number+date')
      ? ('number+date' as const)
      : ('number' as const),
    privateDimensions: new Set(facts.flatMap(({ privateDimensions }) => privateDimensions)),
  };
  const [ofA, ofB] = [new FileContents(reading), new FileContents(reading)];
  await withKeptFile(book, a, (file) => ofA.read(file));
  await withKeptFile(book, b, (file) => ofB.read(file));
  const { same, changed, onlyInA, onlyInB } = compared(ofA, ofB);
  const shown = new Set(changed.slice(0, MOST_SHOWN));
  const saidByA = await found(book, { row: a, contents: ofA }, shown);
  const saidByB = await found(book, { row: b, contents: ofB }, shown);
  return {
    ...{ a: comparedFile(a, ofA), b: comparedFile(b, ofB) },
    counts: {
      ...{ same, changed: changed.length, onlyInA: onlyInA.length, onlyInB: onlyInB.length },
      missingInB: onlyInA.filter(({ spokenOf }) => spokenOf).length,
      missingInA: onlyInB.filter(({ spokenOf }) => spokenOf).length,
    },
    changed: [...shown].flatMap((key) => saidDifferently(saidByA.get(key), saidByB.get(key))),
    ...{ onlyInA: onlyInA.slice(0, MOST_SHOWN), onlyInB: onlyInB.slice(0, MOST_SHOWN) },
    accounts: differingSums(ofA.accounts, ofB.accounts),
  };
}

/** Of one file what it says of some of its vouchers; where none is asked for it is not unpacked again. */
async function found(
  book: Bidragsbok,
  { row, contents }: { readonly row: ImportRow; readonly contents: FileContents },
  wanted: ReadonlySet<string>,
): Promise<ReadonlyMap<string, VoucherSaid>> {
  return wanted.size === 0 ? new Map() : withKeptFile(book, row, (file) => contents.find(file, wanted));
}

const rowOf = async ({ models }: Bidragsbok, all: readonly ImportRow[], id: string): Promise<ImportRow> =>
  all.find((one) => one.import === id) ?? (await unknownImport(models.db, id));

const factsOf = async (book: Bidragsbok, { book: id }: ImportRow) => (await ledgerContext(book, id)).opened.facts;

const comparedFile = ({ import: id, book, format, sha256 }: ImportRow, of: FileContents): ComparedFile => ({
  ...{ import: id, book, format, sha256, vouchers: of.size, refused: of.refused, from: of.from, to: of.to },
});

function compared(a: FileContents, b: FileContents) {
  const changed: string[] = [];
  const onlyInA: OnlyInOne[] = [];
  let same = 0;
  for (const key of a.keys()) {
    if (!b.has(key)) onlyInA.push(a.place(key, b));
    else if (a.digest(key) === b.digest(key)) same += 1;
    else changed.push(key);
  }
  const onlyInB: OnlyInOne[] = [];
  for (const key of b.keys()) if (!a.has(key)) onlyInB.push(b.place(key, a));
  return { same, changed, onlyInA, onlyInB };
}

function saidDifferently(a: VoucherSaid | undefined, b: VoucherSaid | undefined): SaidDifferently[] {
  if (a === undefined || b === undefined) return [];
  const { removed, added } = changesIn(a, b);
  const { series, number } = a;
  return [
    {
      ...{ series, number },
      a: { date: a.date, fileLine: a.fileLine, lines: removed },
      b: { date: b.date, fileLine: b.fileLine, lines: added },
    },
  ];
}
