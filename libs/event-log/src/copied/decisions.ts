import type { Session } from '#postgres';

import { PrivatePartErased, YearPruned } from '../log.events.js';

/** A decision in the stream `log` that takes something away: private parts, or whole events. */
export interface Taking {
  readonly takes: 'private' | 'bytes';
  readonly ranges: readonly (readonly [first: number, last: number])[];
}

/** Why a decision cannot be: it takes what comes after it, the stream of the log, or a stream in part. */
export type Voidness = 'later' | 'log' | 'part';

/** What of an event says what it decides. */
interface Saying {
  readonly stream: string;
  readonly type: string;
  readonly version: number;
  readonly data: unknown;
}

/** What an event takes away; undefined where it takes nothing. Throws where it cannot be read. */
export function takingOf({ stream, type, version, data }: Saying): Taking | undefined {
  if (stream !== 'log') return undefined;
  const event = { type, version, data };
  if (type === PrivatePartErased.name) return { takes: 'private', ranges: PrivatePartErased.read(event).data.ranges };
  if (type === YearPruned.name) return { takes: 'bytes', ranges: YearPruned.read(event).data.ranges };
  return undefined;
}

/**
 * What a decision takes must have been recorded before it. A pruning takes whole streams, as they are now, and never that of the
 * log, in which the decisions lie. The reason where it is not so.
 */
export async function voidness(
  session: Session,
  { organisation, last }: { readonly organisation: string; readonly last: number },
  { takes, ranges }: Taking,
): Promise<Voidness | undefined> {
  if (ranges.some(([, to]) => to > last)) return 'later';
  if (takes === 'private') return undefined;
  const [found] = await session.cells<[boolean, boolean]>(
    `WITH named AS MATERIALIZED (SELECT DISTINCT stream, position FROM event JOIN
         unnest($2::bigint[], $3::bigint[]) AS range (first, last) ON position BETWEEN first AND last
       WHERE organisation = $1)
     SELECT EXISTS (SELECT 1 FROM named WHERE stream = 'log'),
       EXISTS (SELECT 1 FROM (SELECT stream, count(*) AS count FROM named GROUP BY stream) AS told
         WHERE count <> (SELECT count(*) FROM event WHERE organisation = $1 AND event.stream = told.stream))`,
    [organisation, ...ends(ranges)],
  );
  if (found?.[0] === true) return 'log';
  return found?.[1] === true ? 'part' : undefined;
}

/** Takes away what a decision names that is the last event of its log. */
export async function takeAway(session: Session, organisation: string, { takes, ranges }: Taking): Promise<void> {
  const [what, left] = takes === 'bytes' ? ['bytes = NULL, private = NULL', 'bytes'] : ['private = NULL', 'private'];
  await session.run(
    `UPDATE event SET ${what} FROM unnest($2::bigint[], $3::bigint[]) AS range (first, last)
     WHERE organisation = $1 AND position BETWEEN first AND last AND ${left} IS NOT NULL`,
    [organisation, ...ends(ranges)],
  );
}

const ends = (ranges: Taking['ranges']): [number[], number[]] => [
  ranges.map(([first]) => first),
  ranges.map(([, last]) => last),
];
