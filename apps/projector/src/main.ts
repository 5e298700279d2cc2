import 'reflect-metadata';

import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';

import { catalogue, serversNamed, signerFolder } from '#intake';
import { DomainError } from '#kernel';
import { Projector } from '#work';

import { write, writeNotice } from './lines.js';
import { Metrics } from './metrics.js';
import { ProjectorModule } from './projector.module.js';

const { BIDRAGSBOK_DATA: data = '.bidragsbok', PORT: port = '3001', BIDRAGSBOK_HOST: host = '127.0.0.1' } = process.env;

/** Without the servers that the settings name there is nothing to follow. */
async function begin(metrics: Metrics): Promise<Projector> {
  try {
    const servers = serversNamed();
    if (servers === null) throw new DomainError('PROJECTOR_WITHOUT_SERVERS');
    return await Projector.open({
      ...{ servers, catalogue, signerFolder: (organisation: string) => signerFolder(data, organisation) },
      tell: (notice) => {
        metrics.take(notice);
        writeNotice(notice);
      },
    });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    write('error', 'refused', { code: error.code, says: error.message });
    process.exit(1);
  }
}

/** Ends after the batches that are under way. The same signal again ends at once. */
async function end(signal: NodeJS.Signals): Promise<void> {
  write('info', 'stopping', { signal });
  await app.close();
  write('info', 'stopped');
  process.exit(0);
}

Logger.overrideLogger(['warn', 'error']);
const metrics = new Metrics();
const projector = await begin(metrics);
const app = await NestFactory.create<NestExpressApplication>(ProjectorModule.over(projector, metrics));
app.disable('x-powered-by');
// Not by Nest's hooks: these end in the signal itself, and whoever watches takes that for a crash.
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void end(signal));
try {
  await app.listen(port, host);
  write('info', 'started', { worker: projector.state.worker, url: await app.getUrl() });
} catch (error) {
  await app.close();
  if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
  write('error', 'refused', { says: `Port ${port} används redan. Ange en annan med PORT.` });
  process.exit(1);
}
