import { AtOnce } from '../at-once.js';

/** Work in lanes: one at a time in each, in the order in which it came, and no more than a bound in all. */
export class Lanes {
  private readonly lanes = new Map<string, Promise<unknown>>();
  private readonly bounded: AtOnce;

  constructor(bound: number) {
    this.bounded = new AtOnce(bound);
  }

  /** Does the work when those before it in its lane are through, whatever came of them. */
  run<T>(lane: string, work: () => Promise<T>): Promise<T> {
    const before = this.lanes.get(lane) ?? Promise.resolve();
    const done = before.then(() => this.bounded.run(work));
    const settled = done.catch(() => undefined);
    this.lanes.set(lane, settled);
    void settled.then(() => {
      if (this.lanes.get(lane) === settled) this.lanes.delete(lane);
    });
    return done;
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    while (this.lanes.size > 0) await Promise.all(this.lanes.values());
  }
}
