interface Booked {
  readonly account: string;
  readonly ore: number;
}

/** Amounts by account and month (`2026-03`), whole öre, debit positive. */
export class MonthSums {
  private readonly sums = new Map<string, number>();

  add(lines: readonly Booked[], date: string): void {
    const month = date.slice(0, 7);
    for (const { account, ore } of lines) this.change(`${account}\n${month}`, ore);
  }

  addAll(other: MonthSums, sign: 1 | -1 = 1): void {
    for (const [key, ore] of other.sums) this.change(key, sign * ore);
  }

  of(account: string, month: string): number {
    return this.sums.get(`${account}\n${month}`) ?? 0;
  }

  ofAccount(account: string): number {
    let sum = 0;
    for (const [key, ore] of this.sums) if (key.startsWith(`${account}\n`)) sum += ore;
    return sum;
  }

  /** Every account and month that anything was added to. */
  *places(): Iterable<readonly [account: string, month: string]> {
    for (const key of this.sums.keys()) {
      const [account = '', month = ''] = key.split('\n');
      yield [account, month];
    }
  }

  /** All of it without signs: zero where nothing differs anywhere. */
  get turnover(): number {
    let sum = 0;
    for (const ore of this.sums.values()) sum += Math.abs(ore);
    return sum;
  }

  private change(key: string, ore: number): void {
    this.sums.set(key, (this.sums.get(key) ?? 0) + ore);
  }
}
