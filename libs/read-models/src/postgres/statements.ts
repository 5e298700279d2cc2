import type { Cell, Parameters } from '../rows.js';
import { kept, unkept } from './postgres-text.js';

/** A statement in PostgreSQL's marks, `$1` for the first, and the name that each stands for where it has one. */
interface Marked {
  readonly text: string;
  readonly names: readonly string[];
}
type Asked = readonly [text: string, values: readonly Cell[]];

/** Statements in the marks that every engine reads, translated once each. */
export class Statements {
  private readonly known = new Map<string, Marked>();

  /** The statement as PostgreSQL reads it, and the cells that its marks stand for. */
  asked(sql: string, parameters: Parameters): Asked {
    const { text, names } = this.marked(sql);
    const cells = isList(parameters) ? parameters : names.map((name) => parameters[name] ?? null);
    return [text, cells.map(keptCell)];
  }

  private marked(sql: string): Marked {
    let marked = this.known.get(sql);
    if (marked === undefined) this.known.set(sql, (marked = translated(sql)));
    return marked;
  }
}

function translated(sql: string): Marked {
  const names: string[] = [];
  const text = sql.replace(/\?|:([A-Za-z]\w*)/g, (_, name: string | undefined) => {
    const known = name === undefined ? -1 : names.indexOf(name);
    return `$${known === -1 ? names.push(name ?? '') : known + 1}`;
  });
  return { text, names };
}

const isList = (parameters: Parameters): parameters is readonly Cell[] => Array.isArray(parameters);

/** A cell as PostgreSQL can keep it. */
export const keptCell = (cell: Cell): Cell => (typeof cell === 'string' ? kept(cell) : cell);

/** An answer with its texts as they were before they were kept. */
export function unkeptRows<Row extends object>(rows: Row[]): Row[] {
  for (const row of rows as Record<string, unknown>[]) {
    for (const name in row) {
      const cell = row[name];
      if (typeof cell === 'string') row[name] = unkept(cell);
    }
  }
  return rows;
}
