/** Lets so many pieces of work run at once, in the order in which they were asked for. */
export class AtOnce {
  private readonly waiting: (() => void)[] = [];
  private free: number;

  constructor(bound: number) {
    this.free = bound;
  }

  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.waiting.shift(); // It takes over the place.
      if (next === undefined) this.free += 1;
      else next();
    }
  }
}
