import type { Bidragsbok } from '#intake';

/** The decision by which texts were erased (gallringsbeslut). */
export interface Erasure {
  readonly body: string;
  readonly date: string;
  readonly caseNumber: string;
}
/** The decision that erased the private part of each position that one has erased. */
export async function erasures(book: Bidragsbok): Promise<(position: number) => Erasure | undefined> {
  const found: PrivatePartErased['data'][] = [];
  for (const stored of await book.log.readStream('log')) {
    const event = catalogue.read(stored) as LogEvent;
    if (event.type === 'PrivatePartErased') found.push(event.data);
  }
  return (position) => found.find(({ ranges }) => ranges.some(([first, last]) => first <= position && position <= last))?.decision;
}
