/** Messages that come faster or slower than they are taken. The reader takes all that there is, and the sender is held back. */
export class Inbox<T> {
  private messages: T[] = [];
  private isOver = false;
  private failure: unknown;
  private wake: (() => void) | undefined;

  /** `hold` and `release` stop the sender and let it go on, where more than `room` messages lie here. */
  constructor(
    private readonly room: number,
    private readonly sender: { hold(): void; release(): void },
  ) {}

  put(message: T): void {
    this.messages.push(message);
    if (this.messages.length >= this.room) this.sender.hold();
    this.wake?.();
  }

  /** Nothing comes any more; with a failure, because of that. */
  end(failure?: unknown): void {
    this.isOver = true;
    this.failure ??= failure;
    this.wake?.();
  }

  /** All that has come since the last time, once something has; undefined when it is over. Rejects with the failure. */
  async take(): Promise<readonly T[] | undefined> {
    if (this.messages.length === 0 && !this.isOver) await new Promise<void>((resolve) => (this.wake = resolve));
    const taken = this.messages;
    this.messages = [];
    if (taken.length > 0) {
      this.sender.release();
      return taken;
    }
    if (this.failure !== undefined) throw this.failure as Error;
    return undefined;
  }
}
