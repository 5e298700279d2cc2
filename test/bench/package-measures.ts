import { ALL_SIZES, type Figure, mebibytes, type Measure, told } from './measures.js';

const packageOf = (
  [what, unit]: readonly [string, string],
  figure: Figure,
  more: Pick<Measure, 'budget' | 'yardstick'>,
): Measure => ({
  name: `underlay of 100 vouchers with 100 documents, ${what}`,
  unit,
  figure,
  ...more,
  ...{ from: ALL_SIZES, unjudged: 'no budget: told, to be seen when it grows' },
});
const few = (pick: Figure['pick']): Figure => ({ task: 'package', pick });

/** What a demand for underlay costs, at every size of the log that it is answered out of. */
export const packages: readonly Measure[] = [
  packageOf(['time', 's'], few(told('seconds')), { budget: { most: 30 } }),
  packageOf(['memory', 'MiB'], few(mebibytes), { budget: { most: 300 } }),
  packageOf(['digests that differ once it is built again', 'digests'], { task: 'package-again', pick: told('differing') }, {
    budget: { most: 0 },
  }), // prettier-ignore
  packageOf(['verifying it', 's'], { task: 'package-verified', pick: told('seconds') }, { budget: null }),
  packageOf(['verifying it, memory', 'MiB'], { task: 'package-verified', pick: mebibytes }, { budget: null }),
  packageOf(
    ['verifying it, faults', 'faults'],
    { task: 'package-verified', pick: told('faults') },
    {
      budget: { most: 0 },
    },
  ),
  {
    // Flat: documents and tables stream by, and ten times as many lines are a few numbers each.
    name: 'underlay of 1,000 vouchers with 1,000 documents, memory to that of 100',
    unit: 'MiB',
    figure: { task: 'package-of-many', pick: mebibytes },
    yardstick: { name: '100 vouchers', ...few(mebibytes) },
    budget: { most: 1.3 },
    ...{ from: ALL_SIZES, unjudged: '' },
  },
];
