import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { type PostgresServer, startPostgres } from '#spec-kit';

import { Postgres } from './postgres.js';
import type { Session } from './session.js';

let server: PostgresServer;
let address: string;
let postgres: Postgres;

beforeAll(async () => {
  server = await startPostgres();
});
afterAll(async () => {
  await server.stop();
});
beforeEach(async () => {
  address = await server.address();
  postgres = Postgres.open({ address });
});
afterEach(async () => {
  await postgres.close();
});

const one = async (sql: string, values: readonly (string | number | null | Buffer)[] = []): Promise<unknown> => {
  const [row] = await postgres.session((session) => session.cells<[unknown]>(sql, values));
  return row?.[0];
};
const refused = (work: Promise<unknown>, code: string) => expect(work).rejects.toMatchObject({ code });

describe('what is read', () => {
  it.each([
    ['SELECT 9007199254740991::bigint', 9_007_199_254_740_991],
    ['SELECT sum(x) FROM (VALUES (1::bigint), (-3)) AS v (x)', -2],
    ['SELECT 7::integer', 7],
    ['SELECT true', true],
    ["SELECT 'Åre'", 'Åre'],
    ['SELECT \'{"a":  1}\'::json', '{"a":  1}'],
    ['SELECT 0.1::double precision', '0.1'],
    ["SELECT '\\x00ff'::bytea", Buffer.from([0, 255])],
    ['SELECT NULL', null],
  ])('is exact: %s', async (sql, expected) => {
    expect(await one(sql)).toEqual(expected);
  });

  it.each(['SELECT 9007199254740992::bigint', 'SELECT 0.5::numeric'])('is refused where it is not: %s', async (sql) => {
    await expect(one(sql)).rejects.toThrow('whole number');
    expect(await one('SELECT 1')).toBe(1);
  });

  it('is told lists in one value', async () => {
    const sql = 'SELECT * FROM unnest($1::bigint[], $2::text[], $3::bytea[])';
    const values = [
      [1, 2],
      ['a"\\{', null],
      [Buffer.from('x'), null],
    ];
    const rows = await postgres.session((session) => session.cells(sql, values));
    expect(rows).toEqual([
      [1, 'a"\\{', Buffer.from('x')],
      [2, null, null],
    ]);
  });

  it('comes by the handful, as it was when it was asked for', async () => {
    const seen: number[][] = [];
    await postgres.transact(
      async (session) => {
        for await (const batch of session.batches<{ n: number }>('SELECT n FROM generate_series(1, $1) n', [7], 3)) {
          seen.push(batch.map(({ n }) => n));
        }
      },
      { readOnly: true },
    );
    expect(seen).toEqual([[1, 2, 3], [4, 5, 6], [7]]);
  });
});

