import { z } from 'zod';

import type { Cell, TableRow } from '../table/table.js';
import type { LaidOut } from './form-sheet.js';
import type { CellNode, Column, Node, ObjectNode, RecordNode, RowsNode } from './form-tree.js';
import { isBlank, Unread } from './leaf.js';

/** The columns of a sheet as they stand in the file: where each of the form's is, from 0. */
export type Positions = ReadonlyMap<Column, number>;

/** A cell that cannot be taken, and what was expected there. `column` is null where the form's column is not there. */
export interface BlockFault {
  readonly line: number;
  readonly column: Column;
  readonly expected: string;
}
/** What a row and those that go on from it say, as JSON for the schema; with any fault the value is not to be used. */
export interface Block {
  readonly line: number;
  readonly value: unknown;
  readonly faults: readonly BlockFault[];
}
interface Spot {
  readonly line: number;
  readonly column: Column;
}
type Path = readonly (string | number)[];
const keyOf = (path: readonly PropertyKey[]): string => path.map(String).join('\u0000');

/** Where the cells of a sheet are, and how its file counts days. */
export interface Reading {
  readonly laidOut: LaidOut;
  readonly positions: Positions;
  readonly dateSystem: 1900 | 1904;
}

/** Reads the rows of one object. */
export function readBlock(reading: Reading, rows: readonly TableRow[]): Block {
  const reader = new BlockReader(reading, rows);
  return { line: rows[0]?.line ?? 0, ...reader.read() };
}

class BlockReader {
  private readonly spots = new Map<string, Spot>();
  private readonly faults = new Map<string, BlockFault>();

  constructor(
    private readonly reading: Reading,
    private readonly rows: readonly TableRow[],
  ) {}

  read(): { value: unknown; faults: readonly BlockFault[] } {
    const { tree, form } = this.reading.laidOut;
    const value = this.object(tree as ObjectNode, [], 0) ?? {};
    this.demand();
    const checked = z.safeParse(form.schema, value);
    for (const issue of checked.success ? [] : checked.error.issues) this.fault(issue);
    return { value, faults: [...this.faults.values()] };
  }

  private node(node: Node, path: Path, row: number): unknown {
    switch (node.kind) {
      case 'cell':
        return this.cell(node, path, row);
      case 'object':
        return this.object(node, path, row);
      case 'rows':
        return this.members(node, path);
      case 'record':
        return this.entries(node, path);
    }
  }

  private cell({ column }: CellNode, path: Path, row: number): unknown {
    const spot = { line: this.rows[row]?.line ?? 0, column };
    this.spots.set(keyOf(path), spot);
    const cell = this.at(column, row);
    if (cell === null) return undefined;
    const value = cell.kind === 'fault' ? new Unread(BROKEN) : column.leaf.read(cell, this.reading.dateSystem);
    if (!(value instanceof Unread)) return value;
    this.refuse(spot, `här väntas ${value.expected}`);
    return FAULTY;
  }

  /** An object is there when any of its cells is, or when it must be. */
  private object(node: ObjectNode, path: Path, row: number): Record<string, unknown> | undefined {
    const mayBeAbsent = node.optional || typeof path.at(-1) === 'number';
    const isAbsent = mayBeAbsent && !this.isFilled(node, row);
    const said = node.fields.map(([name, field]) => {
      const value = this.node(field, [...path, name], row);
      return [name, value === undefined ? emptyOf(field) : value] as const;
    });
    return isAbsent ? undefined : Object.fromEntries(said.filter(([, value]) => value !== undefined));
  }

  private members(node: RowsNode, path: Path): unknown {
    const members: unknown[] = [];
    for (const row of this.rows.keys()) {
      // An empty first row is read all the same, so that a missing list has a cell that it is told at.
      if (row > 0 && !this.isFilled(node.item, row)) continue;
      const member = this.node(node.item, [...path, members.length], row);
      if (member !== undefined) members.push(member);
    }
    return members.length === 0 ? undefined : members;
  }

  private entries(node: RecordNode, path: Path): unknown {
    const entries = new Map<unknown, unknown>();
    for (const row of this.rows.keys()) {
      if (!this.isEntry(node, row)) continue;
      const [name, said] = [node.key, node.value].map((column) => this.needed(column, [...path, row], row));
      if (entries.has(name)) {
        const spot = { line: this.rows[row]?.line ?? 0, column: node.key };
        this.refuse(spot, 'här väntas något som inte redan står ovanför');
      }
      entries.set(name, said);
    }
    return entries.size === 0 ? undefined : Object.fromEntries(entries);
  }

