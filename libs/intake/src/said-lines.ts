import { oreToText } from '#kernel';

import type { VoucherSaid } from './file-contents.js';
import { pairedBy } from './paired-by.js';

/** A line as a file says it publicly. */
export interface SaidLine {
  readonly account: string;
  readonly objects: readonly (readonly [dimension: string, object: string])[];
  readonly amount: string;
  /** Only where it is not the voucher's. */
  readonly date: string | null;
}

/** The lines that only one of two versions of a voucher has; their order says nothing. */
export function changesIn(
  a: VoucherSaid,
  b: VoucherSaid,
): { readonly removed: readonly SaidLine[]; readonly added: readonly SaidLine[] } {
  const { ones, others } = pairedBy(saidLines(b), saidLines(a), contentOf);
  return { removed: others, added: ones };
}

const contentOf = ({ account, objects, amount, date }: SaidLine): string =>
  JSON.stringify([account, [...objects].sort(), amount, date]);

const saidLines = ({ date: ofVoucher, lines }: VoucherSaid): SaidLine[] =>
  lines.map(({ account, objects, ore, date = ofVoucher }) => {
    return { account, objects, amount: oreToText(ore), date: date === ofVoucher ? null : date };
  });

type Sums = ReadonlyMap<string, number>;

/** Sums of two files per account, where they differ. */
export function differingSums(a: Sums, b: Sums): { account: string; a: string; b: string }[] {
  const accounts = [...new Set([...a.keys(), ...b.keys()])].sort();
  return accounts
    .map((account) => ({ account, a: a.get(account) ?? 0, b: b.get(account) ?? 0 }))
    .filter((sums) => sums.a !== sums.b)
    .map((sums) => ({ account: sums.account, a: oreToText(sums.a), b: oreToText(sums.b) }));
}
