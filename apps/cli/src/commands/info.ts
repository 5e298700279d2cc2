import { Command } from 'commander';

import type { Bidragsbok } from '#intake';

import { onBook } from '../door.js';
import { facts } from '../output.js';
import { countInSwedish } from '../swedish.js';
import { version } from '../version.js';

/** What somebody who helps from afar needs to know; no path but the one that was given. */
interface Info {
  readonly version: string;
  readonly node: string;
  readonly data: string;
  readonly organisation: string;
  readonly name: string;
  readonly events: number;
  readonly position: number;
  readonly recordedAt: string | null;
  readonly readModels: { readonly position: number };
}

/** `info`: which program, which log, how far it goes. */
export const infoCommand = (): Command =>
  new Command('info').description('program, datakatalog, organisation och hur långt liggaren har kommit').action(
    onBook(async (book, { options: { data } }) => {
      const info = await infoOf(book, data);
      return { json: info, text: () => infoText(info) };
    }),
  );

async function infoOf(book: Bidragsbok, data: string): Promise<Info> {
  const readModels = { position: await book.models.catchUp() };
  const position = await book.log.lastPosition();
  const [genesis] = await book.log.readAll(0, 1);
  const [last] = await book.log.readAll(position - 1, 1);
  const { name } = genesis?.data as { readonly name: string };
  const { organisation } = book;
  const program = { version: version(), node: process.version };
  // The log's index is gapless, so its last position is also the count of its events.
  const log = { events: position, position, recordedAt: last?.recordedAt ?? null };
  return { ...program, data, organisation, name, ...log, readModels };
}

const infoText = (info: Info): string =>
  facts([
    ['Program', `bidragsbok ${info.version}, Node.js ${info.node}`],
    ['Datakatalog', info.data],
    ['Organisation', `${info.name} (${info.organisation})`],
    ['Händelser', countInSwedish(info.events)],
    ['Senaste position', countInSwedish(info.position)],
    ['Senast skrivet', info.recordedAt],
    ['Siffrorna är av position', countInSwedish(info.readModels.position)],
  ]);
