import { TextDecoder } from 'node:util';

import { SaxesParser, type SaxesTagPlain } from 'saxes';

import { DomainError } from '#kernel';

import type { XmlRecord } from './xml-record.js';

/** A payroll of ten thousand employees is a tenth of it. */
const LARGEST = 256 * 2 ** 20;
const DEEPEST = 12;
/** No payslip holds more. */
const MOST_IN_RECORD = 20_000;
const CHUNK = 1 << 16;
/** `paxml/lonetransaktioner/lonetrans`: what stands at this depth is a record. */
const RECORD_DEPTH = 3;
const CHARSETS: Readonly<Record<string, string>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'us-ascii': 'utf-8',
  'utf-16': 'utf-16le',
  'iso-8859-1': 'latin1',
  latin1: 'latin1',
  'windows-1252': 'windows-1252',
};

type Growing = { -readonly [Key in keyof XmlRecord]: XmlRecord[Key] } & { readonly children: XmlRecord[] };

/**
 * The records of a PAXml file in its order, each by itself. Refuses with NOT_PAXML what is another file, and with PAXML_BROKEN
 * what is not well-formed, has a DOCTYPE (where entities are made that grow without end), is not in the encoding that it
 * declares, or is larger or deeper than any payroll.
 */
export function* paxmlRecords(bytes: Uint8Array): Generator<XmlRecord> {
  if (bytes.length > LARGEST) throw broken(0);
  const decoder = decoderOf(bytes);
  const reader = new RecordReader();
  for (let at = 0; at < bytes.length; at += CHUNK) {
    reader.write(decoded(decoder, bytes.subarray(at, at + CHUNK), at + CHUNK < bytes.length));
    yield* reader.take();
  }
  reader.end();
  yield* reader.take();
}

class RecordReader {
  private readonly parser = new SaxesParser();
  private readonly open: Growing[] = [];
  private depth = 0;
  private inRecord = 0;
  private finished: XmlRecord[] = [];

  constructor() {
    const { parser } = this;
    const refuse = (): never => {
      throw broken(parser.line);
    };
    parser.on('error', refuse);
    parser.on('doctype', refuse);
    parser.on('opentag', (tag) => {
      this.begin(tag);
    });
    parser.on('closetag', () => {
      this.finish();
    });
    const hear = (text: string) => {
      const last = this.open.at(-1);
      if (last !== undefined) last.text += text;
    };
    parser.on('text', hear);
    parser.on('cdata', hear);
  }

  write(text: string): void {
    this.parser.write(text);
  }

  end(): void {
    this.parser.close();
    if (this.depth !== 0) throw broken(this.parser.line);
  }

  take(): readonly XmlRecord[] {
    const { finished } = this;
    this.finished = [];
    return finished;
  }

  private begin({ name, attributes }: SaxesTagPlain): void {
    this.depth += 1;
    if (this.depth === 1 && name.toLowerCase() !== 'paxml') throw new DomainError('NOT_PAXML');
    if (this.depth > DEEPEST || ++this.inRecord > MOST_IN_RECORD) throw broken(this.parser.line);
    if (this.depth < RECORD_DEPTH) return;
    const record: Growing = { name, line: this.parser.line, attributes, children: [], text: '' };
    this.open.at(-1)?.children.push(record);
    this.open.push(record);
  }

  private finish(): void {
    this.depth -= 1;
    const done = this.open.pop();
    if (this.depth >= RECORD_DEPTH || done === undefined) return;
    this.finished.push(done);
    this.inRecord = 0;
  }
}

function decoded(decoder: TextDecoder, bytes: Uint8Array, stream: boolean): string {
  try {
    return decoder.decode(bytes, { stream });
  } catch {
    throw broken(0);
  }
}

/** By the byte order mark, else by what the file declares, else UTF-8 (XML 1.0, appendix F). */
function decoderOf(bytes: Uint8Array): TextDecoder {
  const head = Buffer.from(bytes.subarray(0, 200)).toString('latin1');
  if (head.startsWith('\u00ff\u00fe')) return new TextDecoder('utf-16le', { fatal: true });
  if (head.startsWith('\u00fe\u00ff')) return new TextDecoder('utf-16be', { fatal: true });
  const marked = head.startsWith('\u00ef\u00bb\u00bf');
  const [, declared = 'utf-8'] = /^<\?xml[^>]*\sencoding\s*=\s*["']([\w.-]{1,40})["']/.exec(head) ?? [];
  const charset = marked ? 'utf-8' : CHARSETS[declared.toLowerCase()];
  if (charset === undefined) throw broken(1);
  return new TextDecoder(charset, { fatal: true });
}

const broken = (line: number): DomainError => new DomainError('PAXML_BROKEN', { line });
