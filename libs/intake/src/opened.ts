import type { EventLog } from '#event-log';
import type { Moment, ReadModels } from '#read-models';

/** An organisation's log and read models, open: what carrying a command out needs of them. */
export interface Opened {
  readonly log: EventLog;
  readonly models: ReadModels;
  /** The moment that a question names, with the read models brought up to the log's end. */
  moment(asOf?: string, perDate?: string): Promise<Moment>;
}
