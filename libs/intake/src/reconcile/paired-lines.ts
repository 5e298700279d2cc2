import type { Objects, SourceLine } from '#ledger';
import type { RecordedContent } from '#read-models';

import { pairedBy } from '../paired-by.js';

export type HeldLine = RecordedContent['lines'][number];
/** The lines of a voucher in its file put together with those that the ledger holds of it. */
export interface PairedLines {
  readonly both: readonly (readonly [said: SourceLine, held: HeldLine])[];
  /** In the file alone. */
  readonly said: readonly SourceLine[];
  /** In the ledger alone. */
  readonly held: readonly HeldLine[];
}

/**
 * Pairs lines as multisets of account, amount and coding: their order says nothing. `isSaid` tells the dimensions that the
 * file has a word for, and that are public: of others nothing is compared.
 */
export function pairedLines(
  said: readonly SourceLine[],
  held: readonly HeldLine[],
  isSaid: (dimension: string) => boolean,
): PairedLines {
  const { both, ones, others } = pairedBy(said, held, (line: SourceLine | HeldLine) => content(line, isSaid));
  return { both, said: ones, held: others };
}

interface Content {
  readonly account: string;
  readonly ore: number;
  readonly objects: Objects;
}
/** No field of a line-based file can hold the line feed. */
function content({ account, ore, objects }: Content, isSaid: (dimension: string) => boolean): string {
  const codes = objects.filter(([dimension]) => isSaid(dimension)).map(([dimension, code]) => `${dimension}\n${code}`);
  return [account, ore.toString(), ...codes.sort()].join('\n');
}
