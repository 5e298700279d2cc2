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

/**
 * The role of an account in a book: its own, else that of the first range it is in, else what its kind in the chart says;
 * null where nothing says it, which is never the same as no cost.
 */
export function roleOf({ accountRoles, chart }: BookRoles, account: string): AccountRole | null {
  const known = chart.find((one) => one.account === account);
  if (known?.role !== undefined) return known.role;
  const inRange = accountRoles.find(({ from, to }) => isWithin(account, from, to))?.role;
  return inRange ?? (known?.type === undefined ? null : ROLE_OF_TYPE[known.type]);
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
