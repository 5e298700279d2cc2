import { hash } from 'node:crypto';

import { TiledTree } from './tiled-tree.js';
import { type Hash, leafHash } from './tree.js';

/** An event as its store gives it: the bytes, and what lies beside them. */
export interface StoredBytes {
  readonly position: number;
  readonly stream: string;
  readonly revision: number;
  /** The leaf hash beside the bytes; empty where what is there is no hash. */
  readonly leaf: Hash;
  /** Null where they are pruned: the event then counts by its leaf. */
  readonly bytes: string | null;
  /** The salt as 64 hexadecimal digits and then the JSON of the private part; null where there is none (any more). */
  readonly sealed: string | null;
}

/** What of an event is not as it was signed: the copied column, its bytes, its leaf, or its private part. */
export type Field = 'position' | 'stream' | 'revision' | 'bytes' | 'leaf' | 'private';

/** One event that is not what it should be. */
export interface EventFault {
  /** FAILED: altered. ERASED: by the decision at `decision`. MISSING: a private part is gone and no decision says why. */
  readonly verdict: 'FAILED' | 'ERASED' | 'MISSING';
  readonly position: number;
  readonly stream: string;
  readonly field: Field;
  readonly decision?: number;
}

/** An event of which everything is there. */
export type WholeBytes = StoredBytes & { readonly bytes: string };
const isWhole = (event: StoredBytes): event is WholeBytes => event.bytes !== null;

/** Whose log it is, what is erased and pruned by which decision (their positions), and at which sizes the root is asked for. */
export interface Expected {
  readonly organisation: string;
  readonly erased: ReadonlyMap<number, number>;
  readonly pruned: ReadonlyMap<number, number>;
  readonly sizes: ReadonlySet<number>;
}

const SALT_DIGITS = 64;
const DIGEST = ',"privateDigest":"';
const DIGEST_DIGITS = 64;
const TAIL = DIGEST.length + DIGEST_DIGITS + '"}'.length;

/** Hashes a log again from its first event on, and holds everything that lies beside the bytes against them. */
export class EventVerification {
  readonly tree = new TiledTree();
  /** The roots at the sizes asked for. */
  readonly roots = new Map<number, Hash>();
  /** How many events each decision has pruned, by its position. */
  readonly pruned = new Map<number, number>();
  private readonly revisions = new Map<string, number>();
  private readonly prefix: string;

  constructor(private readonly expected: Expected) {
    this.prefix = `{"v":1,"organisation":"${expected.organisation}","stream":`;
  }

  /** The next events; what is wrong with them. */
  take(events: readonly StoredBytes[]): readonly EventFault[] {
    const faults: EventFault[] = [];
    for (const event of events) this.one(event, faults);
    return faults;
  }

  private one(event: StoredBytes, faults: EventFault[]): void {
    const { position, stream, revision } = event;
    const fail = (field: Field) => faults.push({ verdict: 'FAILED', position, stream, field });
    if (position !== this.tree.size + 1) fail('position');
    if (revision !== (this.revisions.get(stream) ?? -1) + 1) fail('revision');
    this.revisions.set(stream, revision);
    this.tree.add(isWhole(event) ? this.wholeLeaf(event, faults) : this.prunedLeaf(event, fail));
    if (this.expected.sizes.has(this.tree.size)) this.roots.set(this.tree.size, this.tree.root());
  }

  /** Where the bytes are gone the leaf stands for them: signed roots tell whether it is the one that was there. */
  private prunedLeaf({ position, leaf, sealed }: StoredBytes, fail: (field: Field) => void): Hash {
    const decision = this.expected.pruned.get(position);
    if (decision === undefined) fail('bytes');
    else this.pruned.set(decision, (this.pruned.get(decision) ?? 0) + 1);
    if (sealed !== null) fail('private');
    return leaf;
  }

  private wholeLeaf(event: WholeBytes, faults: EventFault[]): Hash {
    const { position, stream, bytes } = event;
    const leaf = leafHash(bytes);
    const fail = (field: Field) => faults.push({ verdict: 'FAILED', position, stream, field });
    if (leaf !== event.leaf) fail('leaf');
    // What a decision has pruned must not be there any more, whatever it says.
    const column = this.expected.pruned.has(position) ? 'bytes' : this.columnAtFault(event);
    if (column !== undefined) fail(column);
    this.private(event, faults);
    return leaf;
  }

  /** The keys of the envelope have an order, so that its beginning can be written down from the columns. */
  private columnAtFault({ bytes, stream, revision }: WholeBytes): Field | undefined {
    const named = this.prefix + JSON.stringify(stream);
    const beginning = `${named},"revision":${revision},`;
    if (bytes.slice(0, beginning.length) === beginning) return undefined;
    if (!bytes.startsWith(this.prefix)) return 'bytes';
    return bytes.startsWith(named) ? 'revision' : 'stream';
  }

  private private({ position, stream, bytes, sealed }: WholeBytes, faults: EventFault[]): void {
    const digest = digestIn(bytes);
    const decision = this.expected.erased.get(position);
    const tell = (verdict: EventFault['verdict']) => faults.push({ verdict, position, stream, field: 'private' });
    if (sealed !== null) {
      // A part that a decision has erased must not be there any more, whatever it says.
      if (decision !== undefined || digestOf(sealed) !== digest) tell('FAILED');
    } else if (digest !== undefined) {
      if (decision === undefined) tell('MISSING');
      else faults.push({ verdict: 'ERASED', position, stream, field: 'private', decision });
    }
  }
}

/** Whether the private part beside an event is the one that its bytes name; so it is where none is (left). */
export const privatePartHolds = ({ bytes, sealed }: WholeBytes): boolean =>
  sealed === null || digestOf(sealed) === digestIn(bytes);

/** The digest that an event's bytes end with. A closing brace more, and it would be a part of `data`. */
const digestIn = (bytes: string): string | undefined =>
  bytes.startsWith(DIGEST, bytes.length - TAIL) ? bytes.slice(-2 - DIGEST_DIGITS, -2) : undefined;

let scratch = Buffer.alloc(16_384);

/** A salt has one spelling, or what is handed out could be altered and still agree with its digest. */
const SALT = /^[0-9a-f]{64}/;

/** Lower-case hex of SHA-256(salt ‖ JSON); of no use where the salt is none. */
function digestOf(sealed: string): string {
  if (!SALT.test(sealed)) return '';
  if (scratch.length < sealed.length * 3) scratch = Buffer.alloc(sealed.length * 3);
  const salt = scratch.write(sealed, 0, SALT_DIGITS / 2, 'hex');
  const end = salt + scratch.write(sealed.slice(SALT_DIGITS), salt);
  return hash('sha256', scratch.subarray(0, end), 'hex');
}
