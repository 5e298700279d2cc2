import type { HeldLease } from './lease.js';
import { type Following, Partition, type Standing } from './partition.js';
import type { Role } from './shares.js';

/** Brings the rows of every organisation forward, each organisation's by one worker at a time. */
export class RowsRole implements Role {
  readonly name = 'rows';
  private readonly partitions = new Map<string, Partition>();

  constructor(private readonly following: Following) {}

  async parts(): Promise<readonly string[]> {
    return [...(await this.following.ends.now()).keys()];
  }

  async work(lease: HeldLease): Promise<void> {
    const partition = new Partition(lease, this.following);
    this.partitions.set(lease.part, partition);
    try {
      await partition.run();
    } finally {
      if (this.partitions.get(lease.part) === partition) this.partitions.delete(lease.part);
    }
  }

  /** The organisations that this worker has now, in order. */
  get standings(): readonly Standing[] {
    const standings = [...this.partitions.values()].map(({ standing }) => standing);
    return standings.sort((one, other) => (one.organisation < other.organisation ? -1 : 1));
  }

  /**
   * How long the first event that each organisation's rows lack has been recorded, in milliseconds; 0 where they lack none. Of
   * whom it is not known nothing is said.
   */
  async lagsMs(): Promise<ReadonlyMap<string, number>> {
    const lags = new Map<string, number>();
    for (const [organisation, partition] of this.partitions) {
      const since = await partition.waitingSince();
      if (since === undefined) continue;
      lags.set(organisation, since === null ? 0 : Math.max(0, this.following.now() - Date.parse(since)));
    }
    return lags;
  }
}
