import type { Cost } from './child.js';
import type { Figure, Measure, Runs } from './measures.js';

/** What is printed of a measure, one JSON line each. */
export interface Verdict {
  readonly measure: string;
  /** Of the books; null where their size has no part in it. */
  readonly lines: number | null;
  /** Null where the task was not run. */
  readonly value: number | null;
  readonly unit: string;
  readonly yardstick: string | null;
  readonly ratio: number | null;
  readonly budget: string | null;
  /** Whether the budget is kept; null where it is not judged, and then why. */
  readonly ok: boolean | null;
  readonly why?: string;
}

/** Where the runs of each size are; null is the size of what has none. */
export type RunsBySize = ReadonlyMap<number | null, Runs>;

/** Holds a measure against its budget at one size. */
export function judge(measure: Measure, runs: RunsBySize, lines: number | null): Verdict {
  const { name, unit, figure, yardstick } = measure;
  const value = medianOf(figure, runs, lines);
  const of = yardstick === undefined ? null : medianOf(yardstick, runs, lines);
  const ratio = value === null || of === null ? null : rounded(value / of);
  const told = {
    ...{ measure: name, lines, value: value === null ? null : rounded(value), unit },
    ...{ yardstick: yardstick?.name ?? null, ratio, budget: written(measure) },
  };
  return { ...told, ...held(measure, lines, yardstick === undefined ? value : ratio) };
}

function held(
  { figure, yardstick, budget, from, unjudged }: Measure,
  lines: number | null,
  judged: number | null,
): Pick<Verdict, 'ok' | 'why'> {
  if (budget === null || (lines !== null && lines < from)) return { ok: null, why: unjudged };
  if (judged === null) return { ok: null, why: `not measured here: ${yardstick?.name ?? figure.task}` };
  return { ok: 'most' in budget ? judged <= budget.most : judged >= budget.least };
}

/** A budget in words: `<= 5 x`. */
export function written({ budget, yardstick, unit }: Pick<Measure, 'budget' | 'yardstick' | 'unit'>): string | null {
  if (budget === null) return null;
  const bound = 'most' in budget ? `<= ${budget.most}` : `>= ${budget.least}`;
  return `${bound} ${yardstick === undefined ? unit : 'x'}`;
}

function medianOf({ task, pick, lines: own }: Figure, runs: RunsBySize, lines: number | null): number | null {
  const costs: readonly Cost[] = runs.get(own ?? lines)?.[task] ?? [];
  const sorted = costs.map(pick).sort((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}

const rounded = (value: number): number => Number(value.toPrecision(3));
