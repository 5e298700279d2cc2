import { CopiedEventLog, EventStore, Notary } from '#event-log';
import { Bidragsbok } from '#intake';
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

async function copyOver(data: string, { node, address }: { readonly node: string; readonly address: string }): Promise<Told> {
  const postgres = Postgres.open({ address });
  const store = await EventStore.open({ address: node });
  const notary = await Notary.open({ store, postgres });
  await putParts(postgres, data);
  const [{ filed: events }, filing] = await timed(() => notary.bringUp());
  const log = await CopiedEventLog.open({ eventStore: store, postgres, organisation: ORGANISATION });
  const models = await ReadModels.openOn(postgres, log, catalogue);
  const [, projecting] = await timed(() => models.catchUp());
  const differing = (await models.digest()) === (await digestOf(data)) ? 0 : 1;
  const copy = await sizeOf(postgres, LOG_SCHEMA);
  const rows = await sizeOf(postgres, `rows_${ORGANISATION}`);
  await log.close();
  await store.close();
  await postgres.close();
  return { filed: events / filing, projected: events / projecting, differing, copy: copy / events, rows: rows / events };
}
