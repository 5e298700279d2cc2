import { InvalidArgumentError } from 'commander';

const RANGES = /^[1-9]\d{0,14}(?:-[1-9]\d{0,14})?(?:,[1-9]\d{0,14}(?:-[1-9]\d{0,14})?)*$/;
/** More than are ever picked by hand: a log's worth of positions is asked for as a whole. */
const MOST = 100_000;

/** Positions written as `5,9-12`. */
export function positionsIn(text: string): readonly number[] {
  if (!RANGES.test(text)) throw new InvalidArgumentError('');
  const positions = new Set<number>();
  for (const range of text.split(',')) {
    const [first = 0, last = first] = range.split('-').map(Number);
    if (last < first || last - first >= MOST) throw new InvalidArgumentError('');
    for (let position = first; position <= last; position++) positions.add(position);
  }
  return [...positions];
}
