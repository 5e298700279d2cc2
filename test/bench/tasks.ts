import { createHash } from 'node:crypto';
import { join } from 'node:path';

import { Bidragsbok, importSie } from '#intake';
import { balance } from '#read-models';
import { inspectSie, readSie } from '#sie';
import { openDatabase } from '#sqlite';

/** What one task tells beside what the process used: figures, and facts that must hold. */
export type Told = Readonly<Record<string, number | string | boolean>>;

const ORGANISATION = '2321000164';
const BOOK = 'bench-2026';
const CODE = 'bench';

const commands = [
  { type: 'AdoptProgramme', data: { programme: { id: 'god-och-nara-vard', year: 2026 } } },
  {
    type: 'OpenBook',
    data: {
      ...{ book: BOOK, kind: 'erp', system: 'bench', form: 'whole', scope: 'grant' },
      financialYear: { from: '2026-01-01', to: '2026-12-31' },
      dimensions: { costCentre: '1', project: '6' },
      accountRoles: [
        { from: '1000', to: '2999', role: 'balance' },
        { from: '3500', to: '3599', role: 'grant-income' },
        { from: '3600', to: '3999', role: 'reduces-cost' },
        { from: '4000', to: '7999', role: 'cost' },
      ],
    },
  },
  {
    type: 'AnnounceGrant',
    data: {
      grant: 'bench-2026',
      programme: { id: 'god-och-nara-vard', year: 2026 },
      amounts: [{ pot: 'region-population', amount: '65400000.00' }],
    },
  },
  {
    type: 'AllocateFunds',
    data: {
      ...{ grant: 'bench-2026', allocation: 'all', pot: 'region-population', amount: '65400000.00' },
      to: { kind: 'unit', name: 'Enheten' },
      decision: { status: 'decided', body: 'Styrelsen', date: '2026-01-02' },
    },
  },
  {
    type: 'OpenProjectCode',
    data: {
      ...{ projectCode: CODE, grant: 'bench-2026', allocation: 'all' },
      purposeAreas: [{ area: 1, share: '1' }],
      matches: [{ book: BOOK, all: [{ dimension: '6', code: '28101' }] }],
    },
  },
];

/** A log with a book, a grant and its project code: what stands before any file comes. */
async function prepare(data: string): Promise<Told> {
  const book = await Bidragsbok.init({ data, organisation: ORGANISATION, name: 'Region Exempel', software: 'bench' });
  for (const [index, command] of commands.entries()) await book.execute(command, `bench-${index}`);
  await book.close();
  return {};
}

const sorted = (values: readonly number[]) => [...values].sort((a, b) => a - b);
const at = (values: readonly number[], share: number) => values[Math.floor((values.length - 1) * share)] ?? Number.NaN;

/** Each is run in a process of its own, so that its cpu and memory are its own. */
export const tasks: Readonly<Record<string, (data: string, file: string) => Promise<Told>>> = {
  prepare,

  /** The import of a file: what touches the grant's codes, or all of it. */
  'take-in-grant': (data, file) => takeIn(data, file, 'grant'),
  'take-in-all': (data, file) => takeIn(data, file, 'all'),

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
    const book = Bidragsbok.open({ data });
    const live = await book.models.digest();
    const since = process.cpuUsage();
    await book.models.rebuild();
    const { user, system } = process.cpuUsage(since);
    const same = live === (await book.models.digest());
    const events = await book.log.lastPosition();
    await book.close();
    return { ownCpu: (user + system) / 1e6, same, events };
  },

  /** The balance of the project, now and as of moments spread over the log. */
  async balance(data) {
    const book = Bidragsbok.open({ data });
    const last = await book.log.lastPosition();
    const times: number[] = [];
    for (let run = 0; run < 300; run++) {
      const began = performance.now();
      const moment = await book.moment(run % 2 === 0 ? undefined : String(Math.max(1, Math.floor((last * run) / 300))));
      balance(book.models.db, CODE, moment);
      times.push(performance.now() - began);
    }
    await book.close();
    return { p50: at(sorted(times), 0.5), p95: at(sorted(times), 0.95) };
  },
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
  const to = Bidragsbok.open({ data });
  const { vouchers, lines } = await importSie({ file, to, book: BOOK, scope });
  const projected = await to.models.catchUp();
  await to.close();
  return { taken: vouchers.taken, refused: vouchers.refused, linesTaken: lines.taken, projected };
}
