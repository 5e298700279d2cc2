import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';

import {
  type Hash,
  type Hashes,
  inclusionPath,
  leafHash,
  rootOver,
  signCheckpoint,
  type SignerKey,
  signNote,
  TILE,
  writeProof,
  writeVerifierKey,
} from '#transparency';

import { keyFrom, type MadeUpLog, ORIGIN, type Part } from './log.js';

/** The files of an export, by path. */
export type Files = ReadonlyMap<string, Buffer>;

/** What an export is made of, where it differs from an honest one of the whole log with all its private parts. */
export interface Plan {
  readonly key?: SignerKey;
  readonly parts?: readonly Part[];
  /** Positions to hand out with a proof each. */
  readonly proofs?: readonly number[];
  /** No entries and no tiles. */
  readonly isPart?: boolean;
  /** Positions whose bytes have been pruned. */
  readonly pruned?: readonly number[];
  /** Who signed the checkpoint, where it was an earlier key. */
  readonly checkpointBy?: SignerKey;
  /** What stands in `handovers.jsonl`. */
  readonly handovers?: string | undefined;
  /** What lies beside the events, in a package. */
  readonly beside?: Readonly<Record<string, string>>;
}

export const KEY = keyFrom('the log');
export const EVENTS_PER_FILE = 4096;
const OWN_FILES = ['verify.py', 'verify.html', 'LASMIG.txt'];
/** The folder where the verifiers lie. */
export const VERIFIERS = new URL('../../../libs/transparency/src/verifiers/', import.meta.url);

const NOTHING: NonNullable<Plan['beside']> = {};
const HONEST = { key: KEY, proofs: [], isPart: false, pruned: [], handovers: undefined, beside: NOTHING } as const;

/** An export of a log, as the product makes it, unless the plan has it otherwise. */
export async function exportOf(log: MadeUpLog, plan: Plan = {}): Promise<Files> {
  const { key, parts, proofs, isPart, pruned, handovers, beside } = { ...HONEST, parts: log.parts, ...plan };
  const leaves = log.events.map(leafHash);
  const checkpoint = signCheckpoint({ size: log.size, root: rootOver(leaves) }, plan.checkpointBy ?? key);
  const files = new Map(OWN_FILES.map((name) => [name, readFileSync(new URL(name, VERIFIERS))] as const));
  const add = (path: string, text: string | Buffer) => files.set(path, Buffer.from(text));
  add('vkey', `${writeVerifierKey(key)}\n`);
  add('checkpoint', checkpoint);
  if (handovers !== undefined) add('handovers.jsonl', handovers);
  Object.entries(beside).forEach(([path, text]) => add(path, text));
  if (parts.length > 0) add('private.jsonl', parts.map(lineOf).join(''));
  for (const position of proofs) add(`proofs/${position}.tlog-proof`, await proofOf(log, position, checkpoint));
  if (!isPart) {
    const lines = log.events.map((event, index) => (pruned.includes(index + 1) ? prunedLine(event) : event));
    for (const [path, content] of [...entriesOf(lines), ...tilesOf(leaves)]) add(path, content);
  }
  return seal(files, { key, size: log.size });
}

async function proofOf({ events, size }: MadeUpLog, position: number, checkpoint: string): Promise<string> {
  const index = position - 1;
  const path = await inclusionPath(hashesOver(events.map(leafHash)), index, size);
  return writeProof({ event: events[index] ?? '', index, path, checkpoint });
}

/** How a private part is handed out. */
export const lineOf = ({ position, salt, part }: Part): string => `${JSON.stringify({ position, salt, part })}\n`;

const prunedLine = (event: string): string => `pruned ${Buffer.from(leafHash(event), 'latin1').toString('hex')}`;

/** The lines of events, in files. */
export function entriesOf(lines: readonly string[]): readonly (readonly [string, string])[] {
  const files: [string, string][] = [];
  for (let first = 0; first < lines.length; first += EVENTS_PER_FILE) {
    const held = lines.slice(first, first + EVENTS_PER_FILE).map((line) => `${line}\n`);
    files.push([`entries/${String(first / EVENTS_PER_FILE).padStart(6, '0')}.jsonl`, held.join('')]);
  }
  return files;
}

/** The tiles over leaves, C2SP tlog-tiles. */
export function tilesOf(leaves: readonly Hash[]): readonly (readonly [string, Buffer])[] {
  const tiles: [string, Buffer][] = [];
  let row = leaves;
  for (let level = 0; row.length > 0; level++) {
    const above: Hash[] = [];
    for (let first = 0; first < row.length; first += TILE) {
      const held = row.slice(first, first + TILE);
      if (held.length === TILE) above.push(rootOver(held));
      const number = first / TILE;
      const thousands = number >= 1000 ? `x${String(Math.floor(number / 1000)).padStart(3, '0')}/` : '';
      const name = `${thousands}${String(number % 1000).padStart(3, '0')}${held.length < TILE ? `.p/${held.length}` : ''}`;
      tiles.push([`tile/${level}/${name}`, Buffer.from(held.join(''), 'latin1')]);
    }
    row = above;
  }
  return tiles;
}

const hashesOver =
  (leaves: readonly Hash[]): Hashes =>
  (level, first, count) => {
    const width = TILE ** level;
    const heads = Array.from({ length: count }, (_, at) =>
      leaves.slice((first + at) * width, (first + at + 1) * width),
    );
    return Promise.resolve(heads.map(rootOver));
  };

/** What a manifest's text says, where it differs from the truth about the files. */
export interface Seal {
  readonly key: SignerKey;
  readonly size: number;
  readonly title?: string;
  readonly origin?: string;
  readonly list?: (lines: readonly string[]) => readonly string[];
}

/** The files under a manifest of their own. */
export function seal(files: Files, { key, size, list = (lines) => lines, ...said }: Seal): Files {
  const { title = 'bidragsbok.export/v1', origin = ORIGIN } = said;
  const paths = [...files.keys()].filter((path) => path !== 'manifest').sort();
  const lines = paths.map((path) => `${hash('sha256', files.get(path) ?? '')} ${path}`);
  const text = [title, origin, String(size), ...list(lines), ''].join('\n');
  return new Map([...files, ['manifest', Buffer.from(signNote(text, key))]]);
}
