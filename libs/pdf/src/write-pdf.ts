import { createRequire } from 'node:module';
import { buffer } from 'node:stream/consumers';

import type PDFKit from 'pdfkit';

const require = createRequire(import.meta.url);

/** A text at a place, in points from the upper left corner of an A4. */
export interface WrittenText {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly size?: number;
  readonly isBold?: boolean;
}

/** What a PDF is called, when it was made (ISO 8601, which its bytes depend on), what locks it and what it carries. */
export interface PdfMaking {
  readonly title: string;
  readonly made: string;
  readonly password?: string;
  readonly files?: Readonly<Record<string, string>>;
}

/** A PDF with these texts, a list a page: the same bytes each time. */
export async function writePdf(
  pages: readonly (readonly WrittenText[])[],
  { title, made, password, files = {} }: PdfMaking,
): Promise<Uint8Array> {
  // Its build for `import` is the browser's, which has no fonts; loaded here, since few programs write any.
  const PDFDocument = require('pdfkit') as typeof PDFKit;
  const date = new Date(made);
  const document = new PDFDocument({
    ...{ size: 'A4', autoFirstPage: false, margin: 0 },
    info: { Title: title, CreationDate: date, ModDate: date },
    ...(password === undefined ? {} : { userPassword: password, ownerPassword: password }),
  });
  const bytes = buffer(document);
  for (const texts of pages) {
    document.addPage();
    for (const text of texts) write(document, text);
  }
  for (const [name, text] of Object.entries(files)) {
    document.file(Buffer.from(text), { name, creationDate: date, modifiedDate: date });
  }
  document.end();
  return bytes;
}

function write(document: PDFKit.PDFDocument, { x, y, text, size = 10, isBold = false }: WrittenText): void {
  document
    .font(isBold ? 'Helvetica-Bold' : 'Helvetica')
    .fontSize(size)
    .text(text, x, y, { lineBreak: false });
}
