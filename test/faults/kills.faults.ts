import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { applyCommands, Bidragsbok, importSie, seededSalt } from '#intake';

import { guards } from './guards.js';
import { inspect } from './inspection.js';
import { chanceOf } from './power-loss/cuts.js';
import { folder, Writer } from './processes.js';
import { Program } from './program.js';
import { scaled, seeds, tell as say } from './scale.js';
import { BOOK, isCompleted, options, Runner, tell, year } from './year.js';

const ORGANISATION = '2321000164';
const VOUCHERS = 300;
const commands = fileURLToPath(new URL('../e2e/fixtures/commands.json', import.meta.url));
const all = folder();
const [pristine, early, late] = [join(all, 'pristine'), join(all, 'early.se'), join(all, 'late.se')];
const chance = chanceOf(seeds(1)[0] ?? 1);
let copies = 0;
const copyOf = (data: string): string => {
  const copy = join(all, `copy-${(copies++).toString()}`);
  cpSync(data, copy, { recursive: true });
  return copy;
};

// A book with its commands and a first file; the second changes some of it, lacks some and adds some.
beforeAll(async () => {
  writeFileSync(
    early,
    year(
      () => '1.00',
      (at) => at < 120,
      VOUCHERS,
    ),
  );
  writeFileSync(
    late,
    year(
      (at) => (at % 7 === 0 ? '2.00' : '1.00'),
      (at) => at % 11 !== 0,
      VOUCHERS,
    ),
  );
  const genesis = {
    organisation: ORGANISATION,
    name: 'Region Exempel',
    software: 'faults',
    salt: seededSalt('before'),
  };
  const book = await Bidragsbok.init({ ...options(pristine), ...genesis });
  for await (const { events } of applyCommands(book, readFileSync(commands))) expect(events).not.toEqual([]);
  await importSie({ file: early, to: book, book: BOOK });
  await book.close();
});
afterAll(() => {
  rmSync(all, { recursive: true });
});

/** What is killed again and again in one data folder, and what comes after. */
interface Work {
  readonly begin: (data: string) => Runner;
  /** The data folder that it begins with. */
  readonly from: string;
  /** How long it works uncut, in milliseconds, after it has begun. */
  readonly takes: number;
  /** Whether it was done to its end, though it was killed before it said so: begun once more, it would be done twice. */
  readonly isOver: (data: string) => Promise<boolean>;
  /** Ends the work after the kills; tells what is wrong then. */
  readonly end: (data: string) => Promise<readonly string[]>;
}
interface Killed {
  /** How often it was finished after kills. */
  readonly ends: number;
  readonly faults: readonly string[];
}

/** Kills the work so many times, up to four times in one folder, and then lets it be ended. */
async function killed({ begin, from, takes, isOver, end }: Work, kills: number): Promise<Killed> {
  const faults: string[] = [];
  let [hit, ends] = [0, 0];
  while (hit < kills) {
    const data = copyOf(from);
    for (const until = Math.min(kills, hit + 4); hit < until;) {
      const runner = begin(data);
      if (chance() < 0.9) await runner.begins();
      await setTimeout(takes * chance());
      await runner.kill();
      if ((await runner.report()) !== null) break; // it was faster
      hit += 1;
      faults.push(...inspect(join(data, ORGANISATION), null).faults);
      if (await isOver(data)) break;
    }
    faults.push(...(await end(data)));
    ends += 1;
    rmSync(data, { recursive: true });
  }
  return { ends, faults };
}

async function timed(runner: Runner): Promise<number> {
  await runner.begins();
  const began = performance.now();
  expect(await runner.report()).not.toBeNull();
  return performance.now() - began;
}

async function importing(program: Program): Promise<Work> {
  const begin = (data: string) => new Runner(program.script('importer.mjs'), data, late, BOOK);
  const whole = copyOf(pristine);
  const takes = await timed(begin(whole));
  const expected = await tell(whole);
  const end = async (data: string) => {
    if (!(await isCompleted(data))) await begin(data).report();
    const { digest, said } = await tell(data);
    const isSame = digest === expected.digest && JSON.stringify(said) === JSON.stringify(expected.said);
    // What can be told apart in a line; the rows may differ where nothing here does.
    return isSame ? [] : [`DIFFERS: ${JSON.stringify({ ...said, rows: said.rows.length })}`];
  };
  return { begin, from: pristine, takes, isOver: isCompleted, end };
}

/**
 * The rows of a whole year are built: beside those that answer, which are the same whatever happens, or where there are none,
 * and who comes after goes on with what is there.
 */
