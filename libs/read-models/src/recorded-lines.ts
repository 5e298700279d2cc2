import type { Booked, CostLedgerTables, Head, LedgerBook } from './cost-ledger.tables.js';
import type { Dialect } from './dialect.js';
import { type Reading, STANDING } from './table.js';

/** A line as it is kept: ordinal, account, öre and objects. */
type Kept = readonly [line: number, account: string, ore: number, objects: Booked['objects']];
interface Row {
  readonly source: number;
  readonly after_lock: number;
  readonly lines: string;
}
/** A line with the head of its voucher. */
export interface HeadedLine {
  readonly head: Head;
  readonly booked: Booked;
}

/**
 * Every line as recorded, so that a code opened late finds what it means: the lines of one event in one row, for a year
 * has a million of them and hardly any is ever looked at alone. Which vouchers name a project stands in an index of its
 * own, which only leads to lines: they are then asked themselves.
 */
export class RecordedLines {
  constructor(
    private readonly rows: CostLedgerTables,
    private readonly dialect: Dialect,
  ) {}

  /** Keeps the lines of one event, counted from a position on; all of them have its source and lock. */
  add(position: number, voucher: number, lines: readonly Booked[]): void {
    const [first] = lines;
    if (first === undefined) return;
    const kept = lines.map(({ line, account, ore, objects }): Kept => [line, account, ore, objects]);
    const { source, after_lock } = first;
    this.rows.voucher_lines.add([voucher, source, position, STANDING, after_lock, JSON.stringify(kept)]);
  }

  /** Remembers that a voucher names a project. */
  addProject(project: string, voucher: number): void {
    this.rows.project_voucher.add([project, voucher]);
  }

  /** The lines of a voucher that stand. */
  *standing(voucher: number): Reading<Booked[]> {
    const { voucher_lines } = this.rows;
    const sql = `SELECT source, after_lock, lines FROM ${voucher_lines.name}
      WHERE voucher = ? AND gone = ? ORDER BY source`;
    return (yield* voucher_lines.all<Row>(sql, [voucher, STANDING])).flatMap(bookedOf);
  }

  /** Ends what stands of a voucher; what is not among the lines that are gone stands on. */
  *end(position: number, voucher: number, gone?: readonly number[]): Reading {
    if (gone?.length === 0) return;
    const before = gone === undefined ? [] : yield* this.standing(voucher);
    const { voucher_lines } = this.rows;
    const end = `UPDATE ${voucher_lines.name} SET gone = ? WHERE voucher = ? AND gone = ?`;
    voucher_lines.run(end, [position, voucher, STANDING]);
    for (const source of new Set(before.map((booked) => booked.source))) {
      const left = before.filter((booked) => booked.source === source && gone?.includes(booked.line) !== true);
      this.add(position, voucher, left);
    }
  }

  /** A line that is moved into a closed period changes it as much as a new one does. */
  markLate(voucher: number): void {
    const { voucher_lines } = this.rows;
    const late = `UPDATE ${voucher_lines.name} SET after_lock = 1 WHERE voucher = ? AND gone = ?`;
    voucher_lines.run(late, [voucher, STANDING]);
  }

  /**
   * The lines of a book that stand in rows where one of these objects does; with projects, only of the vouchers that name
   * one of them, which spares looking through the whole book.
   */
  *ofBook(book: string, objects: Booked['objects'], projects: readonly string[] | null): Reading<HeadedLine[]> {
    const { voucher, voucher_lines, project_voucher } = this.rows;
    for (const table of [voucher, project_voucher]) table.flush();
    const { texts, holds } = this.dialect;
    const named = `AND v.voucher IN (SELECT voucher FROM ${project_voucher.name}
      WHERE project IN (SELECT value FROM ${texts('?', 'named')}))`;
    const sql = `SELECT v.voucher, v.book, v.series, v.number, v.date, v.registered, l.source, l.after_lock, l.lines
      FROM ${voucher.name} v JOIN ${voucher_lines.name} l ON l.voucher = v.voucher AND l.gone = ${STANDING}
      WHERE v.book = ? AND v.gone = ${STANDING}
        AND EXISTS (SELECT 1 FROM ${texts('?', 'pair')} WHERE ${holds('l.lines', 'pair.value')})
        ${projects === null ? '' : named} ORDER BY v.voucher, l.source`;
    // A pair is looked for as it is written in the row, whose text is made by the same function.
    const asked = [book, JSON.stringify(objects.map((pair) => JSON.stringify(pair)))];
    const more = projects === null ? [] : [JSON.stringify(projects)];
    const rows = yield* voucher_lines.all<Head & Row>(sql, [...asked, ...more]);
    return rows.flatMap((row) => bookedOf(row).map((booked) => ({ head: row, booked })));
  }

  /** Another dimension is the project now: which vouchers name which one is read again out of their lines. */
  findProjectsAnew({ book, dimensions }: LedgerBook): void {
    const { voucher, voucher_lines, project_voucher } = this.rows;
    for (const table of [voucher, voucher_lines]) table.flush();
    const { elements } = this.dialect;
    const ofBook = `voucher IN (SELECT v.voucher FROM ${voucher.name} v WHERE v.book = ?)`;
    project_voucher.run(`DELETE FROM ${project_voucher.name} WHERE ${ofBook}`, [book]);
    const found = `INSERT INTO ${project_voucher.name} SELECT pair.value ->> 1, voucher FROM ${voucher_lines.name}
      CROSS JOIN ${elements('lines', 'line')} CROSS JOIN ${elements('line.value -> 3', 'pair')}
      WHERE ${ofBook} AND pair.value ->> 0 = ? ON CONFLICT DO NOTHING`;
    project_voucher.run(found, [book, dimensions.project ?? null]);
  }
}

function bookedOf({ source, after_lock, lines }: Row): Booked[] {
  const kept = JSON.parse(lines) as readonly Kept[];
  return kept.map(([line, account, ore, objects]) => ({ line, source, account, ore, objects, after_lock }));
}
