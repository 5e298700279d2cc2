import iconv from 'iconv-lite';
import { type Entry, openPromise, type ZipFile } from 'yauzl';

import { DomainError, type RefusalCode } from '#kernel';

import { type ArrivingFile, isBesides, LARGEST_DOCUMENT } from './arriving-file.js';

/** A file in an archive, or one that is refused alone while the others go in. */
export type ZippedFile = { readonly file: ArrivingFile } | { readonly name: string; readonly refused: DomainError };

const MOST_FILES = 20_000;
/** Bytes of all files of an archive together, unpacked. */
const LARGEST_TOGETHER = 20 * 2 ** 30;
/** What shrinks more than this, and is large, was made to fill somebody's disk. */
const MOST_SHRUNK = 250;
const SMALL = 1 << 20;
/** The upper half of an entry's attributes is a Unix mode where Unix made it: a link points elsewhere. */
const [TYPE, LINK, DIRECTORY] = [0o170000, 0o120000, 0o040000];

/**
 * The files of a ZIP, none of them unpacked before it is read. Names that climb out, links, what is locked, stands there
 * twice or unpacks to more than it says is refused, each alone. Refuses with ARCHIVE_BROKEN and ARCHIVE_TOO_LARGE.
 */
export async function* zippedFiles(path: string): AsyncGenerator<ZippedFile> {
  const zip = await opened(path);
  try {
    const entries = await entriesOf(zip);
    const together = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
    if (together > LARGEST_TOGETHER) throw new DomainError('ARCHIVE_TOO_LARGE', { limit: '20 GiB' });
    const seen = new Set<string>();
    for (const entry of entries) {
      const name = nameOf(entry);
      const fault = faultOf(entry, name, seen);
      seen.add(name.toLowerCase());
      const file: ArrivingFile = { name, bytes: () => unpacked(zip, entry) };
      yield fault === null ? { file } : { name, refused: new DomainError(fault) };
    }
  } finally {
    zip.close();
  }
}

async function opened(path: string): Promise<ZipFile> {
  try {
    // Names are read below: the library refuses the whole archive for one of them.
    return await openPromise(path, { autoClose: false, decodeStrings: false, validateEntrySizes: true });
  } catch (error) {
    throw refusalOf(error);
  }
}

/** Files that somebody sent, by name, so that the order is the same however the archive was made. */
async function entriesOf(zip: ZipFile): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  try {
    for await (const entry of zip.eachEntry()) {
      const name = nameOf(entry);
      const isFolder = name.endsWith('/') || (modeOf(entry) & TYPE) === DIRECTORY;
      if (isFolder || isBesides(name)) continue;
      if (entries.push(entry) > MOST_FILES) throw new DomainError('ARCHIVE_TOO_LARGE', { limit: '20 000 filer' });
    }
  } catch (error) {
    throw refusalOf(error);
  }
  return entries.sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1));
}

const modeOf = ({ externalFileAttributes }: Entry): number => externalFileAttributes >>> 16;
const UTF8_FLAG = 0x800;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** APPNOTE 4.4.4: UTF-8 where the flag says so; many write it without. Else the code page of the first PC. */
function nameOf({ fileNameRaw, generalPurposeBitFlag }: Entry): string {
  try {
    return utf8.decode(fileNameRaw).normalize('NFC');
  } catch {
    return (generalPurposeBitFlag & UTF8_FLAG) === 0
      ? iconv.decode(fileNameRaw, 'cp437')
      : fileNameRaw.toString('latin1');
  }
}

function faultOf(entry: Entry, name: string, seen: ReadonlySet<string>): RefusalCode | null {
  if (climbsOut(name)) return 'ARCHIVE_NAME_CLIMBS_OUT';
  if ((modeOf(entry) & TYPE) === LINK) return 'ARCHIVE_HOLDS_LINK';
  if (entry.isEncrypted()) return 'ARCHIVE_HAS_PASSWORD';
  if (seen.has(name.toLowerCase())) return 'ARCHIVE_NAME_TWICE';
  if (entry.uncompressedSize > LARGEST_DOCUMENT) return 'DOCUMENT_TOO_LARGE_IN_ARCHIVE';
  return null;
}

const climbsOut = (name: string): boolean =>
  name === '' || /^[/\\]|^[A-Za-z]:|\0/.test(name) || name.split(/[/\\]/).includes('..');

/** The bytes of one file, counted as they come and held against what the archive says, which may be a lie. */
async function* unpacked(zip: ZipFile, entry: Entry): AsyncGenerator<Uint8Array> {
  let size = 0;
  try {
    for await (const chunk of await zip.openReadStreamPromise(entry)) {
      size += (chunk as Buffer).length;
      if (size > SMALL && size > MOST_SHRUNK * entry.compressedSize) throw new DomainError('ARCHIVE_BOMB');
      yield chunk as Buffer;
    }
  } catch (error) {
    throw refusalOf(error);
  }
}

/** What the packing library throws is a broken file, unless it is the file system that speaks. */
function refusalOf(error: unknown): unknown {
  if (error instanceof DomainError || (error as NodeJS.ErrnoException).syscall !== undefined) return error;
  return new DomainError('ARCHIVE_BROKEN');
}
