import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('recorder.c', import.meta.url));

/**
 * What a process did to a file: it created, wrote (at an offset), truncated (to a length), synced, unlinked or renamed it
 * (to the path in `data`), made a folder, or acknowledged something on stdout.
 */
export interface Deed {
  readonly kind: 'create' | 'write' | 'truncate' | 'sync' | 'unlink' | 'rename' | 'folder' | 'acknowledge';
  readonly path: string;
  readonly offset: number;
  readonly data: Buffer;
}
/** A run that ended, with its deeds in order and all that it said. */
export interface Recorded {
  readonly deeds: readonly Deed[];
  readonly said: string;
}

const kinds: Readonly<Record<string, Deed['kind']>> = {
  ...{ C: 'create', W: 'write', T: 'truncate', S: 'sync', U: 'unlink', R: 'rename', M: 'folder', A: 'acknowledge' },
};

/** Runs programs with the recorder preloaded. Wants gcc, and glibc on Linux. */
export class Recorder {
  private readonly dir = mkdtempSync(join(tmpdir(), 'bidragsbok-recorder-'));
  private readonly library = join(this.dir, 'recorder.so');
  private runs = 0;

  constructor() {
    execFileSync('gcc', ['-O2', '-shared', '-fPIC', '-o', this.library, source, '-ldl']);
  }

  /** Runs Node with these arguments to its end and records what it does under `dir`. Throws where it fails. */
  run(dir: string, args: readonly string[]): Recorded {
    const to = join(this.dir, `run-${(this.runs++).toString()}`);
    const env = { ...process.env, LD_PRELOAD: this.library, RECORD_DIR: dir, RECORD_TO: to, UV_USE_IO_URING: '0' };
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${args.join(' ')} ended with ${String(status)}: ${stderr}`);
    return { deeds: existsSync(to) ? deedsOf(readFileSync(to)) : [], said: stdout };
  }

  remove(): void {
    rmSync(this.dir, { recursive: true });
  }
}

function deedsOf(record: Buffer): Deed[] {
  const deeds: Deed[] = [];
  for (let at = 0; at < record.length;) {
    const kind = kinds[String.fromCharCode(record.readUInt8(at))];
    if (kind === undefined) throw new Error('The record cannot be read');
    const fields = at + 3 + record.readUInt16LE(at + 1);
    const path = record.toString('utf8', at + 3, fields);
    const offset = Number(record.readBigUInt64LE(fields));
    const end = fields + 16 + (kind === 'write' || kind === 'rename' || kind === 'acknowledge' ? lengthAt() : 0);
    deeds.push({ kind, path, offset, data: record.subarray(fields + 16, end) });
    at = end;

    function lengthAt(): number {
      return Number(record.readBigUInt64LE(fields + 8));
    }
  }
  return deeds;
}
