import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { Bidragsbok } from '#intake';

import { BOOK, CODE, type Told } from './scene.js';

const API = fileURLToPath(new URL('../../apps/api/src/main.js', import.meta.url));
/** Nobody is to wait longer for an import. */
const LATE_MS = 100;
const PAUSE_MS = 5;

/** The longest waits of a kind of request, and how many there were. */
class Waits {
  longest = 0;
  late = 0;
  count = 0;

  async take(request: () => Promise<unknown>): Promise<void> {
    const began = performance.now();
    await request();
    const waited = performance.now() - began;
    this.count += 1;
    this.longest = Math.max(this.longest, waited);
    if (waited > LATE_MS) this.late += 1;
  }
}

/**
 * An API server takes in all of a file, sent to it over HTTP, in its worker. Meanwhile others ask it for a balance and
 * send it commands, and this process carries out commands on the same log; one after the other, from the first byte of
 * the file to the import's report.
 */
export async function beside(data: string, file: string): Promise<Told> {
  const [server, address] = await serverOn(data);
  const book = await Bidragsbok.open({ data });
  const waits = { query: new Waits(), command: new Waits(), elsewhere: new Waits() };
  const round = async (name: string) => {
    await waits.query.take(() => answer(`${address}/project-codes/${CODE}/balance`));
    await waits.command.take(() => answer(`${address}/grants`, json(announcement(`over-http-${name}`))));
    const command = { type: 'AnnounceGrant', data: announcement(`elsewhere-${name}`) };
    await waits.elsewhere.take(() => book.execute(command, `elsewhere-${name}`));
    await setTimeout(PAUSE_MS);
  };
  await warmUp(round);
  for (const kind of Object.values(waits)) kind.longest = kind.late = kind.count = 0;
  const over = new AbortController();
  const report = answer(`${address}/books/${BOOK}/imports/sie?scope=all`, octets(file)).finally(() => {
    over.abort();
  });
  for (let number = 1; !over.signal.aborted; number++) await round(String(number));
  await report;
  await book.close();
  server.kill('SIGTERM');
  await once(server, 'exit');
  const { query, command, elsewhere } = waits;
  const late = query.late + command.late + elsewhere.late;
  const longest = { query: query.longest, command: command.longest, elsewhere: elsewhere.longest };
  return { ...longest, late, requests: query.count + command.count + elsewhere.count };
}

/** The first requests of a process compile its code: that is no wait for an import. */
async function warmUp(round: (name: string) => Promise<void>): Promise<void> {
  for (let number = 1; number <= 50; number++) await round(`before-${number}`);
}

async function serverOn(data: string): Promise<[ChildProcess, string]> {
  const env = { ...process.env, BIDRAGSBOK_DATA: data, PORT: '0' };
  const server = spawn(process.execPath, [API], { env, stdio: ['ignore', 'inherit', 'pipe'] });
  for await (const line of createInterface(server.stderr)) {
    const [, address] = /lyssnar på (http:\S+)/.exec(line) ?? [];
    if (address !== undefined) return [server, address];
  }
  throw new Error('The server ended before it listened');
}

const announcement = (grant: string) => ({
  grant,
  programme: { id: 'god-och-nara-vard', year: 2026 },
  amounts: [{ pot: 'region-population', amount: '1000.00' }],
});

const json = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

const octets = (file: string): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/octet-stream' },
  body: Readable.toWeb(createReadStream(file)) as ReadableStream,
  duplex: 'half',
});

async function answer(url: string, request: RequestInit = {}): Promise<unknown> {
  const response = await fetch(url, request);
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return response.json();
}
