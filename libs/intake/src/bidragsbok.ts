import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';

import {
  type Clock,
  type EventLog,
  openNewLog,
  type RecordedEvent,
  type Salt,
  SqliteEventLog,
  systemClock,
} from '#event-log';
import { DomainError, OrganisationNumber } from '#kernel';
import { type Archive, type Moment, ReadModels } from '#read-models';

import { catalogue } from './catalogue.js';
import { type Command, OPERATOR } from './command.js';
import { execute } from './commands.js';
import { chosenOrganisation, unwritable } from './data-folder.js';
import { settleErasures } from './erasure/settle.js';
import { FileStore } from './file-store.js';
import { dayAsked, momentOf, type Span, spanOf } from './moment.js';

export interface OpenBidragsbok {
  /** The data folder; each organisation has a folder of its own in it, named by its number. */
  readonly data: string;
  /** May be left out while the folder holds one organisation only. */
  readonly organisation?: string | undefined;
  readonly clock?: Clock | undefined;
  readonly salt?: Salt | undefined;
}

/** One organisation's grant book: its log, the read models beside it, and the files that were taken in. */
export class Bidragsbok {
  readonly files: FileStore;
  readonly models: ReadModels;
  readonly clock: Clock;
  private settled: Promise<void> | undefined;

  private constructor(
    readonly dir: string,
    readonly log: EventLog,
    { models, clock }: { readonly models: ReadModels; readonly clock: Clock },
  ) {
    this.models = models;
    this.clock = clock;
    this.files = new FileStore(dir);
  }

  /** Opens the log of an organisation. Refuses with ORGANISATION_UNKNOWN and ORGANISATION_NOT_CHOSEN. */
  static open(options: OpenBidragsbok): Bidragsbok {
    const organisation = chosenOrganisation(options.data, options.organisation);
    return Bidragsbok.at({ ...options, organisation }, false);
  }

  /** Opens a new log with its first event. Refuses with LOG_EXISTS where the organisation has one. */
  static async init(
    options: OpenBidragsbok & { readonly organisation: string; readonly name: string; readonly software: string },
  ) {
    const organisation = OrganisationNumber.parse(options.organisation).toString();
    const book = Bidragsbok.at({ ...options, organisation }, true);
    try {
      const { name, software } = options;
      await openNewLog(book.log, { name, software }, { commandId: `init-${organisation}`, actor: OPERATOR });
      return book;
    } catch (error) {
      await book.close();
      throw error;
    }
  }

  private static at(
    { data, organisation, clock, salt }: OpenBidragsbok & { organisation: string },
    create: boolean,
  ): Bidragsbok {
    const dir = join(data, organisation);
    const scripted = { ...(clock === undefined ? {} : { clock }), ...(salt === undefined ? {} : { salt }) };
    try {
      const log = SqliteEventLog.open({ dir, organisation, create, ...scripted });
      const models = ReadModels.open(dir, log, catalogue);
      return new Bidragsbok(dir, log, { models, clock: clock ?? systemClock });
    } catch (error) {
      throw refusalOf(error);
    }
  }

  get organisation(): string {
    return this.log.organisation;
  }

  /** What a history is read from. */
  get archive(): Archive {
    return { log: this.log, db: this.models.db, catalogue, pause: () => setImmediate() };
  }

  /** Carries out a command: decided, appended, projected. The same id again gives back the events of the first time. */
  async execute(command: Command, commandId: string): Promise<readonly RecordedEvent[]> {
    await this.settle();
    const events = await execute(this, command, commandId);
    await this.models.take(events);
    return events;
  }

  /** The moment that a question names, with the read models brought up to the log's end. */
  async moment(asOf?: string, perDate?: string): Promise<Moment> {
    await this.settle();
    await this.models.catchUp();
    return momentOf(this.log, asOf, perDate);
  }

  /** What was recorded between two moments, with the read models brought up to the log's end. */
  async span(from?: string, to?: string): Promise<Span> {
    await this.settle();
    await this.models.catchUp();
    return spanOf(this.log, from, to);
  }

  /** The day that a question is asked of: `today`, which the door knows, or that of the moment it names. */
  day(today: string, asOf?: string): Promise<string> {
    return dayAsked(this.log, today, asOf);
  }

  /** Two moments, the log's end where the later one is left out. What compares them refuses those in the wrong order. */
  async moments(from: string, to?: string): Promise<readonly [from: Moment, to: Moment]> {
    return [await this.moment(from), await this.moment(to)];
  }

  /** An erasure that was cut off is completed by whoever comes next. */
  private settle(): Promise<void> {
    return (this.settled ??= settleErasures(this));
  }

  async close(): Promise<void> {
    this.models.close();
    await this.log.close();
  }
}

function refusalOf(error: unknown): unknown {
  if (error instanceof DomainError && error.code === 'LOG_NOT_FOUND') return new DomainError('ORGANISATION_UNKNOWN');
  return unwritable(error);
}
