import { DomainError } from '#kernel';

import type { Sheet } from '../table.js';
import { broken, type Parts } from './parts.js';
import { type Relationship, relationshipsOf } from './relationships.js';
import { type Attributes, hearPart } from './xml.js';

/** A sheet and the part that holds it. */
export interface SheetPart extends Sheet {
  readonly part: string;
}

/** What a workbook says of itself, before a row is read. */
export interface Workbook {
  readonly sheets: readonly SheetPart[];
  readonly dateSystem: 1900 | 1904;
  /** The parts of what the sheets share; null where there is none. */
  readonly sharedStrings: string | null;
  readonly styles: string | null;
}

/**
 * Reads what a packed file says of itself, and refuses what is no workbook of ours: NOT_TABLE_FILE, WORKBOOK_NOT_XLSX,
 * WORKBOOK_HAS_MACROS, WORKBOOK_HAS_EXTERNAL_LINKS, WORKBOOK_BROKEN. Sheets are in the workbook's order.
 */
export async function readWorkbook(parts: Parts): Promise<Workbook> {
  await refuseOtherFormats(parts);
  const root = (await relationshipsOf(parts, '')).find(({ type }) => type === 'officeDocument')?.target;
  if (root === undefined || !parts.has(root)) throw notWorkbook();
  const related = await relationshipsOf(parts, root);
  const targetOf = (kind: string) => related.find(({ type }) => type === kind)?.target ?? null;
  if (targetOf('xlMacrosheet') !== null || targetOf('vbaProject') !== null)
    throw new DomainError('WORKBOOK_HAS_MACROS');
  if (targetOf('externalLink') !== null) throw new DomainError('WORKBOOK_HAS_EXTERNAL_LINKS');
  const { dateSystem, listed } = await readRoot(parts, root);
  const sheets = await sheetsOf(parts, listed, related);
  if (sheets.length === 0) throw broken(root);
  return { sheets, dateSystem, sharedStrings: targetOf('sharedStrings'), styles: targetOf('styles') };
}

const notWorkbook = () => new DomainError('NOT_TABLE_FILE', { found: 'det är en ZIP-fil utan arbetsbok' });

async function refuseOtherFormats(parts: Parts): Promise<void> {
  const { names } = parts;
  const types = await contentTypes(parts);
  const hasType = (words: RegExp) => types.some((type) => words.test(type));
  if (await isOpenDocument(parts)) throw new DomainError('WORKBOOK_NOT_XLSX', { format: '.ods' });
  if (parts.has('xl/workbook.bin') || hasType(/sheet\.binary/i)) {
    throw new DomainError('WORKBOOK_NOT_XLSX', { format: '.xlsb' });
  }
  if (
    hasType(/macroEnabled|vbaProject|macrosheet/i) ||
    names.some((name) => /vbaproject\.bin$|\/macrosheets\//.test(name))
  ) {
    throw new DomainError('WORKBOOK_HAS_MACROS');
  }
  if (names.some((name) => /\/externallinks\//.test(name))) throw new DomainError('WORKBOOK_HAS_EXTERNAL_LINKS');
}

async function contentTypes(parts: Parts): Promise<readonly string[]> {
  const types: string[] = [];
  const part = '[Content_Types].xml';
  if (!parts.has(part)) return types;
  await hearPart(parts, part, {
    open: (_, { ContentType: type }) => {
      if (type !== undefined) types.push(type);
    },
  });
  return types;
}

/** OpenDocument says what it is in a part of its own, before all others (ODF 1.3 part 2, 3.3). */
async function isOpenDocument(parts: Parts): Promise<boolean> {
  if (!parts.has('mimetype')) return false;
  for await (const head of parts.read('mimetype')) return head.toString('latin1').includes('opendocument.spreadsheet');
  return false;
}

async function readRoot(parts: Parts, root: string) {
  const listed: Attributes[] = [];
  let dateSystem: 1900 | 1904 = 1900;
  const elements = new Set<string>();
  await hearPart(parts, root, {
    open: (element, attributes) => {
      elements.add(element);
      if (element === 'sheet') listed.push(attributes);
      else if (element === 'workbookPr' && isTrue(attributes['date1904'])) dateSystem = 1904;
    },
  });
  if (!elements.has('workbook')) throw notWorkbook();
  return { listed, dateSystem };
}

const isTrue = (flag: string | undefined): boolean => flag === '1' || flag === 'true' || flag === 'on';

async function sheetsOf(parts: Parts, listed: readonly Attributes[], related: readonly Relationship[]) {
  const sheets: SheetPart[] = [];
  for (const attributes of listed) {
    const { name = '', state = 'visible' } = attributes;
    const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1];
    const found = related.find((each) => each.id === id);
    if (found === undefined || !parts.has(found.target)) throw broken('workbook');
    // A sheet of a diagram or a dialogue has no rows.
    if (found.type !== 'worksheet') continue;
    const own = await relationshipsOf(parts, found.target);
    const hasPivot = own.some(({ type }) => type === 'pivotTable');
    sheets.push({ name, hidden: state !== 'visible', hasPivot, part: found.target });
  }
  return sheets;
}
