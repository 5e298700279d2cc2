import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { books, sieFile } from '../e2e/sie-file.js';
import { guards } from './guards.js';
import { canInject, counted, type Ended, injected, type Injection } from './injected.js';
import { inspect } from './inspection.js';
import { ORGANISATION, told } from './power-loss/recovery.js';
import { folder, Writer } from './processes.js';
import { Program } from './program.js';
import { scaled, tell } from './scale.js';

const commands = fileURLToPath(new URL('../e2e/fixtures/commands.json', import.meta.url));
const all = folder();
const file = join(all, 'books.se');
const [log, book] = [join(all, 'log'), join(all, 'book')];
let figures = '';

/** A process whose calls fail, one in each run. */
interface Scene {
  readonly from: string;
  readonly args: (dir: string) => readonly string[];
  /** The files whose calls fail; of all files where there are none. */
  readonly files: readonly string[];
  readonly calls: readonly Injection['call'][];
  /** Whether an error must be told, by the exit code: it must of what is promised, not of what is built anew. */
  readonly tells: boolean;
  /** What is wrong afterwards, and once the same process has been run again. */
  readonly judge: (dir: string, ended: Ended) => Promise<readonly string[]>;
}
interface Found {
  readonly injections: number;
  readonly untouched: number;
  readonly faults: readonly string[];
}

const run = async (args: readonly string[]): Promise<number | null> => {
  const [path = '', ...rest] = args;
  return Writer.run(path, rest).end();
};

function* injectionsOf(calls: ReadonlyMap<Injection['call'], number>, scene: Scene): Generator<Injection> {
  for (const call of scene.calls) {
    for (let at = 1; at <= (calls.get(call) ?? 0); at++) {
      for (const fault of ['error=EIO', 'error=ENOSPC', 'signal=KILL'] as const) yield { call, fault, at };
    }
  }
}

/** At most so many injections, spread evenly over all that there are. */
async function faultsOf(scene: Scene, most: number): Promise<Found> {
  const dir = join(all, 'run');
  const begin = () => {
    rmSync(dir, { recursive: true, force: true });
    cpSync(scene.from, dir, { recursive: true });
  };
  begin();
  const files = scene.files.map((name) => join(dir, name));
  const every = [...injectionsOf(counted(scene.args(dir), files, all), scene)];
  const step = Math.max(1, every.length / most);
  const chosen = Array.from({ length: Math.floor(every.length / step) }, (_, n) => every[Math.floor(n * step)]);
  const faults: string[] = [];
  let untouched = 0;
  for (const injection of chosen) {
    if (injection === undefined) continue;
    begin();
    const ended = injected(scene.args(dir), files, injection);
    if (ended.status === 0) untouched += 1;
    const { call, fault, at } = injection;
    const isSilent = scene.tells && ended.status === 0;
    const found = [...(isSilent ? ['UNTOLD'] : []), ...(await scene.judge(dir, ended))];
    faults.push(...found.map((one) => `${one}: ${fault} at ${call} ${at.toString()}`));
  }
  return { injections: chosen.length, untouched, faults };
}

/** A writer appends to a log, which it has to make anew its checkpoint in. */
const appending = (program: Program, files = ['log.db', 'log.db-wal']): Scene => {
  const args = (dir: string) => [program.script('writer.mjs'), dir, 'bo', '3'];
  return {
    ...{ from: log, args, files, tells: true },
    calls: ['pwrite64', 'fdatasync', 'fsync', 'ftruncate'],
    judge: async (dir, { said }) => {
      const { commands: found, faults } = inspect(dir);
      const lost = said.split('\n').filter((line) => line !== '' && !found.has(line));
      const status = await run([program.script('writer.mjs'), dir, 'cia', '1']);
      const after = inspect(dir);
      const resumed = status === 0 && after.commands.has('cia-0');
      return [...faults, ...lost.map((one) => `LOST ${one}`), ...after.faults, ...(resumed ? [] : ['NOT RESUMED'])];
    },
  };
};

