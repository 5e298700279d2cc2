import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { type Clock, EventsLost } from '#event-log';
import { DomainError, OrganisationNumber } from '#kernel';
import { tidyClosed } from '#sqlite';
import { type VerifierKey, writeHash } from '#transparency';
import { blobsFor, FileBlobs } from '#vault';

import { Bidragsbok } from '../bidragsbok.js';
import { OPERATOR } from '../command.js';
import { signerFolder } from '../data-folder.js';
import { verify } from '../verification.js';
import { checkpointsHeld } from '../checkpoints/checkpoints-held.js';
import { copyBackup } from './copied-backup.js';
import { assertIntact } from '../intact.js';
import { CHECKPOINT, keyGiven, LOG, type Manifest, MANIFEST, readManifest, SIGNED } from './manifest.js';
import { Place } from './place.js';
import { SignerStore } from './signer-store.js';
import { type Claim, claimsBeyond, type Witness, witnessesOf } from './witnesses.js';

/** What is to be put back, where, and against what it is held. */
export interface RestoreAsked {
  /** The folder that a backup wrote. */
  readonly from: string;
  readonly data: string;
  /** The organisation that must be meant; else the backup's. */
  readonly organisation?: string | undefined;
  /** As in OpenBidragsbok. */
  readonly signer?: string | null | undefined;
  /** What was kept elsewhere: the text of a checkpoint, or of what bears one. */
  readonly checkpoint?: string | undefined;
  /** A verifier key as it was handed over: then this one must have signed the backup. */
  readonly key?: string | undefined;
  /** Events that were signed and are not in the backup are given up, and the log says so. */
  readonly acceptLoss?: boolean;
  /** All of it is done but the last step, and nothing is left. */
  readonly dryRun?: boolean;
  readonly clock?: Clock | undefined;
  readonly progress?: (position: number) => void;
}

/** Signed events that the backup does not have. */
interface Loss {
  readonly from: number;
  readonly to: number;
  /** When the last event was recorded that the backup has. */
  readonly since: string;
}

/** A log that was put back, or in a dry run would have been. */
export interface Restored {
  readonly folder: string;
  readonly organisation: string;
  /** The backup's last position, and its root, base64. */
  readonly position: number;
  readonly root: string;
  readonly keptFiles: number;
  /** Who has said outside of the backup what it was, by how many checkpoints, and the largest of them. */
  readonly heldAgainst: readonly {
    readonly by: Witness['by'];
    readonly checkpoints: number;
    readonly upTo: number;
  }[];
  readonly lost: Loss | null;
  /** Where the signer's store lies now that speaks of lost events. */
  readonly setAside: string | null;
  readonly key: { readonly path: string; readonly isThere: boolean };
  readonly dryRun: boolean;
}

/**
 * Puts a log back. It is copied beside its place, every file held against the signed manifest, every event and kept file hashed
 * again, and the log held against what was signed of it, in the backup and by whoever else is known; only then is it in its place.
 * Refuses with BACKUP_…, LOG_EXISTS, RESTORE_PLACE_TAKEN, LOG_OF_ANOTHER_ORGANISATION, HISTORY_DIFFERS, EVENTS_MISSING,
 * CHECKPOINT_…, SIGNER_UNREADABLE, KEY_MALFORMED, OBJECT_STORE_…, DATA_UNWRITABLE and DISK_FULL; then nothing is in the place.
 */
export async function restore(asked: RestoreAsked): Promise<Restored> {
  const note = manifestOf(asked.from);
  const manifest = readManifest(note);
  const { organisation } = manifest;
  const meant =
    asked.organisation === undefined ? organisation : OrganisationNumber.parse(asked.organisation).toString();
  if (meant !== organisation) {
    throw new DomainError('LOG_OF_ANOTHER_ORGANISATION', { organisation: meant, found: organisation });
  }
  const place = new Place(asked.data, organisation);
  place.assertFree();
  const key = asked.key === undefined ? undefined : keyGiven(asked.key);
  return place.beside(async (data) => {
    const to = join(data, organisation);
    const named = await copyBackup({ from: asked.from, note, manifest, to, key });
    const keys = key === undefined ? named : [...named, key];
    return new Restoration(asked, place, { data, manifest, keys }).carryOut();
  });
}

function manifestOf(from: string): string {
  const path = join(from, MANIFEST);
  if (!existsSync(path)) throw new DomainError('BACKUP_UNREADABLE');
  return readFileSync(path, 'utf8');
}

/** A backup's files in a data folder of their own. */
interface Copied {
  readonly data: string;
  readonly manifest: Manifest;
  /** Those that the log names, and the one that the asker trusts. */
  readonly keys: readonly VerifierKey[];
}

class Restoration {
  private readonly store: SignerStore;
  private readonly dir: string;