describe('a transaction', () => {
  beforeEach(async () => {
    await postgres.session((session) => session.script('CREATE TABLE kept (n bigint PRIMARY KEY)'));
  });

  it('is undone whole by what it throws, and its connection goes on', async () => {
    const broken = postgres.transact(async (session) => {
      await session.run('INSERT INTO kept VALUES (1)');
      throw new Error('no');
    });
    await expect(broken).rejects.toThrow('no');
    expect(await one('SELECT count(*) FROM kept')).toBe(0);
  });

  it('is tried again where the server undid it for another', async () => {
    await postgres.session((session) => session.script('INSERT INTO kept VALUES (1), (2)'));
    const began: [number, number] = [0, 0];
    const touch = (who: 0 | 1, first: number, second: number) =>
      postgres.transact(async (session) => {
        began[who] += 1;
        await session.run('UPDATE kept SET n = n WHERE n = $1', [first]);
        for (let waited = 0; began.includes(0) && waited < 5000; waited += 5) await setTimeout(5);
        await setTimeout(50);
        await session.run('UPDATE kept SET n = n WHERE n = $1', [second]);
      });
    await Promise.all([touch(0, 1, 2), touch(1, 2, 1)]);
    expect(Math.max(...began)).toBeGreaterThan(1);
  });

  it('reads the database as it was when it began, where it only reads', async () => {
    const counts: number[] = [];
    const reading = async (session: Session) => {
      for (const [count] of await session.cells<[number]>('SELECT count(*) FROM kept')) counts.push(count);
    };
    await postgres.transact(
      async (session) => {
        await reading(session);
        await postgres.session((other) => other.run('INSERT INTO kept VALUES (1)'));
        await reading(session);
      },
      { readOnly: true },
    );
    expect([...counts, await one('SELECT count(*) FROM kept')]).toEqual([0, 0, 1]);
    const writing = postgres.transact((session) => session.run('INSERT INTO kept VALUES (2)'), { readOnly: true });
    await expect(writing).rejects.toThrow('read-only');
  });

  it('does not pass for committed where a statement failed and nobody heard', async () => {
    const swallowing = postgres.transact(async (session) => {
      await session.run('INSERT INTO kept VALUES (1)');
      await session.run('INSERT INTO kept VALUES (1)').catch(() => undefined);
    });
    await expect(swallowing).rejects.toThrow('unheard');
    expect(await one('SELECT count(*) FROM kept')).toBe(0);
  });

  it('looks for tables in the schema that it names, whatever the connection looked at before', async () => {
    const single = Postgres.open({ address, connections: 1 });
    await single.session((session) => session.script('CREATE SCHEMA other; CREATE TABLE other.kept (n bigint)'));
    await single.session((session) => session.run('INSERT INTO kept VALUES (5)'), { schema: 'other' });
    const counts = ['public', 'other', 'public'].map((schema) =>
      single.session((session) => session.cells<[number]>('SELECT count(*) FROM kept'), { schema }),
    );
    expect(await Promise.all(counts)).toEqual([[[0]], [[1]], [[0]]]);
    await expect(single.session(() => Promise.resolve(), { schema: 'x; DROP' })).rejects.toThrow('plain');
    await single.close();
  });

  it('begins with what guards it, where it may write and is so guarded', async () => {
    const asked: string[] = [];
    const guarded = postgres.guardedBy(async (session) => {
      asked.push('guard');
      if ((await session.run('SELECT 1 FROM kept WHERE n = 7')) > 0) throw new Error('no more');
    });
    const add = (n: number) => guarded.transact((session) => session.run('INSERT INTO kept VALUES ($1)', [n]));
    await add(1);
    await postgres.transact((session) => session.run('INSERT INTO kept VALUES (7)'));
    await expect(add(2)).rejects.toThrow('no more');
    await guarded.transact(() => Promise.resolve(), { readOnly: true });
    await guarded.close(); // the connections are those of the one that it was made of
    expect([await one('SELECT sum(n) FROM kept'), asked.length]).toEqual([8, 2]);
  });

  it('is refused where its connection is ended, and the next one has another', async () => {
    const ended = postgres.transact(async (session) => {
      await session.run('INSERT INTO kept VALUES (1)');
      const [row] = await session.cells<[number]>('SELECT pg_backend_pid()');
      await postgres.session((other) => other.run('SELECT pg_terminate_backend($1)', [row?.[0] ?? 0]));
      await session.run('INSERT INTO kept VALUES (2)');
    });
    await refused(ended, 'POSTGRES_UNREACHABLE');
    expect(await one('SELECT count(*) FROM kept')).toBe(0);
  });

  it('is refused where a lock is not had in time', async () => {
    await postgres.transact(async (session) => {
      await session.run('LOCK TABLE kept');
      const second = postgres.transact(async (other) => {
        await other.script("SET LOCAL lock_timeout = '20ms'");
        await other.run('INSERT INTO kept VALUES (1)');
      });
      await refused(second, 'LOG_BUSY');
    });
  });
});

describe('a connection', () => {
  it.each(['', 'mysql://a', 'postgres://', 'postgres://u:p@host:port/db', 'not an address'])(
    'is refused an address that cannot be one: %s',
    (text) => {
      expect(() => Postgres.open({ address: text })).toThrow(
        expect.objectContaining({ code: 'POSTGRES_ADDRESS_MALFORMED' }),
      );
    },
  );

  it('is refused a database that is not there', async () => {
    const other = Postgres.open({ address: address.replace(/spec_\d+/, 'nobody') });
    await refused(
      other.session(() => Promise.resolve()),
      'POSTGRES_DENIED',
    );
    await other.close();
  });

  it('is refused where nobody answers, and where somebody hangs up', async () => {
    const gone = Postgres.open({ address: address.replace(/host=.*/, 'host=/nowhere') });
    await refused(
      gone.session(() => Promise.resolve()),
      'POSTGRES_UNREACHABLE',
    );
    const deaf = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    await once(deaf, 'listening');
    const { port } = deaf.address() as { readonly port: number };
    const cut = Postgres.open({ address: `postgres://u@127.0.0.1:${port}/d` });
    await refused(
      cut.session(() => Promise.resolve()),
      'POSTGRES_UNREACHABLE',
    );
    await Promise.all([gone.close(), cut.close()]);
    deaf.close();
  });

  it('is refused, and the process goes on, where the server greets and ends in one breath', async () => {
    const greeting = 'R\0\0\0\b\0\0\0\0Z\0\0\0\x05I';
    const farewell = 'SFATAL\0C57P01\0Mending\0\0';
    const length = String.fromCharCode(farewell.length + 4);
    const hasty = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.end(`${greeting}E\0\0\0${length}${farewell}`, 'latin1'));
    }).listen(0, '127.0.0.1');
    await once(hasty, 'listening');
    const { port } = hasty.address() as { readonly port: number };
    const brief = Postgres.open({ address: `postgres://u@127.0.0.1:${port}/d` });
    await refused(
      brief.session(() => Promise.resolve()),
      'POSTGRES_UNREACHABLE',
    );
    await brief.close();
    hasty.close();
  });

  it('is refused a database that cannot hold every letter', async () => {
    await postgres.session((session) =>
      session.script("CREATE DATABASE narrow ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C' TEMPLATE template0"),
    );
    const narrow = Postgres.open({ address: address.replace(/spec_\d+/, 'narrow') });
    await refused(
      narrow.session(() => Promise.resolve()),
      'POSTGRES_UNSUITED',
    );
    await narrow.close();
  });
});
