import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { Bidragsbok, OPERATOR } from '#intake';

import { root } from '../e2e/cli.js';
import { guards } from './guards.js';
import { chanceOf } from './power-loss/cuts.js';
import { folder } from './processes.js';
import { Program } from './program.js';
import { scaled, seeds, tell } from './scale.js';
import { Runner } from './year.js';

const [GRANT, OTHER] = ['god-och-nara-vard-2026', 'annat-2026'] as const;
const KINDS = ['underlay', 'return'] as const;
type Kind = (typeof KINDS)[number];

interface Said {
  readonly isNew?: boolean;
  readonly files?: readonly string[];
  readonly refused?: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

const all = folder();
const data = join(all, 'data');
const chance = chanceOf(seeds(1)[0] ?? 1);
let places = 0;
beforeAll(async () => {
  const demo = spawnSync(process.execPath, ['infra/run.mjs', 'cli', 'demo', '--data', data], { cwd: root });
  expect(demo.status).toBe(0);
  // The demo's own days lie ahead.
  const book = await Bidragsbok.open({ data, clock: () => Date.parse('2034-01-15T06:00:00.000Z') });
  const programme = { id: 'god-och-nara-vard', year: 2026 };
  const announced = { grant: OTHER, programme, amounts: [{ pot: 'region-population', amount: '1000000.00' }] };
  await book.execute({ type: 'AnnounceGrant', by: OPERATOR, data: announced }, 'another');
  await book.close();
});
afterAll(() => {
  rmSync(all, { recursive: true });
});

/** A folder of its own for what one test builds. */
function place(): string {
  const dir = join(all, `out-${(places++).toString()}`);
  mkdirSync(dir);
  return dir;
}
const outIn = (dir: string, kind: Kind): string => (kind === 'underlay' ? join(dir, 'p.zip') : dir);
const NAMES = { underlay: ['p.zip'], return: ['return.json', 'return.xlsx', 'return.pdf'] } as const;

interface Built {
  readonly program?: Program;
  readonly kind?: Kind;
  readonly grant?: string;
  readonly dir: string;
  readonly pause?: number;
}
const building = ({ program = Program.built, kind = 'underlay', grant = GRANT, dir, pause = 0 }: Built): Runner =>
  new Runner(program.script('builder.mjs'), data, kind, grant, outIn(dir, kind), String(pause));
const ended = async (runner: Runner): Promise<Said> => (await runner.report()) ?? { refused: 'KILLED' };

const digest = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');
async function states(): Promise<readonly string[]> {
  const book = await Bidragsbok.open({ data });
  const runs = await (await book.runs()).list();
  await book.close();
  return runs.map(({ state }) => state);
}

interface Killed {
  /** How often a process died with the work begun and not all of it in its place. */
  readonly inTheMiddle: number;
  readonly faults: readonly string[];
}

/** What is wrong with what stands in a folder, where `files` are the digests of what is to stand there. */
function wrongIn(dir: string, kind: Kind, files: readonly string[]): readonly string[] {
  const names: readonly string[] = NAMES[kind];
  return readdirSync(dir).flatMap((name) => {
    if (!names.includes(name)) return [`LEFT ${name}`];
    return digest(join(dir, name)) === files[names.indexOf(name)] ? [] : [`HALF ${name}`];
  });
}

/** What is wrong with how the same call ended what was cut off. */
async function wrongAfter(said: Said, dir: string, files: readonly string[]): Promise<readonly string[]> {
  const wrong: string[] = [];
  if (said.refused !== undefined) wrong.push(`REFUSED ${said.refused}`);
  else if (JSON.stringify(said.files) !== JSON.stringify(files)) wrong.push('OTHER BYTES');
  if (readdirSync(dir).length < files.length) wrong.push('NOT ALL');
  if ((await states()).includes('running')) wrong.push('STILL RUNNING');
  return wrong;
}

/** Kills builds at so many moments, looks each time at what is there, and lets the same call end it. */
async function killed(program: Program, kind: Kind, kills: number): Promise<Killed> {
  const first = building({ program, kind, dir: place() });
  await first.begins();
  const began = performance.now();
  const { files = [] } = await ended(first);
  const takes = performance.now() - began;
  const faults: string[] = [];
  let inTheMiddle = 0;
  for (let kill = 0; kill < kills; kill++) {
    const dir = place();
    const dying = building({ program, kind, dir });
    if (chance() < 0.9) await dying.begins();
    await setTimeout(takes * chance());
    await dying.kill();
    // What it was working in is swept by the next one.
    const half = wrongIn(dir, kind, files).filter((fault) => !/^LEFT \./.test(fault));
    if (NAMES[kind].some((name) => !existsSync(join(dir, name)))) inTheMiddle += 1;
    const said = await ended(building({ program, kind, dir }));
    faults.push(...half, ...(await wrongAfter(said, dir, files)), ...wrongIn(dir, kind, files));
    rmSync(dir, { recursive: true });
  }
  return { inTheMiddle, faults };
}

describe('kill -9 of what is built', () => {
  it.each(KINDS)('%s: leaves nothing or all of it, and the same call ends it with the same bytes', async (kind) => {
    const kills = scaled(40, 6);
    const { inTheMiddle, faults } = await killed(Program.built, kind, kills);
    tell(`kill -9, ${kind}: ${kills} kills, ${inTheMiddle} in the middle, ${faults.length} faults`);
    expect(faults).toEqual([]);
    expect(inTheMiddle).toBeGreaterThan(kills / 4);
  });

  it.each([
    ['what a killed build left is not swept', /^LEFT/],
    ['a run of a dead process is waited for', /^REFUSED RUN_UNDER_WAY/],
    ['what stands of a killed build is a conflict', /^REFUSED OUTPUT_EXISTS/],
  ] as const)('finds it when %s', async (guard, fault) => {
    const program = Program.sabotaged(...guards[guard]);
    try {
      let found: readonly string[] = [];
      for (let round = 1; round <= 6 && found.length === 0; round++) {
        const kind = guard === 'what stands of a killed build is a conflict' ? 'return' : 'underlay';
        found = (await killed(program, kind, 3)).faults.filter((one) => fault.test(one));
      }
      tell(`sabotage, ${guard}: ${found.length} faults`);
      expect(found).not.toEqual([]);
    } finally {
      program.remove();
    }
  });
});

/** What two that build at once are answered, the second begun while the first is at work. */
async function bothOf(first: Built, second: Built): Promise<readonly [Said, Said]> {
  const runner = building({ ...first, pause: 8 });
  await runner.begins();
  const other = building(second);
  return Promise.all([ended(runner), ended(other)]);
}

describe('two that build at once', () => {
  it('of one grant: one builds, and the other is told who does and since when', async () => {
    for (const kind of KINDS) {
      const [dir, otherDir] = [place(), place()];
      const [one, other] = await bothOf({ dir }, { dir: otherDir, kind });
      expect(one).toMatchObject({ isNew: true });
      expect(other).toMatchObject({
        refused: 'RUN_UNDER_WAY',
        details: { grant: GRANT, kind: 'underlay', progress: expect.stringContaining('position') },
      });
      expect([readdirSync(dir), readdirSync(otherDir)]).toEqual([['p.zip'], []]);
      expect(await ended(building({ dir }))).toEqual({ ...one, isNew: false });
      expect(await states()).not.toContain('running');
    }
  });

  it('of two grants: both build', async () => {
    const both = await bothOf({ dir: place() }, { dir: place(), grant: OTHER });
    expect(both).toMatchObject([{ isNew: true }, { isNew: true }]);
  });

  it('finds it when a run that is under way is passed over', async () => {
    const program = Program.sabotaged(...guards['a run that is under way is passed over']);
    try {
      const both = await bothOf({ program, dir: place() }, { program, dir: place() });
      expect(both.map(({ refused }) => refused)).not.toContain('RUN_UNDER_WAY');
    } finally {
      program.remove();
    }
  });
});
