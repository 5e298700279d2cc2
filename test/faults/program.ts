import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** One line of the built program that is replaced: in `file` under dist/, `from` becomes `to`. */
export interface Sabotage {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** The built program: as it is, or a copy of it in which a guard has been taken away. */
export class Program {
  private constructor(private readonly root: string) {}

  static readonly built = new Program(root);

  /** A copy with these lines replaced; whoever made it removes it. Throws unless each is found exactly once. */
  static sabotaged(...sabotages: readonly Sabotage[]): Program {
    const copy = mkdtempSync(join(tmpdir(), 'bidragsbok-sabotaged-'));
    mkdirSync(join(copy, 'test'));
    for (const part of ['dist/libs', 'test/faults', 'package.json']) cpSync(join(root, part), join(copy, part), ALL);
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    for (const { file, from, to } of sabotages) {
      const path = join(copy, 'dist', file);
      const parts = readFileSync(path, 'utf8').split(from);
      if (parts.length !== 2) throw new Error(`${file} has ${(parts.length - 1).toString()} times: ${from}`);
      writeFileSync(path, parts.join(to));
    }
    return new Program(copy);
  }

  /** A script of this folder, which finds the program's rooms (`#event-log`) from where it lies. */
  script(name: string): string {
    return join(this.root, 'test/faults', name);
  }

  /** The terminal door, as it is started in one piece. */
  get cli(): string {
    return join(this.root, 'dist/apps/cli/src/main.js');
  }

  remove(): void {
    if (this !== Program.built) rmSync(this.root, { recursive: true });
  }
}

const ALL = { recursive: true } as const;