/** A book is given its commands again, and takes in a file. */
const importing = (scene: Pick<Scene, 'files' | 'calls' | 'tells'>): Scene => {
  const args = (dir: string) => [Program.built.script('bookkeeper.mjs'), dir, commands, file];
  return {
    ...scene,
    ...{ from: book, args },
    judge: async (dir, { said }) => {
      const { leaves, faults } = inspect(join(dir, ORGANISATION), null);
      const lines = said.split('\n').filter((line) => line.endsWith('}'));
      const promised = lines.map((line) => (JSON.parse(line) as { readonly position: number }).position);
      const lost = Math.max(0, ...promised) > leaves.length ? ['LOST'] : [];
      const status = await run(args(dir));
      const isWhole = status === 0 && (await told(dir)).figures === figures;
      return [...faults, ...lost, ...(isWhole ? [] : ['NOT RESUMED'])];
    },
  };
};
const inBook = (...names: readonly string[]): string[] => names.map((name) => join(ORGANISATION, name));

beforeAll(async () => {
  writeFileSync(file, sieFile(...books));
  expect(await Writer.start(log, 'anna', 3).end()).toBe(0);
  const keep = Program.built.script('bookkeeper.mjs');
  expect(await run([keep, book, commands])).toBe(0);
  const whole = join(all, 'whole');
  cpSync(book, whole, { recursive: true });
  expect(await run([keep, whole, commands, file])).toBe(0);
  ({ figures } = await told(whole));
});
afterAll(() => {
  rmSync(all, { recursive: true });
});

const here = canInject();
if (!here) tell('fault injection: skipped, since no process may be traced here (strace)');

(here ? describe : describe.skip)('an error or a kill at any write, sync or rename', () => {
  it.each([
    { of: 'appends and the checkpoint after them', scene: appending(Program.built), most: scaled(110, 9) },
    {
      of: 'an import into the log',
      scene: importing({
        files: inBook('log.db', 'log.db-wal'),
        calls: ['pwrite64', 'fdatasync', 'fsync', 'ftruncate'],
        tells: true,
      }),
      most: scaled(60, 4),
    },
    {
      of: 'a projection',
      scene: importing({
        files: inBook('read.db', 'read.db-wal'),
        calls: ['pwrite64', 'fdatasync', 'fsync', 'ftruncate'],
        tells: false,
      }),
      most: scaled(60, 4),
    },
    {
      of: 'the signer',
      scene: importing({
        files: inBook('signer/signer.db', 'signer/signer.db-wal'),
        calls: ['pwrite64', 'fdatasync', 'fsync', 'ftruncate'],
        tells: true,
      }),
      most: scaled(30, 2),
    },
    {
      of: 'the keeping of a file',
      scene: importing({ files: [], calls: ['write', 'fsync', 'rename'], tells: false }),
      most: scaled(40, 3),
    },
  ])('of $of breaks nothing, promises nothing falsely, and the restart resumes', async ({ of, scene, most }) => {
    const { injections, untouched, faults } = await faultsOf(scene, most);
    tell(`faults injected, ${of}: ${injections}, ${untouched} of them without effect, ${faults.length} broken`);
    expect(faults).toEqual([]);
    expect(injections).toBeGreaterThan(0);
  });
});

(here ? describe : describe.skip)('an injected error finds it when', () => {
  it.each<{ when: keyof typeof guards; files: string[]; fault: RegExp }>([
    { when: 'an error of the checkpoint is swallowed', files: ['log.db'], fault: /^UNTOLD/ },
    { when: 'an append is acknowledged before its commit', files: ['log.db-wal'], fault: /^LOST/ },
  ])('$when', async ({ when, files, fault }) => {
    const program = Program.sabotaged(...guards[when]);
    try {
      const { injections, faults } = await faultsOf(appending(program, files), scaled(40, 5));
      const found = faults.filter((one) => fault.test(one));
      tell(`sabotage, ${when}: ${found.length} faults found by ${injections} injections`);
      expect(found).not.toEqual([]);
    } finally {
      program.remove();
    }
  });
});
