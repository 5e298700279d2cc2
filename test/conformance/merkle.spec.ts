import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';

import { type Hash, isPrefix, rootOfPath } from '#transparency';

const folder = join(import.meta.dirname, '../../../shared/data/merkle');
const isHere = existsSync(folder);
if (!isHere) process.stderr.write('The public Merkle vectors are not beside this checkout: skipped.\n');

interface Vector {
  readonly path: string;
  readonly wantErr: boolean;
  readonly proof: readonly string[] | null;
}
interface Inclusion extends Vector {
  readonly leafIdx: number;
  readonly treeSize: number;
  readonly root: string;
  readonly leafHash: string;
}
interface Consistency extends Vector {
  readonly size1: number;
  readonly size2: number;
  readonly root1: string | null;
  readonly root2: string | null;
}

const vectorsOf = (kind: string): readonly Vector[] =>
  (isHere ? readdirSync(join(folder, kind), { recursive: true, encoding: 'utf8' }) : [])
    .filter((path) => path.endsWith('.json'))
    .map((path) => ({ ...(JSON.parse(readFileSync(join(folder, kind, path), 'utf8')) as Vector), path }));
const hashIn = (text: string | null): Hash => Buffer.from(text ?? '', 'base64').toString('latin1');
const pathIn = ({ proof }: Vector): Hash[] => (proof ?? []).map(hashIn);

// Vectors hold hashes of other lengths too, which our readers of notes and proofs refuse before a tree is asked.
const areHashes = (...hashes: readonly Hash[]): boolean => hashes.every(({ length }) => length === 32);

(isHere ? describe : describe.skip)('public vectors', () => {
  const inclusion = vectorsOf('inclusion') as readonly Inclusion[];
  const consistency = vectorsOf('consistency') as readonly Consistency[];

  it('are all there', () => {
    expect(inclusion.length + consistency.length).toBe(78);
  });

  it.each(inclusion)('inclusion: $path', (vector) => {
    const [leaf, root, path] = [hashIn(vector.leafHash), hashIn(vector.root), pathIn(vector)];
    const holds =
      areHashes(leaf, ...path) && rootOfPath({ hash: leaf, index: vector.leafIdx }, vector.treeSize, path) === root;
    expect(holds).toBe(!vector.wantErr);
  });

  it.each(consistency)('consistency: $path', (vector) => {
    const earlier = { size: vector.size1, root: hashIn(vector.root1) };
    const later = { size: vector.size2, root: hashIn(vector.root2) };
    const path = pathIn(vector);
    expect(areHashes(...path) && isPrefix(earlier, later, path)).toBe(!vector.wantErr);
  });
});
