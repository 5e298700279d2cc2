import { dirname } from 'node:path';

import type { Deed } from './recording.js';

/** Of what was not synced: what of it has reached the disk when the power goes. */
export interface Survival {
  /** Whether this change did, whatever became of those before it. */
  readonly keeps: () => boolean;
  /** Whether a write reaches the disk in parts, sector by sector. */
  readonly tears: () => boolean;
}
type Change =
  | { readonly kind: 'write'; readonly offset: number; readonly data: Buffer }
  | { readonly kind: 'truncate'; readonly length: number };
interface File {
  durable: Buffer;
  pending: Change[];
}
type Node = File | 'folder';
type Naming =
  | { readonly kind: 'name'; readonly path: string; readonly node: Node }
  | { readonly kind: 'unname'; readonly path: string }
  | { readonly kind: 'rename'; readonly path: string; readonly from: string };
type Names = Map<string, Node>;

const SECTOR = 512;
/** Shared memory between processes, which is made anew after every start. */
const isMemory = (path: string): boolean => path.endsWith('-shm');

/**
 * A disk that keeps nothing until it is told to, and less than people think: a sync makes the bytes of one file durable,
 * or the names in one folder, and nothing else. Everything that was not synced may be there, in any order, or not.
 */
export class Disk {
  private readonly named: Names = new Map(); // as running processes see it
  private readonly durable: Names = new Map();
  private naming: Naming[] = [];

  /** `dir` is there already. */
  constructor(private readonly dir: string) {
    this.named.set(dir, 'folder');
    this.durable.set(dir, 'folder');
  }

  do({ kind, path, offset, data }: Deed): void {
    if (isMemory(path)) return;
    switch (kind) {
      case 'create':
        this.rename({ kind: 'name', path, node: { durable: Buffer.alloc(0), pending: [] } });
        break;
      case 'folder':
        this.rename({ kind: 'name', path, node: 'folder' });
        break;
      case 'unlink':
        this.rename({ kind: 'unname', path });
        break;
      case 'rename':
        this.rename({ kind: 'rename', path: data.toString(), from: path });
        break;
      case 'write':
        this.fileAt(path).pending.push({ kind, offset, data });
        break;
      case 'truncate':
        this.fileAt(path).pending.push({ kind, length: offset });
        break;
      case 'sync':
        this.sync(path);
        break;
      case 'acknowledge':
        break;
    }
  }

  /** What lies there after the power went: the files that can be found, by their paths. */
  cut(survival: Survival): ReadonlyMap<string, Buffer> {
    const names = new Map(this.durable);
    for (const naming of this.naming) if (survival.keeps()) apply(names, naming);
    const found = new Map<string, Buffer>();
    for (const [path, node] of names) {
      if (node !== 'folder' && this.isReachable(names, path)) found.set(path, contentOf(node, survival));
    }
    return found;
  }

  private rename(naming: Naming): void {
    apply(this.named, naming);
    this.naming.push(naming);
  }

  private sync(path: string): void {
    const node = this.named.get(path);
    if (node === 'folder') {
      const isHere = (naming: Naming) => dirname(naming.path) === path;
      for (const naming of this.naming.filter(isHere)) apply(this.durable, naming);
      this.naming = this.naming.filter((naming) => !isHere(naming));
    } else if (node !== undefined) {
      node.durable = contentOf(node, EVERYTHING);
      node.pending = [];
    }
  }

  /** Whether every folder above it is there. */
  private isReachable(names: Names, path: string): boolean {
    for (let folder = dirname(path); folder !== this.dir; folder = dirname(folder)) {
      if (!names.has(folder)) return false;
    }
    return true;
  }

  private fileAt(path: string): File {
    const node = this.named.get(path);
    if (node === undefined || node === 'folder') throw new Error(`No file was made at ${path}`);
    return node;
  }
}

/** What a process leaves that is killed while the power stays on. */
export const EVERYTHING: Survival = { keeps: () => true, tears: () => false };
/** What a disk leaves that wrote nothing of its own accord. */
export const NOTHING: Survival = { keeps: () => false, tears: () => false };
/** Anything between the two: `share` of the changes, some writes of them in part. */
export const some = (chance: () => number, share: number): Survival => ({
  keeps: () => chance() < share,
  tears: () => chance() < 0.3,
});

function apply(names: Names, naming: Naming): void {
  if (naming.kind === 'name') names.set(naming.path, naming.node);
  else if (naming.kind === 'unname') names.delete(naming.path);
  else {
    const node = names.get(naming.from);
    names.delete(naming.from);
    if (node !== undefined) names.set(naming.path, node);
  }
}

function contentOf({ durable, pending }: File, survival: Survival): Buffer {
  const kept = pending.filter(() => survival.keeps()).flatMap((change) => partsOf(change, survival));
  if (kept.length === 0) return durable;
  const content = Buffer.alloc(Math.max(durable.length, ...kept.map(endOf)));
  durable.copy(content);
  let length = durable.length;
  for (const change of kept) {
    if (change.kind === 'truncate') {
      content.fill(0, Math.min(change.length, length), length);
      length = change.length;
    } else {
      change.data.copy(content, change.offset);
      length = Math.max(length, endOf(change));
    }
  }
  return content.subarray(0, length);
}

const endOf = (change: Change): number =>
  change.kind === 'write' ? change.offset + change.data.length : change.length;

/** A write as it reaches the disk: whole, or what was kept of its sectors. */
function partsOf(change: Change, survival: Survival): readonly Change[] {
  if (change.kind === 'truncate' || !survival.tears()) return [change];
  const sectors: Change[] = [];
  const end = endOf(change);
  for (let from = change.offset; from < end;) {
    const to = Math.min(end, (Math.floor(from / SECTOR) + 1) * SECTOR);
    const data = change.data.subarray(from - change.offset, to - change.offset);
    if (survival.keeps()) sectors.push({ kind: 'write', offset: from, data });
    from = to;
  }
  return sectors;
}
