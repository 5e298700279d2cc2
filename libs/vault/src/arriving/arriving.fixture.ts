import { deflateSync } from 'node:zlib';

import yazl from 'yazl';

/** A PDF of these objects, without the table that readers can do without. */
export const pdfOf = (...objects: readonly string[]): Buffer =>
  Buffer.from(
    `%PDF-1.7\n${objects.map((object, at) => `${at + 1} 0 obj\n${object}\nendobj\n`).join('')}%%EOF\n`,
    'latin1',
  );

/** An object stream that holds a text, packed as PDF programs pack it. */
export const objectStream = (text: string, type = '/ObjStm'): string => {
  const packed = deflateSync(Buffer.from(text, 'latin1'));
  return `<< /Type ${type} /Filter /FlateDecode /Length ${packed.length} >>\nstream\n${packed.toString('latin1')}\nendstream`;
};

/** A ZIP of files by name. */
export async function zipOf(files: Readonly<Record<string, string | Buffer>>, mode?: number): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  for (const [name, content] of Object.entries(files)) {
    zip.addBuffer(Buffer.from(content), name, { mtime: new Date(0), ...(mode === undefined ? {} : { mode }) });
  }
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** The ZIP with a name in it written over by another of the same length, which no packing program writes. */
export function renamed(zip: Buffer, from: string, to: string): Buffer {
  const bytes = Buffer.from(zip);
  for (let at = bytes.indexOf(from); at !== -1; at = bytes.indexOf(from, at + to.length)) bytes.write(to, at, 'latin1');
  return bytes;
}
