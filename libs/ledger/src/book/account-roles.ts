import type { AccountRole, AccountRoles } from './book.events.js';

/** An account of a book's chart, with the role of its own where it has one. */
export interface ChartAccount {
  readonly account: string;
  readonly name: string;
  readonly role?: AccountRole | undefined;
}

/** What of a book says which role an account has. */
export interface BookRoles {
  readonly accountRoles: AccountRoles;
  readonly chart: readonly ChartAccount[];
}

/** The role of an account in a book; null where it has none, which is never the same as no cost. */
export function roleOf({ accountRoles, chart }: BookRoles, account: string): AccountRole | null {
  const own = chart.find((known) => known.account === account)?.role;
  if (own !== undefined) return own;
  return accountRoles.find(({ from, to }) => isWithin(account, from, to))?.role ?? null;
}

/** A longer account is compared by as many characters as the bound has; a shorter one is in no range. */
function isWithin(account: string, from: string, to: string): boolean {
  return account.length >= from.length && account.slice(0, from.length) >= from && account.slice(0, to.length) <= to;
}

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
