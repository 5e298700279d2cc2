import { createHash } from 'node:crypto';
import { join } from 'node:path';

import { Bidragsbok, importSie } from '#intake';
import { inspectSie, readSie } from '#sie';
import { openDatabase } from '#sqlite';

import { archiving, archivingFloor } from './archiving.js';
import { beside } from './beside.js';
import { commands } from './clients.js';
import { copied, eventSizes } from './copies.js';
import { matching } from './matching.js';
import { existence, months } from './nation.js';
import { packageAgain, packageOfFew, packageOfMany, packageScene, packageVerified } from './packages.js';
import { tree, verification } from './proofs.js';
import { balances, extracts } from './questions.js';
import { BOOK, ORGANISATION, prepare, type Told } from './scene.js';
import { appends, serveNode } from './store-node.js';
import { takeInTable, writeTables } from './tables.js';

/** Each is run in a process of its own, so that its cpu and memory are its own. */
export const tasks: Readonly<Record<string, (data: string, file: string) => Promise<Told>>> = {
  prepare,

  /** The import of a file: what touches the grant's codes, or all of it. */
  'take-in-grant': (data, file) => takeIn(data, file, 'grant'),
  'take-in-all': (data, file) => takeIn(data, file, 'all'),

  'write-tables': writeTables,
  'take-in-table': takeInTable,

  /** Parse the file, stringify, hash, insert durably and add to the tree: nothing else. */
  floor(data, file) {
    const schema = 'CREATE TABLE IF NOT EXISTS event (position INTEGER PRIMARY KEY, leaf BLOB, bytes TEXT) STRICT';
    const db = openDatabase(join(data, 'floor.db'), schema, { synchronous: 'FULL', secureDelete: true });
    const insert = db.prepare('INSERT INTO event VALUES (?, ?, ?)');
    let position = 0;
    let tile: Buffer[] = [];
    for (const items of readSie(file, inspectSie(file).encoding)) {
      db.exec('BEGIN IMMEDIATE');
      for (const item of items) {
        const bytes = JSON.stringify({ ...ENVELOPE, stream: `voucher-${String(position)}`, data: item });
        const leaf = createHash('sha256').update('\0').update(bytes).digest();
        insert.run(++position, leaf, bytes);
        tile.push(leaf);
        if (tile.length === 256) {
          treeHead(tile);
          tile = [];
        }
      }
      db.exec('COMMIT');
    }
    db.close();
    return Promise.resolve({ events: position });
  },

  /** Every projection dropped and built again. */
  async rebuild(data) {
    const book = await Bidragsbok.open({ data });
    const live = await book.models.digest();
    const since = process.cpuUsage();
    await book.models.rebuild();
    const { user, system } = process.cpuUsage(since);
    const same = live === (await book.models.digest());
    const events = await book.log.lastPosition();
    await book.close();
    return { ownCpu: (user + system) / 1e6, differing: same ? 0 : 1, events };
  },

  balance: balances,
  extract: extracts,
  verify: verification,
  tree,

  commands: (data) => commands(data, 'FULL'),
  'commands-unsafe': (data) => commands(data, 'OFF'),

  beside,

  'package-scene': packageScene,
  package: packageOfFew,
  'package-again': packageAgain,
  'package-verified': packageVerified,
  'package-of-many': packageOfMany,

  'append-one': () => appends(1, 1000),
  'append-pipelined': () => appends(32, 5000),
  'serve-node': serveNode,
  'event-sizes': eventSizes,
  copied,
  existence,

  /** Documents added to a log with its vault on the disk, and the same bytes written durably. */
  archiving,
  'archiving-floor': archivingFloor,

  /** Documents held against voucher lines, on the labelled set. */
  matching,
  months,
};

const ENVELOPE = {
  ...{
    v: 1,
    organisation: ORGANISATION,
    revision: 0,
    id: '0193f2a4-1c00-8000-8123-456789abcdef',
    type: 'VoucherRecorded',
  },
  ...{ version: 1, recordedAt: '2027-01-15T12:00:00.000Z', actor: { subject: 'system:bench', role: 'operator' } },
  ...{ commandId: 'bench', causationId: 'bench', correlationId: 'bench' },
};

function treeHead(leaves: readonly Buffer[]): Buffer {
  let nodes = [...leaves];
  while (nodes.length > 1) {
    const above: Buffer[] = [];
    for (let left = 0; left < nodes.length; left += 2) {
      const pair = nodes.slice(left, left + 2);
      const [only] = pair;
      if (pair.length === 2) above.push(createHash('sha256').update('\u0001').update(Buffer.concat(pair)).digest());
      else if (only !== undefined) above.push(only);
    }
    nodes = above;
  }
  return nodes[0] ?? Buffer.alloc(0);
}

async function takeIn(data: string, file: string, scope: 'grant' | 'all'): Promise<Told> {
  const to = await Bidragsbok.open({ data });
  const { vouchers, lines } = await importSie({ file, to, book: BOOK, scope });
  const projected = await to.models.catchUp();
  await to.close();
  return { taken: vouchers.taken, refused: vouchers.refused, linesTaken: lines.taken, projected };
}
