import type { Original } from '../vault.js';

/** A file as it arrives: on the disk, or inside another one. */
export interface ArrivingFile extends Original {
  /** The path as the sender wrote it; free text, which may name people. */
  readonly name: string;
  /** Whole bytes, where that is known before they are read. */
  readonly size?: number;
}

/** What a file is by its bytes. `xml` may be an invoice or a payroll file: their own readers tell. */
export type FileFormat =
  'pdf' | 'xml' | 'sie' | 'csv' | 'text' | 'xlsx' | 'xls' | 'docx' | 'odt' | 'ods' | 'png' | 'jpeg' | 'tiff';

/** Bytes of one document at most: what evidence is scanned as, and what is looked into as a whole. */
export const LARGEST_DOCUMENT = 100 * (1 << 20);

const BESIDES = /^(?:\.DS_Store|Thumbs\.db|desktop\.ini|__MACOSX|\._.*)$/i;
/** Whether a path is of what a system puts beside files, which nobody sent. */
export const isBesides = (path: string): boolean => path.split('/').some((name) => BESIDES.test(name));
