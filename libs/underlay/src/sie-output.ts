import { DomainError } from '#kernel';
import { type AccountRole, roles } from '#ledger';
import type { BookRow, Moment, VoucherKey } from '#read-models';
import {
  type SieAccount,
  type SieDimension,
  sieFile,
  type SieHead,
  type WrittenEntry,
  type WrittenVoucher,
} from '#sie';

import { heldVoucher, type HeldVoucher } from './held-voucher.js';
import type { Program, Tally } from './output.js';
import { sieVoucher } from './sie-vouchers.js';
import { dayOfPosition, organisationName, type Source } from './source.js';

/** What vouchers a SIE file is to hold, and of what moment. */
export interface SieAsked {
  readonly book: BookRow;
  readonly names: readonly VoucherKey[];
  readonly moment: Moment;
  readonly program: Program;
  /** What the file is, in a sentence for whoever reads it. */
  readonly title: string;
  /** Every line of the book is there, so that the results of its accounts are known. */
  readonly isWhole: boolean;
}

/** SIE reserves these (SIE 4B, #DIM); what a book calls its own comes first. */
const RESERVED: Readonly<Record<string, string>> = {
  1: 'Kostnadsställe',
  2: 'Kostnadsbärare',
  6: 'Projekt',
  7: 'Anställd',
  8: 'Kund',
  9: 'Leverantör',
  10: 'Faktura',
};

/**
 * Vouchers of one book as a SIE 4E file. They are gone through twice, once for the accounts and dimensions that the file
 * must name before them, so that memory does not grow with them. Refuses with BOOK_WITHOUT_CONTRA_LINES and
 * VOUCHER_WITHOUT_CONTRA_LINES, and as `sieFile` does, with the book's name.
 */
export async function* sieOutput(source: Source, asked: SieAsked, tally: Tally): AsyncGenerator<Uint8Array> {
  const { book } = asked;
  if (book.form === 'extract') throw new DomainError('BOOK_WITHOUT_CONTRA_LINES', { book: book.book });
  const head = await headOf(source, asked);
  try {
    yield* sieFile(head, counted(source, asked, tally), { withChecksum: true });
  } catch (error) {
    throw error instanceof DomainError ? new DomainError(error.code, { book: book.book, ...error.details }) : error;
  }
}

async function* written(
  source: Source,
  { names, moment, book }: SieAsked,
): AsyncGenerator<[HeldVoucher, WrittenVoucher]> {
  for (const name of names) {
    const voucher = await heldVoucher(source, name, moment);
    if (voucher !== null) yield [voucher, sieVoucher(voucher, book)];
  }
}

async function* counted(source: Source, asked: SieAsked, tally: Tally): AsyncGenerator<WrittenVoucher> {
  for await (const [, voucher] of written(source, asked)) {
    tally.vouchers++;
    for (const { ore } of voucher.lines) tally.add(ore);
    yield voucher;
  }
}

async function headOf(source: Source, asked: SieAsked): Promise<SieHead> {
  const { book, moment, program, title, isWhole } = asked;
  const { from, to } = book.financialYear;
  const used = await usedIn(source, asked);
  const chart = chartOf(book, used);
  const results = [...used.accounts].filter(([account]) => /^[KI]$/.test(chart.get(account)?.type ?? ''));
  return {
    kind: 'SIE4E',
    program,
    generated: await dayOfPosition(source, moment),
    organisationNumber: source.log.organisation,
    name: await organisationName(source),
    remark: [title, ...(used.isSummed ? [SUMMED] : []), NO_BALANCES].join(' '),
    financialYears: [{ index: 0, from, to }],
    chart,
    dimensions: new Map(
      used.dimensions.map((one): [string, SieDimension] => [one, { name: nameOf(one, book), parent: null }]),
    ),
    balances:
      isWhole && !used.isPartial ? results.map(([account, ore]) => ({ label: 'RES', year: 0, account, ore })) : [],
  };
}

/** The accounts that are used, named by the chart; what they are is known where their role says it. */
function chartOf(book: BookRow, { accounts }: Used): ReadonlyMap<string, SieAccount> {
  const named = new Map(book.chart.map(({ account, name }) => [account, name]));
  const role = roles(book);
  return new Map(
    [...accounts.keys()].map((account) => {
      return [account, { name: named.get(account) ?? NO_NAME, type: TYPES[role(account) ?? 'ignored'] ?? null }];
    }),
  );
}

/** Cost (K), income (I), debt (S); an account that reduces cost, or is of the balance, may be either of two. */
const TYPES: Readonly<Partial<Record<AccountRole, SieAccount['type']>>> = {
  cost: 'K',
  'passed-on': 'K',
  'grant-income': 'I',
  'grant-liability': 'S',
};

const NO_NAME = 'Kontonamn saknas';
const NO_BALANCES = 'In- och utgående balanser ingår inte.';
const SUMMED = 'Rader som inte rör bidraget är summerade per konto, debet och kredit för sig.';

interface Used {
  /** The sums of their lines in whole öre, by account in order. */
  readonly accounts: ReadonlyMap<string, number>;
  readonly dimensions: readonly string[];
  /** Some lines are there as sums alone. */
  readonly isSummed: boolean;
  /** Some voucher was taken in for what touches the grants alone: then others were left out. */
  readonly isPartial: boolean;
}

async function usedIn(source: Source, asked: SieAsked): Promise<Used> {
  const [accounts, dimensions] = [new Map<string, number>(), new Set<string>()];
  let [isSummed, isPartial] = [false, false];
  const use = ({ account, objects, privateObjects = [] }: WrittenEntry, ore: number) => {
    accounts.set(account, (accounts.get(account) ?? 0) + ore);
    for (const [dimension] of [...objects, ...privateObjects]) dimensions.add(dimension);
  };
  for await (const [{ rest, scope }, { lines, corrections }] of written(source, asked)) {
    isSummed ||= rest.length > 0;
    isPartial ||= scope === 'grant';
    for (const line of lines) use(line, line.ore);
    for (const correction of corrections) use(correction, 0);
  }
  const inOrder = [...accounts].sort(([one], [other]) => (one < other ? -1 : 1));
  return { accounts: new Map(inOrder), dimensions: [...dimensions].sort(byNumber), isSummed, isPartial };
}

const byNumber = (one: string, other: string): number => one.length - other.length || (one < other ? -1 : 1);

function nameOf(dimension: string, { dimensions: { costCentre, project, counterparty } }: BookRow): string {
  if (dimension === project) return 'Projekt';
  if (dimension === costCentre) return 'Kostnadsställe';
  if (dimension === counterparty) return 'Motpart';
  return RESERVED[dimension] ?? `Dimension ${dimension}`;
}
