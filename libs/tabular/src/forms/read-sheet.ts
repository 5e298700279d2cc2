import { isDeepStrictEqual } from 'node:util';

import type { Cell, TableRow } from '../table/table.js';
import { columnLetters } from '../xlsx/xml.js';
import type { LaidOut } from './form-sheet.js';
import type { Column } from './form-tree.js';
import { isBlank } from './leaf.js';
import { type Block, type BlockFault, readBlock, type Reading } from './read-block.js';
import { folded } from './values.js';
import { valuesOf } from './write-rows.js';

/** The first column of every sheet: what a row is where it is not something to carry out. */
export const MARK = 'Rad';
export const HELP = 'Så fyller du i';
export const EXAMPLE = 'Exempel';

/** What one row of a form asked for, and where it stands. */
export interface Entry {
  readonly form: string;
  readonly sheet: string;
  readonly line: number;
  /** JSON that the form's schema takes. */
  readonly value: unknown;
}
/** What a sheet says, and every cell that cannot be taken, as `Beslut!C7: Belopp: …`. */
export interface SheetRead {
  readonly entries: readonly Entry[];
  readonly faults: readonly string[];
}

/** Reads the rows of a sheet by its headings. Never refuses: what cannot be taken is a fault by cell. */
export function readSheet(laidOut: LaidOut, rows: readonly TableRow[], dateSystem: 1900 | 1904): SheetRead {
  return new SheetReader(laidOut, rows, dateSystem).read();
}

class SheetReader {
  private readonly faults: { readonly order: string; readonly text: string }[] = [];
  private readonly known: ReadonlyMap<string, Column | null>;
  private readonly positions = new Map<Column, number>();
  /** Columns that are told of at their heading, and not at every cell below it. */
  private readonly strangers = new Set<number>();
  private mark = -1;

  constructor(
    private readonly laidOut: LaidOut,
    private readonly rows: readonly TableRow[],
    private readonly dateSystem: 1900 | 1904,
  ) {
    const named = laidOut.columns.flatMap((column) =>
      [column.wording.heading, ...(column.wording.formerly ?? [])].map((heading) => [folded(heading), column] as const),
    );
    this.known = new Map<string, Column | null>([...named, [folded(MARK), null]]);
  }

  read(): SheetRead {
    const at = this.rows.findIndex(({ cells }) => cells.some((cell) => this.known.has(headingIn(cell))));
    const header = this.rows[at];
    if (header === undefined) {
      if (this.rows.length > 0) this.fault('A1', `här väntas rubrikerna: ${MARK}, ${this.headings()}`);
      return { entries: [], faults: this.sorted() };
    }
    this.find(header);
    const rows = this.rows.slice(at + 1).filter((row) => this.markOf(row) !== folded(HELP));
    const isMissing = this.laidOut.columns.some((column) => column.required && !this.positions.has(column));
    if (isMissing) this.demandColumns(header.line, rows);
    const entries = isMissing ? [] : this.taken(this.blocks(rows));
    return { entries, faults: this.sorted() };
  }

  /** Where each heading stands; an unknown one, or one that stands twice, is a fault. */
  private find({ line, cells }: TableRow): void {
    for (const [position, cell] of cells.entries()) {
      const fault = isBlank(cell) ? null : this.place(this.known.get(headingIn(cell)), position);
      if (fault === null) continue;
      this.strangers.add(position);
      this.fault(`${columnLetters(position)}${line}`, fault);
    }
    if (this.mark < 0)
      this.fault(`A${line}`, `kolumnen ${MARK} saknas, som skiljer exemplet från det ifyllda: sätt tillbaka den`);
  }

  /** Remembers where a column is (null: the mark's); what is wrong with its heading otherwise. */
  private place(column: Column | null | undefined, position: number): string | null {
    if (column === undefined) {
      return `rubriken hör inte till bladet: ta bort kolumnen, eller skriv någon av ${this.headings()}`;
    }
    if (column === null ? this.mark >= 0 : this.positions.has(column)) {
      return 'rubriken står två gånger: ta bort den ena kolumnen';
    }
    if (column === null) this.mark = position;
    else this.positions.set(column, position);
    return null;
  }

  /** Columns that must be there are told of once, at the headings, where anything is filled in at all. */
  private demandColumns(line: number, rows: readonly TableRow[]): void {
    if (rows.every((row) => this.markOf(row) !== '' || row.cells.every(isBlank))) return;
    for (const { required, wording } of this.laidOut.columns.filter((column) => !this.positions.has(column))) {
      if (required) this.fault(`A${line}`, `kolumnen ${wording.heading} saknas och måste fyllas i: sätt tillbaka den`);
    }
  }

