import type { KeyObject } from 'node:crypto';
import { join } from 'node:path';

import { DomainError, type EventOf } from '#kernel';
import { hexOf, rootAt, signCheckpoint, signNote, writeHash, writeVerifierKey } from '#transparency';

import type { Clock } from '../clock.js';
import type { CommandContext, EventLog, Write } from '../event-log.js';
import { CheckpointsLost, KeyRotated, type RecordedDecision } from '../log.events.js';
import { HeldLog, hashesOf } from './held-log.js';
import { type Hold, holdError } from './hold.js';
import { keptCheckpoint } from './kept-checkpoint.js';
import { recordLostCheckpoints } from './lost-checkpoints.js';
import { beginningOfSigning, namedKey, verifierKeys } from './named-keys.js';
import type { SignedCheckpoint, SignedCheckpoints } from './signed-checkpoints.js';
import { handover, SigningKey } from './signing-key.js';
import { SqliteCheckpoints } from './sqlite-checkpoints.js';

/** Where the key lies and what was signed, what is signed, and what says the time. */
export interface OpenSigner {
  readonly dir: string;
  /** What was signed; `signer.db` beside the key where it is left out. */
  readonly store?: SignedCheckpoints | undefined;
  readonly log: EventLog;
  readonly clock: Clock;
}

/**
 * Signs checkpoints of one log, and never two of which one is not the other's beginning (C2SP tlog-checkpoint). What it has
 * signed lies in a store of its own, so that a log that was cut off, or put back from an older copy, is found; and so that it is
 * found where the store itself is gone.
 */
export class Signer {
  private readonly held: HeldLog;
  private readonly store: SignedCheckpoints;
  private readonly key: SigningKey;

  /** Refuses with SIGNER_UNREADABLE. */
  constructor(private readonly options: OpenSigner) {
    const { dir, log, store } = options;
    this.store = store ?? SqliteCheckpoints.open(join(dir, 'signer.db'));
    this.held = new HeldLog(log, this.store, () => this.now());
    this.key = new SigningKey(join(dir, 'key'), log);
  }

  get keyPath(): string {
    return this.key.path;
  }

  /** Everything signed, the largest tree first. */
  signed(): Promise<readonly SignedCheckpoint[]> {
    return this.store.all();
  }

  /** Copies what was signed of the log's first `size` events into a new file. */
  copyTo(path: string, size: number): Promise<void> {
    return SqliteCheckpoints.copyOf(this.store, path, size);
  }

  /**
   * The signed checkpoint of the log's first `size` events, the same for ever. Refuses as `holdError` where the log is not what was
   * signed before, and with KEY_MISSING, KEY_OPEN_TO_OTHERS, KEY_DAMAGED, KEY_OF_ANOTHER_LOG, KEY_ROTATION_LOST, DISK_FULL.
   */
  async checkpoint(size: number): Promise<SignedCheckpoint> {
    for (;;) {
      const last = await this.store.last();
      const root = await this.held.rootOf(size);
      if (root === undefined || !(await this.held.isOneLog({ size, root }, last))) throw await this.held.error();
      const kept = await this.store.of(size);
      if (kept !== undefined) {
        if (kept.root === hexOf(root)) return kept;
        throw await this.held.error();
      }
      const note = signCheckpoint({ size, root }, await this.key.get());
      const checkpoint = { size, root: hexOf(root), note, signedAt: this.now() };
      if (await this.store.keep(checkpoint, last)) return checkpoint;
    }
  }

  /**
   * Takes up a checkpoint that somebody else has kept, as if it had just been signed. Where the store had forgotten it, and more has been
   * recorded since, the log says so by an event `CheckpointsLost`. Refuses with CHECKPOINT_OF_ANOTHER_LOG and CHECKPOINT_NOT_OURS,
   * CHECKPOINT_BEYOND_LOG and CHECKPOINT_DIFFERS, and as `holdError` where the log is not what is remembered.
   */
  async adopt(note: string, by: Pick<CommandContext, 'actor'>): Promise<SignedCheckpoint> {
    const { log } = this.options;
    const { size, root } = keptCheckpoint(note, await verifierKeys(log));
    for (;;) {
      const hold = await this.hold();
      if (hold !== null && hold.why !== 'forgotten') throw holdError(hold);
      const last = await this.store.last();
      await this.held.assertBeginsWith({ size, root });
      if (hold !== null && hold.position > size) await recordLostCheckpoints(log, { after: size, decision: null }, by);
      const kept = await this.store.of(size);
      if (kept !== undefined) return kept;
      const adopted = { size, root: hexOf(root), note, signedAt: this.now() };
      if (await this.store.keep(adopted, last)) return adopted;
    }
  }

