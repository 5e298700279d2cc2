import { type Decoder, plainNumber } from './decoder.js';

const LONGEST_NUMBER = 5;

/** Sums of whole öre per account. Up to five digits an account is its own index, so that a line costs no string. */
export class AccountSums {
  // The numbers in it are whole öre below 10^15, which a double holds exactly.
  private readonly numbered = new Float64Array(10 ** LONGEST_NUMBER);
  private readonly booked = new Uint8Array(10 ** LONGEST_NUMBER);
  private readonly others = new Map<string, number>();

  constructor(private readonly decoder: Decoder) {}

  add(bytes: Buffer, [from, to]: readonly [number, number], ore: number): void {
    const index = to - from > LONGEST_NUMBER ? -1 : plainNumber(bytes, from, to);
    if (index >= 0) {
      this.numbered[index] = (this.numbered[index] as number) + ore;
      this.booked[index] = 1;
      return;
    }
    const account = this.decoder.word(bytes, from, to);
    this.others.set(account, (this.others.get(account) ?? 0) + ore);
  }

  of(account: string): number {
    return (
      this.others.get(account) ??
      (/^[1-9]\d{0,4}$/.test(account) ? (this.numbered[Number.parseInt(account, 10)] ?? 0) : 0)
    );
  }

  /** Every account with a line. */
  *accounts(): Generator<string> {
    yield* this.others.keys();
    for (let index = this.booked.indexOf(1); index >= 0; index = this.booked.indexOf(1, index + 1)) yield String(index);
  }
}
