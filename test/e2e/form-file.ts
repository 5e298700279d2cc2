import { readFileSync, writeFileSync } from 'node:fs';
import { buffer, text } from 'node:stream/consumers';

import yauzl from 'yauzl';
import yazl from 'yazl';

/** Writes a row into a sheet of a workbook's file, below what stands there, each cell under its heading: as text. */
export async function typeInto(path: string, sheet: string, cells: Readonly<Record<string, string>>): Promise<void> {
  const parts = await partsOf(path);
  const part = `xl/worksheets/sheet${String(placeOf(parts.get('xl/workbook.xml') ?? '', sheet))}.xml`;
  parts.set(part, withRow(parts.get(part) ?? '', cells));
  const zip = new yazl.ZipFile();
  for (const [name, xml] of parts) zip.addBuffer(Buffer.from(xml), name);
  zip.end();
  writeFileSync(path, await buffer(zip.outputStream));
}

async function partsOf(path: string): Promise<Map<string, string>> {
  const parts = new Map<string, string>();
  const zip = await yauzl.fromBufferPromise(readFileSync(path));
  for await (const entry of zip.eachEntry())
    parts.set(entry.fileName, await text(await zip.openReadStreamPromise(entry)));
  return parts;
}

const placeOf = (workbook: string, sheet: string): number =>
  [...workbook.matchAll(/<sheet name="([^"]*)"/g)].findIndex(([, name]) => name === sheet) + 1;

function withRow(xml: string, cells: Readonly<Record<string, string>>): string {
  const lines = [...xml.matchAll(/<row r="(\d+)"/g)].map(([, line = '']) => Number.parseInt(line, 10));
  const line = Math.max(...lines) + 1;
  const headings = /<row r="1">(.*?)<\/row>/s.exec(xml)?.[1] ?? '';
  const written = [...headings.matchAll(/<c r="([A-Z]+)1"[^>]*>.*?<t[^>]*>(.*?)<\/t>/gs)].flatMap(
    ([, letters = '', heading = '']) =>
      cells[heading] === undefined
        ? []
        : [`<c r="${letters}${String(line)}" t="inlineStr"><is><t>${cells[heading]}</t></is></c>`],
  );
  return xml.replace('</sheetData>', `<row r="${String(line)}">${written.join('')}</row></sheetData>`);
}
