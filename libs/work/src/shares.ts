import { HeldLease } from './lease.js';
import type { Leases } from './leases.js';
import type { Tell } from './notice.js';
import { pause } from './pause.js';
import { isLeaseLost, whyOf } from './why.js';

/** What there is to do in a role. */
export interface Role {
  /** Such as `rows`. */
  readonly name: string;
  /** What it is shared out by. */
  parts(): Promise<readonly string[]>;
  /** Works on one part until the lease's signal is aborted, and is done when nothing is under way. LEASE_LOST ends it too. */
  work(lease: HeldLease): Promise<void>;
}

interface OpenShares {
  readonly leases: Leases;
  readonly role: Role;
  /** Between two rounds, in which leases are prolonged, taken and given back; a small part of a lease's time. */
  readonly roundMs: number;
  readonly tell: Tell;
}

interface Held {
  readonly lease: HeldLease;
  readonly ended: Promise<void>;
}

/**
 * One worker's share of a role's parts: as many as there are to each worker who is there, rounded up. A worker who comes is given some
 * by those who have more; one who dies is missed when its time is over, and so are its leases.
 */
export class Shares {
  private readonly held = new Map<string, Held>();
  private readonly stopping = new AbortController();
  private readonly running: Promise<void>;
  /** When the last round went well; the worker's own clock, in milliseconds. */
  private roundAt = performance.now();

  constructor(private readonly options: OpenShares) {
    this.running = this.run();
  }

  /** The parts that are held now. */
  get parts(): readonly string[] {
    return [...this.held.keys()].sort();
  }

  /** How long ago it was that leases were asked for and the answer came. */
  get silentMs(): number {
    return performance.now() - this.roundAt;
  }

  /** Ends all work, each after its batch, and gives the leases back. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await this.unlessRefused(() => this.round());
      await pause(this.options.roundMs, signal);
    }
    await this.unlessRefused(async () => {
      await this.giveBack([...this.held.values()]);
      await this.options.leases.leave();
    });
  }

  /** Without its database a worker can do nothing but ask again: what it holds is lost there when its time is over. */
  private async unlessRefused(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.roundAt = performance.now();
    } catch (error) {
      this.options.tell({ what: 'failed', role: this.options.role.name, why: whyOf(error) });
    }
  }

  private async round(): Promise<void> {
    const { leases, role } = this.options;
    const renewed = await leases.renew([...this.held.values()].map(({ lease }) => lease));
    for (const [part, { lease }] of this.held) if (!renewed.has(part)) lease.end();
    const workers = await leases.present();
    const parts = await role.parts();
    const share = Math.ceil(parts.length / workers);
    await this.giveBack([...this.held.values()].slice(share));
    const others = parts.filter((part) => !this.held.has(part));
    for (const lease of await leases.take(others, share - this.held.size)) this.begin(new HeldLease(lease));
  }

  private begin(lease: HeldLease): void {
    const { role, tell } = this.options;
    const { part, token } = lease;
    tell({ what: 'lease-taken', role: role.name, part, token });
    const ended = this.work(lease).finally(() => {
      if (this.held.get(part)?.lease === lease) this.held.delete(part);
    });
    this.held.set(part, { lease, ended });
  }

  /** A lease whose work has ended by itself is not prolonged: it is taken again, by whomever, once its time is over. */
  private async work(lease: HeldLease): Promise<void> {
    const { role, tell } = this.options;
    const at = { role: role.name, part: lease.part };
    try {
      await role.work(lease);
    } catch (error) {
      if (!isLeaseLost(error)) tell({ ...at, what: 'stopped', why: whyOf(error), poison: null, retryMs: 0 });
    }
    lease.end();
    tell({ ...at, what: this.returned.has(lease) ? 'lease-returned' : 'lease-lost', token: lease.token });
  }

  private readonly returned = new WeakSet<HeldLease>();

  private async giveBack(those: readonly Held[]): Promise<void> {
    for (const { lease } of those) {
      this.returned.add(lease);
      lease.end();
    }
    await Promise.all(those.map(({ ended }) => ended));
    await this.options.leases.giveBack(those.map(({ lease }) => lease));
  }
}
