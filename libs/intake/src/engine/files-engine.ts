import { join } from 'node:path';

import { SqliteEventLog } from '#event-log';
import { ReadModels } from '#read-models';

import { catalogue } from '../catalogue.js';
import { organisationsIn } from '../data-folder.js';
import type { Engine, Kept, OpenKept } from './engine.js';

/** Files in a data folder, one folder for each organisation: what one machine needs. */
export class FilesEngine implements Engine {
  constructor(private readonly data: string) {}

  organisations(): Promise<readonly string[]> {
    return Promise.resolve(organisationsIn(this.data));
  }

  open(options: OpenKept): Promise<Kept> {
    const dir = join(this.data, options.organisation);
    const log = SqliteEventLog.open({ ...options, dir });
    const models = ReadModels.open(dir, log, catalogue);
    const close = async (): Promise<void> => {
      models.close();
      await log.close();
    };
    return Promise.resolve({ log, models, close });
  }
}
