import { spawn } from 'node:child_process';
import { createServer as createHttpServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

import { expect, it } from '@jest/globals';

import { afterwards, ownNode } from './scene.js';

const SCRIPT = join(import.meta.dirname, '../../infra/set-up-store.mjs');

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterwards(() => void server.close());
  return (server.address() as AddressInfo).port;
}

/** A real node answers HTTP/1 and gRPC on one port: what begins as HTTP/2 does goes to the one, the rest to the other. */
function dividing(grpcPort: number, httpPort: number): Server {
  return createServer((from: Socket) => {
    from.once('data', (first) => {
      const to = connect(first.toString('latin1').startsWith('PRI ') ? grpcPort : httpPort, '127.0.0.1');
      to.write(first);
      from.pipe(to).pipe(from);
      for (const end of [from, to])
        end.on('error', () => {
          [from, to].forEach((each) => each.destroy());
        });
    });
  });
}

const asked = async (request: IncomingMessage): Promise<string> =>
  [request.method, request.url, request.headers.authorization, await text(request)].join(' ');

it('infra/set-up-store.mjs makes the users, or gives them their passwords, and writes the lists of access', async () => {
  const node = await ownNode();
  const requests: string[] = [];
  const users = new Set<string>();
  const http = createHttpServer((request, answer) => {
    void asked(request).then((one) => {
      requests.push(one);
      const made = /"loginName":"(\w+)"/.exec(one)?.[1];
      const status = made === undefined ? 200 : users.has(made) ? 409 : 201;
      if (made !== undefined) users.add(made);
      answer.writeHead(status).end();
    });
  });
  const port = await listening(dividing(node.port, await listening(http)));
  const address = (who: string) => `esdb://${who}@127.0.0.1:${port}?tls=false`;
  const run = async (): Promise<[number | null, string]> => {
    const child = spawn(process.execPath, [SCRIPT], {
      env: {
        BIDRAGSBOK_EVENTSTORE_ADMIN: address('admin:all'),
        BIDRAGSBOK_EVENTSTORE: address('bidragsbok:one'),
        BIDRAGSBOK_EVENTSTORE_READER: address('notary:two'),
      },
    });
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    return Promise.all([ended, text(child.stderr)]);
  };

  const [status, said] = await run();
  expect([status, said]).toEqual([0, expect.stringContaining('bidragsbok may append and read, notary may read')]);
  expect(said).not.toMatch(/all@|:one|:two/);
  const administrator = `Basic ${Buffer.from('admin:all').toString('base64')}`;
  expect(requests).toEqual([
    `POST /users/ ${administrator} {"loginName":"bidragsbok","fullName":"bidragsbok","groups":[],"password":"one"}`,
    `POST /users/ ${administrator} {"loginName":"notary","fullName":"notary","groups":[],"password":"two"}`,
  ]);
  const settings = node.store.lastOf('$settings');
  expect(settings).toMatchObject({
    $userStreamAcl: { $r: ['$admins', 'bidragsbok', 'notary'], $w: ['$admins', 'bidragsbok'], $d: '$admins' },
  });

  requests.length = 0;
  const events = node.store.log.length;
  expect((await run())[0]).toBe(0);
  expect(requests.filter((one) => one.includes('reset-password'))).toEqual([
    `POST /users/bidragsbok/command/reset-password ${administrator} {"newPassword":"one"}`,
    `POST /users/notary/command/reset-password ${administrator} {"newPassword":"two"}`,
  ]);
  expect(node.store.log).toHaveLength(events);
});
