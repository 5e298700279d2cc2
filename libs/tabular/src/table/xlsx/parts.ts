import { pipeline, type Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';

import { type Entry, openPromise, type ZipFile } from 'yauzl';

import { DomainError } from '#kernel';

/** No part of a workbook that Excel can open is larger when unpacked. */
const LARGEST = 3 * 2 ** 30;
/** A sheet of a million equal rows shrinks to a hundredth; what shrinks more was made to fill somebody's disk. */
const MOST_SHRUNK = 250;
const SMALL = 64 * 2 ** 20;
const MOST_PARTS = 100_000;
const PIECE = 1 << 17;
/** How a part is packed (APPNOTE 4.4.5); workbooks know no other ways. */
const [STORED, DEFLATED] = [0, 8];

export const broken = (part: string): DomainError => new DomainError('WORKBOOK_BROKEN', { part });

/**
 * The parts of a packed file (ECMA-376 part 2), by their names: without a leading slash, and in whatever case. Refuses
 * with WORKBOOK_BROKEN, with TABLE_HAS_PASSWORD where a part is enciphered, and with WORKBOOK_TOO_LARGE.
 */
export class Parts {
  private constructor(
    private readonly file: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
  ) {}

  static async open(path: string): Promise<Parts> {
    const file = await guarded('zip', openPromise(path, { autoClose: false }));
    try {
      return new Parts(file, await guarded('zip', entriesOf(file)));
    } catch (error) {
      file.close();
      throw error;
    }
  }

  get names(): readonly string[] {
    return [...this.entries.keys()];
  }

  has(name: string): boolean {
    return this.entries.has(keyOf(name));
  }

  /** How many bytes a part is, unpacked. */
  sizeOf(name: string): number {
    return this.entries.get(keyOf(name))?.uncompressedSize ?? 0;
  }

  /** The unpacked bytes of a part; checked against its length and its checksum when all of them have been read. */
  async *read(name: string): AsyncGenerator<Buffer> {
    const entry = this.entries.get(keyOf(name));
    if (entry === undefined) throw broken(name);
    refuseBomb(entry);
    const stream = unpacked(
      await guarded(name, this.file.openReadStreamPromise(entry, { decodeFileData: false })),
      entry,
    );
    const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer, undefined>;
    let [sum, size] = [0, 0];
    try {
      for (;;) {
        const { value } = await guarded(name, chunks.next());
        if (value === undefined) break;
        sum = crc32(value, sum);
        size += value.length;
        if (size > entry.uncompressedSize) break;
        yield value;
      }
    } finally {
      stream.destroy();
    }
    if (size !== entry.uncompressedSize || sum !== entry.crc32) throw broken(name);
  }

  close(): void {
    this.file.close();
  }
}

async function entriesOf(file: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  const entries = new Map<string, Entry>();
  for await (const entry of file.eachEntry()) {
    if (entry.isEncrypted()) throw new DomainError('TABLE_HAS_PASSWORD');
    const key = keyOf(entry.fileName);
    // Two parts of one name: which of them is read would differ from program to program.
    if (entries.has(key) || entries.size === MOST_PARTS) throw broken('zip');
    entries.set(key, entry);
  }
  return entries;
}

const keyOf = (name: string): string => name.replace(/^\//, '').toLowerCase();

/** The stream of a part’s own bytes, unpacked in larger pieces than yauzl’s: each piece is parsed in one go. */
function unpacked(packed: Readable, { fileName, compressionMethod }: Entry): Readable {
  if (compressionMethod === STORED) return packed;
  if (compressionMethod !== DEFLATED) throw broken(fileName);
  const inflate = createInflateRaw({ chunkSize: PIECE });
  pipeline(packed, inflate, () => undefined);
  return inflate;
}

function refuseBomb({ fileName, compressedSize, uncompressedSize }: Entry): void {
  const shrunk = uncompressedSize > SMALL && uncompressedSize > MOST_SHRUNK * compressedSize;
  if (!shrunk && uncompressedSize <= LARGEST) return;
  throw new DomainError('WORKBOOK_TOO_LARGE', { part: fileName, limit: shrunk ? '250 gånger så stor' : '3 GiB' });
}

/** What the packing library throws is a broken file, unless it is the file system that speaks. */
async function guarded<T>(part: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof DomainError || (error as NodeJS.ErrnoException).syscall !== undefined) throw error;
    if (error instanceof Error && /strong encryption/.test(error.message)) throw new DomainError('TABLE_HAS_PASSWORD');
    throw broken(part);
  }
}
