import type { Notary } from '#event-log';
import type { DomainError } from '#kernel';

import type { HeldLease } from './lease.js';
import type { LogEnds } from './log-ends.js';
import type { Tell } from './notice.js';
import { pause } from './pause.js';
import type { Role } from './shares.js';
import type { OpenSigner } from './signatures.js';
import { Signatures } from './signatures.js';
import { type Retry, type Stopped, Tries } from './trying.js';
import { type Why, whyOf } from './why.js';

/** The whole store is one piece of work: its order is one. */
export const WHOLE_STORE = '*';

interface Notarising {
  /** The notary, and who signs, for one lease. */
  readonly open: (lease: HeldLease) => Promise<{ readonly notary: Notary; readonly signers: OpenSigner }>;
  readonly ends: LogEnds;
  /** Organisations whose events are passed over, and why. */
  readonly stoppedLogs: () => Promise<ReadonlyMap<string, DomainError>>;
  readonly lookMs: number;
  readonly signEveryMs: number;
  readonly retry: Retry;
  readonly now: () => number;
  readonly tell: Tell;
}

/** How the copy of the store stands. */
export interface NotaryStanding {
  /** Why nothing is filed at all; an integrity hold is NOTARY_HOLDS. */
  readonly stopped: Stopped | null;
  /** When all that was in the store was filed, in milliseconds since 1970; null before it ever was. */
  readonly caughtUpAt: number | null;
  readonly stoppedLogs: ReadonlyMap<string, Why>;
  readonly unsigned: ReadonlyMap<string, Why>;
}

/** Follows the store, files what comes in each organisation's log, and signs each log that has moved. */
export class NotaryRole implements Role {
  readonly name = 'notary';
  private running: { readonly tries: Tries; signatures: Signatures | null } | null = null;
  private caughtUpAt: number | null = null;
  private passedOver: ReadonlyMap<string, Why> = new Map();

  constructor(private readonly notarising: Notarising) {}

  parts(): Promise<readonly string[]> {
    return Promise.resolve([WHOLE_STORE]);
  }

  /** Null where another worker is the notary. */
  get standing(): NotaryStanding | null {
    if (this.running === null) return null;
    const { tries, signatures } = this.running;
    const { caughtUpAt, passedOver: stoppedLogs } = this;
    return { stopped: tries.stopped, caughtUpAt, stoppedLogs, unsigned: signatures?.unsigned ?? new Map() };
  }

  async work(lease: HeldLease): Promise<void> {
    const { role, part } = lease;
    const tries = new Tries({ ...this.notarising, at: { role, part } });
    const running = (this.running = { tries, signatures: null });
    try {
      await tries.run(
        lease,
        () => this.follow(lease),
        () => Promise.resolve(null),
      );
    } finally {
      if (this.running === running) this.running = null;
    }
  }

  private async follow(lease: HeldLease): Promise<void> {
    const { open, ends, lookMs, signEveryMs, tell } = this.notarising;
    const { notary, signers } = await open(lease);
    const signatures = new Signatures({ open: signers, everyMs: signEveryMs, tell });
    if (this.running !== null) this.running.signatures = signatures;
    while (!lease.signal.aborted) {
      await this.bringUp(lease, notary);
      this.running?.tries.succeeded();
      await this.lookForStops();
      const filed = [...(await ends.now())].map(([organisation, position]) => ({ organisation, position }));
      await signatures.sign(filed);
      await pause(lookMs, lease.signal);
    }
  }

  private async bringUp({ role, part }: HeldLease, notary: Notary): Promise<void> {
    const began = performance.now();
    const { filed } = await notary.bringUp();
    this.caughtUpAt = this.notarising.now();
    const milliseconds = performance.now() - began;
    if (filed > 0) this.notarising.tell({ role, part, what: 'batch', events: filed, milliseconds });
  }

  private async lookForStops(): Promise<void> {
    const { tell } = this.notarising;
    const stopped = new Map([...(await this.notarising.stoppedLogs())].map(([part, error]) => [part, whyOf(error)]));
    for (const [part, why] of stopped) {
      if (this.passedOver.get(part)?.says === why.says) continue;
      tell({ role: this.name, part, what: 'stopped', why, poison: null, retryMs: this.notarising.retry.longestMs });
    }
    for (const part of this.passedOver.keys()) {
      if (!stopped.has(part)) tell({ role: this.name, part, what: 'resumed' });
    }
    this.passedOver = stopped;
  }
}
