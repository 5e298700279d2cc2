import { SaxesParser, type SaxesTagNS } from 'saxes';

import { DomainError } from '#kernel';

import { decoded } from './decoded.js';

/** What no invoice goes beyond. A length of text is characters, that of one attachment as base64. */
const LIMITS = { bytes: 128 * 2 ** 20, elements: 200_000, depth: 60, text: 1 << 20, attachment: 64 * 2 ** 20 } as const;

const UBL = 'urn:oasis:names:specification:ubl:schema:xsd:';
/** Namespaces as this room writes them, whatever prefixes a file chose. */
const NAMESPACES: Readonly<Record<string, string>> = {
  [`${UBL}Invoice-2`]: '',
  [`${UBL}CreditNote-2`]: '',
  [`${UBL}CommonAggregateComponents-2`]: 'cac:',
  [`${UBL}CommonBasicComponents-2`]: 'cbc:',
};
const ATTACHMENT = 'cbc:EmbeddedDocumentBinaryObject';

/** An element by its name with `cac:` or `cbc:`; one of another namespace has a name that nobody asks for. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  /** The text right in it. */
  readonly text: string;
}
interface Growing extends Element {
  readonly children: Growing[];
  text: string;
}

/**
 * Reads XML whole. Refuses with XML_DOCTYPE_FORBIDDEN any DOCTYPE (it is there that entities are made which grow without end, or
 * which fetch other files), with XML_BROKEN what is not well-formed, and with XML_TOO_LARGE what is larger, deeper or longer than
 * any invoice.
 */
export async function readElement(bytes: AsyncIterable<Uint8Array>): Promise<Element> {
  const tree = new Tree();
  for await (const text of decoded(counted(bytes))) tree.write(text);
  return tree.end();
}

async function* counted(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let read = 0;
  for await (const chunk of bytes) {
    read += chunk.length;
    if (read > LIMITS.bytes) throw new DomainError('XML_TOO_LARGE');
    yield chunk;
  }
}

class Tree {
  private readonly parser = new SaxesParser({ xmlns: true });
  private readonly open: Growing[] = [];
  private root: Element | null = null;
  private elements = 0;
  private sinceTag = 0;

  constructor() {
    const { parser } = this;
    const refuse = () => {
      throw new DomainError('XML_BROKEN');
    };
    parser.on('error', refuse);
    parser.on('doctype', () => {
      throw new DomainError('XML_DOCTYPE_FORBIDDEN');
    });
    parser.on('opentag', (tag) => {
      this.begin(tag);
    });
    parser.on('closetag', () => {
      this.sinceTag = 0;
      this.open.pop();
    });
    const hear = (text: string) => {
      this.hear(text);
    };
    parser.on('text', hear);
    parser.on('cdata', hear);
  }

  write(text: string): void {
    // The parser holds a text back until its tag: what it may hold is bound before it grows.
    this.sinceTag += text.length;
    if (this.sinceTag > LIMITS.attachment) throw new DomainError('XML_TOO_LARGE');
    this.parser.write(text);
  }

  end(): Element {
    this.parser.close();
    if (this.root === null) throw new DomainError('XML_BROKEN');
    return this.root;
  }

  private begin({ uri, local, attributes }: SaxesTagNS): void {
    this.sinceTag = 0;
    if (++this.elements > LIMITS.elements || this.open.length >= LIMITS.depth) throw new DomainError('XML_TOO_LARGE');
    const prefix = NAMESPACES[uri] ?? `{${uri}}`;
    const values = Object.values(attributes).map(({ name, value }) => [name, value] as const);
    const element: Growing = { name: prefix + local, attributes: Object.fromEntries(values), children: [], text: '' };
    this.open.at(-1)?.children.push(element);
    this.root ??= element;
    this.open.push(element);
  }

  private hear(text: string): void {
    const element = this.open.at(-1);
    if (element === undefined) return;
    const longest = element.name === ATTACHMENT ? LIMITS.attachment : LIMITS.text;
    if (element.text.length + text.length > longest) throw new DomainError('XML_TOO_LARGE');
    element.text += text;
  }
}

/** Every element at a path below this one, `cac:Party/cac:PartyName`. */
export function allAt(element: Element, path: string): readonly Element[] {
  let found: readonly Element[] = [element];
  for (const step of path.split('/'))
    found = found.flatMap(({ children }) => children.filter(({ name }) => name === step));
  return found;
}

/** The text of the first element at a path, without the blanks around it; null where there is none or it is empty. */
export function textAt(element: Element, path: string): string | null {
  const text = allAt(element, path)[0]?.text.trim() ?? '';
  return text === '' ? null : text;
}
