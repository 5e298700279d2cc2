import { DomainError } from '#kernel';

interface Seen {
  /** When it was first seen; UTC. */
  readonly since: string;
  /** The log's end now. */
  readonly position: number;
}

/** The log is shorter than, or another than, what was signed. */
export interface DiffersFromSigned extends Seen {
  readonly why: 'differs';
  /** The last position that was signed, and when. */
  readonly signed: number;
  readonly signedAt: string;
  /** The last signed position up to which the log is what was signed; 0 where there is none. */
  readonly agreesTo: number;
  /** Signed events that the log lacks; 0 where it is long enough and says something else. */
  readonly missing: number;
}

/**
 * Nothing here attests to the log. `forgotten`: the signer's store remembers nothing, though the log names a key and has gone on
 * since: it is gone, or another folder is looked in. `foreign`: the store is that of another log.
 */
export interface Unattested extends Seen {
  readonly why: 'forgotten' | 'foreign';
  /** The file, or the schema of the database, that was looked in. */
  readonly store: string;
  /** Events of the log that nothing here attests to: all of them. */
  readonly unattested: number;
}

/** Why nothing is written, handed out or signed. */
export type Hold = DiffersFromSigned | Unattested;

/** What a hold refuses with: INTEGRITY_HOLD, SIGNER_REMEMBERS_NOTHING, SIGNER_OF_ANOTHER_LOG. */
export function holdError(hold: Hold): DomainError {
  if (hold.why === 'differs') {
    const { since, position, signed, missing } = hold;
    const fault = missing > 0 ? `${missing} händelser saknas` : 'händelser är ändrade';
    return new DomainError('INTEGRITY_HOLD', { fault, since, position, signed, missing });
  }
  const { why, since, position, store, unattested } = hold;
  const code = why === 'forgotten' ? 'SIGNER_REMEMBERS_NOTHING' : 'SIGNER_OF_ANOTHER_LOG';
  return new DomainError(code, { since, position, store, unattested });
}
