import { readFileSync } from 'node:fs';

import { DomainError } from '#kernel';
import { eraseSie, inspectSie, readSie, type SieEncoding, type SieFileFacts, type SieReading } from '#sie';

import type {
  FileErasure,
  FileReading,
  FileReadingOptions,
  FileSummary,
  Survey,
  SurveyOptions,
  VoucherFile,
} from './voucher-file.js';

/** What the system says of a path that is no file to read. */
const UNREADABLE = ['ENOENT', 'EACCES', 'EISDIR'];

/** The refusal that a failure to open a file means to a person; any other error is handed on. */
export function unreadable(error: unknown): unknown {
  const { code = '' } = error as NodeJS.ErrnoException;
  return UNREADABLE.includes(code) ? new DomainError('FILE_NOT_FOUND') : error;
}

/** A SIE 4 file. Refuses with FILE_NOT_FOUND, NOT_SIE_FILE, SIE5_NOT_SUPPORTED. */
export function openSieFile(path: string): VoucherFile {
  try {
    return new SieFile(path, inspectSie(path));
  } catch (error) {
    throw unreadable(error);
  }
}

class SieFile implements VoucherFile {
  readonly format = 'sie';
  readonly mapping = null;
  readonly says = undefined;
  readonly isSurveyed = false;
  readonly hasVouchers = true;
  readonly sha256: string;
  readonly size: number;
  readonly encoding: SieEncoding;

  constructor(
    readonly path: string,
    { sha256, size, encoding }: SieFileFacts,
  ) {
    this.sha256 = sha256;
    this.size = size;
    this.encoding = encoding;
  }

  survey({ privateDimensions, see, progress }: SurveyOptions): Promise<Survey> {
    const reading = readSie(this.path, this.encoding, { privateDimensions });
    let unknownRows = 0;
    for (const items of reading) {
      unknownRows += items.filter((item) => item.kind === 'refusal' && item.voucher === null).length;
      for (const { date, series, lines } of items.filter((item) => item.kind === 'voucher')) {
        for (const { objects } of lines) see({ date, series, objects });
      }
      progress?.(reading.bytesRead);
    }
    const { debit, credit } = reading.summary;
    return Promise.resolve({ debit, credit, totals: [], unknownRows });
  }

  read(options: FileReadingOptions): FileReading {
    return new ReadingOfSie(readSie(this.path, this.encoding, options));
  }

  without({ isWhole, vouchers, privateDimensions, objects }: FileErasure): Promise<Buffer> {
    const erasure = { vouchers: isWhole ? ('all' as const) : vouchers, privateDimensions, objects };
    return Promise.resolve(eraseSie(readFileSync(this.path), this.encoding, erasure));
  }

  another(path: string): VoucherFile {
    return openSieFile(path);
  }

  close(): void {
    // Each reading closes its own.
  }
}

class ReadingOfSie implements FileReading {
  constructor(readonly items: SieReading) {}

  get bytesRead(): number {
    return this.items.bytesRead;
  }

  get kind(): FileSummary['kind'] {
    return this.items.kind;
  }

  get summary(): FileSummary {
    return { ...this.items.summary, totals: [] };
  }
}
