import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect } from '@jest/globals';

import { Bidragsbok } from '#intake';
import { grantPosition, imports, vouchers } from '#read-models';

import { sieFile, voucher } from '../e2e/sie-file.js';

export const BOOK = 'ekonomi-2026';
const COUNT = 1500;
const here = fileURLToPath(new URL('.', import.meta.url));

/** A year of vouchers, of which some have other amounts than the first time and some are gone. */
export const year = (
  amount: (at: number) => string,
  isThere: (at: number) => boolean,
  count: number = COUNT,
): string => {
  const places = Array.from({ length: count }, (_, at) => at).filter(isThere);
  const lines = (at: number) =>
    [
      ['7411', '1 "31000" 6 "28101"', amount(at)],
      ['6421', '1 "31000" 6 "27010"', '0.50'],
      ['2511', '', `-${(Number(amount(at)) + 0.5).toFixed(2)}`],
    ] as const;
  return sieFile(...places.map((at) => voucher(`"LR" ${at + 1}`, '20260401', lines(at))));
};
/** A data folder opened with a clock that stands still. */
export const options = (data: string) => ({ data, clock: () => Date.parse('2027-01-15T06:00:00.000Z') });

/** A script of this folder, or at a path, in a process of its own, which says `read` as it gets on and at the end its report. */
export class Runner {
  private said = '';
  private readonly child: ChildProcess;
  private readonly ended: Promise<unknown>;

  constructor(script: string, ...args: readonly string[]) {
    this.child = spawn(process.execPath, [resolve(here, script), ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
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

/** Whether the second file was taken in to its end. */
export async function isCompleted(data: string): Promise<boolean> {
  const book = await Bidragsbok.open(options(data));
  const told = await imports(book.models.db, await book.moment());
  await book.close();
  return told.length === 2 && told.every(({ completed }) => completed !== null);
}

/** What a book says: its rows' digest, live and built anew, its figures, and how many events there are of each type. */
export async function tell(data: string) {
  const book = await Bidragsbok.open(options(data));
  try {
    const moment = await book.moment();
    const { booked, used, areas } = (await grantPosition(book.models.db, 'narvard-2026', moment)) ?? {};
    const rows = (await vouchers(book.models.db, { limit: COUNT }, moment)).map((row) => JSON.stringify(row));
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
