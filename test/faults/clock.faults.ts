import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { describe, expect, it } from '@jest/globals';

import { guards } from './guards.js';
import { inspect } from './inspection.js';
import { chanceOf } from './power-loss/cuts.js';
import { folder } from './processes.js';
import { Program } from './program.js';
import { scaled, seeds, tell } from './scale.js';

const MINUTE_MS = 60_000;

/** The library that stands between a process and the machine's clock, where Debian lays it. */
function fakeClock(): string | undefined {
  const folders = existsSync('/usr/lib') ? readdirSync('/usr/lib') : [];
  return folders.map((name) => join('/usr/lib', name, 'faketime/libfaketime.so.1')).find((path) => existsSync(path));
}
const library = fakeClock();
if (library === undefined) tell('clock jumps: skipped, since libfaketime is not here');

/** What a clerk says of one event; instants in milliseconds, by its own clock. */
interface Said {
  readonly before: number;
  readonly after: number;
  readonly recordedAt?: number;
  readonly refused?: string;
}

/** A process whose clock is set by hand while it runs. */
class Clerk {
  private readonly child: ChildProcess;
  private readonly lines: AsyncIterator<string>;

  constructor(
    path: string,
    log: string,
    private readonly clock: string,
  ) {
    const env = {
      ...process.env,
      ...{ LD_PRELOAD: library, FAKETIME_TIMESTAMP_FILE: clock, FAKETIME_NO_CACHE: '1' },
      FAKETIME_DONT_FAKE_MONOTONIC: '1', // timers go on
    };
    const child = spawn(process.execPath, [path, log], { env, stdio: ['pipe', 'pipe', 'inherit'] });
    this.child = child;
    this.lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  }

  async append(name: string, offsetSeconds: number): Promise<Said> {
    writeFileSync(this.clock, `${offsetSeconds < 0 ? '' : '+'}${offsetSeconds.toString()}s`);
    this.child.stdin?.write(`${name}\n`);
    const { value } = (await this.lines.next()) as { readonly value?: string };
    return JSON.parse(value ?? '{}') as Said;
  }

  async end(): Promise<void> {
    const ended = once(this.child, 'close');
    this.child.stdin?.end();
    await ended;
  }
}

interface Found {
  readonly recorded: number;
  readonly refused: number;
  readonly faults: readonly string[];
}

/** So many events by a clock that jumps by up to two minutes before each, in four processes after one another. */
async function jump(program: Program, count: number): Promise<Found> {
  const [dir, chance] = [folder(), chanceOf(seeds(1)[0] ?? 1)];
  const [log, clock] = [join(dir, 'log'), join(dir, 'clock')];
  const faults: string[] = [];
  let [last, offset, recorded] = [0, 0, 0];
  for (let process = 0; process < 4; process++) {
    writeFileSync(clock, '+0s');
    const clerk = new Clerk(program.script('clerk.mjs'), log, clock);
    for (let n = 0; n < count / 4; n++) {
      offset += Math.round(120 * (chance() * 2 - 1));
      const said = await clerk.append(`${process}-${n}`, offset);
      faults.push(...faultsOf(said, last));
      if (said.recordedAt === undefined) continue;
      last = said.recordedAt;
      recorded += 1;
    }
    await clerk.end();
  }
  const { leaves, faults: broken } = inspect(log, null);
  if (leaves.length !== recorded) faults.push('WRITTEN');
  rmSync(dir, { recursive: true });
  return { recorded, refused: count - recorded, faults: [...faults, ...broken] };
}

/** A time falls never; a clock that is more than a minute behind the last event is refused, and no other. */
function faultsOf({ before, after, recordedAt, refused }: Said, last: number): string[] {
  if (recordedAt === undefined) {
    return refused === 'CLOCK_BEHIND_LOG' && before < last - MINUTE_MS ? [] : [`REFUSED ${refused ?? 'silently'}`];
  }
  if (after < last - MINUTE_MS) return ['TAKEN'];
  return recordedAt < Math.max(before, last) || recordedAt > Math.max(after, last) ? ['STAMPED'] : [];
}

(library === undefined ? describe.skip : describe)('a clock that jumps', () => {
  it('stamps no event before the one before it, and is refused when it is more than a minute behind', async () => {
    const { recorded, refused, faults } = await jump(Program.built, scaled(240, 40));
    tell(`clock jumps: ${recorded} events recorded, ${refused} refused, ${faults.length} faults`);
    expect(faults).toEqual([]);
    expect(recorded).toBeGreaterThan(4);
    expect(refused).toBeGreaterThan(4);
  });

  it.each<[keyof typeof guards, string]>([
    ['an event is stamped with whatever the clock says', 'STAMPED'],
    ['a clock far behind is believed', 'TAKEN'],
  ])('is found when %s', async (guard, fault) => {
    const program = Program.sabotaged(...guards[guard]);
    try {
      const { faults } = await jump(program, 40);
      tell(`sabotage, ${guard}: ${faults.length} faults found`);
      expect(faults).toContain(fault);
    } finally {
      program.remove();
    }
  });
});
