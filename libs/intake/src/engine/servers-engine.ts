import { CopiedEventLog, copiedOrganisations, PostgresCheckpoints } from '#event-log';
import { Postgres } from '#postgres';
import { ReadModels } from '#read-models';
import { PostgresRuns, type Runs } from '#work';

import { catalogue } from '../catalogue.js';
import type { Engine, Kept, OpenKept } from './engine.js';
import type { Servers } from './servers.js';

/** EventStoreDB and PostgreSQL, which many machines share: what a region needs that has outgrown one. */
export class ServersEngine implements Engine {
  constructor(private readonly servers: Servers) {}

  async organisations(): Promise<readonly string[]> {
    const postgres = this.connect();
    try {
      return await copiedOrganisations(postgres);
    } finally {
      await postgres.close();
    }
  }

  async open(options: OpenKept): Promise<Required<Kept>> {
    const { eventStore } = this.servers;
    const postgres = this.connect();
    const opened: (() => Promise<void>)[] = [() => postgres.close()];
    const close = async (): Promise<void> => {
      for (const each of opened.splice(0).reverse()) await each();
    };
    try {
      const log = await CopiedEventLog.open({ ...options, eventStore, postgres });
      opened.push(() => log.close());
      const models = await ReadModels.openIn(postgres, log, catalogue);
      opened.push(() => models.close());
      const checkpoints = await PostgresCheckpoints.open(postgres, options.organisation);
      const runs = (): Promise<Runs> => PostgresRuns.open(postgres, options.organisation);
      return { log, models, checkpoints, runs, close };
    } catch (error) {
      await close();
      throw error;
    }
  }

  private readonly connect = (): Postgres => Postgres.open({ address: this.servers.postgres });
}
