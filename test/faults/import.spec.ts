import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

import { applyCommands, Bidragsbok, importSie, seededSalt } from '#intake';
import { grantPosition, imports, vouchers } from '#read-models';

import { sieFile, voucher } from '../e2e/sie-file.js';
import { folder } from './processes.js';

jest.setTimeout(180_000);

const KILLS = 10;
const COUNT = 1500;
const BOOK = 'ekonomi-2026';
const script = fileURLToPath(new URL('importer.mjs', import.meta.url));
const commands = fileURLToPath(new URL('../e2e/fixtures/commands.json', import.meta.url));

/** A year of vouchers, of which some have other amounts than the first time and some are gone. */
const year = (amount: (at: number) => string, isThere: (at: number) => boolean): string => {
  const places = Array.from({ length: COUNT }, (_, at) => at).filter(isThere);
  const lines = (at: number) =>
    [
      ['7411', '1 "31000" 6 "28101"', amount(at)],
      ['6421', '1 "31000" 6 "27010"', '0.50'],
      ['2511', '', `-${(Number(amount(at)) + 0.5).toFixed(2)}`],
    ] as const;
  return sieFile(...places.map((at) => voucher(`"LR" ${at + 1}`, '20260401', lines(at))));
};
const isOf = (divisor: number) => (at: number) => at % divisor === 0;
const before = year(
  () => '1.00',
  (at) => at < 600,
);
const now = year(
  (at) => (isOf(7)(at) ? '2.00' : '1.00'),
  (at) => !isOf(11)(at),
);

const all = folder();
const pristine = join(all, 'pristine');
const file = join(all, 'now.se');
const options = (data: string) => ({ data, clock: () => Date.parse('2027-01-15T06:00:00.000Z') });
let copies = 0;
/** A data folder with an organisation and its book, in which the year was taken in once as far as it had come. */
const copy = (): string => {
  const data = join(all, `copy-${(copies++).toString()}`);
  cpSync(pristine, data, { recursive: true });
  return data;
};

beforeAll(async () => {
  const genesis = {
    organisation: '2321000164',
    name: 'Region Exempel',
    software: 'faults',
    salt: seededSalt('before'),
  };
  const book = await Bidragsbok.init({ ...options(pristine), ...genesis });
  for await (const { events } of applyCommands(book, readFileSync(commands))) expect(events).not.toEqual([]);
  const early = join(all, 'before.se');
  writeFileSync(early, before);
  writeFileSync(file, now);
  await importSie({ file: early, to: book, book: BOOK });
  await book.close();
});
afterAll(() => {
  rmSync(all, { recursive: true });
});

/** An import in a process of its own. */
class Importer {
  private said = '';
  private readonly child: ChildProcess;
  private readonly ended: Promise<unknown>;

  constructor(data: string) {
    this.child = spawn(process.execPath, [script, data, file, BOOK], { stdio: ['ignore', 'pipe', 'inherit'] });
    this.ended = once(this.child, 'close');
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.said += text));
  }

  /** Resolves when it has begun to record, or has ended. */
  async begins(): Promise<void> {
    while (!this.said.includes('read') && this.child.exitCode === null) {
      await Promise.race([this.ended, new Promise((resolve) => this.child.stdout?.once('data', resolve))]);
    }
  }

  kill(): Promise<unknown> {
    this.child.kill('SIGKILL');
    return this.ended;
  }

  /** Its report; null where it was killed. */
  async report(): Promise<unknown> {
    await this.ended;
    const last = this.said.trimEnd().split('\n').at(-1) ?? '';
    return last.startsWith('{') ? JSON.parse(last) : null;
  }
}

/** What a book says: its rows' digest, live and built anew, its figures, and how many events there are of each type. */
async function tell(data: string) {
  const book = Bidragsbok.open(options(data));
  try {
    const moment = await book.moment();
    const { booked, used, areas } = grantPosition(book.models.db, 'narvard-2026', moment) ?? {};
    const rows = vouchers(book.models.db, { limit: COUNT }, moment).map((row) => JSON.stringify(row));
    const types: Record<string, number> = {};
    for (const { type } of await book.log.readAll(0, 100_000)) types[type] = (types[type] ?? 0) + 1;
    const live = await book.models.digest();
    await book.models.rebuild();
    expect(await book.models.digest()).toBe(live);
    return { digest: live, said: { position: moment.position, booked, used, areas, rows: rows.sort(), types } };
  } finally {
    await book.close();
  }
}

describe('an import that is killed', () => {
  it('is completed by the same call as if it had never been cut off', async () => {
    const whole = copy();
    const started = performance.now();
    const uncut = new Importer(whole);
    await uncut.begins();
    const begun = performance.now();
    const report = await uncut.report();
    const [setup, work] = [begun - started, performance.now() - begun];
    expect(report).toMatchObject({ vouchers: { read: 1363, changed: 78, missing: 55, refused: 0, quarantined: 0 } });
    const told = await tell(whole);

    let cutInTheMiddle = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      const data = copy();
      const dying = new Importer(data);
      // From before the first voucher to just before the end.
      if (kill === 0) await setTimeout(setup / 2);
      else await dying.begins();
      await setTimeout((work * kill) / KILLS);
      await dying.kill();
      if (await isCompleted(data)) continue;
      cutInTheMiddle += 1;
      expect(await new Importer(data).report()).toEqual(report);
      expect(await tell(data)).toEqual(told);
    }
    expect(cutInTheMiddle).toBeGreaterThan(KILLS / 3);
  });
});

/** Whether the second file was taken in to its end. */
async function isCompleted(data: string): Promise<boolean> {
  const book = Bidragsbok.open(options(data));
  const told = imports(book.models.db, await book.moment());
  await book.close();
  return told.length === 2 && told.every(({ completed }) => completed !== null);
}

describe('two imports of one file at once', () => {
  it('end as one', async () => {
    const [alone, together] = [copy(), copy()];
    const report = await new Importer(alone).report();
    const both = await Promise.all([new Importer(together).report(), new Importer(together).report()]);
    for (const one of both) expect(one).toMatchObject({ vouchers: { read: 1363, refused: 0, quarantined: 0 } });
    expect(both).toContainEqual(report);
    expect((await tell(together)).said).toEqual((await tell(alone)).said);
  });
});
