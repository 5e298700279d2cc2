import { PassThrough, Readable } from 'node:stream';

import yazl from 'yazl';

import { SheetXml } from './sheet-xml.js';
import { stylesXml } from './styles.js';
import { textCell } from '../written/written-cell.js';
import type { WrittenSheet } from '../written/written-sheet.js';
import { columnLetters, escapeXml, XML_HEAD } from './xml.js';

/**
 * Before the first day that a ZIP file can say, in every time zone: yazl then writes 1980-01-01 00:00, and the same
 * sheets give the same bytes wherever and whenever they are written.
 */
export const ENTRY = { mtime: new Date(0), forceDosTimestamp: true };
/** The hidden sheet that drop-downs take their values from. */
export const LISTS = 'Listor';
const NAMES = /^(?!')[^[\]:*?/\\]{1,31}(?<!')$/u;

export const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
export const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/**
 * A workbook as a stream of the bytes of an .xlsx file, made while it is read: rows are asked for one by one and memory
 * does not grow with them. The stream fails with what a row failed with, with SHEET_TOO_LONG and with CELL_TEXT_TOO_LONG.
 */
export function workbook(sheets: readonly WrittenSheet[]): Readable {
  const all = [...sheets, ...listsOf(sheets)];
  checkNames(all.map(({ name }) => name));
  const first = all.findIndex(({ hidden }) => hidden !== true);
  const lists = choiceLists(sheets);
  const choicesAt = (choices: readonly string[]) => {
    const letters = columnLetters(lists.findIndex((list) => sameList(list, choices)));
    return `${LISTS}!$${letters}$2:$${letters}$${choices.length + 1}`;
  };
  const written = all.map((sheet, index) => new SheetXml(sheet, index === first, choicesAt));
  const zip = new yazl.ZipFile();
  // Each part listens for the end of its reader, and a workbook has as many parts as it likes.
  const output = new PassThrough().setMaxListeners(0);
  const add = (path: string, chunks: () => Iterable<string> | AsyncIterable<string>) => {
    zip.addReadStreamLazy(path, ENTRY, (take) => {
      const content = Readable.from(chunks(), { objectMode: false });
      content.once('error', (error) => output.destroy(error));
      output.once('close', () => content.destroy());
      take(null, content);
    });
  };
  add('[Content_Types].xml', () => [contentTypesXml(all.length)]);
  add('_rels/.rels', () => [PACKAGE_RELATIONS]);
  add('xl/styles.xml', () => [stylesXml()]);
  for (const [index, sheet] of written.entries()) add(sheetPath(index), () => sheet.chunks());
  add('xl/_rels/workbook.xml.rels', () => [workbookRelations(all.length)]);
  // Last, since it names the filtered ranges, which end where the rows did.
  add('xl/workbook.xml', () => [workbookXml(all, written, first)]);
  zip.end();
  zip.outputStream.pipe(output);
  return output;
}

export const sheetPath = (index: number): string => `xl/worksheets/sheet${index + 1}.xml`;

const sameList = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((value, index) => value === other[index]);

/** Every list of choices once, however many columns share it. */
function choiceLists(sheets: readonly WrittenSheet[]): readonly (readonly string[])[] {
  const lists: (readonly string[])[] = [];
  for (const { choices } of sheets.flatMap(({ columns }) => columns)) {
    if (choices !== undefined && !lists.some((list) => sameList(list, choices))) lists.push(choices);
  }
  return lists;
}

/** A hidden sheet of the lists: written into the drop-down itself a list may hold no comma and 255 characters. */
function listsOf(sheets: readonly WrittenSheet[]): readonly WrittenSheet[] {
  const lists = choiceLists(sheets);
  if (lists.length === 0) return [];
  const longest = Math.max(...lists.map(({ length }) => length));
  const columns = lists.map((_, index) => ({ heading: `Lista ${index + 1}`, holds: 'text' as const }));
  const rows = Array.from({ length: longest }, (_, at) => lists.map((list) => textCell(list[at] ?? null)));
  return [{ name: LISTS, columns, rows, hidden: true }];
}

function checkNames(names: readonly string[]): void {
  const distinct = new Set(names.map((name) => name.toLowerCase()));
  if (distinct.size < names.length || !names.every((name) => NAMES.test(name))) {
    throw new RangeError('A sheet has a name of its own, of 31 characters at most and none of []:*?/\\.');
  }
}

export const contentTypesXml = (sheets: number): string =>
  `${XML_HEAD}<Types xmlns="${PACKAGE}/content-types">` +
  '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
  '<Default Extension="xml" ContentType="application/xml"/>' +
  `<Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>` +
  Array.from({ length: sheets }, (_, index) => index)
    .map((index) => `<Override PartName="/${sheetPath(index)}" ContentType="${TYPE}.worksheet+xml"/>`)
    .join('') +
  `<Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/></Types>`;

const relation = (id: number, type: string, target: string): string =>
  `<Relationship Id="rId${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`;

const relations = (inside: string): string =>
  `${XML_HEAD}<Relationships xmlns="${PACKAGE}/relationships">${inside}</Relationships>`;

export const PACKAGE_RELATIONS = relations(relation(1, 'officeDocument', 'xl/workbook.xml'));

export const workbookRelations = (sheets: number): string =>
  relations(
    Array.from({ length: sheets }, (_, index) =>
      relation(index + 1, 'worksheet', sheetPath(index).slice('xl/'.length)),
    ).join('') + relation(sheets + 1, 'styles', 'styles.xml'),
  );

function workbookXml(sheets: readonly WrittenSheet[], written: readonly SheetXml[], first: number): string {
  const listed = sheets.map(
    ({ name, hidden }, index) =>
      `<sheet name="${escapeXml(name)}" sheetId="${index + 1}"${hidden === true ? ' state="hidden"' : ''} r:id="rId${index + 1}"/>`,
  );
  const names = written.flatMap((sheet, index) => definedNames(sheet, sheets[index]?.name ?? '', index));
  return (
    `${XML_HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}">` +
    `<bookViews><workbookView firstSheet="${first}" activeTab="${first}"/></bookViews>` +
    `<sheets>${listed.join('')}</sheets>` +
    (names.length === 0 ? '' : `<definedNames>${names.join('')}</definedNames>`) +
    '</workbook>'
  );
}

/** What Excel itself says of a filter, and of the headings that a printed page repeats. */
function definedNames(sheet: SheetXml, name: string, index: number): string[] {
  const quoted = escapeXml(`'${name.replaceAll("'", "''")}'!`);
  const titles = `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">${quoted}$${sheet.headingRow}:$${sheet.headingRow}</definedName>`;
  if (sheet.filtered === null) return [titles];
  return [
    `<definedName name="_xlnm._FilterDatabase" localSheetId="${index}" hidden="1">${quoted}${sheet.filtered}</definedName>`,
    titles,
  ];
}
