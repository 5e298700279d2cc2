// Makes the users of an event store and says what each may: `node infra/set-up-store.mjs`, once, and again whenever a password
// or a node is new. It changes nothing that is so already. Three settings, each a connection string with a user and a password:
// BIDRAGSBOK_EVENTSTORE_ADMIN sets up, BIDRAGSBOK_EVENTSTORE may append and read, BIDRAGSBOK_EVENTSTORE_READER may read alone.
// Nobody but an administrator may delete or truncate afterwards.
import { readFileSync } from 'node:fs';
import { request as overHttp } from 'node:http';
import { request as overTls } from 'node:https';

import { setUpAccess } from '../dist/libs/event-log/src/index.js';

import { readSecretsOrExit } from './secrets.mjs';

const WAIT_MS = 5000;

function setting(name) {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} or ${name}_FILE must be set`);
  return value;
}

/** Who a connection string speaks for, and where to. What stands in it is never said. */
function partsOf(name) {
  const [, user, password, hosts = '', options = ''] =
    /^\w+(?:\+discover)?:\/\/([^:@/]+):([^@/]+)@([^/?]+)\/?(?:\?(.*))?$/.exec(setting(name)) ?? [];
  if (user === undefined) throw new Error(`${name} must be esdb://user:password@host:2113?…`);
  const settings = new URLSearchParams(options.toLowerCase());
  const authority = [...new URLSearchParams(options)].find(([key]) => key.toLowerCase() === 'tlscafile')?.[1];
  const isPlain = settings.get('tls') === 'false';
  return { user: decodeURIComponent(user), password: decodeURIComponent(password), hosts, isPlain, authority };
}

/** One request to the first node of the store; the status of its answer. */
function post(to, path, body) {
  const [host, port = '2113'] = to.hosts.split(',')[0].split(':');
  const ca = to.authority === undefined ? {} : { ca: readFileSync(to.authority) };
  const [send, scheme] = to.isPlain ? [overHttp, 'http:'] : [overTls, 'https:'];
  const how = {
    ...{ protocol: scheme, host, port, path, method: 'POST', auth: `${to.user}:${to.password}`, timeout: WAIT_MS },
    ...{ headers: { 'content-type': 'application/json' }, ...ca },
  };
  return new Promise((resolve, reject) => {
    const sent = send(how, (answer) => answer.resume().on('end', () => resolve(answer.statusCode)));
    sent.on('timeout', () => sent.destroy(new Error('no answer')));
    sent.on('error', reject).end(JSON.stringify(body));
  });
}

/** A user with this password, whether there was one before or not; in no group, so that the lists alone say what it may. */
async function putUser(administrator, { user, password }) {
  const created = await post(administrator, '/users/', {
    ...{ loginName: user, fullName: user, groups: [], password },
  });
  if (created === 201) return 'made';
  if (created !== 409) throw new Error(`the store answered ${created} when ${user} was to be made`);
  const path = `/users/${encodeURIComponent(user)}/command/reset-password`;
  const reset = await post(administrator, path, { newPassword: password });
  if (reset !== 200) throw new Error(`the store answered ${reset} when ${user} was to get its password`);
  return 'there already, with the password that is set';
}

readSecretsOrExit();
try {
  const [administrator, application, reader] = ['_ADMIN', '', '_READER'].map((name) =>
    partsOf(`BIDRAGSBOK_EVENTSTORE${name}`),
  );
  for (const each of [application, reader]) {
    process.stderr.write(`${each.user}: ${await putUser(administrator, each)}\n`);
  }
  await setUpAccess(setting('BIDRAGSBOK_EVENTSTORE_ADMIN'), {
    applications: [application.user],
    readers: [reader.user],
  });
  process.stderr.write(`${application.user} may append and read, ${reader.user} may read, nobody else may anything.\n`);
} catch (error) {
  process.stderr.write(`The store is not set up: ${error.message}\n`);
  process.exit(1);
}
