import type { EventLog, RecordedEvent } from '#event-log';
import { programmeStream, type ProgrammeRef } from '#grants';
import type { VoucherName } from '#ledger';

import type { Dialect } from '../dialect.js';
import type { Rows } from '../rows.js';

/** What a history is of: all of it where nothing is named, else what meets every one that is. */
export interface Concern {
  readonly grant?: string | undefined;
  readonly book?: string | undefined;
  readonly projectCode?: string | undefined;
  readonly voucher?: VoucherName | undefined;
  /** Who did it: `person-…` or `system:…`. */
  readonly actor?: string | undefined;
}

type Asks = (event: RecordedEvent) => boolean | Promise<boolean>;
interface Names {
  readonly grant?: string;
  readonly book?: string;
  readonly series?: string;
  readonly number?: string;
  readonly projectCode?: string;
  readonly of?: { readonly grant?: string };
}
const namesIn = ({ data }: RecordedEvent): Names => data as Names;

/** Whether an event is one of those that are asked for, as the rows know at the log's end what belongs to what. */
export async function concerning(db: Rows, log: EventLog, concern: Concern): Promise<Asks> {
  const { grant, book, projectCode, voucher, actor } = concern;
  const all: Asks[] = [];
  if (actor !== undefined) all.push((event) => event.actor.subject === actor);
  if (book !== undefined) all.push((event) => namesIn(event).book === book);
  if (projectCode !== undefined) all.push(await ofProjectCode(db, projectCode));
  if (voucher !== undefined) all.push((event) => isOfVoucher(event) && keyOf(namesIn(event)) === keyOf(voucher));
  if (grant !== undefined) all.push(await ofGrant({ db, log }, grant));
  return async (event) => {
    for (const asks of all) if (!(await asks(event))) return false;
    return true;
  };
}

const isOfVoucher = ({ stream }: RecordedEvent): boolean => stream.startsWith('voucher-');
const keyOf = ({ book, series, number }: Names): string => JSON.stringify([book, series, number]);

const VOUCHERS = `
SELECT book, series, number FROM ledger_line WHERE code = :code
UNION SELECT book, series, number FROM cost_share WHERE code = :code`;
async function vouchersOf(db: Rows, codes: readonly string[]): Promise<ReadonlySet<string>> {
  const keys = new Set<string>();
  for (const code of codes) for (const names of await db.all<Names>(VOUCHERS, { code })) keys.add(keyOf(names));
  return keys;
}

/** The code's own events, and all that ever happened to a voucher that it has meant a line of. */
async function ofProjectCode(db: Rows, code: string): Promise<Asks> {
  const vouchers = await vouchersOf(db, [code]);
  return (event) => {
    const names = namesIn(event);
    return names.projectCode === code || (isOfVoucher(event) && vouchers.has(keyOf(names)));
  };
}

/**
 * The grant's own events and its acts, its programme's rules, its codes and their vouchers, and of the books that they
 * stand in what is no voucher: roles, locks and files, which its figures and findings rest on.
 */
async function ofGrant({ db, log }: { readonly db: Rows; readonly log: EventLog }, grant: string): Promise<Asks> {
  const codes = await codesOf(db, grant);
  const [names, books] = [new Set(codes.map(({ code }) => code)), new Set(codes.flatMap(({ books }) => books))];
  const vouchers = await vouchersOf(db, [...names]);
  const programme = await programmeOf(db, grant);
  const concerns = (event: RecordedEvent): boolean => {
    const { grant: named, projectCode = '', book = '' } = namesIn(event);
    if (named === grant) return true;
    if (isOfVoucher(event)) return vouchers.has(keyOf(namesIn(event)));
    return event.stream === programme || names.has(projectCode) || books.has(book);
  };
  return async (event) =>
    event.stream.startsWith('act-') ? (await grantOfAct(log, event)) === grant : concerns(event);
}

interface CodeOfGrant {
  readonly code: string;
  readonly books: readonly string[];
}
const CODES = ({ elements, gathered }: Dialect) => `SELECT code, ${gathered("DISTINCT match.value ->> 'book'")} AS books
  FROM ledger_code CROSS JOIN ${elements("data -> 'matches'", 'match')} WHERE grant_id = ? GROUP BY code`;
async function codesOf(db: Rows, grant: string): Promise<CodeOfGrant[]> {
  const rows = await db.all<{ readonly code: string; readonly books: string }>(CODES(db.dialect), [grant]);
  return rows.map(({ code, books }) => ({ code, books: JSON.parse(books) as string[] }));
}

async function programmeOf(db: Rows, grant: string): Promise<string | null> {
  const sql = "SELECT data -> 'programme' AS programme FROM grant_fact WHERE grant_id = ? AND type = 'GrantAnnounced'";
  const row = await db.first<{ readonly programme: string }>(sql, [grant]);
  return row === undefined ? null : programmeStream(JSON.parse(row.programme) as ProgrammeRef);
}

/** Only the proposal of an act says which grant it is about. */
async function grantOfAct(log: EventLog, event: RecordedEvent): Promise<string | undefined> {
  const [proposed] = event.revision === 0 ? [event] : await log.readStream(event.stream);
  return proposed === undefined ? undefined : namesIn(proposed).of?.grant;
}
