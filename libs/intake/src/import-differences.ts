import { oreToText, textToOre } from '#kernel';
import type { IntakeRules, VoucherState } from '#ledger';

const MOST = 200;
interface Sums {
  file: number;
  ledger: number;
}

/** What a file's rows sum to and what the ledger holds of them, per account and month, of vouchers that do not agree. */
export class ImportDifferences {
  private readonly sums = new Map<string, Sums>();

  /** A voucher as the file has it; nothing for one that it lacks. */
  file(date: string, lines: readonly { readonly account: string; readonly ore: number }[]): void {
    for (const { account, ore } of lines) this.of(account, date).file += ore;
  }

  /** The same voucher as the ledger holds it: the lines that the file speaks of, and what scope `grant` left out. */
  ledger(state: VoucherState, { speaksOf }: Pick<IntakeRules, 'speaksOf'>): void {
    if (state.status !== 'recorded') return;
    for (const { account, amount, objects } of state.lines.values()) {
      if (speaksOf?.(objects) ?? true) this.of(account, state.date).ledger += textToOre(amount);
    }
    for (const { account, debit, credit } of state.rest) {
      this.of(account, state.date).ledger += textToOre(debit) - textToOre(credit);
    }
  }

  /** Where the two differ, by account and month; the first two hundred. */
  toJSON(): { account: string; month: string; file: string; ledger: string }[] {
    const differing = [...this.sums].filter(([, { file, ledger }]) => file !== ledger).sort();
    return differing.slice(0, MOST).map(([key, { file, ledger }]) => {
      const [account = '', month = ''] = key.split('\n');
      return { account, month, file: oreToText(file), ledger: oreToText(ledger) };
    });
  }

  private of(account: string, date: string): Sums {
    const key = `${account}\n${date.slice(0, 7)}`;
    const found = this.sums.get(key) ?? { file: 0, ledger: 0 };
    this.sums.set(key, found);
    return found;
  }
}
