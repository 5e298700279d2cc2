import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('writer.mjs', import.meta.url));

/** A new folder for one log. */
export const folder = (): string => mkdtempSync(join(tmpdir(), 'bidragsbok-faults-'));

/** A process that appends, and what it has acknowledged so far. */
export class Writer {
  readonly acknowledged: string[] = [];
  private readonly ended: Promise<unknown>;
  private said = '';

  private constructor(private readonly child: ChildProcess) {
    // Once the process is gone and all that it said is read.
    this.ended = once(child, 'close');
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      const lines = (this.said + text).split('\n');
      this.said = lines.pop() ?? '';
      this.acknowledged.push(...lines);
    });
  }

  static start(dir: string, name: string, count: number): Writer {
    return Writer.run(script, [dir, name, String(count)]);
  }

  /** A script that appends and acknowledges, wherever it lies. */
  static run(path: string, args: readonly string[]): Writer {
    return new Writer(spawn(process.execPath, [path, ...args], { stdio: ['ignore', 'pipe', 'inherit'] }));
  }

  /** Resolves when so many commands are acknowledged. */
  async hasDone(count: number): Promise<void> {
    while (this.acknowledged.length < count && this.child.exitCode === null) {
      await Promise.race([this.ended, new Promise((resolve) => this.child.stdout?.once('data', resolve))]);
    }
  }

  /** Its exit code, or null if it was killed. */
  async end(): Promise<number | null> {
    await this.ended;
    return this.child.exitCode;
  }

  /** Asks it to end; its exit code when it has. */
  stop(): Promise<number | null> {
    this.child.kill('SIGTERM');
    return this.end();
  }

  /** As a power switch does it to a process: no handler runs. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }
}
