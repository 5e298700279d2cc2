import type { EventLog, RecordedEvent } from '#event-log';
import type { DocumentArchived } from '#evidence';
import { type EvidenceLinked, type PayShare, type PaySource, voucherOfStream } from '#ledger';

interface SalaryOf {
  readonly shares: readonly PayShare[];
  readonly source?: PaySource | null;
}
interface Redacted {
  readonly document: string;
  readonly copy: string;
}

const AT_ONCE = 1000;

/** What ties originals to books and to each other, whether it still stands or not: read out of the log once for all of them. */
export class DocumentTies {
  private readonly books = new Map<string, Set<string>>();
  /** What each was embedded in, and of what it is a masked copy. */
  private readonly parents = new Map<string, string>();
  private readonly originals = new Map<string, string>();

  static async of(log: EventLog): Promise<DocumentTies> {
    const ties = new DocumentTies();
    for (let after = 0; ;) {
      const events = await log.readAll(after, AT_ONCE);
      for (const event of events) ties.follow(event);
      after = events.at(-1)?.position ?? after;
      if (events.length < AT_ONCE) return ties;
    }
  }

  /** The originals that ever were evidence of a voucher, or what its pay was read out of. */
  get linked(): readonly string[] {
    return [...this.books.keys()];
  }

  /** The books in which an original ever was evidence of a voucher. */
  booksOf(document: string): readonly string[] {
    return [...(this.books.get(document) ?? [])].sort();
  }

  /** An original with everything that is embedded in it, as far down as that goes. */
  withEmbedded(document: string): readonly string[] {
    return this.below(document, [this.parents]);
  }

  /** Likewise with the masked copies of all of it. */
  family(document: string): readonly string[] {
    return this.below(document, [this.parents, this.originals]);
  }

  /** What an original is embedded in, or a masked copy of, as far up as that goes. */
  rootOf(document: string): string {
    let root = document;
    for (const seen = new Set<string>(); !seen.has(root);) {
      seen.add(root);
      root = this.parents.get(root) ?? this.originals.get(root) ?? root;
    }
    return root;
  }

  private below(document: string, ties: readonly ReadonlyMap<string, string>[]): readonly string[] {
    const found = new Set([document]);
    const pairs = ties.flatMap((tie) => [...tie]);
    for (let size = 0; size < found.size;) {
      size = found.size;
      for (const [below, above] of pairs) if (found.has(above)) found.add(below);
    }
    return [...found];
  }

  private follow({ stream, type, data }: RecordedEvent): void {
    if (type === 'DocumentArchived') {
      const { document, parent } = data as DocumentArchived['data'];
      if (parent !== undefined) this.parents.set(document, parent);
    } else if (type === 'DocumentRedacted') {
      const { document, copy } = data as Redacted;
      this.originals.set(copy, document);
    } else {
      const book = voucherOfStream(stream)?.book ?? '';
      for (const document of namedBy(type, data)) {
        this.books.set(document, (this.books.get(document) ?? new Set()).add(book));
      }
    }
  }
}

/** The originals that an event of a voucher names. */
function namedBy(type: string, data: unknown): readonly string[] {
  if (type === 'EvidenceLinked') {
    const { evidence } = data as EvidenceLinked['data'];
    return evidence.form === 'document' ? [evidence.document] : [];
  }
  if (type !== 'SalaryLinked') return [];
  const { shares, source } = data as SalaryOf;
  const named = shares.flatMap(({ payslip, contract, support }) => [payslip, contract, support]);
  return [...named, source?.file ?? null].filter((document) => document !== null);
}
