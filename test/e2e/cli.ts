import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root, from which the CLI is started the way its users start it. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** What a process printed and how it ended. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The CLI as a child process, on a data folder of its own. */
export class Cli {
  readonly dir = mkdtempSync(join(tmpdir(), 'bidragsbok-'));
  readonly data: string;

  /** `settings`: what its environment says besides; `data`: a folder that is another's too. */
  constructor(
    readonly settings: Readonly<Record<string, string>> = {},
    data?: string,
  ) {
    this.data = data ?? join(this.dir, 'data');
  }

  run(...args: readonly string[]): Ended {
    const { status, stdout, stderr } = spawnSync(process.execPath, commandLine(args), this.options());
    return { status, stdout, stderr };
  }

  /** Runs beside whatever else runs. */
  start(...args: readonly string[]): Promise<Ended> {
    return new Promise((resolve) => {
      const child = spawn(process.execPath, commandLine(args), this.options());
      const said = { stdout: '', stderr: '' };
      child.stdout.on('data', (chunk: Buffer) => (said.stdout += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()));
      child.on('close', (status) => {
        resolve({ status, ...said });
      });
    });
  }

  /** The document that a command answers with `--json`; throws what it said where it did not end well. */
  json(...args: readonly string[]): unknown {
    const { status, stdout, stderr } = this.run(...args, '--json');
    if (status !== 0) throw new Error(`bidragsbok ${args.join(' ')} ended with ${String(status)}: ${stdout}${stderr}`);
    return JSON.parse(stdout);
  }

  /** Fills the folder with what `demo` tells, its reports in `reports`, which it does once for all specs of a run (test/whole-run.mjs). */
  tellDemo(): void {
    const run = process.env['BIDRAGSBOK_TEST_RUN'] ?? this.dir;
    const told = join(run, 'demo');
    if (!existsSync(told)) {
      const telling = mkdtempSync(join(run, 'telling-'));
      const { status, stdout, stderr } = this.run(
        'demo',
        '--data',
        join(telling, 'data'),
        '--out',
        join(telling, 'reports'),
      );
      if (status !== 0) throw new Error(`The demo ended with ${String(status)}: ${stdout}${stderr}`);
      putInPlace(telling, told);
    }
    // The keys to its documents lie beside the data.
    cpSync(told, this.dir, { recursive: true });
  }

  /** Writes a file beside the data folder and gives its path. */
  file(name: string, content: string | Uint8Array): string {
    const path = join(this.dir, name);
    writeFileSync(path, content);
    return path;
  }

  remove(): void {
    rmSync(this.dir, { recursive: true, force: true });
  }

  get environment() {
    return { ...process.env, ...this.settings, BIDRAGSBOK_DATA: this.data };
  }

  private options() {
    return { cwd: root, env: this.environment, encoding: 'utf8', maxBuffer: 1 << 28 } as const;
  }
}

/** Unless another spec, which began at the same time, was there before. */
function putInPlace(made: string, place: string): void {
  try {
    renameSync(made, place);
  } catch (error) {
    if (!existsSync(place)) throw error;
    rmSync(made, { recursive: true });
  }
}

const commandLine = (args: readonly string[]): string[] => ['infra/run.mjs', 'cli', ...args];

/** The refusal that a command printed with `--json`. */
export const refusalIn = ({ stdout }: Ended) =>
  (JSON.parse(stdout) as { error: { code: string; message: string; details: Record<string, unknown> } }).error;
