import { DomainError } from '#kernel';

/** Why something failed, in words that hold nothing of what an event says. */
export interface Why {
  /** The refusal's code, or the error's name. */
  readonly code: string;
  readonly says: string;
}

interface Issue {
  readonly code: string;
  readonly path: readonly PropertyKey[];
}

/** A refusal and an error of our own say it in words without content; of others only what they are and where they came from. */
export function whyOf(error: unknown): Why {
  if (error instanceof DomainError) return { code: error.code, says: error.message };
  const { name = 'Error', message = '', issues } = (error ?? {}) as Partial<Error> & { issues?: readonly Issue[] };
  if (issues !== undefined) return { code: name, says: issues.map(written).join('; ') };
  return { code: name, says: name === 'Error' && !hasCode(error) ? message : placeOf(error) };
}

const written = ({ code, path }: Issue): string => `${path.map(String).join('.')}: ${code}`;

/** The driver's and the system's errors have a code, and quote in their words what they were given. */
const hasCode = (error: unknown): boolean => (error as { readonly code?: unknown } | null)?.code !== undefined;

function placeOf(error: unknown): string {
  const { code = '', stack = '' } = (error ?? {}) as { readonly code?: string; readonly stack?: string };
  const [, place = ''] = /\n\s+at (.+)/.exec(stack) ?? [];
  return [code, place].filter((part) => part !== '').join(' ');
}

/** What passes by itself when a server is there again, has room, or lets go of a lock. */
const PASSING = /^(?:POSTGRES_(?:UNREACHABLE|DENIED)|EVENT_STORE_(?:UNREACHABLE|DENIED)|DISK_FULL|LOG_BUSY)$/;

/** Whether it is no fault of an event's. */
export const isPassing = (error: unknown): boolean => error instanceof DomainError && PASSING.test(error.code);

export const isLeaseLost = (error: unknown): boolean => error instanceof DomainError && error.code === 'LEASE_LOST';
