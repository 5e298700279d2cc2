import { describe, expect, it } from '@jest/globals';

import type { Cost } from './child.js';
import type { Measure } from './measures.js';
import { judge } from './verdict.js';

const cost = (cpu: number): Cost => ({ cpu, mebibytes: 100 * cpu, told: {} });
const alone: Measure = {
  name: 'work, to the floor',
  unit: 's cpu',
  figure: { task: 'work', pick: ({ cpu }) => cpu },
  budget: { most: 2 },
  from: 1000,
  unjudged: 'too few lines',
};
const measure: Measure = { ...alone, yardstick: { name: 'the floor', task: 'floor', pick: ({ cpu }) => cpu } };
const runs = (work: readonly number[], floor: readonly number[]) =>
  new Map([[1000, { work: work.map(cost), floor: floor.map(cost) }]]);

describe('a verdict', () => {
  it('holds the ratio of medians against the budget', () => {
    const verdict = judge(measure, runs([9, 3, 1], [2, 1, 40]), 1000);
    expect(verdict).toEqual({
      ...{ measure: 'work, to the floor', lines: 1000, value: 3, unit: 's cpu' },
      ...{ yardstick: 'the floor', ratio: 1.5, budget: '<= 2 x', ok: true },
    });
    expect(judge(measure, runs([5], [2]), 1000)).toMatchObject({ ratio: 2.5, ok: false });
  });

  it('holds the figure itself where there is no yardstick, to the most or to the least', () => {
    expect(judge(alone, runs([3], []), 1000)).toMatchObject({ budget: '<= 2 s cpu', ratio: null, ok: false });
    expect(judge({ ...alone, budget: { least: 2 } }, runs([3], []), 1000)).toMatchObject({ ok: true });
    expect(judge({ ...alone, budget: { least: 4 } }, runs([3], []), 1000)).toMatchObject({ ok: false });
  });

  it('says why it judges nothing, and tells the figure all the same', () => {
    const few = new Map([[999, { work: [cost(9)], floor: [cost(1)] }]]);
    expect(judge(measure, few, 999)).toMatchObject({ value: 9, ratio: 9, ok: null, why: 'too few lines' });
    expect(judge({ ...measure, budget: null }, runs([9], [1]), 1000)).toMatchObject({ budget: null, ok: null });
    const absent = judge(measure, runs([9], []), 1000);
    expect(absent).toMatchObject({ value: 9, ratio: null, ok: null, why: 'not measured here: the floor' });
    expect(judge(alone, runs([], []), 1000)).toMatchObject({ value: null, ok: null, why: 'not measured here: work' });
  });

  it('may take its yardstick from another size', () => {
    const bySize = new Map([1, 2].map((tenfold) => [1000 * 10 ** (tenfold - 1), { work: [cost(4 * tenfold)] }]));
    const flat = { ...measure, yardstick: { ...alone.figure, name: '1,000 lines', lines: 1000 } };
    expect(judge(flat, bySize, 10_000)).toMatchObject({ value: 8, yardstick: '1,000 lines', ratio: 2, ok: true });
  });
});
