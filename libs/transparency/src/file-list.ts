import { MalformedNote } from './signed-note.js';

/** What an export or a backup says that it holds: the text of a note that the log's key signs (docs/export-format.md). */
export interface FileList {
  /** What is listed: `bidragsbok.export/v1`. */
  readonly format: string;
  /** Names the log, as its key does. */
  readonly origin: string;
  /** The last event that is in it. */
  readonly size: number;
  /** The SHA-256 of every file, lower-case hex, by its path in the folder. */
  readonly files: ReadonlyMap<string, string>;
}

const HEAD = /^(\S+)\n(\S+)\n([1-9]\d{0,14})\n/;
const LINE = /^([0-9a-f]{64}) (\S+)$/;

/** The list as it is signed: files in the order of their paths. */
export function writeFileList({ format, origin, size, files }: FileList): string {
  const lines = [...files].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return `${format}\n${origin}\n${size}\n${lines.map(([path, sha256]) => `${sha256} ${path}\n`).join('')}`;
}

/** What the list in a note says, whoever has signed it. Throws MalformedNote. */
export function readFileList(note: string): FileList {
  const text = note.slice(0, note.lastIndexOf('\n\n') + 1);
  const [head = '', format = '', origin = '', size = ''] = HEAD.exec(text) ?? [];
  if (head === '') throw new MalformedNote('not a list of files');
  const lines = text.slice(head.length).split('\n').slice(0, -1);
  return { format, origin, size: Number.parseInt(size, 10), files: new Map(lines.map(fileIn)) };
}

function fileIn(line: string): readonly [path: string, sha256: string] {
  const [, sha256, path] = LINE.exec(line) ?? [];
  if (sha256 === undefined || path === undefined) throw new MalformedNote('a line of the list is malformed');
  return [path, sha256];
}
