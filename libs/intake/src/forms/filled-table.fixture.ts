import type { Cell, TableFile, TableRow, WrittenCell, WrittenRow, WrittenSheet } from '#tabular';

const EPOCH = Date.UTC(1899, 11, 30);
const DAY_MS = 86_400_000;

/** A written cell as a reader of the file finds it. */
function found(cell: WrittenCell): Cell {
  switch (cell?.kind) {
    case 'text':
      return cell;
    case 'amount':
      return { kind: 'number', text: cell.text, isDate: false };
    case 'integer':
      return { kind: 'number', text: String(cell.value), isDate: false };
    case 'date':
      return { kind: 'number', text: String((Date.parse(cell.date) - EPOCH) / DAY_MS), isDate: true };
    default:
      return null;
  }
}

/** The rows of written sheets as `openTable` gives them, without a file. */
export function filledTable(sheets: readonly WrittenSheet[]): TableFile {
  return {
    path: 'formular.xlsx',
    format: 'xlsx',
    sha256: '0'.repeat(64),
    size: 1,
    encoding: 'xlsx',
    delimiter: null,
    dateSystem: 1900,
    sheets: sheets.map(({ name, hidden = false }) => ({ name, hidden, hasPivot: false })),
    bytesRead: 1,
    async *rows(name) {
      const sheet = sheets.find((candidate) => candidate.name === name) ?? sheets[0];
      await Promise.resolve();
      yield rowsIn(sheet);
    },
  };
}

function rowsIn(sheet: WrittenSheet | undefined): readonly TableRow[] {
  const written: WrittenRow[] = sheet === undefined ? [] : [headings(sheet), ...(sheet.rows as Iterable<WrittenRow>)];
  const rows = written.map((cells, index) => ({ line: index + 1, cells: cells.map(found) }));
  return rows.filter(({ cells }) => cells.some((cell) => cell !== null));
}

const headings = ({ columns }: WrittenSheet): WrittenRow =>
  columns.map(({ heading }) => ({ kind: 'text', text: heading }));
