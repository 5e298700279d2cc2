import { createRequire } from 'node:module';

import type PDFKit from 'pdfkit';

import { Lettering, type Style } from './lettering.js';
import type { Paper } from './paper.js';

const require = createRequire(import.meta.url);

/** Points: the margins of an A4, and how far up its foot stands. */
const MARGIN = { side: 40, top: 44, bottom: 52 };
const FOOT: Style = { weight: 'regular', size: 7.5 };
const RULE = { thin: '#c8c8c8', strong: '#404040' } as const;

/** An element of the structure by which a reader that does not see the page finds its way. */
export type Element = PDFKit.PDFStructureElement;
/** What the library's types leave out: where each page keeps the elements of its contents. */
interface ParentTree {
  get(page: number): unknown[];
  add(page: number, elements: unknown): void;
}

/** Something of the file that has a number, and is not needed once it is written. */
interface Filed {
  data: unknown;
  end(): void;
}

/**
 * The pages of a PDF/A-2a file as they are filled from the top. Its bytes depend on what is written alone; each page is let go of
 * when the next begins.
 */
export class TaggedPages {
  readonly lettering: Lettering;
  readonly left = MARGIN.side;
  /** Where the next thing stands, in points from the top of the page. */
  y = MARGIN.top;
  private readonly document: PDFKit.PDFDocument;
  private readonly root: Element;
  private count = 0;

  constructor(private readonly paper: Omit<Paper, 'blocks'>) {
    // Its build for `import` is the browser's, which has no fonts; loaded here, since few programs write any.
    const PDFDocument = require('pdfkit') as typeof PDFKit;
    this.document = new PDFDocument({
      ...{ size: 'A4', layout: paper.isWide === true ? 'landscape' : 'portrait', margin: 0, autoFirstPage: false },
      ...{ pdfVersion: '1.7', subset: 'PDF/A-2a', tagged: true, displayTitle: true, lang: 'sv-SE' },
      info: {
        ...{ Title: inXml(paper.title), Subject: inXml(paper.foot), Creator: 'Bidragsbok' },
        // The file's own number is made of these: another position has another.
        CreationDate: new Date(`${paper.day}T00:00:00Z`),
      },
    });
    this.lettering = new Lettering(this.document);
    this.root = this.document.struct('Document');
    this.document.addStructure(this.root);
    this.begin();
  }

  get width(): number {
    return this.page.width - 2 * MARGIN.side;
  }

  /** How many points are left on the page. */
  get room(): number {
    return this.page.height - MARGIN.bottom - this.y;
  }

  /** How many points an empty page has. */
  get whole(): number {
    return this.page.height - MARGIN.bottom - MARGIN.top;
  }

  /** A new element below another, at its end; below the document where none is named. */
  element(type: string, parent: Element = this.root, scope?: 'Column' | 'Row'): Element {
    const element = this.document.struct(type, scope === undefined ? {} : ({ scope } as object));
    parent.add(element);
    return element;
  }

  /** What is drawn is the element's content; one that goes on to the next page has several. */
  mark(type: string, element: Element, draw: () => void): void {
    const content = this.document.markStructureContent(type);
    draw();
    this.document.endMarkedContent();
    element.add(content);
  }

  /** What is drawn says nothing that the document does: a rule, or a heading once more. */
  artifact(type: 'Layout' | 'Pagination', draw: () => void): void {
    this.document.markContent('Artifact', { type });
    draw();
    this.document.endMarkedContent();
  }

  rule(strength: keyof typeof RULE, [from, to]: readonly [number, number] = [this.left, this.left + this.width]): void {
    this.artifact('Layout', () => {
      const width = strength === 'thin' ? 0.4 : 0.8;
      this.document.moveTo(from, this.y).lineTo(to, this.y).lineWidth(width).stroke(RULE[strength]);
    });
  }

  /** Begins the next page. */
  turn(): void {
    this.close();
    this.begin();
  }

  /** Ends the last page and the document. */
  end(): void {
    this.close();
    this.root.end();
    this.document.end();
  }

  /** The bytes that are made by now; none where there are no more. */
  *made(): Generator<Uint8Array> {
    for (let chunk: unknown; (chunk = this.document.read()) !== null;) yield chunk as Uint8Array;
  }

  get pageCount(): number {
    return this.count;
  }

  private get page(): PDFKit.PDFPage {
    return this.document.page;
  }

  private begin(): void {
    this.document.addPage();
    this.count++;
    this.y = MARGIN.top;
  }

  private close(): void {
    this.y = this.page.height - MARGIN.bottom + 14;
    this.rule('thin');
    this.y += 4;
    const number = `Sida ${this.count}`;
    const wide = this.lettering.width(number, FOOT);
    this.artifact('Pagination', () => {
      const [foot = ''] = this.lettering.lines(this.paper.foot, this.width - wide - 20, FOOT);
      this.lettering.write(foot, { x: this.left, y: this.y }, FOOT);
      this.lettering.write(number, { x: this.left + this.width - wide, y: this.y }, FOOT);
    });
    this.fileElements();
  }

  /** Writes down which elements the page's contents are of, so that no page before it is held in memory. */
  private fileElements(): void {
    const { document } = this;
    const tree = (document as unknown as { getStructParentTree(): ParentTree }).getStructParentTree();
    const { structParentTreeKey: key } = this.page as unknown as { readonly structParentTreeKey: number };
    const filed = document.ref(tree.get(key)) as unknown as Filed;
    filed.end();
    filed.data = null;
    tree.add(key, filed);
  }
}

/** A text of the document's facts: the library writes it into XML as it stands there, and elsewhere as it is. */
function inXml(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return Object.assign(new String(text), { toString: () => escaped }) as string;
}
