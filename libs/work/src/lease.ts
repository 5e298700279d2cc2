import { DomainError } from '#kernel';
import type { Postgres, Session } from '#postgres';

import { LEASES } from './lease-schema.js';

/** What one worker alone does for a while: its role for one part, an organisation number or the whole store. */
export interface Lease {
  readonly role: string;
  readonly part: string;
  /** Grows each time that somebody takes the lease: who shows an older one has lost it, whatever it believes. */
  readonly token: number;
}

/**
 * Until the transaction ends nobody takes the lease: who takes one locks its row FOR UPDATE, whatever its time. Its holder renews it
 * meanwhile, which changes no key of the row.
 */
const PROVE = `SELECT 1 FROM ${LEASES} WHERE role = $1 AND part = $2 AND token = $3 AND until > clock_timestamp() FOR KEY SHARE`;

/** Proves a lease inside a transaction, for as long as that lasts. Refuses with LEASE_LOST. */
export async function proveLease(session: Session, { role, part, token }: Lease): Promise<void> {
  if ((await session.run(PROVE, [role, part, token])) !== 1) throw new DomainError('LEASE_LOST', { role, part });
}

/** A lease that is held, until it is lost or given back. */
export class HeldLease implements Lease {
  readonly role: string;
  readonly part: string;
  readonly token: number;
  private readonly ending = new AbortController();

  constructor(lease: Lease) {
    ({ role: this.role, part: this.part, token: this.token } = lease);
  }

  /** Aborted when no more work is to be begun under it. */
  get signal(): AbortSignal {
    return this.ending.signal;
  }

  end(): void {
    this.ending.abort();
  }

  /** The database for whoever works under the lease: no transaction of it that writes is committed without it. */
  over(postgres: Postgres): Postgres {
    return postgres.guardedBy(async (session) => {
      const { role, part } = this;
      if (this.signal.aborted) throw new DomainError('LEASE_LOST', { role, part });
      await proveLease(session, this);
    });
  }
}
