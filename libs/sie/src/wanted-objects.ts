import type { Decoder } from './decoder.js';

/** Per dimension the objects that somebody asks for. */
export type Wanted = ReadonlyMap<string, ReadonlySet<string>>;

/** Says of a pair of bytes whether it is wanted, without making strings for the dimensions that nobody asks for. */
export class WantedObjects {
  /** By the dimension's only byte: nearly every dimension is one digit. */
  private readonly short: (ReadonlySet<string> | undefined)[] = new Array<undefined>(256).fill(undefined);

  constructor(
    private readonly wanted: Wanted,
    private readonly decoder: Decoder,
  ) {
    for (const [dimension, objects] of wanted) {
      if (/^[!-~]$/.test(dimension)) this.short[dimension.charCodeAt(0)] = objects;
    }
  }

  of(bytes: Buffer, from: number, to: number): ReadonlySet<string> | undefined {
    if (to - from === 1) return this.short[bytes[from] as number];
    return this.wanted.get(this.decoder.word(bytes, from, to));
  }
}
