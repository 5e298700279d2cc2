import type { EventLog } from '#event-log';
import { countInSwedish, LocalDate } from '#kernel';
import { type BookRow, books, type Moment, type ReadModels } from '#read-models';

/** An organisation's log and read models, open and caught up: what everything that is handed out is made from. */
export interface Source {
  readonly log: EventLog;
  readonly models: Pick<ReadModels, 'db'>;
}

/** The organisation's name, as its log was opened under it. */
export async function organisationName({ log }: Pick<Source, 'log'>): Promise<string> {
  const [genesis] = await log.readAll(0, 1);
  return (genesis?.data as { readonly name: string } | undefined)?.name ?? '';
}

/**
 * The day in Sweden that a position was recorded. What is handed out bears this day and not today's, so that the same
 * position gives the same bytes.
 */
export async function dayOfPosition({ log }: Pick<Source, 'log'>, { position }: Moment): Promise<string> {
  const [event] = await log.readAll(position - 1, 1);
  return event === undefined ? '' : LocalDate.ofInstant(event.recordedAt).toString();
}

/** A book as it stood; undefined where it was not open then. */
export const bookAt = async ({ models }: Source, book: string, moment: Moment): Promise<BookRow | undefined> =>
  (await books(models.db, moment)).find((one) => one.book === book);

/** What stands at the foot of every page that is handed out: whose it is, of which position, and the root signed for it. */
export async function pageFoot(source: Source, moment: Moment, checkpoint: string | null | undefined): Promise<string> {
  const organisation = `${await organisationName(source)} (${source.log.organisation})`;
  const [, , root = ''] = (checkpoint ?? '').split('\n');
  const signed = root === '' ? 'osignerad' : `kontrollpunkt ${root.slice(0, 12)}…`;
  return `${organisation} · position ${countInSwedish(moment.position)}, läget ${await dayOfPosition(source, moment)} · ${signed}`;
}