async function projecting(program: Program, way: 'rebuild' | 'follow'): Promise<Work> {
  const from = copyOf(pristine);
  await new Runner('importer.mjs', from, late, BOOK).report();
  const { digest } = await tell(from);
  if (way === 'follow') {
    for (const suffix of ['', '-wal', '-shm']) rmSync(join(from, ORGANISATION, `read.db${suffix}`), { force: true });
  }
  const begin = (data: string) => new Runner(program.script('rebuilder.mjs'), data, way);
  const takes = await timed(begin(copyOf(from)));
  const end = async (data: string) => {
    const book = await Bidragsbok.open(options(data));
    try {
      const live = await book.models.digest();
      await book.models.rebuild();
      return live === digest && (await book.models.digest()) === digest ? [] : ['DIFFERS'];
    } catch (error) {
      // Rows that nothing can be built upon are not those of the log either.
      return [`DIFFERS: ${String(error)}`];
    } finally {
      await book.close();
    }
  };
  return { begin, from, takes, isOver: () => Promise.resolve(false), end };
}

/** Kills a writer so many times in one log; what of the acknowledged is not there, and what else is wrong. */
async function writing(program: Program, kills: number): Promise<readonly string[]> {
  const dir = folder();
  const acknowledged: string[] = [];
  for (let kill = 0; kill < kills; kill++) {
    const writer = Writer.run(program.script('writer.mjs'), [dir, `w${kill}`, '100000']);
    await writer.hasDone(1);
    await setTimeout(60 * chance());
    await writer.kill();
    acknowledged.push(...writer.acknowledged);
  }
  const { commands: found, faults } = inspect(dir);
  rmSync(dir, { recursive: true });
  expect(acknowledged.length).toBeGreaterThanOrEqual(kills);
  return [...faults, ...acknowledged.filter((command) => !found.has(command)).map((command) => `LOST ${command}`)];
}

describe('kill -9 at any moment', () => {
  it('of an import: the same call completes it as if it had never been cut off', async () => {
    const kills = scaled(120, 8);
    const { ends, faults } = await killed(await importing(Program.built), kills);
    say(`kill -9, import: ${kills} kills, completed ${ends} times, ${faults.length} faults`);
    expect(faults).toEqual([]);
  });

  it('of a projection: the next process goes on to the same rows', async () => {
    const kills = scaled(80, 8);
    const { ends, faults } = await killed(await projecting(Program.built, 'follow'), kills);
    say(`kill -9, projection: ${kills} kills, gone on with ${ends} times, ${faults.length} faults`);
    expect(faults).toEqual([]);
  });

  it('of a rebuild: what answered answers still, and the rows can be built', async () => {
    const kills = scaled(80, 8);
    const { ends, faults } = await killed(await projecting(Program.built, 'rebuild'), kills);
    say(`kill -9, rebuild: ${kills} kills, looked at ${ends} times, ${faults.length} faults`);
    expect(faults).toEqual([]);
  });

  it('of a writer: nothing acknowledged is lost', async () => {
    const kills = scaled(60, 8);
    const faults = await writing(Program.built, kills);
    say(`kill -9, appends: ${kills} kills, ${faults.length} lost or broken`);
    expect(faults).toEqual([]);
  });
});

/** Works with a program whose guard is taken away. */
async function without<Found>(guard: keyof typeof guards, work: (program: Program) => Promise<Found>): Promise<Found> {
  const program = Program.sabotaged(...guards[guard]);
  try {
    return await work(program);
  } finally {
    program.remove();
  }
}

/** Rounds of kills until one shows a fault: a kill at random hits the moment now and then only. */
async function found(fault: RegExp, round: () => Promise<readonly string[]>): Promise<readonly string[]> {
  for (let rounds = 1; rounds <= 12; rounds++) {
    const faults = (await round()).filter((one) => fault.test(one));
    if (faults.length === 0) continue;
    say(`sabotage, found as ${fault.source} in round ${rounds}: ${faults.length} faults`);
    return faults;
  }
  return [];
}

describe('kill -9 finds it when', () => {
  const kills = 12;

  it('the position in the rows is committed before them', () =>
    without('the position in the rows is committed before them', async (program) => {
      const work = await projecting(program, 'follow');
      expect(await found(/^DIFFERS/, async () => (await killed(work, kills)).faults)).not.toEqual([]);
    }));

  it('an append is committed in two parts', () =>
    without('an append is committed in two parts', async (program) => {
      expect(await found(/^PART/, () => writing(program, kills))).not.toEqual([]);
    }));

  it('an append is acknowledged before its commit', () =>
    without('an append is acknowledged before its commit', async (program) => {
      expect(await found(/^LOST/, () => writing(program, kills))).not.toEqual([]);
    }));
});
