import type { ControlName } from './control-words.js';

/** What rows came to: net with debit positive, and the two columns or sides as they stand. */
interface Sums {
  readonly rows: number;
  readonly ore: number;
  readonly debit: number;
  readonly credit: number;
}
type Running = { -readonly [Name in keyof Sums]: number };

interface AccountSums extends Running {
  /** The opening balance less what the rows before it came to; null where the file gives none. */
  openedAt: number | null;
}

/** What a control row states, in öre. */
export interface Stated {
  readonly ore: number;
  /** Null where it states one net amount, as most balances do. */
  readonly sides: { readonly debit: number; readonly credit: number } | null;
  /** The row does not say whether it is debit or credit. */
  readonly withoutSide: boolean;
}

/** Which account a control row is of: named in the row, or only that of the group that it ends. */
export interface ControlAccount {
  readonly account: string | null;
  readonly isNamed: boolean;
}

/** Rows that a sum may be of, and how to remember that it was. */
interface Scope extends Sums {
  readonly mark: (() => void) | null;
}

const MOST_MARKS = 64;
const NOTHING: Sums = { rows: 0, ore: 0, debit: 0, credit: 0 };

/** Adds up the postings of a file, and holds the file's sums and balances against what they stand behind. */
export class ControlSums {
  private readonly all: Running = { ...NOTHING };
  private readonly accounts = new Map<string, AccountSums>();
  /** What stood when a sum of the same label, of the file or of an account, came last. */
  private readonly marks = new Map<string, Sums[]>();
  private openings = 0;
  private lastAccount = '';
  private last: AccountSums | undefined;

  /** Takes a posting in: net, and what of it stands in debit (the rest in credit). */
  add(account: string, ore: number, debit: number): void {
    if (this.last === undefined || account !== this.lastAccount) {
      this.last = this.sumsOf(account);
      this.lastAccount = account;
    }
    addTo(this.all, ore, debit);
    addTo(this.last, ore, debit);
  }

  /** Whether an account has been met: only then do digits in a sum's name mean it. */
  knows(account: string): boolean {
    return this.accounts.has(account);
  }

  /** Stated less what the rows gave, in öre; null where that cannot be told. */
  check({ of, label }: ControlName, { account, isNamed }: ControlAccount, stated: Stated): number | null {
    switch (of) {
      case 'opening':
        return this.open(account, stated.ore);
      case 'closing':
        return this.close(account, stated.ore);
      case 'total':
        return judged(stated, [{ ...this.all, mark: null }], true);
      case 'subtotal':
        return judged(stated, this.scopes(label, account, isNamed), false);
    }
  }

  private open(account: string | null, ore: number): null {
    this.openings += 1;
    if (account === null) return null;
    const sums = this.sumsOf(account);
    sums.openedAt = ore - sums.ore;
    return null;
  }

  /** Opening balance and postings. Where the file opens no account, only what agrees without has been checked. */
  private close(account: string | null, ore: number): number | null {
    if (account === null) return null;
    const sums = this.sumsOf(account);
    const difference = ore - sums.ore - (sums.openedAt ?? 0);
    return difference === 0 || this.openings > 0 ? difference : null;
  }

  /**
   * A sum stands behind what it sums: the rows of its account since the sum of that account and label before it, or those
   * of the file since the sum of that label before it; with no row since, the groups before it, or everything.
   */
  private scopes(label: string, account: string | null, isNamed: boolean): readonly Scope[] {
    const ofAccount = account === null ? null : this.accountScope(label, account);
    if (isNamed) return [ofAccount ?? { ...NOTHING, mark: null }];
    return [...(ofAccount === null || ofAccount.mark === null ? [] : [ofAccount]), ...this.fileScopes(label)];
  }

  private accountScope(label: string, account: string): Scope {
    const sums = this.sumsOf(account);
    const key = `${account}\n${label}`;
    const since = minus(sums, this.marks.get(key)?.at(-1) ?? NOTHING);
    if (since.rows === 0) return { ...minus(sums, NOTHING), mark: null };
    return {
      ...since,
      mark: () => {
        this.mark(key, sums);
      },
    };
  }

  private fileScopes(label: string): readonly Scope[] {
    const mark = () => {
      this.mark(label, this.all);
    };
    const marks = this.marks.get(label) ?? [];
    const since = minus(this.all, marks.at(-1) ?? NOTHING);
    if (since.rows > 0) return [{ ...since, mark }];
    return [...marks, NOTHING].map((one) => ({ ...minus(this.all, one), mark })).filter(({ rows }) => rows > 0);
  }

  private mark(key: string, { rows, ore, debit, credit }: Sums): void {
    const marks = this.marks.get(key) ?? [];
    marks.push({ rows, ore, debit, credit });
    if (marks.length > MOST_MARKS) marks.shift();
    this.marks.set(key, marks);
  }

  private sumsOf(account: string): AccountSums {
    let sums = this.accounts.get(account);
    if (sums === undefined) this.accounts.set(account, (sums = { ...NOTHING, openedAt: null }));
    return sums;
  }
}

function addTo(sums: Running, ore: number, debit: number): void {
  sums.rows += 1;
  sums.ore += ore;
  sums.debit += debit;
  sums.credit += debit - ore;
}

const minus = (sums: Sums, before: Sums): Sums => ({
  rows: sums.rows - before.rows,
  ore: sums.ore - before.ore,
  debit: sums.debit - before.debit,
  credit: sums.credit - before.credit,
});

/** The difference to the scope that comes nearest, which is then what the sum was of; null where there is none. */
function judged(stated: Stated, scopes: readonly Scope[], eitherSide: boolean): number | null {
  let best: number | null = null;
  let meant: Scope | null = null;
  for (const scope of scopes) {
    const difference = differenceOf(stated, scope, eitherSide);
    if (difference === null || (best !== null && Math.abs(difference) >= Math.abs(best))) continue;
    [best, meant] = [difference, scope];
  }
  meant?.mark?.();
  return best;
}

function differenceOf(stated: Stated, scope: Sums, eitherSide: boolean): number | null {
  const { ore, sides } = stated;
  if (stated.withoutSide) {
    return [scope.ore, -scope.ore, scope.debit, scope.credit].includes(ore) ? 0 : null;
  }
  if (sides !== null) return ore === scope.ore ? sides.debit - scope.debit : ore - scope.ore;
  // A total may be of one side alone: what was debited, or what was credited.
  const expected = eitherSide ? [scope.ore, scope.debit, -scope.credit] : [scope.ore];
  return expected.map((one) => ore - one).reduce((one, other) => (Math.abs(other) < Math.abs(one) ? other : one));
}
