import type { Why } from './why.js';

/** What one piece of work is of: a role, and an organisation number or the whole store (`*`). */
export interface At {
  readonly role: string;
  readonly part: string;
}

/** An event that a partition does not get past, and where it stands. */
export interface Poison {
  readonly position: number;
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly version: number;
}

/** What a worker says as it works, for lines and metrics: nothing of what events say. */
export type Notice =
  /** `lost`: its time went out, or another has it; `returned`: so that others have their share, or as the worker ends. */
  | (At & { readonly what: 'lease-taken' | 'lease-lost' | 'lease-returned'; readonly token: number })
  /** Events of the log, or of the store, that were taken in by one transaction. */
  | (At & { readonly what: 'batch'; readonly events: number; readonly milliseconds: number })
  /** Work stands still and is tried again; `poison` where it is one event that stops it. */
  | (At & { readonly what: 'stopped'; readonly why: Why; readonly poison: Poison | null; readonly retryMs: number })
  | (At & { readonly what: 'resumed' })
  | { readonly what: 'signed'; readonly part: string; readonly size: number }
  /** The log is not what was signed, or cannot be signed: nothing of it is, until that is put right. */
  | { readonly what: 'unsigned'; readonly part: string; readonly why: Why }
  /** What concerns the worker as a whole, such as a database that does not answer. */
  | { readonly what: 'failed'; readonly role: string; readonly why: Why };

/** Hears what a worker says. */
export type Tell = (notice: Notice) => void;
