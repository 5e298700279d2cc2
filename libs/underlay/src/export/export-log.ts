import { readFileSync } from 'node:fs';

import { type EventLog, Prunings, type SignedCheckpoint, type Signer } from '#event-log';
import { DomainError } from '#kernel';
import { wholeFolder } from '#sqlite';
import {
  EventVerification,
  type Hash,
  hexOf,
  type StoredBytes,
  tilesOf,
  verifiers,
  writeFileList,
} from '#transparency';

import { FolderFiles } from './folder-files.js';
import { laterHandovers, privatePartOf, provedEvent, supporting } from './proved-event.js';

/** An open log and who signs for it. */
export interface Signed {
  readonly log: EventLog;
  readonly signer: Signer;
}

/** What is to be handed out of a log, as it was at a position. */
export interface ExportAsked {
  readonly position: number;
  /** The positions of single events; all of them where left out. */
  readonly events?: readonly number[] | undefined;
  /** The positions whose private parts go along. */
  readonly privateParts: 'all' | readonly number[];
  /** False where the folder is only packed: it need not outlive a power loss. */
  readonly isKept?: boolean;
  /** Puts more files into the folder, which the manifest then lists: what a package holds beside the events. */
  readonly beside?: (folder: FolderFiles) => Promise<void>;
  readonly progress?: (position: number) => void;
}

/** A folder that was handed out, as its recipient can compare it. */
export interface Exported {
  readonly folder: string;
  readonly events: number;
  readonly privateParts: number;
  readonly files: number;
  readonly checkpoint: SignedCheckpoint;
}

const FORMAT = 'bidragsbok.export/v1';
const PER_FILE = 4096;

/**
 * Writes a folder that proves itself offline (docs/export-format.md): all events, or some of them each with its proof; the
 * private parts that are asked for; key, checkpoint, verifiers and a signed list of all files. What is not as it was signed is
 * not handed out. Refuses with INTEGRITY_HOLD, LOG_ALTERED, EVENT_UNKNOWN, EVENT_PRUNED, EXPORT_BEFORE_PRUNING, KEY_…, and as
 * `wholeFolder`.
 */
export async function exportLog({ log, signer }: Signed, path: string, asked: ExportAsked): Promise<Exported> {
  const checkpoint = await signer.checkpoint(asked.position);
  const told = { folder: path, checkpoint, events: 0, privateParts: 0, files: 0 };
  await wholeFolder(path, async (partial) => {
    const folder = new FolderFiles(partial, asked.isKept ?? true);
    const out = new Export(log, checkpoint, asked);
    told.events = await (asked.events === undefined ? out.whole(folder) : out.part(folder, asked.events));
    told.privateParts = await out.privateParts(folder);
    await folder.add('checkpoint', [checkpoint.note]);
    await folder.add('vkey', [`${await signer.verifierKey()}\n`]);
    const handovers = await laterHandovers(log, checkpoint.size);
    if (handovers.length > 0) await folder.add('handovers.jsonl', handovers);
    for (const name of verifiers.names) await folder.add(name, [readFileSync(new URL(name, verifiers.folder))]);
    const [origin = ''] = checkpoint.note.split('\n');
    await asked.beside?.(folder);
    const list = writeFileList({ format: FORMAT, origin, size: checkpoint.size, files: folder.files });
    await folder.add('manifest', [await signer.sign(list)]);
    told.files = folder.files.size;
  });
  return told;
}

class Export {
  /** Positions of the private parts that go along, in order. */
  private readonly parts: number[] = [];

  constructor(
    private readonly log: EventLog,
    private readonly checkpoint: SignedCheckpoint,
    private readonly asked: ExportAsked,
  ) {}

  /** Every event up to the checkpoint, and every tile of the tree over them; how many events. */
  async whole(folder: FolderFiles): Promise<number> {
    const { organisation } = this.log;
    const pruned = await this.prunedHere();
    const verification = new EventVerification({ organisation, erased: new Map(), pruned, sizes: new Set() });
    const leaves: Hash[] = [];
    for (let number = 0; leaves.length < this.checkpoint.size; number++) {
      const events = await this.read(leaves.length, PER_FILE);
      const fault = verification.take(events).find(({ verdict }) => verdict === 'FAILED');
      if (fault !== undefined) throw new DomainError('LOG_ALTERED', { position: fault.position });
      for (const event of events) {
        leaves.push(event.leaf);
        this.take(event);
      }
      await folder.add(`entries/${`${number}`.padStart(6, '0')}.jsonl`, [
        events.map(({ bytes, leaf }) => `${bytes ?? `pruned ${hexOf(leaf)}`}\n`).join(''),
      ]);
      this.asked.progress?.(leaves.length);
    }
    const { tree } = verification;
    if (hexOf(tree.root()) !== this.checkpoint.root) {
      throw new DomainError('LOG_ALTERED', { position: this.checkpoint.size });
    }
    for (const { path, hashes } of tilesOf([leaves, ...tree.subtrees])) {
      await folder.add(path, [Buffer.from(hashes.join(''), 'latin1')]);
    }
    return leaves.length;
  }

  /** What decisions have pruned: each must be handed out with its decision, or nothing says why it is gone. */
  private async prunedHere(): Promise<ReadonlyMap<number, number>> {
    const { size } = this.checkpoint;
    const pruned = (await Prunings.of(this.log)).byPosition();
    for (const [position, decision] of pruned) {
      if (position > size || decision <= size) continue;
      throw new DomainError('EXPORT_BEFORE_PRUNING', { position: size, decision });
    }
    return pruned;
  }

  /** Chosen events, each with its proof, and those of the log itself that explain them; how many events. */
  async part(folder: FolderFiles, positions: readonly number[]): Promise<number> {
    const unknown = positions.find((position) => position < 1 || position > this.checkpoint.size);
    if (unknown !== undefined) throw new DomainError('EVENT_UNKNOWN', { event: unknown });
    const chosen = new Set([...positions, ...(await supporting(this.log, positions, this.checkpoint.size))]);
    for (const position of [...chosen].sort((one, other) => one - other)) {
      const { event, proof } = await provedEvent(this.log, this.checkpoint, position);
      this.take(event);
      await folder.add(`proofs/${position}.tlog-proof`, [proof]);
      this.asked.progress?.(position);
    }
    return chosen.size;
  }

  /** The private parts that are asked for and still there; how many. */
  async privateParts(folder: FolderFiles): Promise<number> {
    if (this.parts.length > 0) await folder.add('private.jsonl', this.lines());
    return this.parts.length;
  }

  private async *lines(): AsyncGenerator<string> {
    for (const position of this.parts) yield `${await privatePartOf(this.log, position)}\n`;
  }

  private take({ position, sealed }: StoredBytes): void {
    const { privateParts } = this.asked;
    if (sealed !== null && (privateParts === 'all' || privateParts.includes(position))) this.parts.push(position);
  }

  private async read(after: number, limit: number): Promise<readonly StoredBytes[]> {
    return this.log.readStored(after, Math.min(limit, this.checkpoint.size - after));
  }
}
