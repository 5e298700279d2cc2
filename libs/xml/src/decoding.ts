import { TextDecoder } from 'node:util';

/** An XML declaration ends long before this. */
const HEAD = 256;
/** What a declaration may call the encodings that are read, as TextDecoder knows them. */
const ENCODINGS: Readonly<Record<string, string>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'us-ascii': 'utf-8',
  'iso-8859-1': 'iso-8859-1',
  'iso-8859-15': 'iso-8859-15',
  'windows-1252': 'windows-1252',
};
const MARKS: readonly (readonly [string, string])[] = [
  ['\u00ef\u00bb\u00bf', 'utf-8'],
  ['\u00ff\u00fe', 'utf-16le'],
  ['\u00fe\u00ff', 'utf-16be'],
  ['<\u0000', 'utf-16le'],
  ['\u0000<', 'utf-16be'],
];

/**
 * Makes text of XML's bytes, chunk by chunk: by its byte order mark, else by its declaration, else UTF-8 (XML 1.0, appendix F).
 * Throws a RangeError or TypeError for an encoding that is not known and for bytes that are none of their encoding.
 */
export class XmlDecoding {
  private decoder: TextDecoder | null = null;
  private held: Uint8Array = new Uint8Array();

  write(chunk: Uint8Array): string {
    if (this.decoder !== null) return this.decoder.decode(chunk, { stream: true });
    this.held = this.held.length === 0 ? chunk : Buffer.concat([this.held, chunk]);
    return this.held.length < HEAD ? '' : this.begun().decode(this.held, { stream: true });
  }

  end(): string {
    return this.decoder === null ? this.begun().decode(this.held) : this.decoder.decode();
  }

  private begun(): TextDecoder {
    const head = Buffer.from(this.held.subarray(0, HEAD)).toString('latin1');
    const [, marked] = MARKS.find(([mark]) => head.startsWith(mark)) ?? [];
    const [, declared = 'utf-8'] = /^<\?xml[^>]*?\bencoding\s*=\s*["']([^"']*)["']/.exec(head) ?? [];
    const encoding = marked ?? ENCODINGS[declared.toLowerCase()];
    if (encoding === undefined) throw new RangeError('no such encoding');
    this.decoder = new TextDecoder(encoding, { fatal: true });
    return this.decoder;
  }
}
