import type { Clock, EventLog, Salt, SignedCheckpoints, Write } from '#event-log';
import { DomainError, OrganisationNumber } from '#kernel';
import type { ReadModels } from '#read-models';
import type { Runs } from '#work';

/** Which log is opened, and what may be written to it. */
export interface OpenKept {
  /** Ten digits. */
  readonly organisation: string;
  /** False refuses with LOG_NOT_FOUND what would make a new, empty log. */
  readonly create: boolean;
  /** Asked before every append: what it throws refuses it. */
  readonly guard: (writes: readonly Write[]) => Promise<void>;
  readonly clock: Clock;
  readonly salt?: Salt;
}

/** An organisation's log and the rows made of it, open. */
export interface Kept {
  readonly log: EventLog;
  readonly models: ReadModels;
  /** What was signed of the log; a file beside the key where it is left out. */
  readonly checkpoints?: SignedCheckpoints;
  /** What is built of its grants, opened when it is first asked for. */
  runs(): Promise<Runs>;
  close(): Promise<void>;
}

/** What keeps the logs and their rows. */
export interface Engine {
  /** The organisations that have a log here, in order. */
  organisations(): Promise<readonly string[]>;
  open(options: OpenKept): Promise<Kept>;
}

/** The organisation that is meant: the named one, or the only one there is. */
export async function chosenOrganisation(engine: Engine, named?: string): Promise<string> {
  if (named !== undefined) return OrganisationNumber.parse(named).toString();
  const [only, ...others] = await engine.organisations();
  if (only === undefined) throw new DomainError('ORGANISATION_UNKNOWN');
  if (others.length > 0) throw new DomainError('ORGANISATION_NOT_CHOSEN');
  return only;
}
