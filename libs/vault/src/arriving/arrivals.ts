import { openSync, readSync, closeSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

import { DomainError } from '#kernel';

import { fileOriginal } from '../vault.js';
import { type ArrivingFile, isBesides } from './arriving-file.js';
import { hasOfficeName } from './file-format.js';
import { ZIP } from './zip-content.js';
import { type ZippedFile, zippedFiles } from './zipped-files.js';

/** One file that arrives, or why it is not even looked at. */
export type Arrival = { readonly file: ArrivingFile } | ZippedFile;

/**
 * Every file that a path stands for: itself, those in a folder and all below it, or those in a ZIP; one after another, by
 * name. An archive in a folder is one that arrives, and one in an archive is refused. `calledAs` is what its sender calls a
 * file that lies under another name here. Refuses with FILE_NOT_FOUND.
 */
export async function* arrivals(path: string, calledAs = basename(path)): AsyncGenerator<Arrival> {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) throw new DomainError('FILE_NOT_FOUND', { file: path });
  if (!stat.isDirectory()) yield* fromFile(path, calledAs);
  else for (const name of filesIn(path)) yield* fromFile(join(path, name), name);
}

async function* fromFile(path: string, name: string): AsyncGenerator<Arrival> {
  if (isZip(path) && !hasOfficeName(name)) yield* zippedFiles(path);
  else yield { file: { name, size: statSync(path).size, ...fileOriginal(path) } };
}

/** Files alone, by name; a link is no file of the sender's. */
function filesIn(dir: string, below = ''): readonly string[] {
  const entries = readdirSync(join(dir, below), { withFileTypes: true }).filter(({ name }) => !isBesides(name));
  const sorted = entries.sort((one, other) => (one.name < other.name ? -1 : 1));
  return sorted.flatMap((entry) => {
    const path = join(below, entry.name);
    if (entry.isDirectory()) return filesIn(dir, path);
    return entry.isFile() ? [path] : [];
  });
}

function isZip(path: string): boolean {
  const head = Buffer.alloc(ZIP.length);
  const file = openSync(path, 'r');
  try {
    readSync(file, head);
  } finally {
    closeSync(file);
  }
  return head.equals(ZIP);
}