  /** The root of the log's first `size` events, base64, signed or not. */
  async rootAt(size: number): Promise<string> {
    return writeHash(await rootAt(hashesOf(this.options.log), size));
  }

  /** Holds the log against what was signed last; null where it is that, or has gone on from there. */
  hold(): Promise<Hold | null> {
    return this.held.hold();
  }

  /**
   * Asked before every append, with what `hold` has said. A held log takes nothing but that all which was signed is lost, where it is;
   * and nothing is recorded in one that has never been signed, since it would be held from then on: it is signed first, where whoever
   * opened it was cut off. Refuses as `checkpoint` does.
   */
  async assertMayAppend(writes: readonly Write[], hold: Hold | null): Promise<void> {
    if (hold === null && (await this.store.last()) !== undefined) return;
    const types = writes.flatMap(({ events }) => events.map(({ type }) => type));
    if (hold !== null) {
      if (hold.why === 'forgotten' && types.every((type) => type === CheckpointsLost.name)) return;
      throw holdError(hold);
    }
    // What names a key is itself signed first.
    if (!types.includes(KeyRotated.name)) await this.begin();
  }

  /**
   * Signs the list of an export, or another text that cannot be taken for a checkpoint: its first line is no origin. Refuses as
   * `checkpoint` does.
   */
  async sign(text: string): Promise<string> {
    const hold = await this.hold();
    if (hold !== null) throw holdError(hold);
    const key = await this.key.get();
    if (text.startsWith(`${key.name}\n`)) throw new Error('A checkpoint is signed by checkpoint() alone');
    return signNote(text, key);
  }

  /** Makes the key of a new log, unless an earlier try has made it. */
  makeKey(key?: KeyObject): void {
    this.key.make(key);
  }

  /** The verifier key of the one that signs, as it is handed over. Refuses with KEY_…, as `checkpoint` does. */
  async verifierKey(): Promise<string> {
    return writeVerifierKey(await this.key.get());
  }

  /**
   * Another key signs from here on: the old one signs the log as it stands and hands over, and is gone afterwards. Refuses as
   * `checkpoint` does, and with what `append` refuses with.
   */
  async rotate(command: CommandContext): Promise<string> {
    return this.name(command, async () => {
      const { log } = this.options;
      const isSigned = (await namedKey(log)) !== null;
      const old = isSigned ? await this.key.get() : null;
      if (isSigned) await this.checkpoint(await log.lastPosition());
      return handover(old, this.key.layNext());
    });
  }

  /**
   * Another key signs from here on because the one that the log names is lost, by a decision, since nothing hands over to it. It is
   * the key that lies in its place, where one does. Refuses with KEY_UNKNOWN, KEY_NOT_LOST, KEY_OPEN_TO_OTHERS, KEY_DAMAGED, as
   * `holdError`, and with what `append` refuses with.
   */
  async replaceKey(command: CommandContext, decision: RecordedDecision): Promise<string> {
    return this.name(command, async () => {
      const hold = await this.hold();
      if (hold !== null) throw holdError(hold);
      const old = await namedKey(this.options.log);
      if (old === null) throw new DomainError('KEY_UNKNOWN');
      return { ...handover(null, this.key.instead(old)), old, decision };
    });
  }

  close(): Promise<void> {
    return this.store.close();
  }

  /** Lets the log name the key that is to sign, unless the same command has done so, and signs by it. */
  private async name(
    command: CommandContext,
    data: () => Promise<EventOf<typeof KeyRotated>['data']>,
  ): Promise<string> {
    const { log } = this.options;
    const own = await log.readStream('log');
    if (!own.some(({ commandId }) => commandId === command.commandId)) {
      const events = [KeyRotated.write({ type: 'KeyRotated', data: await data() })];
      await log.append(command, [{ stream: 'log', expectedRevision: own.length - 1, events }]);
    }
    this.key.forget();
    await this.checkpoint(await log.lastPosition());
    return this.verifierKey();
  }

  private async begin(): Promise<void> {
    const { log } = this.options;
    if ((await beginningOfSigning(log)) !== null) await this.checkpoint(await log.lastPosition());
  }

  private now(): string {
    return new Date(this.options.clock()).toISOString();
  }
}
