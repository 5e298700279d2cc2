import { EventStoreDBClient } from '@eventstore/db-client';
import { beforeEach, describe, expect, it } from '@jest/globals';

import { setUpAccess } from '#event-log';

import { CERTIFICATE, type Node } from './node/node.js';
import { afterwards, anOrganisation, open, ownNode, write } from './scene.js';

const users = {
  admin: { password: 'changeit', groups: ['$admins'] },
  ledger: { password: 'lösen:ord', groups: [] },
  projector: { password: 'p', groups: ['readers'] },
  stranger: { password: 's', groups: [] },
};

// A node without TLS asks nobody who he is, so these speak to the tests' own, which has users.
describe('a store that knows its users', () => {
  let node: Node;
  const addressOf = (user: keyof typeof users, password = users[user].password): string => {
    const settings = `tls=true&tlsCAFile=${encodeURIComponent(CERTIFICATE)}`;
    return `esdb://${user}:${encodeURIComponent(password)}@localhost:${node.port}?${settings}`;
  };
  const setUp = (by: keyof typeof users = 'admin') =>
    setUpAccess(addressOf(by), { applications: ['ledger'], readers: ['readers'] });

  beforeEach(async () => {
    node = await ownNode({ users });
  });

  it('lets the application append and read, one stream and the whole log', async () => {
    await setUp();
    const store = await open(addressOf('ledger'));
    const organisation = anOrganisation();
    await store.append(write({ organisation }, 1, 2));
    expect(await store.readStream(organisation, 'a')).toHaveLength(2);
    const told = new AbortController();
    for await (const { items } of store.subscribe({ after: undefined, signal: told.signal })) {
      if (items.some((item) => item.organisation === organisation)) break;
    }
    const { items } = await store.readAll(undefined, 100);
    expect(items.map((item) => item.revision)).toEqual([0, 1]);
  });

  it.each(['deleteStream', 'tombstoneStream', 'setStreamMetadata'] as const)(
    'lets the application never delete or truncate: %s',
    async (verb) => {
      await setUp();
      const store = await open(addressOf('ledger'));
      const organisation = anOrganisation();
      await store.append(write({ organisation }, 1, 2));
      const client = EventStoreDBClient.connectionString(addressOf('ledger'));
      afterwards(() => client.dispose());
      const stream = `${organisation}-a`;
      const done = verb === 'setStreamMetadata' ? client[verb](stream, { truncateBefore: 1 }) : client[verb](stream);
      await expect(done).rejects.toMatchObject({ type: 'access-denied' });
      expect(await store.readStream(organisation, 'a')).toHaveLength(2);
    },
  );

  it('lets who only reads read, and nobody else do anything', async () => {
    await setUp();
    const organisation = anOrganisation();
    await (await open(addressOf('ledger'))).append(write({ organisation }));
    const reader = await open(addressOf('projector'));
    expect(await reader.readStream(organisation, 'a')).toHaveLength(1);
    const denied = { code: 'EVENT_STORE_DENIED' };
    await expect(reader.append(write({ organisation, stream: 'b' }))).rejects.toMatchObject(denied);
    const stranger = await open(addressOf('stranger'));
    await expect(stranger.readStream(organisation, 'a')).rejects.toMatchObject(denied);
    await expect(stranger.readAll(undefined, 10)).rejects.toMatchObject(denied);
    const subscription = stranger.subscribe({ after: undefined, signal: new AbortController().signal });
    await expect(subscription[Symbol.asyncIterator]().next()).rejects.toMatchObject(denied);
    const wrong = await open(addressOf('ledger', 'wrong'));
    await expect(wrong.append(write({ organisation, stream: 'b' }))).rejects.toMatchObject(denied);
  });

  it('is set up by an administrator alone', async () => {
    await expect(setUp('ledger')).rejects.toMatchObject({ code: 'EVENT_STORE_DENIED' });
  });

  it('is set up once, and keeps what else is said of the whole log', async () => {
    const client = EventStoreDBClient.connectionString(addressOf('admin'));
    afterwards(() => client.dispose());
    await client.setStreamMetadata('$all', { note: 'kept' });
    await setUp();
    const end = node.store.end;
    await setUp();
    expect(node.store.end).toBe(end);
    expect(node.store.metadataOf('$all')).toEqual({ note: 'kept', $acl: { $r: ['$admins', 'ledger', 'readers'] } });
    await setUpAccess(addressOf('admin'), { applications: ['ledger'], readers: [] });
    expect(node.store.lastOf('$settings')).toMatchObject({
      $userStreamAcl: { $r: ['$admins', 'ledger'], $w: ['$admins', 'ledger'], $d: '$admins', $mw: '$admins' },
    });
  });

  it('is not spoken to where its certificate is not that of anyone trusted', async () => {
    const untrusted = await open(`esdb://ledger:x@localhost:${node.port}?tls=true`, { patienceMs: 200 });
    const refused = untrusted.append(write({ organisation: anOrganisation() }));
    await expect(refused).rejects.toMatchObject({ code: 'EVENT_STORE_UNREACHABLE' });
  });
});
