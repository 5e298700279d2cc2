import { DomainError } from '#kernel';
import {
  type EventProof,
  MalformedNote,
  openCheckpoint,
  readProof,
  readVerifierKey,
  verifyProof,
  writeHash,
} from '#transparency';

/** What a proof says, once it holds: which event, and of which tree. */
export interface ProvedFile {
  readonly position: number;
  readonly event: unknown;
  readonly size: number;
  /** Base64, as checkpoints print it. */
  readonly root: string;
  readonly key: string;
}

/**
 * Holds a proof, which came as a file, against keys that the asker trusts. It needs neither log nor network. Refuses with
 * PROOF_UNREADABLE and PROOF_FAILED.
 */
export function verifyProofFile(text: string, keys: readonly string[]): ProvedFile {
  const proof = told('PROOF_UNREADABLE', () => readProof(text));
  const trusted = keys.map((key) => told('PROOF_UNREADABLE', () => readVerifierKey(key)));
  const { size, root } = told('PROOF_FAILED', () => verifyProof(proof, trusted));
  const key = keys.find((_, at) => isBy(proof, trusted.slice(at, at + 1))) ?? '';
  return { position: proof.index + 1, event: JSON.parse(proof.event), size, root: writeHash(root), key };
}

function isBy({ checkpoint }: EventProof, key: Parameters<typeof openCheckpoint>[1]): boolean {
  try {
    openCheckpoint(checkpoint, key);
    return true;
  } catch {
    return false;
  }
}

function told<Result>(code: 'PROOF_UNREADABLE' | 'PROOF_FAILED', work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof MalformedNote || error instanceof TypeError)
      throw new DomainError(code, { fault: error.message });
    throw error;
  }
}
