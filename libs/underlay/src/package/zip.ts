import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

import yazl from 'yazl';

/**
 * Before the first day that a ZIP file can say, in every time zone: the same folder gives the same bytes wherever and
 * whenever it is packed. Nothing is compressed, since programs of other versions compress otherwise.
 */
const ENTRY = { mtime: new Date(0), forceDosTimestamp: true, mode: 0o100_644, compress: false };

/** A folder as a ZIP file, its files in the order of their paths. They are read one after the other. */
export function zipOf(folder: string): AsyncIterable<Uint8Array> {
  const zip = new yazl.ZipFile();
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/'));
  for (const path of paths.toSorted()) zip.addFile(join(folder, path), path, ENTRY);
  zip.end();
  return zip.outputStream as unknown as AsyncIterable<Uint8Array>;
}
