import type { AccountRole, AccountRoles } from './book.events.js';

/** An account of a book's chart, with the role of its own where it has one. */
export interface ChartAccount {
  readonly account: string;
  readonly name: string;
  readonly role?: AccountRole | undefined;
  /** The source's kind (#KTYP): T asset, S debt, K cost, I income. */
  readonly type?: 'T' | 'S' | 'K' | 'I' | undefined;
}

/** What of a book says which role an account has. */
export interface BookRoles {
  readonly accountRoles: AccountRoles;
  readonly chart: readonly ChartAccount[];
}

/** What the source's kind of an account says where the book does not: of income it takes a person to tell what it is. */
const ROLE_OF_TYPE = { T: 'balance', S: 'balance', K: 'cost', I: null } as const;

/** What says an account's role: a word on the account itself, a range of the book, or its kind in the chart. */
export interface RoleWithSource {
  readonly role: AccountRole;
  readonly source: 'own' | 'range' | 'kind';
}

/**
 * The role of an account in a book: its own, else that of the first range it is in, else what its kind in the chart says;
 * null where nothing says it, which is never the same as no cost.
 */
export const roleOf = (book: BookRoles, account: string): AccountRole | null =>
  roleWithSource(book, account)?.role ?? null;

/** The role of an account and what says it; null where nothing does. */
export function roleWithSource({ accountRoles, chart }: BookRoles, account: string): RoleWithSource | null {
  const known = chart.find((one) => one.account === account);
  if (known?.role !== undefined) return { role: known.role, source: 'own' };
  const range = accountRoles.find(({ from, to }) => isWithin(account, from, to));
  if (range !== undefined) return { role: range.role, source: 'range' };
  const role = known?.type === undefined ? null : ROLE_OF_TYPE[known.type];
  return role === null ? null : { role, source: 'kind' };
}

/** A longer account is compared by as many characters as the bound has; a shorter one is in no range. */
function isWithin(account: string, from: string, to: string): boolean {
  return account.length >= from.length && account.slice(0, from.length) >= from && account.slice(0, to.length) <= to;
}

/** Accounts of grant income and of grants not yet earned: their lines are taken in even without a project code. */
export const isGrantAccount = (role: AccountRole | null): boolean =>
  role === 'grant-income' || role === 'grant-liability';

/** `roleOf` for one book, remembered by account: a year of lines has a few hundred accounts. */
export function roles(book: BookRoles): (account: string) => AccountRole | null {
  const known = new Map<string, AccountRole | null>();
  return (account) => {
    const found = known.get(account);
    if (found !== undefined) return found;
    const role = roleOf(book, account);
    known.set(account, role);
    return role;
  };
}
