import { DomainError } from '#kernel';
import {
  consistencyPath,
  type Hash,
  type Hashes,
  hashOfHex,
  hexOf,
  isPrefix,
  rootAt,
  type TreeHead,
} from '#transparency';

import type { EventLog } from '../event-log.js';
import { type Hold, holdError } from './hold.js';
import { isSignedByOneOf } from './kept-checkpoint.js';
import { beginningOfSigning, verifierKeys } from './named-keys.js';
import type { SignedCheckpoint, SignedCheckpoints } from './signed-checkpoints.js';

/** A log's tree, as paths and roots are made of it. */
export const hashesOf =
  (log: EventLog): Hashes =>
  (level, first, count) =>
    log.hashes(level, first, count);

/** A log held against what its signer remembers to have signed. */
export class HeldLog {
  private readonly hashes: Hashes;

  constructor(
    private readonly log: EventLog,
    private readonly store: SignedCheckpoints,
    private readonly now: () => string,
  ) {
    this.hashes = hashesOf(log);
  }

  /** Holds the log against what was signed last; null where it is that, or has gone on from there. */
  async hold(): Promise<Hold | null> {
    const last = await this.store.last();
    if (last === undefined ? await this.isForgotten() : !(await this.agrees(last))) return this.held();
    await this.store.released(this.now());
    return null;
  }

  /** What refuses where the log has been found to differ. */
  async error(): Promise<DomainError> {
    return holdError(await this.held());
  }

  /** Whether of the last signed tree and this one the smaller is the beginning of the larger. */
  async isOneLog(tree: TreeHead, last: SignedCheckpoint | undefined): Promise<boolean> {
    if (last === undefined) return !(await this.isForgotten());
    const before = { size: last.size, root: hashOfHex(last.root) };
    if ((await this.rootOf(before.size)) === undefined) return false;
    const [earlier, later] = tree.size < before.size ? [tree, before] : [before, tree];
    return isPrefix(earlier, later, await consistencyPath(this.hashes, earlier.size, later.size));
  }

  /** Refuses with CHECKPOINT_BEYOND_LOG and CHECKPOINT_DIFFERS a log of which a signed tree is not the beginning. */
  async assertBeginsWith({ size, root }: TreeHead): Promise<void> {
    const found = await this.rootOf(size);
    if (found === root) return;
    if (found !== undefined) throw new DomainError('CHECKPOINT_DIFFERS', { size });
    const position = await this.log.lastPosition();
    throw new DomainError('CHECKPOINT_BEYOND_LOG', { size, position, missing: size - position });
  }

  /** Whether events stand in the log that were never recorded before something was signed, and the store remembers nothing. */
  private async isForgotten(): Promise<boolean> {
    const began = await beginningOfSigning(this.log);
    if (began === null || began === (await this.log.lastPosition())) return false;
    // Another process may have signed for the first time meanwhile, and gone on.
    return (await this.store.last()) === undefined;
  }

  private async agrees({ size, root }: SignedCheckpoint): Promise<boolean> {
    const found = await this.rootOf(size);
    return found !== undefined && hexOf(found) === root;
  }

  /** The root of the first `size` events; undefined where the log has not so many. */
  async rootOf(size: number): Promise<Hash | undefined> {
    return size > (await this.log.lastPosition()) ? undefined : rootAt(this.hashes, size);
  }

  private async held(): Promise<Hold> {
    const position = await this.log.lastPosition();
    const seen = { since: await this.store.heldSince(this.now()), position };
    const last = await this.store.last();
    if (last === undefined || (await this.isForeign())) {
      const why = last === undefined ? 'forgotten' : 'foreign';
      return { why, ...seen, store: this.store.place, unattested: position };
    }
    const { size: signed, signedAt } = last;
    const agreesTo = (await this.lastAgreed())?.size ?? 0;
    return { why: 'differs', ...seen, signed, signedAt, agreesTo, missing: Math.max(0, signed - position) };
  }

  /** Whether nothing in the store is signed by a key that the log names: an older copy of it names the first of them at least. */
  private async isForeign(): Promise<boolean> {
    const keys = await verifierKeys(this.log);
    return keys.length > 0 && !(await this.store.all()).some(({ note }) => isSignedByOneOf(note, keys));
  }

  /** By halving: where the log is a signed tree, it is every smaller one too. */
  private async lastAgreed(): Promise<SignedCheckpoint | undefined> {
    const all = await this.store.all();
    let [differs, agrees] = [-1, all.length];
    while (agrees - differs > 1) {
      const middle = Math.floor((agrees + differs) / 2);
      const checkpoint = all[middle];
      if (checkpoint !== undefined && (await this.agrees(checkpoint))) agrees = middle;
      else differs = middle;
    }
    return all[agrees];
  }
}
