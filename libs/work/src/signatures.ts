import type { Signer } from '#event-log';
import { DomainError } from '#kernel';

import type { LogEnd } from './log-ends.js';
import type { Tell } from './notice.js';
import { isLeaseLost, isPassing, type Why, whyOf } from './why.js';

/** Opens the signer of an organisation's log anew, since another may have changed the key; null where no key is here. */
export type OpenSigner = (organisation: string) => Promise<Signer | null>;

interface Signing {
  readonly open: OpenSigner;
  /** A log that grows all the time is signed no oftener than this. */
  readonly everyMs: number;
  readonly tell: Tell;
}

/** Signs each log that has moved, back as well as on, where its key is. */
export class Signatures {
  private readonly signed = new Map<string, { readonly size: number; readonly at: number }>();
  private readonly refused = new Map<string, Why>();

  constructor(private readonly signing: Signing) {}

  /** Logs that cannot be signed, and why: an integrity hold, or a key that is not the log's. */
  get unsigned(): ReadonlyMap<string, Why> {
    return this.refused;
  }

  /** Refuses with LEASE_LOST, and with what passes by itself. */
  async sign(ends: readonly LogEnd[]): Promise<void> {
    for (const { organisation, position } of ends) {
      const last = this.signed.get(organisation);
      const isDue = last === undefined || performance.now() - last.at >= this.signing.everyMs;
      if (position !== last?.size && isDue) await this.signOne(organisation, position);
    }
  }

  private async signOne(part: string, size: number): Promise<void> {
    const signer = await this.signing.open(part);
    this.signed.set(part, { size: 0, at: performance.now() });
    if (signer === null) return;
    try {
      await signer.checkpoint(size);
      await signer.hold(); // Where it was held, that is over, and said to be.
      this.signed.set(part, { size, at: performance.now() });
      this.refused.delete(part);
      this.signing.tell({ what: 'signed', part, size });
    } catch (error) {
      this.refuse(part, error);
    } finally {
      await signer.close();
    }
  }

  private refuse(part: string, error: unknown): void {
    if (!(error instanceof DomainError) || isPassing(error) || isLeaseLost(error)) throw error;
    const why = whyOf(error);
    if (this.refused.get(part)?.code !== why.code) this.signing.tell({ what: 'unsigned', part, why });
    this.refused.set(part, why);
  }
}
