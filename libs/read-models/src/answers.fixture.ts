import { setImmediate } from 'node:timers/promises';

import type { EventLog } from '#event-log';
import { DomainError } from '#kernel';

import { allocationTree } from './allocation-tree.query.js';
import { bridge } from './bridge/bridge.query.js';
import { bookSums } from './book-sums.query.js';
import { accountUse, chart, chartGaps } from './chart.query.js';
import { balance, codeIsKnown, extract } from './cost-ledger.query.js';
import { figuresDigest } from './figures-digest.query.js';
import { blockingFindings, findings } from './findings.query.js';
import { grantAccounts, unattributed } from './grant-accounts.query.js';
import { grantPosition } from './grant-position.query.js';
import { grantRegister } from './grant-register.query.js';
import { difference } from './history/difference.query.js';
import { history } from './history/history.query.js';
import { catalogue } from './history.fixture.js';
import { endedImports, imports, openImport, quarantineDecisions, standingImports } from './imports.query.js';
import { bookLocks, books, grants, programmes, projectCodes } from './lists.query.js';
import { trace } from './lineage/lineage.query.js';
import { mappings } from './mappings.query.js';
import type { Moment } from './moment.js';
import { openLines } from './open-lines.query.js';
import { codesOfBooks, postedInBooks, prunedBooks, prunedBy } from './pruned.query.js';
import { quarantine } from './quarantine.query.js';
import { recordedContents, recordedHeads } from './recorded-content.query.js';
import { returnFigures } from './return-figures.query.js';
import type { Rows } from './rows.js';
import { BOOK, fileOf, GRANT } from './story.fixture.js';
import { touchedVouchers } from './touched-vouchers.query.js';
import { voucherCosts } from './voucher-costs.query.js';
import { voucherNames } from './voucher-names.query.js';
import { voucherKeys, vouchers } from './vouchers.query.js';

/** The rows that answer, and the log that they are of. */
interface Asked {
  readonly db: Rows;
  readonly log: EventLog;
}

/** Everything that can be asked of a story as of a moment. */
export async function answers({ db, log }: Asked, moment: Moment): Promise<Record<string, unknown>> {
  return {
    ...(await ofGrant(db, moment)),
    ...(await ofCodes(db, moment)),
    ...(await ofBook(db, moment)),
    ...(await ofVouchers(db, moment)),
    ...(await ofImports(db, moment)),
    ...(await ofHistory({ db, log }, moment)),
    ...{ grants: await grants(db, moment), programmes: await programmes(db, moment), books: await books(db, moment) },
    ...{ findings: await findings(db, moment), register: await grantRegister(db, moment, '2026-10-01') },
    ...{ mappings: await mappings(db, moment), digest: await figuresDigest(db, moment) },
  };
}

async function ofGrant(db: Rows, moment: Moment) {
  if ((await grants(db, moment)).length === 0) return {};
  return {
    position: await grantPosition(db, GRANT, moment),
    bridge: await bridge(db, GRANT, moment),
    lineage: await trace(db, { grant: GRANT }, moment),
    allocations: await allocationTree(db, GRANT, moment),
    returned: await returnFigures(db, GRANT, moment),
    open: await openLines(db, GRANT, moment),
    ofGrant: await findings(db, moment, GRANT),
    blocking: await blockingFindings(db, GRANT, moment),
  };
}

async function ofCodes(db: Rows, moment: Moment) {
  const codes = await projectCodes(db, moment);
  const each = codes.map(async ({ projectCode }) => ({
    known: await codeIsKnown(db, projectCode, moment),
    extract: await extract(db, projectCode, moment),
    balance: await balance(db, projectCode, moment),
    touched: await touchedVouchers(db, projectCode, moment),
    names: await voucherNames(db, { book: BOOK, projectCode }, moment),
    vouchers: await vouchers(db, { projectCode, from: '2026-01-01', to: '2026-12-31' }, moment),
  }));
  return { codes, each: await Promise.all(each), unattributed: await unattributed(db, moment) };
}

async function ofBook(db: Rows, moment: Moment) {
  return {
    chart: await chart(db, BOOK, moment),
    gaps: await chartGaps(db, BOOK, moment),
    use: [...(await accountUse(db, BOOK, moment))],
    sums: await bookSums(db, BOOK, moment),
    locks: await bookLocks(db, BOOK, moment),
    accounts: [await grantAccounts(db, moment), await grantAccounts(db, moment, BOOK)],
    codesOfBooks: await codesOfBooks(db, [BOOK, 'another']),
    posted: await postedInBooks(db, [BOOK], moment.position),
    pruned: [await prunedBooks(db), await prunedBy(db, 'book', BOOK)],
  };
}

async function ofVouchers(db: Rows, moment: Moment) {
  const all = await vouchers(db, {}, moment);
  const [first] = all;
  const names = all.map(({ series, number }) => ({ series, number }));
  return {
    ...{
      vouchers: all,
      after: first === undefined ? [] : await vouchers(db, { book: BOOK, after: first, limit: 2 }, moment),
    },
    names: await voucherNames(db, { book: BOOK }, moment),
    keys: await gathered(voucherKeys(db, BOOK)),
    heads: await gathered(recordedHeads(db, BOOK, moment)),
    contents: (await recordedContents(db, { book: BOOK, names }, moment)).sort(
      (one, other) => one.voucher - other.voucher,
    ),
    costs: await Promise.all(all.map((voucher) => voucherCosts(db, voucher, moment))),
  };
}

async function ofImports(db: Rows, moment: Moment) {
  const sha256 = fileOf('fil');
  return {
    imports: [await imports(db, moment), await imports(db, moment, BOOK)],
    standing: await standingImports(db, moment, BOOK),
    decisions: await quarantineDecisions(db, moment, BOOK),
    quarantine: [await quarantine(db, moment), await quarantine(db, moment, BOOK)],
    ended: [await openImport(db, BOOK, sha256), await endedImports(db, BOOK, sha256)],
  };
}

async function ofHistory({ db, log }: Asked, moment: Moment) {
  const archive = { log, catalogue, db, pause: () => setImmediate() };
  const [code] = await projectCodes(db, moment);
  const concerns = [{}, { grant: GRANT }, { book: BOOK }, { projectCode: code?.projectCode ?? 'kod' }];
  const from = { ...moment, position: Math.ceil(moment.position / 2) };
  return {
    histories: await Promise.all(concerns.map((concern) => orRefusal(history(archive, concern, moment)))),
    difference: await orRefusal(difference(archive, [from, moment])),
  };
}

/** What is not there yet is refused, on every engine with the same words. */
const orRefusal = (asked: Promise<unknown>): Promise<unknown> =>
  asked.catch((error: unknown) => {
    if (error instanceof DomainError) return { code: error.code, details: error.details };
    throw error;
  });

async function gathered<Row>(batches: AsyncIterable<readonly Row[]>): Promise<Row[]> {
  const all: Row[] = [];
  for await (const batch of batches) all.push(...batch);
  return all;
}
