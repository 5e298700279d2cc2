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
/** Of all recipients' ledgers. */
export const LINES_OF_YEAR = regions.count * regions.linesOfEach + municipalities.count * municipalities.linesOfEach;
/** A voucher is a stream; the others are too few to count. */
export const STREAMS_OF_YEAR = LINES_OF_YEAR * vouchersOfLine;
/** Of all recipients, where everything that they book is taken in. */
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

const HOUR = 3600;
/** Five working days of nine hours. */
const WEEK = 45 * HOUR;
/** What a store appends in a second, 32 under way, whoever asks (recorded of one real node on two cores). */
const STORE_RATE = 2500;

interface Import {
  readonly begins: number;
  left: number;
}

/** One file of a month from each recipient, at some second of a span. */
function importsWithin(span: number): readonly Import[] {
  const next = random(42);
  const files = ({ count, linesOfEach }: { readonly count: number; readonly linesOfEach: number }) =>
    Array.from({ length: count }, () => ({
      begins: Math.floor(next() * span),
      left: (linesOfEach * vouchersOfLine * eventsOfVoucher) / 12,
    }));
  return [...files(regions), ...files(municipalities)].sort((one, other) => one.begins - other.begins);
}

/** What a month was like, in seconds: the longest import, and the longest wait of an event in the store to be filed. */
interface Month {
  readonly longest: number;
  readonly unfiled: number;
}

/** A month of imports second by second: a store that all who import share, and a notary that files at a rate. */
function month(span: number, notaryRate: number): Month {
  const imports = importsWithin(span);
  const underWay = new Set<Import>();
  let [backlog, longest, unfiled, begun] = [0, 0, 0, 0];
  for (let second = 0; begun < imports.length || underWay.size > 0; second++) {
    for (let one = imports[begun]; one !== undefined && one.begins <= second; one = imports[++begun]) underWay.add(one);
    const share = STORE_RATE / underWay.size;
    for (const one of underWay) {
      backlog += Math.min(share, one.left);
      one.left -= share;
      if (one.left <= 0) longest = Math.max(longest, second + 1 - one.begins);
      if (one.left <= 0) underWay.delete(one);
    }
    backlog = Math.max(0, backlog - notaryRate);
    unfiled = Math.max(unfiled, backlog / notaryRate);
  }
  return { longest, unfiled: Math.round(unfiled) };
}

/** A national month, everybody's file within a week and within one hour. */
export function months(): Promise<Told> {
  const hour = month(HOUR, STORE_RATE);
  return Promise.resolve({
    week: month(WEEK, STORE_RATE).longest,
    hour: hour.longest,
    unfiled: hour.unfiled,
    unfiledByHalf: month(HOUR, STORE_RATE / 2).unfiled,
  });
}
