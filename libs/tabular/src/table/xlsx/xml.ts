import { TextDecoder } from 'node:util';

import { SaxesParser } from 'saxes';

import { broken, type Parts } from './parts.js';

export type Attributes = Readonly<Record<string, string>>;

/** Hears the elements of a part in order, by their names without the prefix that the root element has. */
export interface XmlListener {
  open?(name: string, attributes: Attributes): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** Text between two tags, and the tags within each other, that no workbook goes beyond. */
const MOST_WITHOUT_TAG = 16 * 2 ** 20;
const DEEPEST = 100;

/**
 * Reads a part as XML and yields how many of its bytes have been read, so that the caller may pause in between. Refuses
 * with WORKBOOK_BROKEN what is not well-formed or not in UTF-8 or UTF-16, and any DOCTYPE: a workbook has none, and it
 * is there that entities are made which grow without end.
 */
export async function* readXml(parts: Parts, part: string, listener: XmlListener): AsyncGenerator<number> {
  const document = new XmlDocument(part, listener);
  let read = 0;
  for await (const chunk of parts.read(part)) {
    document.write(chunk);
    read += chunk.length;
    yield read;
  }
  document.end();
}

/** Reads a part to its end. */
export async function hearPart(parts: Parts, part: string, listener: XmlListener): Promise<void> {
  const reading = readXml(parts, part, listener);
  while ((await reading.next()).done !== true);
}

class XmlDocument {
  private readonly parser = new SaxesParser();
  private decoder: TextDecoder | null = null;
  private prefix: string | null = null;
  private depth = 0;
  private sinceTag = 0;

  constructor(
    private readonly part: string,
    listener: XmlListener,
  ) {
    const { parser } = this;
    const refuse = (): never => {
      throw broken(part);
    };
    parser.on('error', refuse);
    parser.on('doctype', refuse);
    parser.on('xmldecl', ({ encoding = 'UTF-8' }) => {
      if (!/^(?:utf-?8|utf-?16(?:le|be)?|us-ascii)$/i.test(encoding)) refuse();
    });
    parser.on('opentag', ({ name, attributes }) => {
      this.sinceTag = 0;
      this.depth++;
      this.prefix ??= name.slice(0, name.indexOf(':') + 1);
      if (this.depth > DEEPEST) refuse();
      listener.open?.(this.bare(name), attributes);
    });
    parser.on('closetag', ({ name }) => {
      this.sinceTag = 0;
      this.depth--;
      listener.close?.(this.bare(name));
    });
    if (listener.text === undefined) return;
    const text = listener.text.bind(listener);
    parser.on('text', text);
    parser.on('cdata', text);
  }

  write(chunk: Buffer): void {
    this.sinceTag += chunk.length;
    if (this.sinceTag > MOST_WITHOUT_TAG) throw broken(this.part);
    this.decoder ??= decoderOf(chunk);
    this.parser.write(this.decode(this.decoder, chunk));
  }

  end(): void {
    if (this.decoder !== null) this.parser.write(this.decode(this.decoder));
    this.parser.close();
  }

  private decode(decoder: TextDecoder, chunk?: Buffer): string {
    try {
      return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
    } catch {
      throw broken(this.part);
    }
  }

  /** An element of another namespace keeps its prefix, and so is none that anybody asks for. */
  private bare(name: string): string {
    const prefix = this.prefix ?? '';
    return prefix !== '' && name.startsWith(prefix) ? name.slice(prefix.length) : name;
  }
}

/** By the byte order mark, which UTF-16 has in XML. */
function decoderOf(head: Buffer): TextDecoder {
  const mark = head.toString('latin1', 0, 2);
  const charset = mark === '\u00ff\u00fe' ? 'utf-16le' : mark === '\u00fe\u00ff' ? 'utf-16be' : 'utf-8';
  return new TextDecoder(charset, { fatal: true });
}
