import { type Decoder, plainNumber } from './decoder.js';

const LONGEST_NUMBER = 5;

/** Says of an account's bytes whether it is wanted; asked once for each account, however many lines it has. */
export class WantedAccounts {
  /** By the account as a number: 0 not asked yet, 1 wanted, 2 not. */
  private readonly numbered = new Uint8Array(10 ** LONGEST_NUMBER);

  constructor(
    private readonly isWanted: (account: string) => boolean,
    private readonly decoder: Decoder,
  ) {}

  has(bytes: Buffer, from: number, to: number): boolean {
    const index = to - from > LONGEST_NUMBER ? -1 : plainNumber(bytes, from, to);
    if (index < 0) return this.isWanted(this.decoder.word(bytes, from, to));
    const known = this.numbered[index] as number;
    if (known !== 0) return known === 1;
    const wanted = this.isWanted(this.decoder.word(bytes, from, to));
    this.numbered[index] = wanted ? 1 : 2;
    return wanted;
  }
}
