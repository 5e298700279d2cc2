import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { begun, type Found, foundIn, leftIn, type Said, sentFolder, unnamedIn } from './evidence-scene.js';
import { guards } from './guards.js';
import { chanceOf } from './power-loss/cuts.js';
import { folder } from './processes.js';
import { Program } from './program.js';
import { scaled, seeds, tell } from './scale.js';
import { Runner } from './year.js';

const FILES = 24;
const all = folder();
const pristine = join(all, 'pristine');
const sent = join(all, 'sent');
const chance = chanceOf(seeds(1)[0] ?? 1);
let copies = 0;
const copy = (from = pristine): string => {
  const data = join(all, `copy-${(copies++).toString()}`);
  cpSync(from, data, { recursive: true });
  return data;
};
beforeAll(async () => {
  await begun(pristine);
  sentFolder(
    sent,
    Array.from({ length: FILES }, (_, at) => at),
    3_000_000,
  );
});
afterAll(() => {
  rmSync(all, { recursive: true });
});

interface Killed {
  /** How often a process died with some of the folder taken in. */
  readonly inTheMiddle: number;
  readonly faults: readonly string[];
}

const adding = (program: Program, data: string) => new Runner(program.script('evidence-adder.mjs'), data, sent);

async function timed(program: Program): Promise<number> {
  const runner = adding(program, copy());
  await runner.begins();
  const began = performance.now();
  expect(await runner.report()).toMatchObject({ refused: [] });
  return performance.now() - began;
}

/** What is found in a copy, so that the same call is the first to come after. */
async function foundBeside(data: string): Promise<Found> {
  const looked = copy(data);
  if (existsSync(`${data}.keys`)) cpSync(`${data}.keys`, `${looked}.keys`, { recursive: true });
  const found = await foundIn(looked);
  for (const dir of [looked, `${looked}.keys`]) rmSync(dir, { recursive: true, force: true });
  return found;
}

interface Ended {
  readonly dead: Found;
  readonly after: Found;
  readonly said: Said | null;
}

/** What the call after a kill has left undone, or done twice. */
function wrongAfter(data: string, { dead, after, said }: Ended): readonly string[] {
  const news = said?.documents.filter(({ known }) => !known).length;
  const wrong = unnamedIn(data, after.documents).map((name) => `UNNAMED ${name}`);
  if (after.documents.length !== FILES) wrong.push(`LOST ${(FILES - after.documents.length).toString()}`);
  if (news !== FILES - dead.documents.length) wrong.push(`ADDED AGAIN ${String(news)}`);
  return wrong;
}

/** Kills the adding of a folder so many times, looks at what is there each time, and lets it be ended. */
async function killed(program: Program, kills: number): Promise<Killed> {
  const takes = await timed(program);
  const faults: string[] = [];
  let inTheMiddle = 0;
  for (let kill = 0; kill < kills; kill++) {
    const data = copy();
    const runner = adding(program, data);
    if (chance() < 0.9) await runner.begins();
    await setTimeout(takes * chance());
    await runner.kill();
    const dead = await foundBeside(data);
    if (dead.documents.length > 0 && dead.documents.length < FILES) inTheMiddle += 1;
    const said = (await adding(program, data).report()) as Said | null;
    faults.push(...leftIn(data).map((name) => `LEFT ${name}`));
    const after = await foundIn(data);
    faults.push(...dead.faults, ...after.faults, ...wrongAfter(data, { dead, after, said }));
    rmSync(data, { recursive: true });
    rmSync(`${data}.keys`, { recursive: true, force: true });
  }
  return { inTheMiddle, faults };
}

describe('kill -9 of evidence that is added', () => {
  it('leaves no event without its bytes, and the same call adds the rest', async () => {
    const kills = scaled(80, 6);
    const { inTheMiddle, faults } = await killed(Program.built, kills);
    tell(`kill -9, evidence: ${kills} kills, ${inTheMiddle} in the middle, ${faults.length} faults`);
    expect(faults).toEqual([]);
    expect(inTheMiddle).toBeGreaterThan(kills / 3);
  });

  it.each([
    ['an event names a document before its bytes are there', /^VERIFY/],
    ['a document is written in its place before it is whole', /^VERIFY/],
    ['what was left half-written is not swept', /^LEFT/],
  ] as const)('finds it when %s', async (guard, fault) => {
    const program = Program.sabotaged(...guards[guard]);
    try {
      let found: readonly string[] = [];
      for (let round = 1; round <= 8 && found.length === 0; round++) {
        found = (await killed(program, 12)).faults.filter((one) => fault.test(one));
      }
      tell(`sabotage, ${guard}: ${found.length} faults`);
      expect(found).not.toEqual([]);
    } finally {
      program.remove();
    }
  });
});

describe('two who add overlapping folders at once', () => {
  it('have each document once between them, round after round', async () => {
    const rounds = scaled(30, 4);
    for (let round = 0; round < rounds; round++) {
      const data = copy();
      const [one, other] = [join(data, '../one'), join(data, '../other')];
      const numbers = (from: number) => Array.from({ length: 12 }, (_, at) => from + at + round * 100);
      sentFolder(one, numbers(0));
      sentFolder(other, numbers(6));
      const script = Program.built.script('evidence-adder.mjs');
      const both = await Promise.all([one, other].map((path) => new Runner(script, data, path).report()));
      const said = both as readonly Said[];
      for (const { documents, refused, stopped } of said)
        expect([documents.length, refused, stopped]).toEqual([12, [], undefined]);
      const { documents, faults } = await foundIn(data);
      expect([documents.length, faults, unnamedIn(data, documents)]).toEqual([18, [], []]);
      for (const path of [one, other, data, `${data}.keys`]) rmSync(path, { recursive: true });
    }
    tell(`two who add overlapping folders: ${rounds} rounds`);
  });
});
