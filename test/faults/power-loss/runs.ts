import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { books, sieFile } from '../../e2e/sie-file.js';
import { inspect } from '../inspection.js';
import { folder } from '../processes.js';
import { type Program } from '../program.js';
import { type Cut } from './cuts.js';
import { Disk, EVERYTHING } from './disk.js';
import { type Deed, Recorder } from './recording.js';
import { BookRecovery, goOnWriting, ORGANISATION, told } from './recovery.js';

const commands = fileURLToPath(new URL('../../e2e/fixtures/commands.json', import.meta.url));

/** A recorded run, and what goes on after a power cut in it. */
export interface Run {
  /** Was there before the run, and all that it did lies in it. */
  readonly dir: string;
  readonly deeds: readonly Deed[];
  /** The first deed of the second process, which finds what the first has left. */
  readonly second: number;
  /** What is wrong after this cut, restored in `dir`; `every` so many tries something dearer is tried too. */
  readonly goOn: (cut: Cut, every: number) => Promise<readonly string[]>;
}

/** Records runs of a program; all of it lies in one folder, removed at the end. */
export class Runs {
  private readonly all = folder();
  private readonly recorder = new Recorder();
  private readonly first = this.file('first.se', sieFile(...books.slice(0, 2)));
  private readonly second = this.file('second.se', sieFile(...books));
  private runs = 0;

  /** Two processes after one another that append, and do nothing else. */
  writing(program: Program, count: number): Run {
    const dir = this.folder();
    const log = join(dir, 'log');
    const write = (name: string) => this.recorder.run(dir, [program.script('writer.mjs'), log, name, String(count)]);
    const [anna, bo] = [write('anna').deeds, write('bo').deeds];
    const deeds = [...anna, ...bo];
    assertWhole(dir, deeds);
    return { dir, deeds, second: anna.length, goOn: (cut) => goOnWriting(log, cut) };
  }

  /** A grant book that is opened, filled and given a file, and then another. */
  async keeping(program: Program): Promise<Run> {
    const dir = this.folder();
    const keep = (...files: readonly string[]) =>
      this.recorder.run(dir, [program.script('bookkeeper.mjs'), join(dir, 'data'), commands, ...files]);
    return this.ofBook(dir, [keep(this.first).deeds, keep(this.first, this.second).deeds]);
  }

  /** The same by calls of the terminal door, each a process of its own. */
  async calling(program: Program): Promise<Run> {
    const dir = this.folder();
    const data = join(dir, 'data');
    const note = this.file(
      'note.json',
      JSON.stringify([{ type: 'LockPeriod', data: { book: 'ekonomi-2026', through: '2026-01-31' } }]),
    );
    const calls = [
      ['init', '--org', ORGANISATION, '--name', 'Region Exempel'],
      ['apply', commands],
      ['import', 'sie', this.first, '--book', 'ekonomi-2026'],
      ['apply', note],
      ['import', 'sie', this.second, '--book', 'ekonomi-2026'],
    ];
    const processes: Deed[][] = [];
    for (const call of calls) {
      const { deeds: done, said } = this.recorder.run(dir, [program.cli, ...call, '--data', data, '--json']);
      const { sha256 } = JSON.parse(said) as { readonly sha256?: string };
      const promise = Buffer.from(JSON.stringify({ position: this.lengthOf(dir), sha256 }));
      // The answer comes last, and is a promise of all that the call has done.
      processes.push(done.map((deed) => (deed.kind === 'acknowledge' ? { ...deed, data: promise } : deed)));
    }
    return this.ofBook(dir, processes);
  }

  remove(): void {
    this.recorder.remove();
    rmSync(this.all, { recursive: true });
  }

  private async ofBook(dir: string, processes: readonly (readonly Deed[])[]): Promise<Run> {
    const deeds = processes.flat();
    assertWhole(dir, deeds);
    const recovery = new BookRecovery(join(dir, 'data'), await told(join(this.copy(dir), 'data')), {
      commands,
      file: this.second,
    });
    let tries = 0;
    return {
      dir,
      deeds,
      second: processes[0]?.length ?? 0,
      goOn: (cut, every) => recovery.goOn(cut, tries++ % every === 0),
    };
  }

  private lengthOf(dir: string): number {
    return inspect(join(this.copy(dir), 'data', ORGANISATION), null).leaves.length;
  }

  /** What is opened is changed by it, so a copy is. */
  private copy(dir: string): string {
    const copy = this.folder();
    cpSync(dir, copy, { recursive: true });
    return copy;
  }

  private folder(): string {
    const dir = join(this.all, `run-${(this.runs++).toString()}`);
    mkdirSync(dir);
    return dir;
  }

  private file(name: string, content: string): string {
    const path = join(this.all, name);
    writeFileSync(path, content);
    return path;
  }
}

/** A recorder that missed a deed would prove nothing: all of it done again gives the very files that lie there. */
function assertWhole(dir: string, deeds: readonly Deed[]): void {
  const disk = new Disk(dir);
  for (const deed of deeds) disk.do(deed);
  for (const [path, content] of disk.cut(EVERYTHING)) {
    if (!readFileSync(path).equals(content)) throw new Error(`The record of ${path} is not whole`);
  }
}
