import { leafHash } from '#transparency';

import { entriesOf, exportOf, type Files, KEY, type Seal, seal, tilesOf } from './forger.js';
import { MadeUpLog } from './log.js';
import { BothVerifiers } from './verifiers.js';

export const SIZE = 300;
/** The one file of entries of a log of that size. */
export const ENTRIES = 'entries/000000.jsonl';
export const log = new MadeUpLog().fill(SIZE);
/** What a forger begins with. */
export const honest = await exportOf(log, { proofs: [17, 21] });
/** Whoever uses them ends them. */
export const verifiers = new BothVerifiers();

/** All that the verifiers find wrong, where it is little enough to be told. */
export async function failuresOf(files: Files, key?: string): Promise<readonly string[]> {
  const lines = await verifiers.say(files, key);
  const failures = lines.filter((line) => line.startsWith('FAILED'));
  if (lines.at(-1) !== `RESULT FAILED ${failures.length}`) throw new Error(lines.join('\n'));
  return failures;
}

/** What a file becomes. */
export type Change = (text: string) => string | Buffer;

/** An export with one file changed; what is signed stays as it was. */
export const changed = (path: string, change: Change, files = honest): Files =>
  withFile(path, change(contentOf(path, files).toString()), files);
export const withFile = (path: string, content: string | Buffer, files = honest): Files =>
  new Map([...files, [path, Buffer.from(content)] as const]);
export const contentOf = (path: string, files = honest): Buffer => files.get(path) ?? Buffer.alloc(0);
export const without = (path: string): Files => new Map([...honest].filter(([each]) => each !== path));

/** Signed anew by the log's own key, as only the operator can. */
export const signedAnew = (files: Files, said: Partial<Seal> = {}): Files =>
  seal(files, { key: KEY, size: SIZE, ...said });

/** The lines of the log with one event changed. */
export const altered = (position: number, change = restated): readonly string[] =>
  log.events.map((event, index) => (index === position - 1 ? change(event) : event));
export const restated = (event: string): string => event.replace('100.00', '900.00');

/** Entries with these lines, in the place of the log's. */
export const withLines = (lines: readonly string[], files = honest): Files =>
  new Map([...files, ...entriesOf(lines).map(([path, text]) => [path, Buffer.from(text)] as const)]);
/** The same, and the tiles over them. */
export const withLinesAndTiles = (lines: readonly string[]): Files =>
  new Map([...withLines(lines), ...tilesOf(lines.map(leafHash))]);
