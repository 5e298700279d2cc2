import { createHash } from 'node:crypto';

import type { Told } from './scene.js';

/**
 * What a national service would take in, on paper: everything that the 311 recipients book in a year. Nobody publishes how
 * many lines a recipient's ledger has, so these are assumptions; docs/scale.md says what follows from them, and all of it is in proportion.
 */
export const NATION = {
  regions: { count: 21, linesOfEach: 1_500_000 },
  municipalities: { count: 290, linesOfEach: 470_000 },
  /** Vouchers for each line of the generated books, and events for each voucher. */
  vouchersOfLine: 0.355,
  eventsOfVoucher: 1.01,
  yearsKept: 7,
} as const;

const { regions, municipalities, vouchersOfLine, eventsOfVoucher } = NATION;
const linesOfYear = regions.count * regions.linesOfEach + municipalities.count * municipalities.linesOfEach;
/** A voucher is a stream; the others are too few to count. */
export const STREAMS_OF_YEAR = linesOfYear * vouchersOfLine;
export const EVENTS_OF_YEAR = STREAMS_OF_YEAR * eventsOfVoucher;

/** Numbers from a seed (a linear congruence of 32 bits), the same on every machine. */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 4_294_967_296;
}

/** The store's own filter (KurrentDB's stream existence filter): so many bits for each byte of its size, so many set for a stream. */
const HASHES = 6;
const DEFAULT_BYTES = 256_000_000;
/** A thousandth of it: what it answers depends on streams for each byte alone. */
const SMALL = 1000;
const ASKED = 200_000;

class ExistenceFilter {
  private readonly bits: Uint8Array;

  constructor(private readonly bytes: number) {
    this.bits = new Uint8Array(bytes);
  }

  add(stream: string): void {
    for (const bit of this.bitsOf(stream)) this.bits[bit >>> 3] = (this.bits[bit >>> 3] ?? 0) | (1 << (bit & 7));
  }

  mayHave(stream: string): boolean {
    return this.bitsOf(stream).every((bit) => ((this.bits[bit >>> 3] ?? 0) & (1 << (bit & 7))) !== 0);
  }

  private bitsOf(stream: string): readonly number[] {
    const hash = createHash('sha256').update(stream).digest();
    const [first, second] = [hash.readUIntBE(0, 6), hash.readUIntBE(6, 6)];
    return Array.from({ length: HASHES }, (_, turn) => (first + turn * second) % (this.bytes * 8));
  }
}

/** Of a hundred streams that are not there, how many the filter sends to the index all the same. */
function wronglyMaybe(streams: number, bytes: number): number {
  const filter = new ExistenceFilter(Math.round(bytes / SMALL));
  const name = (of: string, number: number) => `2321000164-voucher-${of}-LR-${number}`;
  for (let number = 0; number < streams / SMALL; number++) filter.add(name('book', number));
  let maybe = 0;
  for (let number = 0; number < ASKED; number++) if (filter.mayHave(name('new', number))) maybe += 1;
  return (100 * maybe) / ASKED;
}

/** The filter as it comes, and one of the size that its rule asks for, over the streams of all years kept. */
export function existence(): Promise<Told> {
  const streams = STREAMS_OF_YEAR * NATION.yearsKept;
  return Promise.resolve({
    asItComes: wronglyMaybe(streams, DEFAULT_BYTES),
    byItsRule: wronglyMaybe(streams, streams),
    oneYear: wronglyMaybe(STREAMS_OF_YEAR, DEFAULT_BYTES),
  });
}

const DAYS = 5;
const DAY_SECONDS = 9 * 3600;
/** What one import appends in a second, of 32 appends under way (recorded of a real node). */
const IMPORT_RATE = 2500;

interface Import {
  readonly begins: number;
  left: number;
}

/** One file of a month from each recipient, at some second of the first five working days. */
function importsOfMonth(): readonly Import[] {
  const next = random(42);
  const files = ({ count, linesOfEach }: { readonly count: number; readonly linesOfEach: number }) =>
    Array.from({ length: count }, () => ({
      begins: Math.floor(next() * DAYS * DAY_SECONDS),
      left: (linesOfEach * vouchersOfLine * eventsOfVoucher) / 12,
    }));
  return [...files(regions), ...files(municipalities)].sort((one, other) => one.begins - other.begins);
}

/** A month of imports second by second, filed by one notary of a rate: how long the last event in waits at the most. */
function month(rate: number): { readonly longest: number; readonly atOnce: number } {
  const imports = importsOfMonth();
  let [backlog, longest, atOnce, begun] = [0, 0, 0, 0];
  const underWay = new Set<Import>();
  for (let second = 0; begun < imports.length || underWay.size > 0; second++) {
    for (let one = imports[begun]; one !== undefined && one.begins <= second; one = imports[++begun]) underWay.add(one);
    atOnce = Math.max(atOnce, underWay.size);
    for (const one of underWay) {
      backlog += Math.min(IMPORT_RATE, one.left);
      one.left -= IMPORT_RATE;
      if (one.left <= 0) underWay.delete(one);
    }
    backlog = Math.max(0, backlog - rate);
    longest = Math.max(longest, backlog / rate);
  }
  return { longest, atOnce };
}

/** A national month at three rates of the notary, and how many imports are under way at once. */
export function months(): Promise<Told> {
  return Promise.resolve({
    at2500: month(2500).longest,
    at5000: month(5000).longest,
    at10000: month(10_000).longest,
    atOnce: month(10_000).atOnce,
  });
}
