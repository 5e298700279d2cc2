import 'reflect-metadata';

import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';

import { Bidragsbok } from '#intake';
import { DomainError } from '#kernel';

import { ApiModule } from './api.module.js';
import { serveOpenApi } from './open-api.js';

const say = (line: string): boolean => process.stderr.write(`${line}\n`);

/** The log that the settings name; without one there is nothing to open a door to. */
async function openBook(): Promise<Bidragsbok> {
  const { BIDRAGSBOK_DATA: data = '.bidragsbok', BIDRAGSBOK_ORG: organisation } = process.env;
  try {
    return await Bidragsbok.open({ data, organisation });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    say(error.message);
    process.exit(1);
  }
}

async function serve(): Promise<void> {
  const app = await NestFactory.create<NestExpressApplication>(ApiModule.over(await openBook()));
  app.disable('x-powered-by');
  app.useBodyParser('json', { limit: '5mb' }); // A chart of accounts or a programme's rules is far below.
  app.enableShutdownHooks();
  serveOpenApi(app);
  // This machine alone, unless it is said otherwise: whoever reaches the port may do everything.
  const { PORT: port = '3000', BIDRAGSBOK_HOST: host = '127.0.0.1' } = process.env;
  try {
    await app.listen(port, host);
    say(`Bidragsbok lyssnar på ${await app.getUrl()}`);
  } catch (error) {
    await app.close();
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    say(`Port ${port} används redan. Ange en annan med PORT.`);
    process.exit(1);
  }
}

Logger.overrideLogger(['warn', 'error']);
/** Settled when the door is open, or has failed to: whoever starts the program waits for it. */
export const ended = serve();
