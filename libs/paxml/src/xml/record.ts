import { SaxesParser } from 'saxes';

import { DomainError } from '#kernel';

/** One element of the file with what is in it. */
export interface XmlRecord {
  readonly name: string;
  /** Where its start tag ends, from 1. */
  readonly line: number;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlRecord[];
  /** Its own text, without outer blanks. */
  readonly text: string;
}

interface Open extends XmlRecord {
  readonly children: Open[];
  text: string;
}

const DEEPEST = 12;
/** Elements of one record, and characters of one text: no payslip has nearly as many. */
const MOST_ELEMENTS = 20_000;
const LONGEST_TEXT = 10_000;

/**
 * Reads XML and gives every element that stands two below the root to `take` as it ends, with the name of the part of the file
 * that it stands in; nothing else is kept. The root must be of that name. Refuses with NOT_PAXML, PAXML_BROKEN and
 * PAXML_HAS_DOCTYPE.
 */
export function readRecords(text: string, root: string, take: (part: string, record: XmlRecord) => void): void {
  new RecordReader(root, take).read(text);
}

class RecordReader {
  private readonly parser = new SaxesParser();
  private readonly open: Open[] = [];
  private elements = 0;

  constructor(
    private readonly root: string,
    private readonly take: (part: string, record: XmlRecord) => void,
  ) {
    const { parser } = this;
    parser.on('error', () => this.refuse());
    parser.on('doctype', () => {
      throw new DomainError('PAXML_HAS_DOCTYPE');
    });
    parser.on('opentag', ({ name, attributes }) => {
      this.enter(name, attributes);
    });
    parser.on('closetag', () => {
      this.leave();
    });
    const hear = (text: string): void => {
      this.hear(text);
    };
    parser.on('text', hear);
    parser.on('cdata', hear);
  }

  read(text: string): void {
    this.parser.write(text).close();
  }

  private refuse(): never {
    throw new DomainError('PAXML_BROKEN', { line: this.parser.line });
  }

  private enter(name: string, attributes: XmlRecord['attributes']): void {
    if (this.open.length === 0 && name !== this.root) throw new DomainError('NOT_PAXML');
    this.elements += 1;
    if (this.open.length >= DEEPEST || this.elements > MOST_ELEMENTS) this.refuse();
    const record: Open = { name, line: this.parser.line, attributes, children: [], text: '' };
    // What stands below a record is kept with it; root and parts are not kept, so that the file's size is no matter.
    if (this.open.length > 2) this.open.at(-1)?.children.push(record);
    this.open.push(record);
  }

  private leave(): void {
    const record = this.open.pop();
    if (record === undefined) return;
    record.text = record.text.trim();
    if (this.open.length !== 2) return;
    this.elements = 0;
    this.take(this.open[1]?.name ?? '', record);
  }

  private hear(text: string): void {
    const record = this.open.at(-1);
    if (record === undefined) return;
    record.text += text;
    if (record.text.length > LONGEST_TEXT) this.refuse();
  }
}
