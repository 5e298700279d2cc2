import type { Actor } from '#kernel';
import { type AccountRole, type ChartAccount, chartedAfter, roles } from '#ledger';
import { accountUse, type AccountUse } from '#read-models';

import type { Bidragsbok } from './bidragsbok.js';
import { type ChartFile, readChart } from './chart-file.js';
import { ledgerContext } from './ledger-context.js';
import { sha256 } from './sha256.js';

/** A chart of accounts to take into a book. */
export interface ImportChart {
  readonly file: string;
  readonly to: Bidragsbok;
  readonly book: string;
  readonly dryRun?: boolean | undefined;
  readonly by?: Actor | undefined;
}

/** An account that was another in the book's chart; null for what nothing said before. */
interface Changed {
  readonly account: string;
  readonly field: 'name' | 'kind' | 'role';
  readonly before: string | null;
  readonly after: string;
}
/** An account with recorded lines that is something else to a grant now: what stands on it. */
interface RoleEffect extends AccountUse {
  readonly account: string;
  readonly before: AccountRole | null;
  readonly after: AccountRole | null;
}
/** What a file's chart says that the book's did not, and what that is to lines that are recorded already. */
export interface ChartImport {
  readonly book: string;
  readonly dryRun: boolean;
  readonly format: ChartFile['format'];
  readonly sha256: string;
  /** How many accounts the file names: added, those with any change, and unchanged. */
  readonly accounts: number;
  readonly added: readonly ChartAccount[];
  readonly changed: readonly Changed[];
  readonly unchanged: number;
  /** Their costs are posted by what they were until `project-code repost` has run. */
  readonly effects: readonly RoleEffect[];
  readonly position: number;
}

/** Takes a chart into a book. Refuses with BOOK_UNKNOWN and what `readChart` refuses with. */
export async function importChart({ file, to, book, dryRun = false, by }: ImportChart): Promise<ChartImport> {
  const read = await readChart(file);
  const { opened } = await ledgerContext(to, book);
  const before = new Map(opened.chart.map((one) => [one.account, one]));
  const asked = read.accounts.map((one): ChartAccount => {
    return { ...one, name: one.name ?? before.get(one.account)?.name ?? '' };
  });
  const after = new Map([
    ...before,
    ...asked.map((one) => [one.account, chartedAfter(one, before.get(one.account))] as const),
  ]);
  const effects = await effectsOf({ to, book }, roles(opened), roles({ ...opened, chart: [...after.values()] }));
  if (!dryRun) {
    const id = sha256(`${book}\n${read.sha256}\n${(await to.log.lastPosition()).toString()}`).slice(0, 20);
    await to.execute({ type: 'RegisterChart', by, data: { book, accounts: asked } }, `chart-${id}`);
  }
  const added = asked.filter(({ account }) => !before.has(account));
  const changed = asked.flatMap(({ account }) => changesOf(before.get(account), after.get(account)));
  const unchanged = asked.length - added.length - new Set(changed.map(({ account }) => account)).size;
  const { format, sha256: bytes, accounts } = read;
  return {
    ...{ book, dryRun, format, sha256: bytes, accounts: accounts.length, added, changed, unchanged, effects },
    position: await to.log.lastPosition(),
  };
}

function changesOf(before: ChartAccount | undefined, after: ChartAccount | undefined): Changed[] {
  if (before === undefined || after === undefined) return [];
  const fields = [
    ['name', before.name, after.name],
    ['kind', before.type ?? null, after.type ?? null],
    ['role', before.role ?? null, after.role ?? null],
  ] as const;
  return fields.flatMap(([field, was, is]) =>
    was === is || is === null ? [] : [{ account: after.account, field, before: was, after: is }],
  );
}

type RoleOf = (account: string) => AccountRole | null;

async function effectsOf(
  { to, book }: Pick<ImportChart, 'to' | 'book'>,
  before: RoleOf,
  after: RoleOf,
): Promise<RoleEffect[]> {
  const used = await accountUse(to.models.db, book, await to.moment());
  return [...used]
    .filter(([account]) => before(account) !== after(account))
    .map(([account, use]) => ({ account, before: before(account), after: after(account), ...use }));
}