  /** A cell that may not be empty. */
  private needed(column: Column, path: Path, row: number): unknown {
    const value = this.cell({ kind: 'cell', optional: true, column, empty: undefined }, [...path, column.path], row);
    if (value !== undefined) return value;
    this.refuse({ line: this.rows[row]?.line ?? 0, column }, `måste fyllas i: ${column.leaf.expects}`);
    return FAULTY;
  }

  private isEntry({ key, value }: RecordNode, row: number): boolean {
    return this.at(key, row) !== null || this.at(value, row) !== null;
  }

  private isFilled(node: Node, row: number): boolean {
    switch (node.kind) {
      case 'cell':
        return this.at(node.column, row) !== null;
      case 'object':
        return node.fields.some(([, field]) => this.isFilled(field, row));
      case 'rows':
        return [...this.rows.keys()].some((each) => this.isFilled(node.item, each));
      case 'record':
        return [...this.rows.keys()].some((each) => this.isEntry(node, each));
    }
  }

  private at(column: Column, row: number): Cell {
    const position = this.reading.positions.get(column);
    const cell = position === undefined ? null : (this.rows[row]?.cells[position] ?? null);
    return isBlank(cell) ? null : cell;
  }

  /** What this sheet asks for though the schema does not. */
  private demand(): void {
    const { form, columns } = this.reading.laidOut;
    for (const column of columns.filter(({ path }) => form.demands.includes(path))) {
      const spot = { line: this.rows[0]?.line ?? 0, column };
      if (this.at(column, 0) === null) this.refuse(spot, `måste fyllas i: ${column.leaf.expects}`);
    }
  }

  private fault(issue: z.core.$ZodIssue): void {
    const paths = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    for (const path of paths) {
      const { spot, exact } = this.spotOf(path);
      if (spot !== undefined) this.refuse(spot, this.expected(issue, spot, exact));
    }
  }

  /** The cell that a path of the JSON came from; of a whole object or list, the first cell of it. */
  private spotOf(path: readonly PropertyKey[]): { spot: Spot | undefined; exact: boolean } {
    const key = keyOf(path);
    const within = [...this.spots].find(([known]) => key === '' || known.startsWith(`${key}\u0000`));
    const exact = this.spots.get(key);
    if (exact !== undefined || within !== undefined) return { spot: exact ?? within?.[1], exact: exact !== undefined };
    const above = this.spots.get(keyOf(path.slice(0, -1))) ?? this.spots.get(keyOf(path.slice(0, -2)));
    return { spot: above, exact: above !== undefined };
  }

  private expected(issue: z.core.$ZodIssue, { line, column }: Spot, exact: boolean): string {
    const { rules } = this.reading.laidOut.form;
    const { expects } = column.leaf;
    if (issue.code === 'unrecognized_keys') return 'hör inte till det som raden säger i övrigt: lämna cellen tom';
    if (issue.code === 'custom' && rules[issue.message] !== undefined) return rules[issue.message] ?? '';
    const row = this.rows.findIndex((candidate) => candidate.line === line);
    if (this.at(column, row) === null) return `måste fyllas i: ${expects}`;
    return exact && issue.code !== 'custom'
      ? `här väntas ${expects}`
      : `här väntas ${expects}. ${swedish(issue)}`.trim();
  }

  /** The first fault of a cell is the one that is told. */
  private refuse(spot: Spot, expected: string): void {
    const key = `${spot.line} ${spot.column.path}`;
    if (!this.faults.has(key)) this.faults.set(key, { ...spot, expected });
  }
}

const BROKEN = 'ett värde; cellen har ett felvärde, eller en formel utan sparat resultat (öppna och spara i Excel)';
/** Stands in the JSON for a cell that is already told of, so that its object counts as there. */
const FAULTY = Symbol('faulty cell');

/** What stands in the JSON for an empty cell, or for a list without rows, of an object that is there. */
function emptyOf(node: Node): unknown {
  if (node.kind === 'cell') return node.empty;
  return node.kind === 'rows' && !node.optional ? [] : undefined;
}

/** The sentence of a refusal of ours inside an issue of the schema; the schema's own English says nothing here. */
const swedish = (issue: z.core.$ZodIssue): string =>
  issue.code === 'custom' && (issue.params as { code?: string } | undefined)?.code !== undefined ? issue.message : '';
