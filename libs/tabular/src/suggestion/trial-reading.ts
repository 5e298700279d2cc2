import { oreToText } from '#kernel';

import type { ColumnMapping } from '../mapping/column-mapping.js';
import type { Posting, PostingItem, RowRefusal } from '../mapping/posting.js';
import { readPostings } from '../mapping/read-postings.js';
import type { TableRow } from '../table/table.js';
import type { SampledSheet } from './sampled-sheet.js';
import type { Trial } from './suggestion.js';

/** Reads a sample by a mapping. Refuses with what the reading refuses with. */
export async function tried(
  { rows, below, isWhole }: SampledSheet,
  mapping: ColumnMapping,
  dateSystem: 1900 | 1904,
): Promise<Trial> {
  const sample = { dateSystem, rows: () => inMemory(rows) };
  const reading = readPostings(sample, mapping, { privateDimensions: [] });
  const items: PostingItem[] = [];
  for await (const batch of reading) items.push(...batch);
  const { lines, refused, debit, credit, totals } = reading.summary;
  const postings = items.filter((item) => item.kind === 'posting');
  return {
    ...{ rows: below.length, isWhole, lines, refused },
    refusals: byCode(items.filter((item) => item.kind === 'refusal')),
    ...{ debit: oreToText(debit), credit: oreToText(credit) },
    ...(mapping.voucher.form === 'none' ? { vouchers: lines, unbalanced: 0 } : balances(postings, isWhole)),
    totals: { checked: totals.checked, differing: totals.differingCount, unchecked: totals.unchecked },
  };
}

// eslint-disable-next-line @typescript-eslint/require-await -- a sample in memory waits for no file
async function* inMemory(rows: readonly TableRow[]): AsyncGenerator<readonly TableRow[]> {
  yield rows;
}

function byCode(refusals: readonly RowRefusal[]): Trial['refusals'] {
  const found = new Map<string, { code: string; rows: number; firstLine: number }>();
  for (const { code, fileLine } of refusals) {
    const known = found.get(code);
    if (known === undefined) found.set(code, { code, rows: 1, firstLine: fileLine });
    else known.rows += 1;
  }
  return [...found.values()].sort((one, other) => other.rows - one.rows);
}

/** How many vouchers there are and how many do not balance: a cut sample may have cut the last one. */
function balances(postings: readonly Posting[], isWhole: boolean): Pick<Trial, 'vouchers' | 'unbalanced'> {
  const sums = new Map<string, number>();
  const keyOf = ({ series, number }: Posting) => `${series}\n${number}`;
  for (const posting of postings) sums.set(keyOf(posting), (sums.get(keyOf(posting)) ?? 0) + posting.ore);
  const last = postings.at(-1);
  if (!isWhole && last !== undefined) sums.delete(keyOf(last));
  return { vouchers: sums.size, unbalanced: [...sums.values()].filter((ore) => ore !== 0).length };
}
