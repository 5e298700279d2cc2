import { textCell, type WrittenRow } from '#tabular';

import type { Style } from './lettering.js';
import type { PaperColumn, PaperTable } from './paper.js';
import { BOLD, cellText, type PlacedColumn, placedColumns, ROW } from './table-columns.js';
import type { Element, TaggedPages } from './tagged-pages.js';

/** Points above and below the texts of a row. */
const PAD = 2;
/** Rows that must have room below the headings, else the table begins on the next page. */
const TOGETHER = 3;
const AFTER = 10;

/** A row as it is set: the lines of each cell, and of how many lines the longest is. */
interface SetRow {
  readonly cells: readonly (readonly string[])[];
  readonly count: number;
  readonly style: Style;
}
type Mark = (at: number, draw: () => void) => void;

/** A table as it goes over the pages: its headings on each, and a row broken between two only where it is taller than one. */
export class TableOnPages {
  private readonly columns: readonly PlacedColumn[];
  private readonly head: SetRow;
  private readonly table: Element;

  constructor(
    private readonly pages: TaggedPages,
    columns: readonly PaperColumn[],
  ) {
    this.columns = placedColumns(pages, columns);
    this.head = this.set(
      columns.map(({ heading }) => heading),
      BOLD,
    );
    if (this.tall(this.head.count + TOGETHER) + TOGETHER * 2 * PAD > pages.room) pages.turn();
    this.table = pages.element('Table');
    const head = pages.element('THead', this.table);
    this.addCells(this.head, { parent: head, type: 'TH' });
    head.end();
    pages.rule('strong');
  }

  /** Writes the rows and then the foot; the bytes of each page are made when the next begins. */
  async *write({ rows, foot }: Pick<PaperTable, 'rows' | 'foot'>): AsyncGenerator<Uint8Array> {
    const { pages, table } = this;
    let body = pages.element('TBody', table);
    let [page, count] = [pages.pageCount, 0];
    for await (const row of rows) {
      this.addRow(row, body, ROW);
      count++;
      if (pages.pageCount === page) continue;
      // A body for each page, so that the elements of the pages before are let go of.
      body.end();
      body = pages.element('TBody', table);
      page = pages.pageCount;
      yield* pages.made();
    }
    if (count === 0) this.addRow([textCell('Inga rader.')], body, ROW);
    body.end();
    this.addFoot(foot?.() ?? []);
    table.end();
    pages.y += AFTER;
  }

  private addFoot(rows: readonly WrittenRow[]): void {
    if (rows.length === 0) return;
    this.pages.rule('strong');
    const foot = this.pages.element('TFoot', this.table);
    for (const row of rows) this.addRow(row, foot, BOLD);
    foot.end();
  }

  private addRow(row: WrittenRow, parent: Element, style: Style): void {
    const { pages } = this;
    const set = this.set(
      this.columns.map((_, at) => cellText(row[at] ?? null)),
      style,
    );
    const tall = this.tall(set.count);
    const isTallerThanPage = tall > pages.whole - this.tall(this.head.count);
    if (isTallerThanPage ? this.tall(TOGETHER) > pages.room : tall > pages.room) this.turn();
    this.addCells(set, { parent, type: 'TD' });
    pages.rule('thin');
  }

  private addCells(set: SetRow, { parent, type }: { readonly parent: Element; readonly type: 'TH' | 'TD' }): void {
    const { pages } = this;
    const row = pages.element('TR', parent);
    const cells = this.columns.map(() => pages.element(type, row, type === 'TH' ? 'Column' : undefined));
    const mark: Mark = (at, draw) => {
      const cell = cells[at];
      if (cell !== undefined) pages.mark(type, cell, draw);
    };
    for (let from = 0; from < set.count;) {
      if (from > 0) this.turn();
      const fitting = Math.floor((pages.room - 2 * PAD) / this.line(set.style));
      const to = Math.min(set.count, from + Math.max(1, fitting));
      this.draw(set, [from, to], mark);
      from = to;
    }
    row.end();
  }

  private turn(): void {
    const { pages } = this;
    pages.turn();
    pages.artifact('Pagination', () => {
      this.draw(this.head, [0, this.head.count], (_, draw) => {
        draw();
      });
    });
    pages.rule('strong');
  }

  private draw({ cells, style }: SetRow, [from, to]: readonly [number, number], mark: Mark): void {
    const { pages } = this;
    const { lettering } = pages;
    const top = pages.y + PAD;
    for (const [at, { x, wide, standsRight }] of this.columns.entries()) {
      const lines = (cells[at] ?? []).slice(from, to);
      if (lines.every((line) => line === '')) continue;
      mark(at, () => {
        for (const [down, line] of lines.entries()) {
          const indent = standsRight ? wide - lettering.width(line, style) : 0;
          lettering.write(line, { x: x + indent, y: top + down * this.line(style) }, style);
        }
      });
    }
    pages.y += (to - from) * this.line(style) + 2 * PAD;
  }

  private set(texts: readonly string[], style: Style): SetRow {
    const cells = this.columns.map(({ wide }, at) => this.pages.lettering.lines(texts[at] ?? '', wide, style));
    return { cells, count: Math.max(1, ...cells.map((lines) => lines.length)), style };
  }

  private line(style: Style): number {
    return this.pages.lettering.height(style);
  }

  private tall(lines: number): number {
    return lines * this.line(ROW) + 2 * PAD;
  }
}
