import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { startPostgres } from '#spec-kit';

import { listText } from './list-text.js';
import { Postgres } from './postgres.js';

let server: Awaited<ReturnType<typeof startPostgres>>;
let postgres: Postgres;

beforeAll(async () => {
  server = await startPostgres();
  postgres = Postgres.open({ address: await server.address() });
});
afterAll(async () => {
  await postgres.close();
  await server.stop();
});

const odd = fc.constantFrom('"', '\\', '\n', '\t', '\u0001', '\u007f', '\u2028', '{', ',', ' ', 'NULL', 'a', 'Å', '😀');
const cells = fc.array(fc.option(fc.array(odd, { maxLength: 6 }).map((parts) => parts.join(''))), { maxLength: 8 });

describe('the text of a list', () => {
  it('is read as the cells that it was made of', async () => {
    await fc.assert(
      fc.asyncProperty(cells, async (texts) => {
        const sql = 'SELECT cell FROM unnest($1::text[]) WITH ORDINALITY AS told (cell, at) ORDER BY at';
        const read = await postgres.session((session) => session.cells<[string | null]>(sql, [listText(texts)]));
        expect(read.map(([cell]) => cell)).toEqual(texts);
      }),
      { numRuns: 300 },
    );
  });

  it('holds numbers too', async () => {
    const sql = 'SELECT n FROM unnest($1::bigint[]) AS told (n)';
    const read = await postgres.session((session) => session.cells<[number | null]>(sql, [listText([1, null, -2])]));
    expect(read).toEqual([[1], [null], [-2]]);
  });
});
