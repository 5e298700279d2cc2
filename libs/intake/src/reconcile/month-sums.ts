interface Booked {
  readonly account: string;
  readonly ore: number;
}

/** Amounts by account and month (`2026-03`), whole öre, debit positive. */
export class MonthSums {
  private readonly sums = new Map<string, Map<string, number>>();

  add(lines: readonly Booked[], date: string): this {
    const month = date.slice(0, 7);
    for (const { account, ore } of lines) this.change(account, month, ore);
    return this;
  }

  addAll(other: MonthSums, sign: 1 | -1 = 1): this {
    for (const [account, month] of other.places()) this.change(account, month, sign * other.of(account, month));
    return this;
  }

  of(account: string, month: string): number {
    return this.sums.get(account)?.get(month) ?? 0;
  }

  ofAccount(account: string): number {
    let sum = 0;
    for (const ore of this.sums.get(account)?.values() ?? []) sum += ore;
    return sum;
  }

  /** What is of that month and those before it. */
  upTo(last: string): MonthSums {
    const sums = new MonthSums();
    for (const [account, month] of this.places()) {
      if (month <= last) sums.change(account, month, this.of(account, month));
    }
    return sums;
  }

  /** Every account and month that anything was added to. */
  *places(): Iterable<readonly [account: string, month: string]> {
    for (const [account, months] of this.sums) for (const month of months.keys()) yield [account, month];
  }

  get isEmpty(): boolean {
    return this.sums.size === 0;
  }

  /** All of it without signs: zero where nothing differs anywhere. */
  get turnover(): number {
    let sum = 0;
    for (const months of this.sums.values()) for (const ore of months.values()) sum += Math.abs(ore);
    return sum;
  }

  private change(account: string, month: string, ore: number): void {
    const months = this.sums.get(account) ?? new Map<string, number>();
    this.sums.set(account, months.set(month, (months.get(month) ?? 0) + ore));
  }
}
