import type { Session } from '#postgres';

type Values = Parameters<Session['run']>[1];

/** The statements of one transaction in the order told: what asks for no answer is sent and not waited for. */
export class Writing {
  private sent: Promise<unknown>[] = [];

  constructor(private readonly session: Session) {}

  run(sql: string, values: Values): void {
    const done = this.session.run(sql, values);
    done.catch(() => undefined); // It is awaited later, but may break before.
    this.sent.push(done);
  }

  /** The answer to a question about what was written. */
  async all<Row>(sql: string, values: Values): Promise<Row[]> {
    const asked = this.session.all<Row>(sql, values);
    asked.catch(() => undefined);
    await this.settled();
    return asked;
  }

  /** Waits for all that was sent; where something broke, what came after it did too, and the first is the one to tell. */
  async settled(): Promise<void> {
    const sent = this.sent;
    this.sent = [];
    for (const done of sent) await done;
  }
}
