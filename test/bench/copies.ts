import { CopiedEventLog, EventStore, Notary } from '#event-log';
import { Bidragsbok, catalogue } from '#intake';
import { Postgres } from '#postgres';
import { ReadModels } from '#read-models';
import { startPostgres } from '#spec-kit';

import { fileOf } from './proofs.js';
import { ORGANISATION, type Told } from './scene.js';
import { withNode } from './store-node.js';

/**
 * What a record of KurrentDB holds beside an event's data, its type and its stream's name: length twice, place, flags, revision, two
 * ids, time, and the lengths of what varies. A log of 214 bytes an event took 345 (recorded of a real node).
 */
const RECORD = 90;
/** Of the default index: 24 for each event, and a hundredth of that in filters. */
const INDEXED = 24.24;
/** Where the copy of the logs lies. */
const LOG = 'bidragsbok_log';
const AT_ONCE = 1000;

/** What events weigh, of a log with all of a ledger's year in it. */
export function eventSizes(data: string): Promise<Told> {
  const db = fileOf(data);
  const name = `length(stream) + length(bytes ->> '$.type') + ${ORGANISATION.length + 1}`;
  const told = db
    .prepare(
      `SELECT avg(octet_length(bytes)) AS bytes, avg(coalesce(octet_length(private), 0)) AS private,
        avg(octet_length(bytes) + ${name}) + ${RECORD + INDEXED} AS stored,
        1.0 * count(*) / count(DISTINCT stream) AS ofStream
      FROM event`,
    )
    .get() as Told;
  db.close();
  return Promise.resolve(told);
}

/**
 * A log in the tests' own node, its private parts in PostgreSQL: filed by the notary, and then projected out of the copy. The
 * server is the specs' own and waits for its disk, as it comes, but that its connection is a socket.
 */
export async function copied(data: string): Promise<Told> {
  const server = await startPostgres({ isDurable: true });
  try {
    const address = await server.address();
    return await withNode(data, (node) => copyOver(data, { node, address }));
  } finally {
    await server.stop();
  }
}

async function copyOver(
  data: string,
  { node, address }: { readonly node: string; readonly address: string },
): Promise<Told> {
  const postgres = Postgres.open({ address });
  const store = await EventStore.open({ address: node });
  const notary = await Notary.open({ store, postgres });
  await putParts(postgres, data);
  const [{ filed: events }, filing] = await timed(() => notary.bringUp());
  const log = await CopiedEventLog.open({ eventStore: store, postgres, organisation: ORGANISATION });
  const models = await ReadModels.openIn(postgres, log, catalogue);
  const [, projecting] = await timed(() => models.catchUp());
  const differing = (await models.digest()) === (await digestOf(data)) ? 0 : 1;
  const copy = await sizeOf(postgres, LOG);
  const rows = await sizeOf(postgres, `rows_${ORGANISATION}`);
  await log.close();
  await store.close();
  await postgres.close();
  return {
    ...{ filed: events / filing.seconds, filingCpu: (filing.cpu / events) * 1e6 },
    ...{ projected: events / projecting.seconds, projectingCpu: (projecting.cpu / events) * 1e6 },
    ...{ differing, copy: copy / events, rows: rows / events },
  };
}

/** Private parts, as the appends of an import leave them before their events are stored. */
async function putParts(postgres: Postgres, data: string): Promise<void> {
  const book = await Bidragsbok.open({ data });
  for (let after = 0; ;) {
    const stored = await book.log.readStored(after, AT_ONCE);
    const parts = stored.filter(({ sealed }) => sealed !== null);
    const columns = [
      parts.map(({ stream }) => stream),
      parts.map(({ revision }) => revision),
      parts.map(({ bytes }) => (JSON.parse(bytes ?? '{}') as { readonly privateDigest?: string }).privateDigest ?? ''),
      parts.map(({ sealed }) => sealed),
    ];
    await postgres.session(
      (session) =>
        session.run(
          `INSERT INTO part (organisation, stream, revision, digest, sealed)
           SELECT $1, * FROM unnest($2::text[], $3::integer[], $4::text[], $5::text[])`,
          [ORGANISATION, ...columns],
        ),
      { schema: LOG },
    );
    const last = stored.at(-1);
    if (last === undefined) break;
    after = last.position;
  }
  await book.close();
}

/** What the rows of SQLite say, of the log that the store was filled from. */
async function digestOf(data: string): Promise<string> {
  const book = await Bidragsbok.open({ data });
  const digest = await book.models.digest();
  await book.close();
  return digest;
}

/** Bytes of the tables of a schema, with their indexes; but for private parts that wait, whose room is used again and again. */
async function sizeOf(postgres: Postgres, schema: string): Promise<number> {
  const [size] = await postgres.session((session) =>
    session.cells<[number]>(
      `SELECT sum(pg_total_relation_size(c.oid))::bigint FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = relnamespace
       WHERE nspname = $1 AND relkind = 'r' AND relname <> 'part'`,
      [schema],
    ),
  );
  return size?.[0] ?? Number.NaN;
}

/** Seconds by the clock, and of this process's cpu. */
interface Taken {
  readonly seconds: number;
  readonly cpu: number;
}

async function timed<Result>(work: () => Promise<Result>): Promise<[Result, Taken]> {
  const [began, since] = [performance.now(), process.cpuUsage()];
  const result = await work();
  const { user, system } = process.cpuUsage(since);
  return [result, { seconds: (performance.now() - began) / 1000, cpu: (user + system) / 1e6 }];
}
