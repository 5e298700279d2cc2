import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';

import { DomainError, type EventOf } from '#kernel';
import {
  consistencyPath,
  type Hash,
  type Hashes,
  isPrefix,
  rootAt,
  signCheckpoint,
  signerKey,
  type SignerKey,
  signNote,
  type VerifierKey,
  writeHash,
  writeVerifierKey,
} from '#transparency';

import type { Clock } from '../clock.js';
import type { CommandContext, EventLog } from '../event-log.js';
import { KeyRotated } from '../log.events.js';
import { newKey, readKey, writeKey } from './key-file.js';
import { namedKey } from './named-keys.js';
import { type SignedCheckpoint, SignedCheckpoints } from './signed-checkpoints.js';

/** What a log's checkpoints name it by, and its key too. */
export const originOf = (organisation: string): string => `bidragsbok/${organisation}`;

/** The log is shorter than, or another than, what was signed. */
export interface Hold {
  /** When that was first seen; UTC. */
  readonly since: string;
  /** The log's end now. */
  readonly position: number;
  /** The last position that was signed, and when. */
  readonly signed: number;
  readonly signedAt: string;
  /** The last signed position up to which the log is what was signed; 0 where there is none. */
  readonly agreesTo: number;
  /** Signed events that the log lacks; 0 where it is long enough and says something else. */
  readonly missing: number;
}

/** Where the key and the signer's store lie, what is signed, and what says the time. */
export interface OpenSigner {
  readonly dir: string;
  readonly log: EventLog;
  readonly clock: Clock;
}

const hex = (hash: Hash): string => Buffer.from(hash, 'latin1').toString('hex');
const unhex = (text: string): Hash => Buffer.from(text, 'hex').toString('latin1');

/**
 * Signs checkpoints of one log, and never two of which one is not the other's beginning (C2SP tlog-checkpoint). What it has
 * signed lies in a store of its own, so that a log that was cut off, or put back from an older copy, is found.
 */
export class Signer {
  private readonly origin: string;
  private readonly hashes: Hashes;
  private readonly store: SignedCheckpoints;
  private key: SignerKey | undefined;

  constructor(private readonly options: OpenSigner) {
    const { dir, log } = options;
    this.origin = originOf(log.organisation);
    this.hashes = (level, first, count) => log.hashes(level, first, count);
    this.store = SignedCheckpoints.open(join(dir, 'signer.db'));
  }

  get keyPath(): string {
    return join(this.options.dir, 'key');
  }

  /** Everything signed, the largest tree first. */
  signed(): readonly SignedCheckpoint[] {
    return this.store.all();
  }

  /** Copies what was signed of the log's first `size` events into a new store. */
  copyTo(path: string, size: number): Promise<void> {
    return this.store.copyTo(path, size);
  }

  /**
   * The signed checkpoint of the log's first `size` events, the same for ever. Refuses with INTEGRITY_HOLD where the log is
   * not what was signed before, and with KEY_MISSING, KEY_OPEN_TO_OTHERS, KEY_DAMAGED, KEY_OF_ANOTHER_LOG, DISK_FULL.
   */
  async checkpoint(size: number): Promise<SignedCheckpoint> {
    for (;;) {
      const last = this.store.last();
      const root = await this.rootOf(size);
      if (root === undefined || !(await this.isOneLog({ size, root }, last))) throw holdError(await this.held());
      const kept = this.store.of(size);
      if (kept !== undefined) {
        if (kept.root === hex(root)) return kept;
        throw holdError(await this.held());
      }
      const note = signCheckpoint({ size, root }, await this.signingKey());
      const checkpoint = { size, root: hex(root), note, signedAt: this.now() };
      if (await this.store.keep(checkpoint, last)) return checkpoint;
    }
  }

  /** The root of the log's first `size` events, base64, signed or not. */
  async rootAt(size: number): Promise<string> {
    return writeHash(await rootAt(this.hashes, size));
  }

  /** Holds the log against what was signed last; null where it is that, or has gone on from there. */
  async hold(): Promise<Hold | null> {
    const last = this.store.last();
    if (last !== undefined && !(await this.agrees(last))) return this.held();
    await this.store.released(this.now());
    return null;
  }

  /**
   * Signs the list of an export, or another text that cannot be taken for a checkpoint: its first line is no origin. Refuses as
   * `checkpoint` does.
   */
  async sign(text: string): Promise<string> {
    const hold = await this.hold();
    if (hold !== null) throw holdError(hold);
    const key = await this.signingKey();
    if (text.startsWith(`${key.name}\n`)) throw new Error('A checkpoint is signed by checkpoint() alone');
    return signNote(text, key);
  }

  /** Makes the key of a new log, unless an earlier try has made it. */
  makeKey(key = newKey()): void {
    if (!existsSync(this.keyPath)) writeKey(this.keyPath, key);
  }

