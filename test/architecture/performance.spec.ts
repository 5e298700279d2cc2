import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';

import { engines } from '../bench/engines.js';
import type { Measure } from '../bench/measures.js';
import { written } from '../bench/verdict.js';
import { root } from './cruise.js';

const page = readFileSync(join(root, 'docs/performance.md'), 'utf8');
/** Rows of the tables of measures: name and budget are the first two cells. */
const measures: readonly Measure[] = Object.values(engines).flatMap(({ sized, unsized }) => [...sized, ...unsized]);
const rows = [...page.matchAll(/^\| `([^`]+)` +\| ([^|]+?) +\|/gm)].map(([, name = '', budget = '']) => [name, budget]);

describe('docs/performance.md', () => {
  it('tells of every measure that the bench prints, with its budget, and of no other', () => {
    const printed = measures.map((measure) => [measure.name, bounded(written(measure))]);
    expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(printed));
    expect(rows).toHaveLength(printed.length);
  });
});

describe('the measures of the bench', () => {
  it('are told apart by their names', () => {
    const names = measures.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});

const bounded = (budget: string | null): string =>
  budget === null ? 'none' : budget.replace('<=', '≤').replace('>=', '≥').replace(' x', ' ×');
