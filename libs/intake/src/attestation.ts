import type { Hold, Signer } from '#event-log';
import { DomainError } from '#kernel';

/** What ties an answer to the log as it was at a position, for whoever holds it against the log later. */
export interface Attestation {
  /** The root of the log up to the position, base64. Null where the log is not what was signed. */
  readonly root: string | null;
  /** The signed checkpoint of that position, a C2SP note. Null where none can be signed; what follows says why. */
  readonly checkpoint: string | null;
  readonly unsigned?: Pick<DomainError, 'code' | 'message'>;
  readonly integrityHold?: Hold;
}

/** Questions go on where nothing can be signed, so that this refuses nothing. */
export async function attestationOf(signer: Signer, position: number): Promise<Attestation> {
  try {
    const { root, note } = await signer.checkpoint(position);
    return { root: Buffer.from(root, 'hex').toString('base64'), checkpoint: note };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { code, message } = error;
    const hold = await signer.hold();
    if (hold !== null) return { root: null, checkpoint: null, integrityHold: hold };
    return { root: await signer.rootAt(position), checkpoint: null, unsigned: { code, message } };
  }
}
