import type { EventLog } from '#event-log';
import { projectCodeStream, type VoucherName, voucherStream } from '#ledger';
import type { CoveredLine, Moment } from '#read-models';

import { vouchersOf } from './selection.js';
import type { ToldStream } from './whole-streams.js';

/** What the figures of a package rest on: the streams, each whole up to the position. */
interface Named {
  readonly grant: string;
  readonly programme: string | null;
  readonly lines: readonly CoveredLine[];
  readonly documents: readonly string[];
}

/** The events that a package names. */
export interface NamedEvents {
  /** In order. */
  readonly positions: readonly number[];
  /** Their streams, each whole up to the moment. */
  readonly streams: readonly ToldStream[];
}

/** Every event that a package names: its revisions have no gaps within a stream. */
export async function namedEvents(
  log: EventLog,
  { grant, programme, lines, documents }: Named,
  moment: Moment,
): Promise<NamedEvents> {
  const vouchers = vouchersOf(lines);
  const codes = new Set(lines.map(({ projectCode }) => projectCode));
  const streams = [
    `grant-${grant}`,
    ...(programme === null ? [] : [programme]),
    ...[...codes].map((code) => projectCodeStream(code)),
    ...vouchers.map(({ book, series, number }) => voucherStream(book, series, number)),
    ...(await importsOf(log, vouchers, moment)),
    ...documents.map((document) => `document-${document}`),
  ];
  const positions = new Set<number>();
  const told: ToldStream[] = [];
  for (const stream of new Set(streams)) {
    const places = (await log.placesOf(stream)).filter(({ position }) => position <= moment.position);
    for (const { position } of places) positions.add(position);
    const last = places.at(-1);
    if (last !== undefined) told.push({ stream, events: places.length, leaf: last.leaf });
  }
  return { positions: [...positions].sort((one, other) => one - other), streams: told };
}

/** The imports that vouchers came with, or were changed by: `correlationId` of what an import appends is its own id. */
async function importsOf(
  log: EventLog,
  vouchers: readonly VoucherName[],
  { position }: Moment,
): Promise<readonly string[]> {
  const ids = new Set<string>();
  for (const { book, series, number } of vouchers) {
    for (const event of await log.readStream(voucherStream(book, series, number))) {
      if (event.position <= position) ids.add(`import-${event.correlationId}`);
    }
  }
  return [...ids];
}
