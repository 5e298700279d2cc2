import { buffer } from 'node:stream/consumers';

import { ZipFile } from 'yazl';

/** A cell as it is to be stored: a text is shared, `''` and null are no cell at all. */
export type CellContent =
  | string
  | null
  | boolean
  | { readonly number: string; readonly format?: string | number }
  | { readonly inline: string }
  /** Excel keeps the formula's last value beside it: a text, a number's digits, or nothing. */
  | { readonly formula: string; readonly text?: string; readonly number?: string }
  | { readonly error: string }
  /** A whole `<c>` element. */
  | { readonly xml: string };

export interface SheetContent {
  readonly name: string;
  readonly rows?: readonly (readonly CellContent[])[];
  readonly state?: 'visible' | 'hidden' | 'veryHidden';
  readonly hasPivot?: boolean;
  /** Ranges like `A1:C1`; only their first cell should have content. */
  readonly merged?: readonly string[];
  /** What stands in `<sheetData>` instead of `rows`. */
  readonly sheetData?: string;
}

export interface WorkbookContent {
  readonly sheets: readonly SheetContent[];
  readonly date1904?: boolean;
  /** Entries of `sharedStrings.xml` (whole `<si>` elements) before those of the cells. */
  readonly sharedStrings?: readonly string[];
  /** Parts put in, replaced, or (null) left out, by name: `xl/vbaProject.bin`. */
  readonly parts?: Readonly<Record<string, string | Buffer | null>>;
  /** The last touch on each part's XML: another prefix, another namespace. */
  readonly rewrite?: (xml: string, part: string) => string;
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const SPREADSHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** The bytes of a workbook (.xlsx) with these sheets, as Excel packs it. */
export async function workbook(content: WorkbookContent | readonly SheetContent[]): Promise<Buffer> {
  const whole = 'sheets' in content ? content : { sheets: content };
  return packed({ ...partsOf(whole), ...whole.parts });
}

/** A packed file of these parts; those that are null are left out. */
export async function packed(parts: Readonly<Record<string, string | Buffer | null>>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, part] of Object.entries(parts)) {
    if (part !== null) zip.addBuffer(Buffer.from(part), name, { mtime: new Date('2026-01-31T12:00:00Z') });
  }
  zip.end();
  return buffer(zip.outputStream);
}

export const escaped = (text: string): string => text.replace(/[&<>"\r]/g, (char) => `&#${char.charCodeAt(0)};`);

/** `A` for 0, `AA` for 26. */
export const columnName = (index: number): string =>
  (index < 26 ? '' : columnName(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + (index % 26));

function partsOf(content: WorkbookContent): Record<string, string> {
  const maker = new CellMaker(content.sharedStrings ?? []);
  const sheets = content.sheets.map((sheet) => sheetXml(sheet, maker));
  const parts: Record<string, string> = {
    '[Content_Types].xml': contentTypes(sheets.length),
    '_rels/.rels': relationships(['officeDocument', 'xl/workbook.xml']),
    'xl/workbook.xml': workbookXml(content),
    'xl/_rels/workbook.xml.rels': relationships(
      ...sheets.map((_, index): Related => ['worksheet', `worksheets/sheet${index + 1}.xml`]),
      ['styles', 'styles.xml'],
      ['sharedStrings', 'sharedStrings.xml'],
    ),
  };
  for (const [index, xml] of sheets.entries()) {
    parts[`xl/worksheets/sheet${index + 1}.xml`] = xml;
    if (content.sheets[index]?.hasPivot !== true) continue;
    parts[`xl/worksheets/_rels/sheet${index + 1}.xml.rels`] = relationships(['pivotTable', '../pivotTables/p.xml']);
  }
  parts['xl/styles.xml'] = maker.styles();
  parts['xl/sharedStrings.xml'] = maker.sharedStrings();
  const { rewrite = (xml: string) => xml } = content;
  return Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, HEAD + rewrite(xml, name)]));
}

