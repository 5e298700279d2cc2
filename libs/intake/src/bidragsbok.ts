import { type KeyObject, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';

import {
  type Clock,
  type EventLog,
  type Hold,
  namedKeys,
  openNewLog,
  type RecordedDecision,
  type RecordedEvent,
  type Salt,
  Signer,
  systemClock,
  type Write,
} from '#event-log';
import { DomainError, OrganisationNumber } from '#kernel';
import { type Archive, type Moment, namesAnything, type ReadModels } from '#read-models';
import { type Blobs, blobsFor, Keyring, Vault } from '#vault';
import type { Runs } from '#work';

import { type Attestation, attestationOf } from './attestation.js';
import { catalogue } from './catalogue.js';
import { type Command, OPERATOR } from './command.js';
import { execute } from './commands.js';
import { signerFolder, unwritable } from './data-folder.js';
import { chosenOrganisation, type Kept } from './engine/engine.js';
import { engineFor } from './engine/engine-for.js';
import type { Servers } from './engine/servers.js';
import { settleErasures } from './erasure/settle.js';
import { keysFolder } from './evidence/keys-folder.js';
import { FileStore } from './file-store.js';
import { dayAsked, momentOf, type Span, spanOf } from './moment.js';

export interface OpenBidragsbok {
  /** The data folder; each organisation has a folder of its own in it, named by its number. */
  readonly data: string;
  /** May be left out while the folder holds one organisation only. */
  readonly organisation?: string | undefined;
  readonly clock?: Clock | undefined;
  readonly salt?: Salt | undefined;
  /**
   * Where keys and what they signed lie, a folder for each organisation; else BIDRAGSBOK_SIGNER, else in the data folder. Null:
   * there in any case.
   */
  readonly signer?: string | null | undefined;
  /**
   * Where the keys to documents lie, a folder for each organisation, outside the data folder; else BIDRAGSBOK_KEYS, else beside
   * the data folder.
   */
  readonly keys?: string | undefined;
  /** What documents and persons of a new keyring are named under; else what nobody can guess. */
  readonly namingKey?: Uint8Array | undefined;
  /** The servers that keep logs and rows; else those that the environment names. Null: the folder's own files in any case. */
  readonly servers?: Servers | null | undefined;
  /** Where sealed documents lie, as BIDRAGSBOK_S3 says it where it is left out; null for the organisation's own folder. */
  readonly objectStore?: string | null | undefined;
  /** The key that a new log is signed by; else one that nobody can guess. */
  readonly key?: KeyObject | undefined;
}

/** What a book is opened over. */
interface Ready {
  readonly kept: Kept;
  readonly signer: Signer;
  readonly clock: Clock;
}

/** One organisation's grant book: its log, the read models beside it, and the files that were taken in. */
export class Bidragsbok {
  /** The organisation's own folder. */
  readonly dir: string;
  readonly log: EventLog;
  readonly models: ReadModels;
  /** Signs what the log is, and says whether it still is what was signed. */
  readonly signer: Signer;
  readonly files: FileStore;
  /** What events are recorded by. */
  readonly clock: Clock;
  private held: Promise<Hold | null> | undefined;
  private settled: Promise<void> | undefined;
  /** The last one, since many questions are asked at the log's end. */
  private attested: { readonly position: number; readonly attestation: Attestation } | null = null;

  private readonly kept: Kept;
  private readonly options: OpenBidragsbok;
  private openVault: Promise<Vault> | undefined;

  private constructor(options: OpenBidragsbok, { kept, signer, clock }: Ready) {
    const dir = join(options.data, kept.log.organisation);
    this.options = options;
    this.dir = dir;
    this.kept = kept;
    this.log = kept.log;
    this.models = kept.models;
    this.signer = signer;
    this.clock = clock;
    this.files = new FileStore(dir);
  }

  /** Opens the log of an organisation. Refuses with ORGANISATION_UNKNOWN and ORGANISATION_NOT_CHOSEN. */
  static async open(options: OpenBidragsbok): Promise<Bidragsbok> {
    const organisation = await chosenOrganisation(engineFor(options), options.organisation);
    return Bidragsbok.at({ ...options, organisation }, false);
  }

  /** Opens a new log with its first event. Refuses with LOG_EXISTS where the organisation has one. */
  static async init(
    options: OpenBidragsbok & { readonly organisation: string; readonly name: string; readonly software: string },
  ) {
    const organisation = OrganisationNumber.parse(options.organisation).toString();
    const book = await Bidragsbok.at({ ...options, organisation }, true);
    try {
      const { name, software } = options;
      if ((await book.log.lastPosition()) === 0) book.signer.makeKey(options.key);
      const key = await book.signer.verifierKey();
      await openNewLog(book.log, { name, software, key }, { commandId: `init-${organisation}`, actor: OPERATOR });
      await book.signer.checkpoint(1);
      return book;
    } catch (error) {
      await book.close();
      throw error;
    }
  }

  private static async at(options: OpenBidragsbok & { organisation: string }, create: boolean): Promise<Bidragsbok> {
    const { data, organisation, clock = systemClock, salt, signer: signers } = options;
    try {
      // What was signed and is not there any more must not be written over.
      const guard = async (writes: readonly Write[]): Promise<void> =>
        book.signer.assertMayAppend(writes, await book.hold());
      const scripted = salt === undefined ? { clock } : { clock, salt };
      const kept = await engineFor(options).open({ organisation, create, guard, ...scripted });
      const { log, checkpoints: store } = kept;
      const signer = new Signer({ dir: signerFolder(data, organisation, signers), log, clock, store });
      const book = new Bidragsbok(options, { kept, signer, clock });
      return book;
    } catch (error) {
      throw refusalOf(error);
    }
  }

  get organisation(): string {
    return this.log.organisation;
  }

  /** What a history is read from. */
  get archive(): Archive {
    return { log: this.log, db: this.models.db, catalogue, pause: () => setImmediate() };
  }

  /** The originals, opened when they are first asked for. Refuses with KEYS_INSIDE_DATA, and as `Keyring.open`. */
  vault(): Promise<Vault> {
    return (this.openVault ??= this.vaultAt());
  }

  /** What is built of the grants and was built, outside the log. Refuses as the engine does. */
  runs(): Promise<Runs> {
    return this.kept.runs();
  }

  /** What the digest of a document is salted with, by the name that it came under. */
  documentSalt(name: string): Uint8Array {
    return this.options.salt?.(`document\n${name}`) ?? randomBytes(32);
  }

  /** Carries out a command: decided, appended, projected. The same id again gives back the events of the first time. */
  async execute(command: Command, commandId: string): Promise<readonly RecordedEvent[]> {
    await this.settle();
    const events = await execute(this, command, commandId);
    await this.models.take(events);
    return events;
  }

  /** The moment that a question names, with the read models brought up to the log's end. */
  async moment(asOf?: string, perDate?: string): Promise<Moment> {
    await this.settle();
    await this.models.catchUp();
    return momentOf(this.log, asOf, perDate);
  }

  /** What was recorded between two moments, with the read models brought up to the log's end. */
  async span(from?: string, to?: string): Promise<Span> {
    await this.settle();
    await this.models.catchUp();
    return spanOf(this.log, from, to);
  }

  /** The day that a question is asked of: `today`, which the door knows, or that of the moment it names. */
  day(today: string, asOf?: string): Promise<string> {
    return dayAsked(this.log, today, asOf);
  }

  /** Two moments, the log's end where the later one is left out. What compares them refuses those in the wrong order. */
  async moments(from: string, to?: string): Promise<readonly [from: Moment, to: Moment]> {
    return [await this.moment(from), await this.moment(to)];
  }

  /** Whether the log was what was signed when it was opened; null where it was, or has been found to be so since. */
  async hold(): Promise<Hold | null> {
    const hold = await (this.held ??= this.signer.hold());
    // What holds it may be put right by another process.
    if (hold !== null) this.held = undefined;
    return hold;
  }

  /** An erasure or a pruning that was cut off is completed by whoever comes next. */
  private settle(): Promise<void> {
    return (this.settled ??= settleErasures(this));
  }

  /** What ties an answer to the log as it was at a position. */
  async attestation(position: number): Promise<Attestation> {
    if (this.attested?.position !== position) {
      const attestation = await attestationOf(this.signer, position);
      // What could not be signed may be signed the next time.
      this.attested = attestation.checkpoint === null ? null : { position, attestation };
      return attestation;
    }
    return this.attested.attestation;
  }

  /** Every verifier key that the log names, the one that signs now last. */
  verifierKeys(): Promise<readonly string[]> {
    return namedKeys(this.log);
  }

  /** Another key signs from here on; its verifier key. The same command id again completes a change that was cut off. */
  async rotateKey(commandId: string): Promise<string> {
    const key = await this.signer.rotate({ commandId, actor: OPERATOR });
    await this.models.catchUp();
    return key;
  }

  /** The same where the key that the log names is lost, and cannot hand over: by a decision. Refuses as `Signer.replaceKey`. */
  async replaceKey(commandId: string, decision: RecordedDecision): Promise<string> {
    const key = await this.signer.replaceKey({ commandId, actor: OPERATOR }, decision);
    await this.models.catchUp();
    return key;
  }

  /** The sealed originals, which no key is asked for. Refuses with OBJECT_STORE_ADDRESS_MALFORMED. */
  blobs(): Blobs {
    const { dir, organisation, options } = this;
    return blobsFor({ organisationDir: dir, organisation, address: options.objectStore });
  }

  private async vaultAt(): Promise<Vault> {
    const { data, keys, namingKey } = this.options;
    const blobs = this.blobs();
    const dir = keysFolder(data, this.organisation, keys);
    return new Vault(blobs, await Keyring.open({ dir, namingKey, mayBegin: () => this.mayBegin(blobs) }));
  }

  /** New keys would name documents and persons anew: only where nothing has a name yet. */
  private async mayBegin(blobs: Blobs): Promise<boolean> {
    if (!(await isEmpty(blobs))) return false;
    await this.models.catchUp();
    return !(await namesAnything(this.models.db));
  }

  async close(): Promise<void> {
    const opened = this.openVault;
    this.openVault = undefined; // whoever closes once more finds nothing open
    (await opened?.catch(() => undefined))?.close();
    await this.signer.close();
    await this.kept.close();
  }
}

/** Whether nothing is sealed yet, so that no key can be missing. */
async function isEmpty(blobs: Blobs): Promise<boolean> {
  for await (const _ of blobs.list()) return false;
  return true;
}

function refusalOf(error: unknown): unknown {
  if (error instanceof DomainError && error.code === 'LOG_NOT_FOUND') return new DomainError('ORGANISATION_UNKNOWN');
  return unwritable(error);
}
