import type { Clock, EventLog } from '#event-log';
import type { Moment, ReadModels } from '#read-models';
import type { Vault } from '#vault';

import type { FileStore, WaitingFile } from './file-store.js';

/** An organisation's log and read models, open: what carrying a command out needs of them. */
export interface Opened {
  readonly log: EventLog;
  readonly models: ReadModels;
  /** The moment that a question names, with the read models brought up to the log's end. */
  moment(asOf?: string, perDate?: string): Promise<Moment>;
}

/** With the files that were taken in, and the clock that events are recorded by. */
export interface OpenedFiles extends Opened {
  /** The organisation's own folder. */
  readonly dir: string;
  readonly files: FileStore;
  readonly clock: Clock;
  /** The originals. Refuses with KEYRING_… where their keys are not at hand. */
  vault(): Promise<Vault>;
}

/** A command being carried out: on which book, and the files that it lets wait for what it records. */
export interface Carrying {
  readonly book: OpenedFiles;
  readonly waiting: WaitingFile[];
}
