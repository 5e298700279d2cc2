import type { EventLog } from '#event-log';

import type { ReadModels } from './read-models.js';
import type { Story } from './story.fixture.js';

/** Where the rows of logs lie while a test runs. */
export interface Place {
  /** Read models over a log, as another process opens them: of the same name, the same rows. */
  open(log: EventLog, name: string): Promise<ReadModels>;
  /** The tables that hold rows, of every name. */
  tables(): Promise<readonly string[]>;
  /** Everything that stands in them. */
  dump(): Promise<string>;
  /** Makes the rows of a name seem to be those of another program. */
  spoil(name: string): Promise<void>;
  remove(): Promise<void>;
}

/** One story and the rows over its log, as a case of the contract finds them. */
export interface Scene {
  readonly story: Story;
  readonly place: Place;
  /** Read models over the story's log, or another. */
  open(log?: EventLog, name?: string): Promise<ReadModels>;
}
