import { buffer } from 'node:stream/consumers';

import yazl from 'yazl';

import { styleOf, stylesXml } from '../xlsx/styles.js';
import {
  contentTypesXml,
  ENTRY,
  MAIN,
  PACKAGE_RELATIONS,
  RELATIONS,
  sheetPath,
  workbookRelations,
} from '../xlsx/workbook.js';
import { cellText, columnLetters, escapeXml, XML_HEAD } from '../xlsx/xml.js';
import type { Cell, TableFile, TableRow } from '../table/table.js';
import type { ErasedCells } from './erase-csv.js';

/**
 * A workbook of the one sheet that was read, without some of its cells: every other cell in its place, with the value that
 * is stored. Formulas, formatting, other sheets and whatever else the file held go, since nobody can tell that they say
 * nothing of what is erased.
 */
export async function eraseWorkbook(table: TableFile, sheet: string | undefined, erased: ErasedCells): Promise<Buffer> {
  const rows: string[] = [];
  for await (const batch of table.rows(sheet)) for (const row of batch) rows.push(rowXml(row, erased));
  const zip = new yazl.ZipFile();
  const add = (path: string, xml: string) => {
    zip.addBuffer(Buffer.from(xml), path, ENTRY);
  };
  add('[Content_Types].xml', contentTypesXml(1));
  add('_rels/.rels', PACKAGE_RELATIONS);
  add('xl/styles.xml', stylesXml());
  add(sheetPath(0), `${XML_HEAD}<worksheet xmlns="${MAIN}"><sheetData>${rows.join('')}</sheetData></worksheet>`);
  add('xl/_rels/workbook.xml.rels', workbookRelations(1));
  add('xl/workbook.xml', workbookXml(nameOf(table, sheet), table.dateSystem));
  zip.end();
  return buffer(zip.outputStream);
}

/** The sheet's name as the file writes it: it is found again whatever its case. */
const nameOf = ({ sheets }: TableFile, sheet: string | undefined): string => sheet ?? sheets[0]?.name ?? '';

const workbookXml = (name: string, dateSystem: 1900 | 1904): string =>
  `${XML_HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}">` +
  `<workbookPr date1904="${dateSystem === 1904 ? 1 : 0}"/>` +
  `<sheets><sheet name="${escapeXml(name)}" sheetId="1" r:id="rId1"/></sheets></workbook>`;

function rowXml({ line, cells }: TableRow, erased: ErasedCells): string {
  const written = cells.map((cell, column) => {
    const by = cell === null ? null : erased(line, column);
    const left: Cell = by === null ? cell : by === '' ? null : { kind: 'text', text: by };
    return left === null ? '' : cellXml(left, `${columnLetters(column)}${line}`);
  });
  return `<row r="${line}">${written.join('')}</row>`;
}

function cellXml(cell: Exclude<Cell, null>, at: string): string {
  switch (cell.kind) {
    case 'text':
      return `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${cellText(cell.text)}</t></is></c>`;
    case 'number':
      return `<c r="${at}"${cell.isDate ? ` s="${styleOf('date', 'plain')}"` : ''}><v>${cell.text}</v></c>`;
    case 'fault':
      return `<c r="${at}" t="e"><v>#N/A</v></c>`;
  }
}
