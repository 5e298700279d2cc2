import type { EventLog } from '#event-log';
import { projectCodeStream, voucherStream } from '#ledger';
import type { Moment } from '#read-models';

import type { PackageFacts } from './package-facts.js';
import { vouchersOf } from './selection.js';

/** Positions of every event that a package names, in order: its revisions have no gaps within a stream. */
export async function namedEvents(
  log: EventLog,
  { position: { grant }, programme, lines, named }: PackageFacts,
  { position: last }: Moment,
): Promise<readonly number[]> {
  const codes = new Set(lines.map(({ projectCode }) => projectCode));
  const positions = new Set<number>();
  const add = (position: number): boolean => position <= last && positions.add(position).has(position);
  // An import that a voucher came with, or was changed by, is named by the voucher's events: `correlationId` is its id.
  const imports = new Set<string>();
  for (const { book, series, number } of vouchersOf(lines)) {
    for (const event of await log.readStream(voucherStream(book, series, number))) {
      if (add(event.position)) imports.add(`import-${event.correlationId}`);
    }
  }
  const streams = [
    `grant-${grant}`,
    ...(programme === null ? [] : [programme]),
    ...[...codes].map((code) => projectCodeStream(code)),
    ...imports,
    ...[...named].map((document) => `document-${document}`),
  ];
  for (const stream of streams) for (const { position } of await log.placesOf(stream)) add(position);
  return [...positions].sort((one, other) => one - other);
}
