import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { SqliteEventLog } from '#event-log';
import { DomainError } from '#kernel';
import { ReadModels } from '#read-models';
import { type Runs, SqliteRuns } from '#work';

import { catalogue } from '../catalogue.js';
import { MOVED, organisationsIn } from '../data-folder.js';
import type { Engine, Kept, OpenKept } from './engine.js';

/** Files in a data folder, one folder for each organisation: what one machine needs. */
export class FilesEngine implements Engine {
  constructor(private readonly data: string) {}

  organisations(): Promise<readonly string[]> {
    return Promise.resolve(organisationsIn(this.data));
  }

  /** Refuses as `SqliteEventLog.open` does, and with LOG_MOVED where the log is on servers now. */
  open(options: OpenKept): Promise<Kept> {
    const dir = join(this.data, options.organisation);
    if (existsSync(join(dir, MOVED))) throw new DomainError('LOG_MOVED', { organisation: options.organisation });
    const log = SqliteEventLog.open({ ...options, dir });
    const models = ReadModels.open(dir, log, catalogue);
    let runs: Runs | undefined;
    const close = async (): Promise<void> => {
      await runs?.close();
      await models.close();
      await log.close();
    };
    const opened = (): Promise<Runs> => Promise.resolve((runs ??= SqliteRuns.open(join(dir, 'runs.db'))));
    return Promise.resolve({ log, models, runs: opened, close });
  }
}
