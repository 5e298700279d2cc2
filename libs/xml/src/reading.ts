import { type SaxesAttributeNS, SaxesParser, type SaxesTag } from 'saxes';

import { DomainError } from '#kernel';

import { XmlDecoding } from './decoding.js';
import type { XmlElement } from './element.js';

/** How a kind of XML file is read, and what no honest file of it goes beyond. */
export interface XmlForm {
  /**
   * By namespace, what its elements' names begin with here, whatever prefixes a file chose; one of another namespace has a name that
   * nobody asks for. Null where names are as the file writes them.
   */
  readonly namespaces: Readonly<Record<string, string>> | null;
  /** How far below the root the elements stand that are read whole, each by itself: 0 for the root. */
  readonly recordDepth: number;
  readonly mostBytes: number;
  readonly deepest: number;
  /** Elements in one record, and outside of records up to the next one. */
  readonly mostElements: number;
  /** Characters right in an element of this name. */
  readonly longestText: (name: string) => number;
}

/** Hears what is read. */
export interface XmlListener {
  root?(name: string): void;
  /** An element that is read whole, and the names of those that it stands in, the root first. */
  take(record: XmlElement, within: readonly string[]): void;
}

interface Growing extends XmlElement {
  readonly children: Growing[];
  text: string;
}

/** Text that the parser holds back until the next tag: no attachment is longer. */
const LONGEST_HELD = 64 * 2 ** 20;
/** Bytes decoded at a time. */
const CHUNK = 1 << 16;

/**
 * Reads XML as it comes, and gives each record to `take` as it ends; nothing else is kept. Refuses with XML_DOCTYPE_FORBIDDEN any
 * DOCTYPE (it is there that entities are made which grow without end, or which fetch other files), with XML_BROKEN what is not
 * well-formed or not in its encoding, and with XML_TOO_LARGE what is larger, deeper or longer than its form.
 */
export class XmlReading {
  private readonly parser: SaxesParser<{ xmlns: boolean }>;
  private readonly decoding = new XmlDecoding();
  private readonly open: Growing[] = [];
  private bytes = 0;
  private elements = 0;
  private sinceTag = 0;

  constructor(
    private readonly form: XmlForm,
    private readonly listener: XmlListener,
  ) {
    this.parser = new SaxesParser({ xmlns: form.namespaces !== null });
    const { parser } = this;
    parser.on('error', () => this.refuse());
    parser.on('doctype', () => {
      throw new DomainError('XML_DOCTYPE_FORBIDDEN');
    });
    parser.on('opentag', (tag) => {
      this.begin(tag);
    });
    parser.on('closetag', () => {
      this.close();
    });
    const hear = (text: string): void => {
      this.hear(text);
    };
    parser.on('text', hear);
    parser.on('cdata', hear);
  }

  write(chunk: Uint8Array): void {
    this.bytes += chunk.length;
    this.within(this.bytes, this.form.mostBytes);
    for (let at = 0; at < chunk.length; at += CHUNK)
      this.parse(() => this.decoding.write(chunk.subarray(at, at + CHUNK)));
  }

  end(): void {
    this.parse(() => this.decoding.end());
    this.parser.close();
  }

  private parse(decode: () => string): void {
    let text: string;
    try {
      text = decode();
    } catch {
      return this.refuse();
    }
    // The parser holds a text back until its tag: what it may hold is bound before it grows.
    this.sinceTag += text.length;
    this.within(this.sinceTag, LONGEST_HELD);
    this.parser.write(text);
  }

  private refuse(): never {
    throw new DomainError('XML_BROKEN', { line: this.parser.line });
  }

  private within(size: number, most: number): void {
    if (size > most) throw new DomainError('XML_TOO_LARGE', { line: this.parser.line });
  }

  private begin(tag: SaxesTag): void {
    const { form, open } = this;
    this.sinceTag = 0;
    const name = this.nameOf(tag);
    if (open.length === 0) this.listener.root?.(name);
    this.within(++this.elements, form.mostElements);
    this.within(open.length + 1, form.deepest);
    const element: Growing = { name, line: this.parser.line, attributes: attributesOf(tag), children: [], text: '' };
    // What stands below a record is kept with it; what it stands in is not, so that the file's size is no matter.
    if (open.length > form.recordDepth) open.at(-1)?.children.push(element);
    open.push(element);
  }

  private nameOf(tag: SaxesTag): string {
    const { namespaces } = this.form;
    if (namespaces === null) return tag.name;
    const { uri = '', local = tag.name } = tag;
    return (namespaces[uri] ?? `{${uri}}`) + local;
  }

  private close(): void {
    this.sinceTag = 0;
    const element = this.open.pop();
    if (element === undefined) return;
    element.text = element.text.trim();
    if (this.open.length !== this.form.recordDepth) return;
    this.elements = 0;
    this.listener.take(
      element,
      this.open.map(({ name }) => name),
    );
  }

  private hear(text: string): void {
    const element = this.open.at(-1);
    if (element === undefined) return;
    this.within(element.text.length + text.length, this.form.longestText(element.name));
    element.text += text;
  }
}

const attributesOf = ({ attributes }: SaxesTag): XmlElement['attributes'] =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, value]: [string, string | SaxesAttributeNS]) => [
      name,
      typeof value === 'string' ? value : value.value,
    ]),
  );
