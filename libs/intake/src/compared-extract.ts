import { oreToText, textToOre } from '#kernel';
import { voucherIdentities } from '#ledger';
import type { ExtractRow } from '#read-models';
import type { SieVoucher } from '#sie';

import type { Bidragsbok } from './bidragsbok.js';
import { readThrough } from './kept-file.js';
import { ledgerContext, type LedgerContext } from './ledger-context.js';
import { pairedBy } from './paired-by.js';
import { sha256 } from './sha256.js';
import { openSieFile } from './sie-file.js';
import { openTableFile, type ReadByMapping } from './table-file.js';
import type { VoucherFile } from './voucher-file.js';
import { composed } from './voucher-key.js';

/** A line as one of the two has it. Amounts are strings in SEK, debit positive. */
export interface ComparedLine {
  readonly series: string;
  readonly number: string;
  readonly date: string;
  readonly account: string;
  readonly amount: string;
  /** The row of the file, or the line's ordinal in the ledger. */
  readonly place: number;
}
/** What a system's own extract says differently from ours, line by line. */
export interface ExtractComparison {
  readonly same: number;
  readonly onlyInFile: readonly ComparedLine[];
  readonly onlyHere: readonly ComparedLine[];
  /** Of the same voucher and account, with another day or amount. */
  readonly differing: readonly { readonly file: ComparedLine; readonly here: ComparedLine }[];
  /** Vouchers and rows of the file that could not be read, and are not compared. */
  readonly refused: number;
  readonly sums: { readonly file: string; readonly here: string; readonly difference: string };
}

/** What is compared: the lines of a code in one book, between the same days and of the same account. */
export interface ComparedExtract {
  readonly projectCode: string;
  readonly book: string;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly account?: string | undefined;
  readonly costCentre?: string | undefined;
  readonly rows: readonly Pick<ExtractRow, 'book' | 'series' | 'number' | 'line' | 'date' | 'account' | 'amount'>[];
}

/**
 * Holds an extract that the accounting system made, a SIE file or a list by a mapping, against ours. Of a file in which no line
 * names a code of the book every line is taken for the code's. Refuses with what opening the file refuses with, and BOOK_UNKNOWN.
 */
export async function compareExtract(
  to: Bidragsbok,
  extract: ComparedExtract,
  { file: path, by }: { readonly file: string; readonly by: ReadByMapping | null },
): Promise<ExtractComparison> {
  const context = await ledgerContext(to, extract.book);
  const file = by === null ? openSieFile(path) : await openTableFile(path, by);
  try {
    const { lines, refused } = await linesOf(file, extract, context);
    const here = extract.rows
      .filter(({ book }) => book === extract.book)
      .map(({ line, ...row }): Found => ({ ...lineOf(row), place: line, ore: textToOre(row.amount) }));
    return { ...compared(lines, here), refused };
  } finally {
    file.close();
  }
}

interface Found extends ComparedLine {
  readonly ore: number;
}
const lineOf = ({ series, number, date, account, amount }: Omit<ComparedLine, 'place'>) => ({
  ...{ series, number, date, account, amount },
});

interface Read extends Found {
  readonly isOfCode: boolean;
  readonly isOfAny: boolean;
}

async function linesOf(file: VoucherFile, extract: ComparedExtract, context: LedgerContext) {
  const { facts } = context.opened;
  const privateDimensions = new Set(facts.privateDimensions);
  const readLines = lineReader(extract, context);
  const all: Read[] = [];
  let refused = await readThrough(file, privateDimensions);
  for await (const items of file.read({ take: () => true, privateDimensions }).items) {
    for (const item of items) {
      if (item.kind === 'refusal') refused++;
      else all.push(...readLines(item));
    }
  }
  const saysCodes = all.some(({ isOfAny }) => isOfAny);
  return { lines: saysCodes ? all.filter(({ isOfCode }) => isOfCode) : all, refused };
}

function lineReader(extract: ComparedExtract, { opened: { facts }, matcher }: LedgerContext) {
  const identityOf = voucherIdentities(facts, sha256);
  return ({ date, lines, fileLine: place, ...item }: SieVoucher): Read[] => {
    const series = composed(item.series);
    const number = identityOf({ series, number: composed(item.number), date, lines });
    return lines.flatMap(({ account, ore, objects }) => {
      const codes = matcher.claims(objects, date);
      const costCentre = objects.find(([dimension]) => dimension === facts.dimensions.costCentre)?.[1];
      if (!isAskedFor({ date, account, costCentre }, extract)) return [];
      const isOfCode = codes.some(({ projectCode }) => projectCode === extract.projectCode);
      const said = { series, number, date, account, amount: oreToText(ore), ore, place };
      return [{ ...said, isOfCode, isOfAny: codes.length > 0 }];
    });
  };
}

function isAskedFor(
  line: { readonly date: string; readonly account: string; readonly costCentre: string | undefined },
  { from = '', to = '9999-12-31', account = line.account, costCentre = line.costCentre }: ComparedExtract,
): boolean {
  return line.date >= from && line.date <= to && line.account === account && line.costCentre === costCentre;
}

function compared(file: readonly Found[], here: readonly Found[]): Omit<ExtractComparison, 'refused'> {
  const key = ({ series, number, date, account, amount }: Found) =>
    JSON.stringify([series, number, date, account, amount]);
  const near = ({ series, number, account }: Found) => JSON.stringify([series, number, account]);
  const exact = pairedBy(file, here, key);
  const rest = pairedBy(exact.ones, exact.others, near);
  const sum = (lines: readonly Found[]) => lines.reduce((total, { ore }) => total + ore, 0);
  const [there, ours] = [sum(file), sum(here)];
  return {
    same: exact.both.length,
    onlyInFile: rest.ones.map(told),
    onlyHere: rest.others.map(told),
    differing: rest.both.map(([one, other]) => ({ file: told(one), here: told(other) })),
    sums: { file: oreToText(there), here: oreToText(ours), difference: oreToText(there - ours) },
  };
}

const told = ({ place, ...line }: Found): ComparedLine => ({ ...lineOf(line), place });
