/** Work that may go on together, and work that goes on alone: each waits for what was asked for before it and is in its way. */
export class Turns {
  private alone: Promise<unknown> = Promise.resolve();
  private together: Promise<unknown>[] = [];

  /** Goes on beside others that do so too. */
  beside<T>(work: () => Promise<T>): Promise<T> {
    const done = this.alone.then(work);
    this.together.push(done.catch(() => undefined));
    return done;
  }

  /** Goes on when nothing else does. */
  byItself<T>(work: () => Promise<T>): Promise<T> {
    const before = Promise.all([this.alone, ...this.together]);
    this.together = [];
    const done = before.then(work);
    this.alone = done.catch(() => undefined);
    return done;
  }
}
