// Makes what infra/compose.yaml hands out as secrets: `node infra/make-secrets.mjs [FOLDER]`, FOLDER being infra/secrets if it is
// left out. What lies there already stays as it is. The folder is for its owner alone, since the files in it can be read by the
// users of the containers, who have other numbers than whoever makes them.
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [folder = fileURLToPath(new URL('secrets', import.meta.url))] = process.argv.slice(2);
const NODES = 'store1:2113,store2:2113,store3:2113';
const AUTHORITY = 'tls=true&tlsCAFile=/certificates/ca/ca.crt';

/** Puts a file there unless it is there; what stands in it. */
function secret(name, text = randomBytes(24).toString('hex')) {
  const path = join(folder, name);
  if (!existsSync(path)) {
    writeFileSync(path, text, { flag: 'wx', mode: 0o444 });
    chmodSync(path, 0o444);
  }
  return readFileSync(path, 'utf8');
}

const storeOf = (user, password) => `esdb://${user}:${password}@${NODES}?${AUTHORITY}`;

mkdirSync(folder, { recursive: true, mode: 0o700 });
chmodSync(folder, 0o700);

const storeAdmin = secret('store-admin-password');
secret('store-ops-password');
secret('store-admin', storeOf('admin', storeAdmin));
secret('store', storeOf('bidragsbok', secret('store-password')));
secret('store-reader', storeOf('notary', secret('store-reader-password')));

secret('postgres-admin-password');
const rows = secret('postgres-password');
secret('postgres', `postgres://bidragsbok:${rows}@postgres:5432/bidragsbok`);

secret('identity-admin-password');
secret('identity-postgres-password');

const keys = { accessKey: secret('objects-access-key'), secretKey: secret('objects-secret-key') };
const identity = { name: 'bidragsbok', credentials: [keys], actions: ['Read', 'Write', 'List', 'Tagging'] };
secret('objects.json', `${JSON.stringify({ identities: [identity] }, null, 2)}\n`);
