import type { CellKind } from '../written/written-cell.js';
import { XML_HEAD } from './xml.js';

/** How cells look: as what they hold, as a heading, or bold as a total; each locked, or open in a locked sheet. */
type Look = 'plain' | 'bold' | 'heading' | 'open';

const LOOKS: readonly Look[] = ['plain', 'bold', 'heading', 'open'];
const KINDS: readonly CellKind[] = ['text', 'amount', 'integer', 'date'];
/** 49 `@`, 4 `#,##0.00`, 1 `0` are built in; a date as Sweden writes it is not. */
const FORMATS: Readonly<Record<CellKind, number>> = { text: 49, amount: 4, integer: 1, date: 164 };

/** The number of a cell's style; 0 is that of a cell which nothing is said of. */
export const styleOf = (kind: CellKind, look: Look): number =>
  1 + LOOKS.indexOf(look) * KINDS.length + KINDS.indexOf(kind);

const ALIGNED: Readonly<Partial<Record<Look, string>>> = {
  heading: '<alignment vertical="top" wrapText="1"/>',
  open: '<protection locked="0"/>',
};

function format(kind: CellKind, look: Look): string {
  const bold = look === 'bold' || look === 'heading';
  const fill = look === 'heading' ? 2 : 0;
  const attributes =
    `numFmtId="${FORMATS[kind]}" fontId="${bold ? 1 : 0}" fillId="${fill}" borderId="0" xfId="0" applyNumberFormat="1"` +
    (bold ? ' applyFont="1"' : '') +
    (look === 'heading' ? ' applyFill="1" applyAlignment="1"' : '') +
    (look === 'open' ? ' applyProtection="1"' : '');
  return `<xf ${attributes}>${ALIGNED[look] ?? ''}</xf>`;
}

const FONT = '<sz val="11"/><name val="Calibri"/><family val="2"/>';

/** The styles of every workbook; the elements stand in the schema's order. */
export const stylesXml = (): string =>
  XML_HEAD +
  '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
  '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>' +
  `<fonts count="2"><font>${FONT}</font><font><b/>${FONT}</font></fonts>` +
  '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
  '<fill><patternFill patternType="solid"><fgColor rgb="FFE7ECEF"/><bgColor indexed="64"/></patternFill></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  `<cellXfs count="${1 + LOOKS.length * KINDS.length}">` +
  '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  LOOKS.flatMap((look) => KINDS.map((kind) => format(kind, look))).join('') +
  '</cellXfs>' +
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>' +
  '</styleSheet>';
