import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';

import { engines } from '../bench/engines.js';
import { EVENTS_OF_YEAR, LINES_OF_YEAR, NATION, STREAMS_OF_YEAR } from '../bench/nation.js';
import { root } from './cruise.js';

const page = readFileSync(join(root, 'docs/scale.md'), 'utf8');
const written = (figure: number): string => Math.round(figure).toLocaleString('en');
/** The rows of the table of what there is, by their names. */
const figures = new Map(
  [...page.matchAll(/^\| ([\w ,]+?) +\| +([\d,.]+) \|/gm)].map(([, what = '', figure = '']) => [what, figure]),
);

describe('docs/scale.md', () => {
  it('reckons as the simulation does', () => {
    const { regions, municipalities, yearsKept } = NATION;
    const reckoned = {
      'lines of a region': regions.linesOfEach,
      'lines of a municipality': municipalities.linesOfEach,
      'lines of a year': LINES_OF_YEAR,
      'vouchers of a year': STREAMS_OF_YEAR,
      'events of a year': EVENTS_OF_YEAR,
      'events of seven years': EVENTS_OF_YEAR * yearsKept,
      'streams of seven years': STREAMS_OF_YEAR * yearsKept,
      'events of a month': EVENTS_OF_YEAR / 12,
    };
    for (const [what, figure] of Object.entries(reckoned))
      expect([what, figures.get(what)]).toEqual([what, written(figure)]);
    expect(regions.count + municipalities.count).toBe(311);
  });

  it('names measures that there are', () => {
    const measures = Object.values(engines).flatMap(({ sized, unsized }) =>
      [...sized, ...unsized].map(({ name }) => name),
    );
    const said = [...page.matchAll(/(?:measured[^|`]*: |simulated: |%: |recorded; |budget of )`([^`]+)`/g)].map(
      ([, name]) => name,
    );
    expect(said.length).toBeGreaterThan(10);
    expect(said.filter((name) => !measures.includes(name ?? ''))).toEqual([]);
  });
});
