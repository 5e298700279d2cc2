import { afterAll, describe, expect, it } from '@jest/globals';

import { type Cut, cutsOf, restore } from './power-loss/cuts.js';
import { type Run, Runs } from './power-loss/runs.js';
import { guards } from './guards.js';
import { Program } from './program.js';
import { scaled, seeds, tell } from './scale.js';

const runs = new Runs();
afterAll(() => {
  runs.remove();
});

interface Found {
  readonly states: number;
  /** In how many states each kind of fault was found: LOST, PART, ROWS …, or an error that ended the work. */
  readonly faults: Readonly<Record<string, number>>;
}

/** What was wrong after any of so many power cuts during a run, none before the deed `from`. */
async function faultsOf(run: Run, count: number, from = 0): Promise<Found> {
  const cuts = cutsOf(run.dir, run.deeds, { count, seeds: seeds(3), from });
  const faults: Record<string, number> = {};
  for (const cut of cuts) {
    const kinds = (await goOn(run, cut)).map((fault) => /^[A-Z]{3,}/.exec(fault)?.[0] ?? fault);
    for (const kind of new Set(kinds)) faults[kind] = (faults[kind] ?? 0) + 1;
  }
  return { states: cuts.length, faults };
}

async function goOn(run: Run, cut: Cut): Promise<readonly string[]> {
  restore(run.dir, cut);
  try {
    return await run.goOn(cut, 10);
  } catch (error) {
    return [String(error)];
  }
}

type Kind = 'writing' | 'keeping' | 'calling';
const record = (kind: Kind, program: Program): Run | Promise<Run> =>
  kind === 'writing' ? runs.writing(program, 25) : runs[kind](program);

describe('a power cut at any moment, whatever of the unsynced it takes, tears or leaves', () => {
  it.each<{ during: string; kind: Kind; count: number }>([
    { during: 'appends', kind: 'writing', count: scaled(700, 100) },
    { during: 'commands and imports', kind: 'keeping', count: scaled(900, 120) },
    { during: 'calls from the terminal', kind: 'calling', count: scaled(600, 80) },
  ])('during $during loses nothing acknowledged, and the work goes on', async ({ during, kind, count }) => {
    const run = await record(kind, Program.built);
    const { states, faults } = await faultsOf(run, count);
    tell(
      `power loss, ${during}: ${run.deeds.length} writes and syncs, ${states} states, faults ${JSON.stringify(faults)}`,
    );
    expect(faults).toEqual({});
    expect(states).toBeGreaterThan(count * 0.95);
  });
});

const sabotages: readonly { readonly when: keyof typeof guards; readonly kind: Kind; readonly fault: RegExp }[] = [
  { when: 'a commit does not wait for the disk', kind: 'writing', fault: /^LOST/ },
  { when: 'an append is acknowledged before its commit', kind: 'writing', fault: /^LOST/ },
  { when: 'an append is committed in two parts', kind: 'writing', fault: /^PART/ },
  { when: 'the names in a folder are not synced', kind: 'keeping', fault: /^LOST|^FILE|init/ },
  { when: 'the rows are written in whatever order', kind: 'keeping', fault: /^ROWS|malformed/ },
];

describe('a power cut finds it when', () => {
  it.each(sabotages)('$when', async ({ when, kind, fault }) => {
    const program = Program.sabotaged(...guards[when]);
    try {
      const run = await record(kind, program);
      const { states, faults } = await faultsOf(run, scaled(200, kind === 'keeping' ? 120 : 40), run.second);
      const found = Object.entries(faults).filter(([one]) => fault.test(one));
      tell(`sabotage, ${when}: found in ${states} states: ${JSON.stringify(Object.fromEntries(found))}`);
      expect(found).not.toEqual([]);
    } finally {
      program.remove();
    }
  });
});
