import { afterEach, beforeEach, expect, it } from '@jest/globals';

import { latest } from './dialect.js';
import type { Rows } from './rows.js';

/** Rows over tables that a spec makes, and what to do when it is through. */
export interface RowsPlace {
  readonly rows: Rows;
  remove(): Promise<void>;
}

/** What Rows must do, whichever engine keeps them. Each runs this same list; `start` makes tables of the engine's own types. */
export function rowsContract(start: (tables: string) => Promise<RowsPlace>): void {
  let place: RowsPlace;
  let rows: Rows;

  beforeEach(async () => {
    place = await start(`CREATE TABLE code (code TEXT, position INTEGER, lines JSON);
      INSERT INTO code VALUES ('a', 1, '[[1,"x"]]'), ('b', 2, '[]'), ('a', 3, '[[2,"y"],[3,null]]')`);
    rows = place.rows;
  });
  afterEach(() => place.remove());

  it('are told by marks or by names, and read by names or as lists', async () => {
    const sql = 'SELECT code, position FROM code WHERE position';
    expect(await rows.all(`${sql} > ? AND position < ?`, [1, 3])).toEqual([{ code: 'b', position: 2 }]);
    expect(await rows.first(`${sql} = :at`, { at: 3 })).toEqual({ code: 'a', position: 3 });
    expect(await rows.first(`${sql} = :at`, { at: 9 })).toBeUndefined();
    expect(await rows.cells(`${sql} < :at`, { at: 3 })).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
    expect(await rows.all(`${sql} < :at`, { at: 2 })).toEqual([{ code: 'a', position: 1 }]);
  });

  it('break the promise where a statement fails, and throw nothing before', async () => {
    const asked = rows.all('SELECT one FROM nowhere');
    await expect(asked).rejects.toThrow('nowhere');
  });

  it('are the latest of each key at a position', async () => {
    const sql = `SELECT code, position FROM ${latest('code', 'code')} ORDER BY code`;
    expect(await rows.cells(sql, { position: 2 })).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
    expect(await rows.cells(sql, { position: 3 })).toEqual([
      ['a', 3],
      ['b', 2],
    ]);
    expect(await rows.cells(sql, { position: 0 })).toEqual([]);
  });

  it('are read in the dialect that they name', async () => {
    const { elements, texts, gathered, gatheredJson, list, holds, ordered } = rows.dialect;
    const lines = `SELECT code, CAST(line.value ->> 0 AS BIGINT) AS line, line.value ->> 1 AS text FROM code
      CROSS JOIN ${elements('lines', 'line')} WHERE position = :at ORDER BY 2`;
    expect(await rows.cells(lines, { at: 3 })).toEqual([
      ['a', 2, 'y'],
      ['a', 3, null],
    ]);
    const named = `SELECT position FROM code WHERE code IN (SELECT value FROM ${texts('?', 'named')}) ORDER BY 1`;
    expect(await rows.cells(named, ['["b"]'])).toEqual([[2]]);
    const inTurn = '(SELECT * FROM code ORDER BY position) AS one';
    const sql = `SELECT ${gathered(list('code', 'position'))}, ${gatheredJson('lines')} FROM ${inTurn}`;
    const found = (await rows.cells<[string, string]>(sql)).flat().map((text): unknown => JSON.parse(text));
    expect(found).toEqual([
      [
        ['a', 1],
        ['b', 2],
        ['a', 3],
      ],
      [
        [[1, 'x']],
        [],
        [
          [2, 'y'],
          [3, null],
        ],
      ],
    ]);
    expect(await rows.cells(`SELECT position FROM code WHERE ${holds('lines', '?')}`, ['"y"'])).toEqual([[3]]);
    const words = `SELECT value FROM (SELECT ${ordered('word.value ->> 0')} AS value
      FROM ${elements('?', 'word')}) AS word ORDER BY value`;
    const told = ['Ö', 'ä', 'Z', 'a', 'å', '\u{1f600}', '\uff5e'];
    const inOrder = ['Z', 'a', 'Ö', 'ä', 'å', '\uff5e', '\u{1f600}'];
    expect((await rows.cells(words, [JSON.stringify(told.map((word) => [word]))])).flat()).toEqual(inOrder);
  });

  it('come by the handful, and end where nobody asks for more', async () => {
    const many = `WITH RECURSIVE many(row) AS (SELECT 1 UNION ALL SELECT row + 1 FROM many WHERE row < 5000)
      SELECT row FROM many`;
    for await (const batch of rows.batches<{ row: number }>(many)) {
      expect(batch).toHaveLength(1000);
      break;
    }
    const none: unknown[] = [];
    for await (const batch of rows.batches('SELECT * FROM code WHERE position > 9')) none.push(...batch);
    expect(none).toEqual([]);
  });
}
