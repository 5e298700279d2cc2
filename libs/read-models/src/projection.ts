import type { RecordedEvent } from '#event-log';

import type { Dialect } from './dialect.js';
import type { Reading, Table, TableShape } from './table.js';

/** An event as a projection reads it: its data lifted to the newest shape of its type, as JSON. */
export type ProjectedEvent = Omit<RecordedEvent, 'private' | 'again'>;

/** The tables of one projection, by name. */
export type Tables<Name extends string = string> = Readonly<Record<Name, Table>>;

/** Takes an event into the rows; null where nothing had to be read for it, as with nearly every one. */
export type Fold = (event: ProjectedEvent) => Reading | null;

/**
 * One question's rows. A projection follows the log in order; it never refuses, never emits and never reads another
 * projection's rows. A row carries the `position` that made it and `gone`, the position that ended it.
 */
export interface Projection<Name extends string = string> {
  readonly tables: Readonly<Record<Name, Omit<TableShape, 'name'>>>;
  /** Makes ready to fold from where the rows stand: what it needs to remember it reads from its own tables. */
  readonly start: (tables: Tables<Name>, dialect: Dialect) => Reading<Fold>;
}
