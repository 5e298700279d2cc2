import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process';
import { hash, webcrypto } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Readable, type Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';

import { type Files, VERIFIERS } from './forger.js';

/** The text of the page. */
export const PAGE = readFileSync(new URL('verify.html', VERIFIERS), 'utf8');
/** The script of the page, as its browser runs it. */
export const SCRIPT = /<script>([\s\S]*)<\/script>/.exec(PAGE)?.[1] ?? '';

interface PageScript {
  readonly Verifier: new (
    files: ReadonlyMap<string, () => Promise<Uint8Array>>,
    given: unknown,
    say: (line: string) => void,
  ) => { run: () => Promise<boolean> };
  readonly readVkey: (text: string) => Promise<unknown>;
}

// Hashed here and now: WebCrypto hands each hash to another thread, which costs a hundred times the hash. A browser has its own.
const digest = (_: string, bytes: Uint8Array) => Promise.resolve(hash('sha256', bytes, 'buffer'));
const importKey = webcrypto.subtle.importKey.bind(webcrypto.subtle);
const verify = webcrypto.subtle.verify.bind(webcrypto.subtle);
const realm = createContext({
  crypto: { subtle: { digest, importKey, verify } },
  TextDecoder,
  TextEncoder,
  atob,
  btoa,
});
const page = runInContext(`${SCRIPT};({ Verifier, readVkey })`, realm) as PageScript;

/** What the page's own script says of these files. */
export async function pageSays(files: Files, key: string | null = null): Promise<readonly string[]> {
  const lines: string[] = [];
  const contents = [...files].map(([path, content]) => [path, () => Promise.resolve(content)] as const);
  const given = key === null ? null : await page.readVkey(key);
  await new page.Verifier(new Map(contents), given, (line) => lines.push(line)).run();
  return lines;
}

const isThere = (tool: string, ask: string): boolean => spawnSync(tool, [ask]).status === 0;
/** Whether verify.py can be run here; where all is tested, it must. */
export const HAS_PYTHON =
  process.env['CI'] !== undefined || (isThere('python3', '--version') && isThere('openssl', 'version'));
if (!HAS_PYTHON) process.stderr.write('No python3 or no openssl here: verify.html is tested, verify.py is not.\n');

/** Both verifiers, which must say the same. */
export class BothVerifiers {
  readonly python = HAS_PYTHON ? new PythonVerifier() : null;

  async say(files: Files, key: string | null = null): Promise<readonly string[]> {
    const other = await pageSays(files, key);
    const said = (await this.python?.says(files, key)) ?? other;
    if (said.join('\n') !== other.join('\n')) {
      throw new Error(`verify.py says\n${said.join('\n')}\nand verify.html\n${other.join('\n')}`);
    }
    return said;
  }

  end(): void {
    this.python?.end();
  }
}

/** A folder that is made to hold one export after the other, and verify.py in a process that goes on. */
export class PythonVerifier {
  readonly folder = mkdtempSync(join(tmpdir(), 'bidragsbok-export-'));
  private held: Files = new Map();
  private readonly process: ChildProcessByStdio<Writable, Readable, null>;
  private readonly answers: AsyncIterator<string>;

  constructor() {
    const driver = fileURLToPath(new URL('driver.py', import.meta.url));
    const script = fileURLToPath(new URL('verify.py', VERIFIERS));
    this.process = spawn('python3', [driver, script], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.answers = createInterface({ input: this.process.stdout })[Symbol.asyncIterator]();
  }

  /** Makes the folder hold these files and nothing else. */
  hold(files: Files): void {
    for (const path of this.held.keys()) if (!files.has(path)) rmSync(join(this.folder, path));
    for (const [path, content] of files) {
      if (this.held.get(path) === content) continue;
      mkdirSync(dirname(join(this.folder, path)), { recursive: true });
      writeFileSync(join(this.folder, path), content);
    }
    this.held = files;
  }

  async says(files: Files, key: string | null = null): Promise<readonly string[]> {
    this.hold(files);
    return this.saysAsItLies(key);
  }

  /** What it says of the folder, whatever else has been put there. */
  async saysAsItLies(key: string | null = null): Promise<readonly string[]> {
    this.process.stdin.write(`${JSON.stringify([this.folder, key])}\n`);
    const answer = await this.answers.next();
    if (answer.done === true) throw new Error('verify.py has ended with an error');
    return JSON.parse(answer.value) as string[];
  }

  end(): void {
    this.process.stdin.end();
    rmSync(this.folder, { recursive: true });
  }
}