  /** The rows that belong together. The help is passed over, and so is the example as it was written. */
  private blocks(rows: readonly TableRow[]): readonly (readonly TableRow[])[] {
    const blocks: TableRow[][] = [];
    const example: TableRow[] = [];
    for (const row of rows) {
      const marked = this.markOf(row);
      this.strayCells(row);
      if (marked === folded(EXAMPLE)) example.push(row);
      else if (marked !== '')
        this.fault(`${columnLetters(this.mark)}${row.line}`, 'lämna cellen tom: den är bara till för exemplet');
      else if (!row.cells.every(isBlank)) this.add(row, blocks);
    }
    this.compareExample(example);
    return blocks;
  }

  /** A row with anything but lists begins something; one with lists alone goes on from the row above. */
  private add(row: TableRow, blocks: TableRow[][]): void {
    const current = blocks.at(-1);
    const head = this.cellsOf(row, false);
    if (head.every((cell) => cell === null)) {
      if (current === undefined)
        this.fault(`A${row.line}`, 'raden går vidare från en rad ovanför, men ovanför står ingenting ifyllt');
      else current.push(row);
      return;
    }
    const above = current?.[0];
    const repeats = above !== undefined && isDeepStrictEqual(head, this.cellsOf(above, false));
    if (repeats && this.laidOut.columns.some(({ inList }) => inList)) {
      const names = this.laidOut.columns.filter(({ inList }) => inList).map(({ wording }) => wording.heading);
      this.fault(
        `A${row.line}`,
        `raden upprepar den ovanför: om den går vidare från den, fyll bara i ${names.join(', ')}`,
      );
    }
    blocks.push([row]);
  }

  private compareExample(rows: readonly TableRow[]): void {
    if (rows.length === 0) return;
    const written = valuesOf(this.laidOut, this.laidOut.form.example);
    const isWhole = rows.length === written.length && rows.every((row, index) => this.says(row, written[index] ?? []));
    if (isWhole) return;
    const cell = `${columnLetters(this.mark)}${rows[0]?.line ?? 0}`;
    this.fault(cell, `exemplet är ändrat: sudda ordet ${EXAMPLE} om raden ska utföras, ta annars bort raden`);
  }

  /** Whether the columns that are there say this; the example may have lost columns that may be left out. */
  private says({ cells }: TableRow, values: readonly unknown[]): boolean {
    return this.laidOut.columns.every((column, index) => {
      const position = this.positions.get(column);
      const cell = cells[position ?? -1] ?? null;
      if (position === undefined || (isBlank(cell) && values[index] === undefined)) return true;
      const value = cell === null || cell.kind === 'fault' ? undefined : column.leaf.read(cell, this.dateSystem);
      return isDeepStrictEqual(value, values[index]);
    });
  }

  private taken(blocks: readonly (readonly TableRow[])[]): readonly Entry[] {
    const { id, sheet } = this.laidOut.form;
    return blocks.map((rows) => {
      const block: Block = readBlock(this.reading(), rows);
      for (const fault of block.faults) this.blockFault(fault);
      return { form: id, sheet, line: block.line, value: block.value };
    });
  }

  private blockFault({ line, column, expected }: BlockFault): void {
    const position = this.positions.get(column);
    this.fault(`${columnLetters(position ?? 0)}${line}`, `${column.wording.heading}: ${expected}`);
  }

  private strayCells({ line, cells }: TableRow): void {
    const taken = new Set([...this.positions.values(), ...this.strangers, this.mark]);
    for (const [position, cell] of cells.entries()) {
      if (isBlank(cell) || taken.has(position)) continue;
      this.fault(`${columnLetters(position)}${line}`, 'kolumnen har ingen rubrik som hör till bladet: töm cellen');
    }
  }

  private reading(): Reading {
    return { laidOut: this.laidOut, positions: this.positions, dateSystem: this.dateSystem };
  }

  private cellsOf({ cells }: TableRow, inList: boolean): readonly Cell[] {
    const columns = this.laidOut.columns.filter((column) => column.inList === inList);
    const found = columns.map((column) => cells[this.positions.get(column) ?? -1] ?? null);
    return found.map((cell) => (isBlank(cell) ? null : cell));
  }

  private headings(): string {
    return this.laidOut.columns.map(({ wording }) => wording.heading).join(', ');
  }

  private markOf({ cells }: TableRow): string {
    return folded(textIn(cells[this.mark] ?? null));
  }

  private fault(cell: string, expected: string): void {
    const [, letters = '', line = ''] = /^([A-Z]+)(\d+)$/.exec(cell) ?? [];
    const order = line.padStart(8, '0') + letters.padStart(4);
    this.faults.push({ order, text: `${this.laidOut.form.sheet}!${cell}: ${expected}` });
  }

  /** Row by row, from the left. */
  private sorted(): readonly string[] {
    return this.faults.sort((a, b) => (a.order < b.order ? -1 : Number(a.order > b.order))).map(({ text }) => text);
  }
}

const textIn = (cell: Cell): string => (cell?.kind === 'text' ? cell.text : '');
const headingIn = (cell: Cell): string => folded(textIn(cell));
