import { setTimeout } from 'node:timers/promises';

/** Where an organisation's log ends. */
export interface LogEnd {
  readonly organisation: string;
  readonly position: number;
}

/** Where the logs end, asked once for all who wait for something to come. */
export class LogEnds {
  private known: ReadonlyMap<string, number> = new Map();
  private asked: Promise<ReadonlyMap<string, number>> | undefined;

  constructor(
    private readonly ask: () => Promise<readonly LogEnd[]>,
    private readonly lookMs: number,
  ) {}

  /** As they were when somebody last asked. */
  last(organisation: string): number {
    return this.known.get(organisation) ?? 0;
  }

  async now(): Promise<ReadonlyMap<string, number>> {
    const ends = await this.ask();
    return (this.known = new Map(ends.map(({ organisation, position }) => [organisation, position])));
  }

  /** As they are a moment from now. */
  next(): Promise<ReadonlyMap<string, number>> {
    this.asked ??= this.soon().finally(() => {
      this.asked = undefined;
    });
    return this.asked;
  }

  private async soon(): Promise<ReadonlyMap<string, number>> {
    await setTimeout(this.lookMs);
    return this.now();
  }
}
