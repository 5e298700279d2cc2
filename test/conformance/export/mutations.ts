import fc from 'fast-check';

import { type Files } from './forger.js';

/** A change to an export, and every path that a verifier must name for it. */
export interface Mutation {
  readonly files: Files;
  readonly named: readonly string[];
}

/** Where and by what a file is changed: numbers to be taken modulo what there is. */
interface Aim {
  readonly content: Buffer;
  readonly at: number;
  readonly other: number;
}
type Change = (aim: Aim) => Buffer;

const LINE_FEED = 10;
/** Bytes that mean something to a parser. */
const TELLING = [0x00, 0x09, 0x0a, 0x0d, 0x20, 0x22, 0x2b, 0x2c, 0x30, 0x3d, 0x5c, 0x7d, 0x7f, 0x80, 0xc0, 0xed, 0xff];

const bounded = (value: number, size: number): number => (size === 0 ? 0 : value % size);
const spliced = (content: Buffer, [from, to]: readonly [number, number], between: Buffer): Buffer =>
  Buffer.concat([content.subarray(0, from), between, content.subarray(to)]);
const ordered = ({ content, at, other }: Aim): readonly [number, number] => {
  const [one, two] = [bounded(at, content.length + 1), bounded(other, content.length + 1)];
  return one < two ? [one, two] : [two, one];
};

function withByte({ content, at }: Aim, byte: (was: number) => number): Buffer {
  const index = bounded(at, content.length);
  return spliced(content, [index, index + 1], Buffer.of(byte(content[index] ?? 0)));
}

function linesOf(content: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let start = 0; start < content.length;) {
    const end = content.indexOf(LINE_FEED, start);
    lines.push(content.subarray(start, end < 0 ? content.length : end + 1));
    start = end < 0 ? content.length : end + 1;
  }
  return lines;
}

function swapLines({ content, at, other }: Aim): Buffer {
  const lines = linesOf(content);
  const [one, two] = [bounded(at, lines.length), bounded(other, lines.length)];
  [lines[one], lines[two]] = [lines[two] ?? Buffer.alloc(0), lines[one] ?? Buffer.alloc(0)];
  return Buffer.concat(lines);
}

function repeatLine({ content, at, other }: Aim): Buffer {
  const lines = linesOf(content);
  return Buffer.concat(
    lines.toSpliced(bounded(other, lines.length + 1), 0, ...lines.slice(bounded(at, lines.length)).slice(0, 1)),
  );
}

const CHANGES: Readonly<Record<string, Change>> = {
  flip: (aim) => withByte(aim, (was) => was ^ (1 << (aim.other % 8))),
  replace: (aim) => withByte(aim, () => TELLING[aim.other % TELLING.length] ?? 0),
  insert: (aim) => {
    const at = bounded(aim.at, aim.content.length + 1);
    return spliced(aim.content, [at, at], Buffer.of(TELLING[aim.other % TELLING.length] ?? 0));
  },
  drop: ({ content, at }) =>
    spliced(content, [bounded(at, content.length), bounded(at, content.length) + 1], Buffer.alloc(0)),
  cutOut: (aim) => spliced(aim.content, ordered(aim), Buffer.alloc(0)),
  cutOff: ({ content, at }) => content.subarray(0, bounded(at, content.length)),
  repeat: (aim) => {
    const [from, to] = ordered(aim);
    return spliced(aim.content, [to, to], aim.content.subarray(from, to));
  },
  swapLines,
  repeatLine,
  dropLine: ({ content, at }) => {
    const lines = linesOf(content);
    return Buffer.concat(lines.toSpliced(bounded(at, lines.length), 1));
  },
  carriageReturns: ({ content }) => Buffer.from(content.toString('latin1').replaceAll('\n', '\r\n'), 'latin1'),
  mark: ({ content }) => Buffer.concat([Buffer.of(0xef, 0xbb, 0xbf), content]),
  empty: () => Buffer.alloc(0),
};

const NAMES = ['extra', '.DS_Store', 'entries/000001.jsonl', 'tile/0/000.p/7', 'proofs/8.tlog-proof', 'private.json'];

/** One change to one file or two of an export, said so shortly that it can be read where it was not found. */
export interface Recipe {
  readonly kind: string;
  readonly path: string;
  readonly otherPath: string;
  readonly name: string;
  readonly at: number;
  readonly other: number;
}

/** A change to the folder rather than to what is in a file: what it makes of some paths, undefined where they are gone. */
type Move = (files: Files, recipe: Recipe) => readonly (readonly [string, Buffer | undefined])[];
const MOVES: Readonly<Record<string, Move>> = {
  remove: (_, { path }) => [[path, undefined]],
  add: (files, { path, name }) => [[name, files.get(path)]],
  addEmpty: (_, { name }) => [[name, Buffer.alloc(0)]],
  rename: (files, { path, name }) => [
    [path, undefined],
    [name, files.get(path)],
  ],
  swap: (files, { path, otherPath }) => [
    [path, files.get(otherPath)],
    [otherPath, files.get(path)],
  ],
};

/** Changes of every kind, spread over all files. */
export const recipesFor = (files: Files): fc.Arbitrary<Recipe> =>
  fc
    .record({
      kind: fc.constantFrom(...Object.keys(CHANGES), ...Object.keys(MOVES)),
      path: fc.constantFrom(...files.keys()),
      otherPath: fc.constantFrom(...files.keys()),
      name: fc.constantFrom(...NAMES.filter((name) => !files.has(name))),
      at: fc.nat(),
      other: fc.nat(),
    })
    .filter((recipe) => mutate(files, recipe).named.length > 0);

/** The export so changed. It names nothing where nothing has changed. */
export function mutate(files: Files, recipe: Recipe): Mutation {
  const content = files.get(recipe.path) ?? Buffer.alloc(0);
  const change = CHANGES[recipe.kind];
  const move = MOVES[recipe.kind] ?? (() => [[recipe.path, change?.({ content, ...recipe })] as const]);
  const changed = move(files, recipe).filter(([path, now]) => !isSame(files.get(path), now));
  const mutated = new Map(files);
  for (const [path, now] of changed) {
    if (now === undefined) mutated.delete(path);
    else mutated.set(path, now);
  }
  const named = changed.map(([path]) => path);
  // Without its manifest nobody can say what else should be there.
  return { files: mutated, named: named.includes('manifest') ? ['manifest'] : named };
}

const isSame = (was: Buffer | undefined, is: Buffer | undefined): boolean =>
  was !== undefined && is !== undefined && was.equals(is);
