import {
  type EventFault,
  EventVerification,
  type Hash,
  hexOf,
  MalformedNote,
  openCheckpoint,
  readVerifierKey,
  TILE,
  type VerifierKey,
} from '#transparency';

import type { EventLog } from './event-log.js';
import { PrivatePartErased } from './log.events.js';
import { Prunings } from './prunings.js';
import { namedKeys } from './signing/named-keys.js';
import type { SignedCheckpoint } from './signing/signed-checkpoints.js';

/** One thing that a verification found; nothing that is right is among them but ERASED, which a decision explains. */
export type Fault =
  | EventFault
  /** The file itself, in the words of what keeps it. */
  | { readonly verdict: 'FAILED'; readonly step: 'file'; readonly says: string }
  /** A stored hash of the tree, by the positions that it stands for. */
  | { readonly verdict: 'FAILED'; readonly step: 'tree'; readonly first: number; readonly last: number }
  /** A signed checkpoint: not signed by a key of the log, of more events than there are, or of others. */
  | {
      readonly verdict: 'FAILED';
      readonly step: 'checkpoint';
      readonly size: number;
      readonly why: 'signature' | 'missing' | 'differs';
    };

/** What a verification hashed, and what it found. */
export interface Verified {
  readonly events: number;
  readonly root: Hash;
  /** Signed checkpoints that were held against the log. */
  readonly checkpoints: number;
  /** How many events each decision has pruned; they count by their leaves. */
  readonly pruned: readonly { readonly decision: number; readonly events: number }[];
  /** Private parts that agree with their digests are not counted; erased and missing ones are in `faults`. */
  readonly faults: readonly Fault[];
}

/** Few enough that what was read is forgotten young: collecting it later costs a twentieth of the whole. */
const BATCH = 250;

/**
 * Hashes every event again and holds the store's file, copied columns, leaves, private parts, stored tree and all signed
 * checkpoints against the bytes. Refuses with LOG_UNREADABLE.
 */
export async function verifyLog(
  log: EventLog,
  signed: readonly SignedCheckpoint[],
  progress?: (position: number) => void,
): Promise<Verified> {
  const faults: Fault[] = (await log.faults()).map((says) => ({ verdict: 'FAILED', step: 'file', says }));
  const sizes = new Set(signed.map(({ size }) => size));
  const pruned = (await Prunings.of(log)).byPosition();
  const verification = new EventVerification({
    ...{ organisation: log.organisation, erased: await erasures(log) },
    ...{ pruned, sizes },
  });
  for (let after = 0; ;) {
    const events = await log.readStored(after, BATCH);
    const last = events.at(-1);
    if (last === undefined) break;
    faults.push(...verification.take(events));
    after = last.position;
    progress?.(after);
  }
  const { tree, roots } = verification;
  faults.push(...(await treeFaults(log, tree.subtrees)), ...checkpointFaults(signed, roots, await keysOf(log)));
  const counts = [...verification.pruned].map(([decision, events]) => ({ decision, events }));
  return { events: tree.size, root: tree.root(), checkpoints: signed.length, pruned: counts, faults };
}

/** The decision, by its position, that has erased the private part of each position. */
async function erasures(log: EventLog): Promise<ReadonlyMap<number, number>> {
  const erased = new Map<number, number>();
  for (const event of await log.readStream('log')) {
    if (event.type !== PrivatePartErased.name) continue;
    for (const [first, last] of PrivatePartErased.read(event).data.ranges) {
      for (let position = first; position <= last; position++) erased.set(position, event.position);
    }
  }
  return erased;
}

const keysOf = async (log: EventLog): Promise<readonly VerifierKey[]> => (await namedKeys(log)).map(readVerifierKey);

/** The roots that are stored are those of the leaves, and there are no more of them. */
async function treeFaults(log: EventLog, subtrees: readonly (readonly Hash[])[]): Promise<Fault[]> {
  const faults: Fault[] = [];
  for (const [below, roots] of [...subtrees, []].entries()) {
    for (let from = 0; from <= roots.length; from += TILE) {
      const stored = await log.hashes(below + 1, from, TILE);
      const right = roots.slice(from, from + TILE);
      faults.push(...differing(stored, right).map((at) => treeFault(below + 1, from + at)));
    }
  }
  return faults;
}

const differing = (some: readonly Hash[], others: readonly Hash[]): readonly number[] =>
  Array.from({ length: Math.max(some.length, others.length) }, (_, at) => at).filter((at) => some[at] !== others[at]);

function treeFault(level: number, number: number): Fault {
  const width = TILE ** level;
  return { verdict: 'FAILED', step: 'tree', first: number * width + 1, last: (number + 1) * width };
}

function checkpointFaults(
  signed: readonly SignedCheckpoint[],
  roots: ReadonlyMap<number, Hash>,
  keys: readonly VerifierKey[],
): Fault[] {
  return signed.flatMap((checkpoint) => {
    const why = faultOf(checkpoint, roots.get(checkpoint.size), keys);
    return why === undefined ? [] : [{ verdict: 'FAILED', step: 'checkpoint', size: checkpoint.size, why }];
  });
}

function faultOf({ size, root, note }: SignedCheckpoint, found: Hash | undefined, keys: readonly VerifierKey[]) {
  try {
    const said = openCheckpoint(note, keys);
    if (said.size !== size || hexOf(said.root) !== root) return 'signature';
    if (found === undefined) return 'missing';
    return found === said.root ? undefined : 'differs';
  } catch (error) {
    if (error instanceof MalformedNote) return 'signature';
    throw error;
  }
}
