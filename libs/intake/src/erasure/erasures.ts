import { type EventLog, type PrivatePartErased, Prunings, type RecordedEvent } from '#event-log';
import { voucherOfStream } from '#ledger';

import { catalogue } from '../catalogue.js';
import type { Opened } from '../opened.js';

type Erased = PrivatePartErased['data'];
/** The decision by which texts were erased (gallringsbeslut). */
export type ErasureDecision = Erased['decision'];
/** A kept file that was rewritten without texts. */
export type RewrittenFile = Erased['files'][number];

const AT_ONCE = 1000;

/** Every decision to erase that is recorded, the oldest first. */
export class Erasures {
  private readonly next: ReadonlyMap<string, string>;

  private constructor(
    private readonly decisions: readonly Erased[],
    /** The decisions to prune, which take whole files away. */
    readonly prunings: Prunings,
    /** That of the last event of the stream `log` when it was read. */
    readonly revision: number,
  ) {
    this.next = new Map(this.files.map(({ before, after }) => [before, after]));
  }

  static async of({ log }: Pick<Opened, 'log'>): Promise<Erasures> {
    const stored = await log.readStream('log');
    const events = stored.filter(({ type }) => type === 'PrivatePartErased');
    return new Erasures(
      events.map((event) => (catalogue.read(event) as PrivatePartErased).data),
      new Prunings(stored),
      stored.at(-1)?.revision ?? -1,
    );
  }

  get isEmpty(): boolean {
    return this.decisions.length === 0;
  }

  /** The position of the decision that pruned a file that was taken in; null where none did. */
  filePrunedBy(sha256: string): number | null {
    return this.prunings.files.get(this.fileNow(sha256)) ?? null;
  }

  get files(): readonly RewrittenFile[] {
    return this.decisions.flatMap(({ files }) => files);
  }

  /** The decision that erased the private part at a position; undefined where none did. */
  decisionAt(position: number): ErasureDecision | undefined {
    return this.decisions.find(({ ranges }) => ranges.some(([first, last]) => first <= position && position <= last))
      ?.decision;
  }

  /** The originals whose key and bytes are destroyed. */
  get documents(): readonly string[] {
    return this.decisions.flatMap(({ documents }) => documents);
  }

  /** The SHA-256 of what is kept today of a file that was taken in. */
  fileNow(sha256: string): string {
    const after = this.next.get(sha256);
    return after === undefined ? sha256 : this.fileNow(after);
  }

  /** The imports whose whole file was erased, its name too. */
  get wholeImports(): ReadonlySet<string> {
    return new Set(this.files.filter(({ whole }) => whole).map(({ import: id }) => id));
  }

  /** The streams of the vouchers of a book that a decision names. */
  async vouchersOf(log: EventLog, book: string): Promise<Set<string>> {
    const streams = new Set<string>();
    for (const [first, last] of this.decisions.flatMap(({ ranges }) => ranges)) {
      for await (const { stream } of between(log, first, last)) {
        if (voucherOfStream(stream)?.book === book) streams.add(stream);
      }
    }
    return streams;
  }
}

async function* between(log: EventLog, first: number, last: number): AsyncGenerator<RecordedEvent> {
  for (let after = first - 1; after < last;) {
    const events = await log.readAll(after, Math.min(AT_ONCE, last - after));
    yield* events.filter(({ position }) => position <= last);
    after = events.at(-1)?.position ?? last;
  }
}
