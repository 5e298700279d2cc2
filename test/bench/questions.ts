import { Bidragsbok } from '#intake';
import { balance, extract } from '#read-models';
import { LineTexts } from '#underlay';

import { CODE, type Told } from './scene.js';

/** The value below which a share of the values lies. */
function at(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
}

async function timed(work: () => unknown): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** The balance of the project, now and as of moments spread over the log. */
export async function balances(data: string): Promise<Told> {
  const book = await Bidragsbok.open({ data });
  const last = await book.log.lastPosition();
  const times: number[] = [];
  for (let run = 0; run < 300; run++) {
    const asOf = run % 2 === 0 ? undefined : String(Math.max(1, Math.floor((last * run) / 300)));
    times.push(await timed(async () => await balance(book.models.db, CODE, await book.moment(asOf))));
  }
  await book.close();
  return { p50: at(times, 0.5), p95: at(times, 0.95) };
}

/** The rows as they lie there, in no order, nothing made of them. */
const BARE = `SELECT book, series, number, line, date, registered, account, role, ore, source
  FROM ledger_line WHERE code = ?`;
const TIMES = 50;

/** The extract of the project, now, as of a position behind every row of it, and with texts; the four take turns. */
export async function extracts(data: string): Promise<Told> {
  const book = await Bidragsbok.open({ data });
  const { db } = book.models;
  const before = String((await book.log.lastPosition()) - 1);
  const asked = async (asOf?: string) => await extract(db, CODE, await book.moment(asOf));
  const ways = {
    bare: () => db.cells(BARE, [CODE]), // as the extract reads them
    now: () => asked(),
    asOf: () => asked(before),
    texts: async () => {
      const { rows } = await asked();
      const texts = await LineTexts.read(book, rows);
      return rows.map((row) => texts.of(row));
    },
  };
  const times = Object.entries(ways).map(([name, way]) => ({ name, way, taken: [] as number[] }));
  for (let run = 0; run < TIMES; run++) for (const { way, taken } of times) taken.push(await timed(way));
  const { rows } = await asked();
  await book.close();
  const medians = Object.fromEntries(times.map(({ name, taken }) => [name, at(taken, 0.5)]));
  return { ...medians, rows: rows.length };
}
