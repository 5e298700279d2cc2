import { execFileSync } from 'node:child_process';
import { rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { begun, foundIn, type Said, sentFolder, unnamedIn } from './evidence-scene.js';
import { folder } from './processes.js';
import { Program } from './program.js';
import { Runner } from './year.js';

const script = Program.built.script('evidence-adder.mjs');
const adding = async (data: string, path: string, rounds = 1): Promise<Said> =>
  (await new Runner(script, data, path, rounds.toString()).report()) as Said;
const all = folder();
const disk = folder();
const isMounted = (): boolean => {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', disk], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};
const mounted = isMounted();
afterAll(() => {
  // Lazily, since the disk may still be in use.
  if (mounted) execFileSync('umount', ['--lazy', disk]);
  for (const dir of [all, disk]) rmSync(dir, { recursive: true });
});

// Only root may mount; the vault's own specs refuse a write for want of room elsewhere.
(mounted ? describe : describe.skip)('a disk that becomes full in the middle of an upload', () => {
  it('stops it with a refusal, keeps what was before, nothing of the rest, and takes the rest when there is room', async () => {
    const [data, ballast] = [join(disk, 'data'), join(disk, 'ballast')];
    await begun(data);
    const sent = sentFolder(
      join(all, 'sent'),
      Array.from({ length: 12 }, (_, at) => at),
      1_600_000,
    );
    expect(() => {
      writeFileSync(ballast, Buffer.alloc(40_000_000));
    }).toThrow();
    // Room for some of them, and for the log and its rows to speak of them.
    truncateSync(ballast, statSync(ballast).size - 5_000_000);
    const { documents: before, stopped } = await adding(data, sent);
    expect(stopped).toBe('DISK_FULL');
    rmSync(ballast);
    const dead = await foundIn(data);
    expect(dead.faults).toEqual([]);
    expect(before).toEqual([]); // a call that is stopped tells nothing but why
    expect(dead.documents.length).toBeGreaterThan(0);
    expect(dead.documents.length).toBeLessThan(12);
    expect(unnamedIn(data, dead.documents)).toEqual([]);
    const { documents, refused } = await adding(data, sent);
    expect([documents.filter(({ known }) => known).length, refused]).toEqual([dead.documents.length, []]);
    expect(await foundIn(data)).toMatchObject({ faults: [], documents: { length: 12 } });
  });
});

describe('the same file from two clerks at once', () => {
  const ROUNDS = 12;
  let data: string;
  beforeAll(async () => {
    data = join(all, 'data');
    await begun(data);
    for (let round = 0; round < ROUNDS; round++) sentFolder(join(all, `round-${round.toString()}`), [round], 500_000);
  });

  it('is one document and one blob, and both are told so', async () => {
    const both = await Promise.all([1, 2].map(() => adding(data, join(all, 'round-ROUND'), ROUNDS)));
    const [one = [], other = []] = both.map(({ documents }) => documents.map(({ document }) => document));
    expect(both.map(({ refused, stopped }) => [refused, stopped])).toEqual([
      [[], undefined],
      [[], undefined],
    ]);
    expect(one).toHaveLength(ROUNDS);
    expect(one).toEqual(other);
    const news = both.flatMap(({ documents }) => documents.filter(({ known }) => !known));
    expect(news.map(({ document }) => document).sort()).toEqual([...one].sort());
    const { documents, faults } = await foundIn(data);
    expect([faults, [...documents].sort()]).toEqual([[], [...one].sort()]);
    expect(unnamedIn(data, documents)).toEqual([]);
  });
});

describe('a PDF of 500 MB', () => {
  it('is refused for its size, and no more of it is ever in memory than a document may be', async () => {
    const data = join(all, 'large');
    await begun(data);
    const [small, large] = [join(all, 'small.pdf'), join(all, 'large.pdf')];
    for (const path of [small, large]) writeFileSync(path, '%PDF-1.7\n1 0 obj\n<< >>\nendobj\n');
    truncateSync(large, 500_000_000); // of zeros that lie nowhere
    const base = await adding(data, small);
    const { documents, refused, mebibytes } = await adding(data, large);
    expect([documents, refused]).toEqual([[], ['DOCUMENT_TOO_LARGE']]);
    expect(mebibytes - base.mebibytes).toBeLessThan(170);
    expect((await foundIn(data)).documents).toHaveLength(1);
  });
});
