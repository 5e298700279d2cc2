import { randomUUID } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  writeSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

import { addEvidence, Bidragsbok, OPERATOR } from '#intake';

import { prepare, type Told } from './scene.js';

const DOCUMENTS = 10_000;
/** Bytes of one: as many as a page or two of text have. */
const BYTES = 32_768;
const sentIn = (data: string): string => join(data, 'sent');

/** A folder with so many documents, no two the same, and the log that takes them. */
function send(data: string): number {
  mkdirSync(sentIn(data), { recursive: true });
  for (let number = 0; number < DOCUMENTS; number++) {
    const line = `Avtal ${number} om vård nära hemmet\n`;
    const text = Buffer.from(line.repeat(Math.ceil(BYTES / line.length))).subarray(0, BYTES - 2);
    writeFileSync(
      join(sentIn(data), `${String(number).padStart(5, '0')}.txt`),
      Buffer.concat([text, Buffer.from('.\n')]),
    );
  }
  return DOCUMENTS * BYTES;
}

const perSecond = (bytes: number, started: number): Told => {
  const seconds = (performance.now() - started) / 1000;
  return { seconds, documentsPerSecond: DOCUMENTS / seconds, mebibytesPerSecond: bytes / 2 ** 20 / seconds };
};

/** Adds them to a log with its vault on the disk. */
export async function archiving(data: string): Promise<Told> {
  await prepare(data);
  const bytes = send(data);
  const book = await Bidragsbok.open({ data });
  const started = performance.now();
  const { documents } = await addEvidence(book, {
    path: sentIn(data),
    kind: 'agreement',
    by: OPERATOR,
    id: randomUUID(),
  });
  const told = perSecond(bytes, started);
  await book.close();
  return { ...told, missing: DOCUMENTS - documents.length };
}

/** The floor: the same bytes read, and written under names of their own, each durably, its name too. */
export function archivingFloor(data: string): Promise<Told> {
  const bytes = send(data);
  const out = join(data, 'out');
  mkdirSync(out);
  const started = performance.now();
  for (const name of readdirSync(sentIn(data))) {
    const [partial, place] = [join(out, `.${name}`), join(out, name)];
    const file = openSync(partial, 'wx');
    writeSync(file, readFileSync(join(sentIn(data), name)));
    fsyncSync(file);
    closeSync(file);
    renameSync(partial, place);
    const folder = openSync(out, 'r');
    fsyncSync(folder);
    closeSync(folder);
  }
  return Promise.resolve(perSecond(bytes, started));
}