type Related = readonly [type: string, target: string];
const relationships = (...all: readonly Related[]): string => {
  const each = all.map(
    ([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${PACKAGE}/relationships">${each.join('')}</Relationships>`;
};

function contentTypes(sheets: number): string {
  const part = (name: string, type: string) =>
    `<Override PartName="/xl/${name}.xml" ContentType="${SPREADSHEET}.${type}+xml"/>`;
  const each = Array.from({ length: sheets }, (_, index) => part(`worksheets/sheet${index + 1}`, 'worksheet'));
  return [
    `<Types xmlns="${PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>`,
    part('workbook', 'sheet.main'),
    ...each,
    '</Types>',
  ].join('');
}

function workbookXml({ sheets, date1904 = false }: WorkbookContent): string {
  const each = sheets.map(
    ({ name, state = 'visible' }, index) =>
      `<sheet name="${escaped(name)}" sheetId="${index + 1}" state="${state}" r:id="rId${index + 1}"/>`,
  );
  return `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr date1904="${date1904 ? 1 : 0}"/><sheets>${each.join('')}</sheets></workbook>`;
}

function sheetXml({ rows = [], merged = [], sheetData }: SheetContent, maker: CellMaker): string {
  const data = sheetData ?? rows.map((row, index) => rowXml(row, index + 1, maker)).join('');
  const ranges = merged.map((range) => `<mergeCell ref="${range}"/>`).join('');
  const merges = ranges === '' ? '' : `<mergeCells count="${merged.length}">${ranges}</mergeCells>`;
  return `<worksheet xmlns="${MAIN}"><sheetData>${data}</sheetData>${merges}</worksheet>`;
}

function rowXml(row: readonly CellContent[], line: number, maker: CellMaker): string {
  const cells = row.map((cell, index) => maker.cell(cell, `${columnName(index)}${line}`)).join('');
  return cells === '' ? '' : `<row r="${line}">${cells}</row>`;
}

class CellMaker {
  private readonly texts: string[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly formats: (string | number)[] = [0];

  constructor(private readonly before: readonly string[]) {}

  cell(content: CellContent, reference: string): string {
    if (content === null || content === '') return '';
    const element: Element = (attributes, inside) => `<c r="${reference}"${attributes}>${inside}</c>`;
    if (typeof content === 'string') return element(' t="s"', `<v>${this.shared(content)}</v>`);
    if (typeof content === 'boolean') return element(' t="b"', `<v>${content ? 1 : 0}</v>`);
    return isNumber(content) ? this.number(content, element) : plainCell(content, element);
  }

  private number({ number, format = 0 }: NumberContent, element: Element): string {
    return element(` s="${this.style(format)}"`, `<v>${number}</v>`);
  }

  styles(): string {
    const codes = this.formats.map((format, index) =>
      typeof format === 'string' ? `<numFmt numFmtId="${200 + index}" formatCode="${escaped(format)}"/>` : '',
    );
    const each = this.formats.map(
      (format, index) => `<xf numFmtId="${typeof format === 'string' ? 200 + index : format}"/>`,
    );
    return `<styleSheet xmlns="${MAIN}"><numFmts>${codes.join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${each.join('')}</cellXfs></styleSheet>`;
  }

  sharedStrings(): string {
    const each = this.texts.map((text) => `<si>${textXml(text)}</si>`);
    return `<sst xmlns="${MAIN}">${this.before.join('')}${each.join('')}</sst>`;
  }

  private shared(text: string): number {
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    const number = this.before.length + this.texts.push(text) - 1;
    this.numbers.set(text, number);
    return number;
  }

  private style(format: string | number): number {
    const known = this.formats.indexOf(format);
    return known < 0 ? this.formats.push(format) - 1 : known;
  }
}

const textXml = (text: string): string => `<t xml:space="preserve">${escaped(text)}</t>`;

type NumberContent = Exclude<Extract<CellContent, { readonly number?: string }>, { readonly formula: string }>;
const isNumber = (content: object): content is NumberContent => 'number' in content && !('formula' in content);

type Element = (attributes: string, inside: string) => string;
type Formula = Extract<CellContent, { readonly formula: string }>;
type Plain = Formula | Extract<CellContent, { inline: string } | { error: string } | { xml: string }>;

function plainCell(content: Plain, element: Element): string {
  if ('xml' in content) return content.xml;
  if ('error' in content) return element(' t="e"', `<v>${content.error}</v>`);
  if ('inline' in content) return element(' t="inlineStr"', `<is>${textXml(content.inline)}</is>`);
  return formulaXml(content, element);
}

function formulaXml({ formula, text, number }: Formula, element: Element): string {
  const value = text ?? number;
  const stored = value === undefined ? '' : `<v>${escaped(value)}</v>`;
  return element(text === undefined ? '' : ' t="str"', `<f>${escaped(formula)}</f>${stored}`);
}
