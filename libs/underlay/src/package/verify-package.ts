import { createHash } from 'node:crypto';

import { type Entry, openPromise, type ZipFile } from 'yauzl';

import { DomainError } from '#kernel';
import {
  MalformedNote,
  openCheckpoint,
  openNote,
  readFileList,
  readProof,
  readVerifierKey,
  verifyProof,
  type VerifierKey,
  writeHash,
} from '#transparency';

import { CLOSING, type StreamEvent, STREAMS, WholeStreams } from './whole-streams.js';

/** What of a package is not as it was signed: the file, and what is wrong with it. */
export interface PackageFault {
  readonly path: string;
  readonly fault: string;
}
/** What a package proves, or where it does not. */
export interface VerifiedPackage {
  readonly file: string;
  /** The verifier key that signed it. */
  readonly key: string | null;
  /** The key is one that the asker has by another way. */
  readonly keyIsKnown: boolean;
  readonly size: number | null;
  /** Base64, as checkpoints print it. */
  readonly root: string | null;
  readonly files: number;
  readonly events: number;
  readonly privateParts: number;
  /** Originals that are byte for byte what a proved event archived. */
  readonly documents: number;
  readonly faults: readonly PackageFault[];
  readonly intact: boolean;
}

interface Archived {
  readonly document: string;
  readonly digest: string;
}
interface Proved {
  readonly privateDigest: string | null;
  readonly archived: Archived | null;
}

const PROOF = /^proofs\/([1-9]\d{0,14})\.tlog-proof$/;
const ORIGINAL = /^underlag\/dokument\/([0-9a-f]{32})\.[a-z0-9]+$/;
/** A note or a proof is read whole; an original goes by chunk by chunk. */
const LARGEST_READ = 1 << 27;

/**
 * Holds a package against its own signatures, and those against keys that the asker trusts: every file, every proof, every
 * private part and every original (docs/export-format.md). Needs no ledger. Refuses with PACKAGE_UNREADABLE.
 */
export async function verifyPackage(path: string, trusted: readonly string[] = []): Promise<VerifiedPackage> {
  const zip = await opened(path);
  try {
    const entries = new Map<string, Entry>();
    for await (const entry of zip.eachEntry()) if (!entry.fileName.endsWith('/')) entries.set(entry.fileName, entry);
    return await new Verifying(zip, entries).run(path, trusted);
  } catch (error) {
    throw error instanceof DomainError ? error : new DomainError('PACKAGE_UNREADABLE', {});
  } finally {
    zip.close();
  }
}

async function opened(path: string): Promise<ZipFile> {
  try {
    return await openPromise(path, { autoClose: false, validateEntrySizes: true });
  } catch {
    throw new DomainError('PACKAGE_UNREADABLE', {});
  }
}

class Verifying {
  private readonly faults: PackageFault[] = [];
  private readonly proved = new Map<number, Proved>();
  private readonly streams = new WholeStreams();
  private keys: readonly VerifierKey[] = [];
  private checkpoint: { readonly note: string; readonly size: number; readonly root: string } | null = null;
  private parts = 0;
  private originals = 0;
  private files = 0;

  constructor(
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
  ) {}

  async run(file: string, trusted: readonly string[]): Promise<VerifiedPackage> {
    const key = ((await this.text('vkey')) ?? '').trimEnd();
    this.attempt('vkey', () => (this.keys = [readVerifierKey(key)]));
    await this.manifest();
    await this.handovers();
    await this.signed();
    await this.proofs();
    await this.privateParts();
    await this.whole();
    const keyIsKnown = trusted.includes(key);
    if (trusted.length > 0 && !keyIsKnown) this.fail('vkey', 'nyckeln är inte den som angavs');
    return { file, key: this.keys.length === 0 ? null : key, keyIsKnown, ...this.told() };
  }

  private told(): Omit<VerifiedPackage, 'file' | 'key' | 'keyIsKnown'> {
    const { size, root } = this.checkpoint ?? { size: null, root: null };
    return {
      ...{
        size,
        root,
        files: this.files,
        events: this.proved.size,
        privateParts: this.parts,
        documents: this.originals,
      },
      ...{ faults: this.faults, intact: this.faults.length === 0 },
    };
  }

  /** The signed list, and the hash of every file in it; nothing else may lie there. */
  private async manifest(): Promise<void> {
    const note = await this.text('manifest');
    if (note === null) return;
    const listed = this.attempt('manifest', () => {
      openNote(note, this.keys);
      return readFileList(note).files;
    });
    if (listed === undefined) return;
    for (const path of this.entries.keys()) {
      if (path !== 'manifest' && !listed.has(path)) this.fail(path, 'filen står inte i manifestet');
    }
    for (const [path, sha256] of listed) await this.listed(path, sha256);
  }

  private async listed(path: string, sha256: string): Promise<void> {
    this.files++;
    const hash = createHash('sha256');
    const isThere = await this.chunks(path, (chunk) => hash.update(chunk));
    if (isThere && hash.digest('hex') !== sha256) this.fail(path, 'filen är inte den som manifestet nämner');
  }

