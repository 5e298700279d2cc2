import { existsSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';

import { DomainError, type EventOf } from '#kernel';
import { syncToDisk } from '#sqlite';
import { signerKey, type SignerKey, signNote, type VerifierKey, writeVerifierKey } from '#transparency';

import type { EventLog } from '../event-log.js';
import { EventsLost, type KeyRotated } from '../log.events.js';
import { newKey, readKey, writeKey } from './key-file.js';
import { namedKey } from './named-keys.js';

/** What a log's checkpoints name it by, and its key too. */
export const originOf = (organisation: string): string => `bidragsbok/${organisation}`;

/** The file of the key that signs one log, and of the one that is to come after it. */
export class SigningKey {
  private readonly origin: string;
  private known: SignerKey | undefined;

  constructor(
    readonly path: string,
    private readonly log: EventLog,
  ) {
    this.origin = originOf(log.organisation);
  }

  /** Makes the key of a new log, unless an earlier try has made it. */
  make(key = newKey()): void {
    if (!existsSync(this.path)) writeKey(this.path, key);
  }

  /**
   * The key that signs: the one that the log names. Refuses with KEY_MISSING, KEY_OPEN_TO_OTHERS, KEY_DAMAGED, KEY_OF_ANOTHER_LOG
   * and KEY_ROTATION_LOST.
   */
  async get(): Promise<SignerKey> {
    if (this.known !== undefined) return this.known;
    const named = await namedKey(this.log);
    // A rotation that was cut off after its event is completed by whoever signs next.
    if (named !== null && this.isNext(named)) this.takeNext();
    const key = signerKey(this.origin, readKey(this.path));
    if (named !== null && named !== writeVerifierKey(key)) throw await this.otherThan(named);
    return (this.known = key);
  }

  /** Lays another key beside this one, in whose place it comes when the log names it. */
  layNext(): SignerKey {
    const next = newKey();
    writeKey(this.nextPath, next);
    return signerKey(this.origin, next);
  }

  /**
   * What is to sign where the named key is lost: the key that lies in its place, or one that is new. Refuses with KEY_NOT_LOST,
   * KEY_OPEN_TO_OTHERS and KEY_DAMAGED.
   */
  instead(named: string): SignerKey {
    if (!existsSync(this.path)) return this.layNext();
    const key = signerKey(this.origin, readKey(this.path));
    if (writeVerifierKey(key) === named) throw new DomainError('KEY_NOT_LOST', { file: this.path });
    return key;
  }

  /** Looks anew which key the log names. */
  forget(): void {
    this.known = undefined;
  }

  private isNext(named: string): boolean {
    return existsSync(this.nextPath) && writeVerifierKey(signerKey(this.origin, readKey(this.nextPath))) === named;
  }

  private takeNext(): void {
    renameSync(this.nextPath, this.path);
    syncToDisk(dirname(this.path));
  }

  /** Where events were lost, the one that named the key in the file may have been among them. */
  private async otherThan(named: string): Promise<DomainError> {
    const own = await this.log.readStream('log');
    const code = own.some(({ type }) => type === EventsLost.name) ? 'KEY_ROTATION_LOST' : 'KEY_OF_ANOTHER_LOG';
    return new DomainError(code, { file: this.path, named });
  }

  private get nextPath(): string {
    return `${this.path}.next`;
  }
}

/** The first line of the note by which one key hands over to the next. */
const HANDOVER = 'bidragsbok.key/v1';

/** What the log says of a key that takes over from the one before, or is the first. */
export function handover(old: SignerKey | null, to: VerifierKey): EventOf<typeof KeyRotated>['data'] {
  const next = writeVerifierKey(to);
  if (old === null) return { old: null, new: next, statement: null, decision: null };
  const statement = signNote(`${HANDOVER}\n${to.name}\n${next}\n`, old);
  return { old: writeVerifierKey(old), new: next, statement, decision: null };
}
