import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';

import {
  AtOnce,
  type Clock,
  CopiedEventLog,
  copiedEnds,
  EventStore,
  Notary,
  PostgresCheckpoints,
  Signer,
  stoppedLogs,
  systemClock,
} from '#event-log';
import type { EventCatalogue } from '#kernel';
import { Postgres } from '#postgres';
import { ReadModels } from '#read-models';

import type { HeldLease } from './lease.js';
import { Leases } from './leases.js';
import { LogEnds } from './log-ends.js';
import type { Tell } from './notice.js';
import { NotaryRole, type NotaryStanding } from './notary-role.js';
import type { Followed, Standing } from './partition.js';
import { RowsRole } from './rows-role.js';
import { type Role, Shares } from './shares.js';
import type { OpenSigner } from './signatures.js';

/** How patient a worker is, in milliseconds. */
export interface Timing {
  /** A worker that is silent for so long is taken for dead. */
  readonly leaseMs: number;
  /** Between two rounds in which leases are prolonged and shared out. */
  readonly roundMs: number;
  /** Between two looks for what has come. */
  readonly lookMs: number;
  readonly signEveryMs: number;
  readonly retryShortestMs: number;
  readonly retryLongestMs: number;
}

const TIMING: Timing = {
  ...{ leaseMs: 15_000, roundMs: 1000, lookMs: 200, signEveryMs: 10_000 },
  ...{ retryShortestMs: 1000, retryLongestMs: 60_000 },
};
/** Bring rows forward at once. There is one thread; more would only wait for it, each with a connection. */
const AT_ONCE = 4;

/** What a projector works between, and for whom. */
export interface OpenProjector {
  /** Connection strings. */
  readonly servers: { readonly eventStore: string; readonly postgres: string };
  /** The folder in which an organisation's signing key lies, if it does. */
  readonly signerFolder: (organisation: string) => string;
  readonly catalogue: EventCatalogue;
  readonly clock?: Clock;
  readonly tell: Tell;
  readonly timing?: Partial<Timing>;
}

/** How a worker stands now. */
export interface ProjectorState {
  readonly worker: string;
  /** Its database answers: leases were asked for within their time. */
  readonly isReady: boolean;
  /** Null where another worker is the notary. */
  readonly notary: NotaryStanding | null;
  /** The organisations whose rows it brings forward. */
  readonly rows: readonly Standing[];
}

interface Running {
  /** Another one each time that it starts. */
  readonly worker: string;
  readonly notary: NotaryRole;
  readonly rows: RowsRole;
  readonly shares: readonly Shares[];
  readonly leaseMs: number;
  close(): Promise<void>;
}

/**
 * One of the workers that follow the store into PostgreSQL: it files the logs if no other does, and brings its share of the
 * organisations' rows forward.
 */
export class Projector {
  private isStopping = false;

  private constructor(private readonly running: Running) {}

  /**
   * Begins to work. Refuses with EVENT_STORE_ADDRESS_MALFORMED, POSTGRES_ADDRESS_MALFORMED, POSTGRES_UNREACHABLE, POSTGRES_DENIED,
   * POSTGRES_UNSUITED and POSTGRES_NEWER; later on it waits for what does not answer.
   */
  static async open(options: OpenProjector): Promise<Projector> {
    const { servers, clock = systemClock, tell } = options;
    const timing = { ...TIMING, ...options.timing };
    const { leaseMs, roundMs, lookMs, signEveryMs } = timing;
    const worker = randomUUID();
    const postgres = Postgres.open({ address: servers.postgres });
    // Apart from the work: no lease may run out because all connections are in use.
    const own = Postgres.open({ address: servers.postgres, connections: 2 });
    const store = await EventStore.open({ address: servers.eventStore });
    const close = async (): Promise<void> => {
      await store.close();
      await postgres.close();
      await own.close();
    };
    try {
      await Notary.open({ store, postgres });
      const between = new Between(options, { store, postgres, clock });
      const retry = { shortestMs: timing.retryShortestMs, longestMs: timing.retryLongestMs };
      const shared = { retry, now: clock, tell };
      const ends = new LogEnds(() => copiedEnds(postgres), lookMs);
      const notary = new NotaryRole({
        ...{ ...shared, ends, lookMs, signEveryMs },
        open: (lease) => between.notaryFor(lease),
        stoppedLogs: () => stoppedLogs(postgres),
      });
      const turns = new AtOnce(AT_ONCE);
      const rows = new RowsRole({ ...shared, ends, turns, open: (lease) => between.rowsFor(lease) });
      const share = async (role: Role): Promise<Shares> => {
        const leases = await Leases.open({ postgres: own, worker, role: role.name, milliseconds: leaseMs });
        return new Shares({ leases, role, roundMs, tell });
      };
      return new Projector({ worker, notary, rows, shares: [await share(notary), await share(rows)], leaseMs, close });
    } catch (error) {
      await close();
      throw error;
    }
  }

  get state(): ProjectorState {
    const { worker, notary, rows, shares, leaseMs } = this.running;
    const isReady = !this.isStopping && shares.every(({ silentMs }) => silentMs < leaseMs);
    return { worker, isReady, notary: notary.standing, rows: rows.standings };
  }

  /** How long the first event that each organisation's rows lack has been recorded, in milliseconds; 0 where they lack none. */
  lagsMs(): Promise<ReadonlyMap<string, number>> {
    return this.running.rows.lagsMs();
  }

  /** Ends after the batches that are under way, and gives every lease back. */
  async stop(): Promise<void> {
    this.isStopping = true;
    await Promise.all(this.running.shares.map((each) => each.stop()));
    await this.running.close();
  }
}

/** What is opened between the servers for one lease: none of it writes without that. */
class Between {
  constructor(
    private readonly options: OpenProjector,
    private readonly at: { readonly store: EventStore; readonly postgres: Postgres; readonly clock: Clock },
  ) {}

  async notaryFor(lease: HeldLease): Promise<{ readonly notary: Notary; readonly signers: OpenSigner }> {
    const { store } = this.at;
    const postgres = lease.over(this.at.postgres);
    const notary = await Notary.open({ store, postgres });
    return { notary, signers: (organisation) => this.signerOf(organisation, postgres) };
  }

  async rowsFor(lease: HeldLease): Promise<Followed> {
    const postgres = lease.over(this.at.postgres);
    const log = await this.logOf(lease.part, postgres);
    const models = await ReadModels.openIn(postgres, log, this.options.catalogue);
    const close = async (): Promise<void> => {
      await models.close();
      await log.close();
    };
    return { log, models, close };
  }

  private async signerOf(organisation: string, postgres: Postgres): Promise<Signer | null> {
    const dir = this.options.signerFolder(organisation);
    // The key may lie with another worker alone, or with none.
    if (!existsSync(`${dir}/key`)) return null;
    const log = await this.logOf(organisation, postgres);
    const store = await PostgresCheckpoints.open(postgres, organisation);
    return new Signer({ dir, log, clock: this.at.clock, store });
  }

  private logOf(organisation: string, postgres: Postgres): Promise<CopiedEventLog> {
    return CopiedEventLog.open({ eventStore: this.at.store, postgres, organisation, readOnly: true });
  }
}