  /** The keys that handed over to that of the package: one of them may have signed an earlier checkpoint. */
  private async handovers(): Promise<void> {
    if (!this.entries.has('handovers.jsonl')) return;
    const lines = ((await this.text('handovers.jsonl')) ?? '').split('\n').slice(0, -1).toReversed();
    for (const line of lines) {
      this.attempt('handovers.jsonl', () => {
        const { old, new: fresh, statement } = JSON.parse(line) as Record<'old' | 'new' | 'statement', string>;
        const [first] = this.keys.slice(-1);
        const key = readVerifierKey(old);
        const said = openNote(statement, [key]).text;
        if (first === undefined || said !== `bidragsbok.key/v1\n${key.name}\n${fresh}\n`)
          throw new MalformedNote('other');
        this.keys = [...this.keys, key];
      });
    }
  }

  private async signed(): Promise<void> {
    const note = await this.text('checkpoint');
    if (note === null) return;
    this.attempt('checkpoint', () => {
      const { size, root } = openCheckpoint(note, this.keys);
      this.checkpoint = { note, size, root: writeHash(root) };
    });
  }

  private async proofs(): Promise<void> {
    for (const path of this.entries.keys()) {
      const position = Number.parseInt(PROOF.exec(path)?.[1] ?? '0', 10);
      const text = position === 0 ? null : await this.text(path);
      if (text === null) continue;
      this.attempt(path, () => {
        const proof = readProof(text);
        verifyProof(proof, this.keys);
        if (proof.index !== position - 1 || proof.checkpoint !== this.checkpoint?.note)
          throw new MalformedNote('other');
        const event = JSON.parse(proof.event) as ProvedEvent;
        this.proved.set(position, provedIn(event));
        this.streams.take(position, proof.event, event);
      });
    }
  }

  private async privateParts(): Promise<void> {
    if (!this.entries.has('private.jsonl')) return;
    for (const line of ((await this.text('private.jsonl')) ?? '').split('\n').slice(0, -1)) {
      const found = this.attempt('private.jsonl', () => {
        const { position, salt, part } = JSON.parse(line) as { position: number; salt: string; part: string };
        const digest = createHash('sha256').update(Buffer.from(salt, 'hex')).update(part).digest('hex');
        const event = this.proved.get(position);
        if (event?.privateDigest !== digest) throw new MalformedNote('other');
        return { ...event, saltOfBytes: (JSON.parse(part) as { readonly salt?: string }).salt };
      });
      if (found === undefined) continue;
      this.parts++;
      if (found.archived !== null) await this.original(found.archived, found.saltOfBytes ?? '');
    }
  }

  /** No event of a stream is left out. */
  private async whole(): Promise<void> {
    for (const [path, faults] of [
      [STREAMS, (text: string) => this.streams.faultsOf(text)],
      [CLOSING, (text: string) => this.streams.faultsOfClosing(text)],
    ] as const) {
      const text = this.entries.has(path) ? await this.text(path) : null;
      if (text !== null) for (const fault of faults(text)) this.fail(path, fault);
    }
  }

  private async original({ document, digest }: Archived, salt: string): Promise<void> {
    for (const path of this.entries.keys()) {
      if (ORIGINAL.exec(path)?.[1] !== document) continue;
      const hash = createHash('sha256').update(Buffer.from(salt, 'hex'));
      const isThere = await this.chunks(path, (chunk) => hash.update(chunk));
      if (!isThere) continue;
      if (hash.digest('hex') === digest) this.originals++;
      else this.fail(path, 'dokumentet är inte det som arkiverades');
    }
  }

  private fail(path: string, fault: string): void {
    if (!this.faults.some((one) => one.path === path && one.fault === fault)) this.faults.push({ path, fault });
  }

  /** What the work makes of a file; undefined where the file is not what it should be, which is said. */
  private attempt<Result>(path: string, work: () => Result): Result | undefined {
    try {
      return work();
    } catch {
      this.fail(path, 'signaturen, beviset eller innehållet stämmer inte');
      return undefined;
    }
  }

  private async text(path: string): Promise<string | null> {
    const chunks: Uint8Array[] = [];
    if ((this.entries.get(path)?.uncompressedSize ?? 0) > LARGEST_READ) {
      this.fail(path, 'filen är större än en sådan fil kan vara');
      return null;
    }
    return (await this.chunks(path, (chunk) => chunks.push(chunk))) ? Buffer.concat(chunks).toString('utf8') : null;
  }

  private async chunks(path: string, take: (chunk: Uint8Array) => unknown): Promise<boolean> {
    const entry = this.entries.get(path);
    try {
      if (entry === undefined) throw new Error('missing');
      for await (const chunk of await this.zip.openReadStreamPromise(entry)) take(chunk as Uint8Array);
      return true;
    } catch {
      this.fail(path, entry === undefined ? 'filen saknas' : 'filen går inte att läsa');
      return false;
    }
  }
}

interface ProvedEvent extends StreamEvent {
  readonly data: StreamEvent['data'] & Archived;
  readonly privateDigest?: string;
}
const provedIn = ({ type, data, privateDigest }: ProvedEvent): Proved => ({
  ...{ privateDigest: privateDigest ?? null, archived: type === 'DocumentArchived' ? data : null },
});