  constructor(
    private readonly asked: RestoreAsked,
    private readonly place: Place,
    private readonly copied: Copied,
  ) {
    const { organisation } = copied.manifest;
    this.dir = join(copied.data, organisation);
    this.store = new SignerStore(signerFolder(asked.data, organisation, asked.signer), copied.data);
  }

  async carryOut(): Promise<Restored> {
    const { data, manifest } = this.copied;
    const { organisation } = manifest;
    const book = await Bidragsbok.open({
      data,
      organisation,
      signer: null,
      objectStore: null,
      clock: this.asked.clock,
    });
    try {
      const told = await this.checked(book);
      await book.close();
      return { ...told, setAside: told.dryRun ? null : await this.take(told.position) };
    } finally {
      await book.close();
    }
  }

  /** Hashes all of it again, and holds it against everybody who knows what it was. */
  private async checked(book: Bidragsbok): Promise<Omit<Restored, 'setAside'>> {
    const { asked, store } = this;
    const { keys } = this.copied;
    const { position, root, keptFiles, faults } = await verify(book, { withFiles: true, ...progressOf(asked) });
    // The keys to documents are in no backup: what can be told without them is that each lies there as it was listed.
    assertIntact(faults.filter((fault) => !('step' in fault && fault.step === 'document' && fault.document === null)));
    this.assertEnd({ size: position, root });
    const witnesses = await witnessesOf(book, store, { checkpoint: asked.checkpoint, keys });
    const lost = await this.lost(book, position, await claimsBeyond(book, witnesses));
    return {
      folder: this.place.folder,
      organisation: book.organisation,
      position,
      root,
      keptFiles: keptFiles ?? 0,
      heldAgainst: witnesses.map(({ by, claims }) => ({ by, checkpoints: claims.length, upTo: claims[0]?.size ?? 0 })),
      lost,
      key: { path: store.keyPath, isThere: store.hasKey },
      dryRun: asked.dryRun === true,
    };
  }

  /** The backup says itself where it ends: in its list, and by the checkpoint of its end. */
  private assertEnd({ size, root }: Claim): void {
    const { manifest, keys } = this.copied;
    const said = checkpointsHeld(readFileSync(join(this.dir, CHECKPOINT), 'utf8'), keys);
    const agrees = said.every((checkpoint) => checkpoint.size === size && writeHash(checkpoint.root) === root);
    if (manifest.position === size && agrees) return;
    assertIntact([{ verdict: 'FAILED', step: 'checkpoint', size: manifest.position, why: 'differs' }]);
  }

  /** Signed events that are not there. Refuses with EVENTS_MISSING unless they are given up; then the log says so from now on. */
  private async lost(book: Bidragsbok, position: number, beyond: readonly Claim[]): Promise<Loss | null> {
    const [largest] = beyond;
    if (largest === undefined) return null;
    const [last] = await book.log.readAll(position - 1, 1);
    const loss = { from: position + 1, to: largest.size, since: last?.recordedAt ?? '' };
    if (this.asked.acceptLoss !== true) throw new DomainError('EVENTS_MISSING', loss);
    if (this.asked.dryRun === true) return loss;
    const events = beyond.map(({ size, root }) =>
      EventsLost.write({ type: 'EventsLost', data: { after: position, signed: size, root } }),
    );
    const expectedRevision = (await book.log.readStream('log')).length - 1;
    const command = { commandId: `restore-${position}-${largest.size}`, actor: OPERATOR };
    await book.models.take(await book.log.append(command, [{ stream: 'log', expectedRevision, events }]));
    return loss;
  }

  /** The sealed originals lie where the setting says before any log names them: in files already, or in a store. */
  private async handOverOriginals(): Promise<void> {
    const { dir, copied } = this;
    const blobs = blobsFor({ organisationDir: dir, organisation: copied.manifest.organisation });
    if (blobs instanceof FileBlobs) return;
    const own = join(dir, 'vault');
    const files = new FileBlobs(own);
    for await (const id of files.list()) await blobs.put(id, files.read(id));
    rmSync(own, { recursive: true, force: true });
  }

  /** What was signed first, so that no log is there that nobody watches; where the signer's store was set aside. */
  private async take(position: number): Promise<string | null> {
    const { place, dir, store } = this;
    await this.handOverOriginals();
    rmSync(join(dir, CHECKPOINT));
    tidyClosed(join(dir, LOG));
    const own = join(dir, 'signer');
    if (place.isBare && resolve(store.dir) === join(place.folder, 'signer')) {
      place.take(dir);
      return null;
    }
    const aside = await store.take(join(dir, SIGNED), position);
    rmSync(own, { recursive: true });
    place.take(dir);
    return aside;
  }
}

const progressOf = ({ progress }: RestoreAsked) => (progress === undefined ? {} : { progress });
