import { DomainError } from '#kernel';
import { type VerifierKey, writeHash } from '#transparency';

import type { Bidragsbok } from '../bidragsbok.js';
import { checkpointsHeld } from '../checkpoints/checkpoints-held.js';
import { base64, type SignerStore } from './signer-store.js';

/** So many events, and the root that somebody who is not the backup says they have, base64. */
export interface Claim {
  readonly size: number;
  readonly root: string;
}

/** Somebody who kept what was signed: a checkpoint in a file, or the signer's own store. */
export interface Witness {
  readonly by: 'checkpoint' | 'signer';
  /** The largest first. */
  readonly claims: readonly Claim[];
}

/** Everybody outside the backup who says what the log was. Refuses with CHECKPOINT_NOT_FOUND and CHECKPOINT_NOT_OURS. */
export async function witnessesOf(
  { log }: Bidragsbok,
  store: SignerStore,
  held: { readonly checkpoint: string | undefined; readonly keys: readonly VerifierKey[] },
): Promise<readonly Witness[]> {
  const kept = held.checkpoint === undefined ? [] : checkpointsHeld(held.checkpoint, held.keys);
  const claims = kept
    .map(({ size, root }) => ({ size, root: writeHash(root) }))
    .sort((one, other) => other.size - one.size);
  const stores = (await store.signed(log)).map((signed): Witness => {
    return { by: 'signer', claims: signed.map(({ size, root }) => ({ size, root: base64(root) })) };
  });
  return claims.length === 0 ? stores : [{ by: 'checkpoint', claims }, ...stores];
}

/**
 * Holds a log that has been hashed again against its witnesses: what each of them says of more events than there are, one claim for
 * each, the largest first. Refuses with HISTORY_DIFFERS where a root of as many events, or of fewer, is another.
 */
export async function claimsBeyond(
  { log, signer }: Bidragsbok,
  witnesses: readonly Witness[],
): Promise<readonly Claim[]> {
  const position = await log.lastPosition();
  const beyond = new Map<string, Claim>();
  for (const { claims } of witnesses) {
    for (const { size, root } of claims.filter((claim) => claim.size <= position)) {
      if ((await signer.rootAt(size)) !== root) throw new DomainError('HISTORY_DIFFERS', { size });
    }
    const [last] = claims;
    if (last !== undefined && last.size > position) beyond.set(`${last.size} ${last.root}`, last);
  }
  return [...beyond.values()].sort((one, other) => other.size - one.size);
}
