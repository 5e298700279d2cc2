import type { Bidragsbok } from '#intake';

/** The decision by which texts were erased (gallringsbeslut). */
export interface Erasure {
  readonly body: string;
  readonly date: string;
  readonly caseNumber: string;
}
interface ErasedData {
  readonly positions: readonly number[];
  readonly decision: Erasure;
}

/** The decision that erased the private part of each position that one has erased. */
export async function erasures(book: Bidragsbok): Promise<ReadonlyMap<number, Erasure>> {
  const found = new Map<number, Erasure>();
  for (const { type, data } of await book.log.readStream('log')) {
    if (type !== 'PrivatePartErased') continue;
    const { positions, decision } = data as ErasedData;
    for (const position of positions) found.set(position, decision);
  }
  return found;
}