  /** The verifier key of the one that signs, as it is handed over. Refuses with KEY_…, as `checkpoint` does. */
  async verifierKey(): Promise<string> {
    return writeVerifierKey(await this.signingKey());
  }

  /**
   * Another key signs from here on: the old one signs the log as it stands and hands over, and is gone afterwards. Refuses as
   * `checkpoint` does, and with what `append` refuses with.
   */
  async rotate(command: CommandContext): Promise<string> {
    const { log } = this.options;
    const own = await log.readStream('log');
    if (!own.some(({ commandId }) => commandId === command.commandId)) {
      const isSigned = (await namedKey(log)) !== null;
      const old = isSigned ? await this.signingKey() : null;
      if (isSigned) await this.checkpoint(await log.lastPosition());
      const next = newKey();
      writeKey(this.nextPath, next);
      const data = handover(old, signerKey(this.origin, next));
      const events = [KeyRotated.write({ type: 'KeyRotated', data })];
      await log.append(command, [{ stream: 'log', expectedRevision: own.length - 1, events }]);
    }
    this.key = undefined;
    return this.verifierKey();
  }

  /** The key that signs: the one that the log names. */
  private async signingKey(): Promise<SignerKey> {
    if (this.key !== undefined) return this.key;
    const named = await namedKey(this.options.log);
    // A rotation that was cut off after its event is completed by whoever signs next.
    if (named !== null && this.isNext(named)) renameSync(this.nextPath, this.keyPath);
    const key = signerKey(this.origin, readKey(this.keyPath));
    if (named !== null && named !== writeVerifierKey(key)) {
      throw new DomainError('KEY_OF_ANOTHER_LOG', { file: this.keyPath, named });
    }
    return (this.key = key);
  }

  private isNext(named: string): boolean {
    return existsSync(this.nextPath) && writeVerifierKey(signerKey(this.origin, readKey(this.nextPath))) === named;
  }

  private get nextPath(): string {
    return `${this.keyPath}.next`;
  }

  close(): void {
    this.store.close();
  }

  /** Whether of the last signed tree and this one the smaller is the beginning of the larger. */
  private async isOneLog(tree: { size: number; root: Hash }, last: SignedCheckpoint | undefined): Promise<boolean> {
    if (last === undefined) return true;
    const before = { size: last.size, root: unhex(last.root) };
    if ((await this.rootOf(before.size)) === undefined) return false;
    const [earlier, later] = tree.size < before.size ? [tree, before] : [before, tree];
    return isPrefix(earlier, later, await consistencyPath(this.hashes, earlier.size, later.size));
  }

  private async agrees({ size, root }: SignedCheckpoint): Promise<boolean> {
    const found = await this.rootOf(size);
    return found !== undefined && hex(found) === root;
  }

  /** The root of the first `size` events; undefined where the log has not so many. */
  private async rootOf(size: number): Promise<Hash | undefined> {
    return size > (await this.options.log.lastPosition()) ? undefined : rootAt(this.hashes, size);
  }

  private async held(): Promise<Hold> {
    const last = this.store.last();
    if (last === undefined) throw new Error('Nothing was signed');
    const position = await this.options.log.lastPosition();
    const agreed = await this.lastAgreed();
    return {
      since: await this.store.heldSince(this.now()),
      position,
      signed: last.size,
      signedAt: last.signedAt,
      agreesTo: agreed?.size ?? 0,
      missing: Math.max(0, last.size - position),
    };
  }

  /** By halving: where the log is a signed tree, it is every smaller one too. */
  private async lastAgreed(): Promise<SignedCheckpoint | undefined> {
    const all = this.store.all();
    let [differs, agrees] = [-1, all.length];
    while (agrees - differs > 1) {
      const middle = Math.floor((agrees + differs) / 2);
      const checkpoint = all[middle];
      if (checkpoint !== undefined && (await this.agrees(checkpoint))) agrees = middle;
      else differs = middle;
    }
    return all[agrees];
  }

  private now(): string {
    return new Date(this.options.clock()).toISOString();
  }
}

/** The first line of the note by which one key hands over to the next. */
const HANDOVER = 'bidragsbok.key/v1';

function handover(old: SignerKey | null, to: VerifierKey): EventOf<typeof KeyRotated>['data'] {
  const next = writeVerifierKey(to);
  if (old === null) return { old: null, new: next, statement: null };
  return { old: writeVerifierKey(old), new: next, statement: signNote(`${HANDOVER}\n${to.name}\n${next}\n`, old) };
}

/** What a hold refuses with. */
export function holdError({ since, position, signed, missing }: Hold): DomainError {
  const fault = missing > 0 ? `${missing} händelser saknas` : 'händelser är ändrade';
  return new DomainError('INTEGRITY_HOLD', { fault, since, position, signed, missing });
}
