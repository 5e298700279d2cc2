import { DomainError } from '#kernel';

/** Classes and codes of https://www.postgresql.org/docs/current/errcodes-appendix.html; the longest beginning that fits holds. */
const REFUSALS: Readonly<Record<string, 'POSTGRES_DENIED' | 'POSTGRES_UNREACHABLE' | 'DISK_FULL' | 'LOG_BUSY'>> = {
  '28': 'POSTGRES_DENIED', // who asks is unknown, or has another password
  '3D000': 'POSTGRES_DENIED', // there is no such database
  '42501': 'POSTGRES_DENIED', // the user may not do this
  '08': 'POSTGRES_UNREACHABLE',
  '57P': 'POSTGRES_UNREACHABLE', // the server is stopping, starting, or has ended the connection
  '25P03': 'POSTGRES_UNREACHABLE', // a transaction stood still for too long
  '53300': 'POSTGRES_UNREACHABLE', // too many connections
  '53100': 'DISK_FULL',
  '55P03': 'LOG_BUSY', // a lock was not had in time
};
/** Of the system, before there is a connection or as it breaks. */
const BROKEN = /^E(?:CONN|PIPE|HOST|NET|TIMEDOUT|NOTFOUND|AI_|NOENT|ACCES)/;
/** The driver gives no code for these. */
const BROKEN_WORDS =
  /connection terminated|connection ended|not queryable|timeout exceeded when trying to connect|was destroyed|timeout expired/i;

/** What the server or the driver calls an error; empty where neither does. */
export function sqlStateOf(error: unknown): string {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  return typeof code === 'string' ? code : '';
}

// Not asked by instanceof: the system's errors may come from another realm than ours.
const wordsOf = (error: unknown): string => String((error as { readonly message?: unknown } | null)?.message);

/** Whether the same transaction may simply be tried again: it was rolled back for the sake of another one. */
export const isRolledBackForAnother = (error: unknown): boolean => ['40001', '40P01'].includes(sqlStateOf(error));

/** The refusal that a failure of PostgreSQL means to a person, or the error itself where it is of another kind. */
export function refusalOf(error: unknown): unknown {
  if (error instanceof DomainError) return error;
  const state = sqlStateOf(error);
  const known = [state, state.slice(0, 3), state.slice(0, 2)]
    .map((key) => REFUSALS[key])
    .find((code) => code !== undefined);
  if (known !== undefined) return new DomainError(known);
  if (BROKEN.test(state) || BROKEN_WORDS.test(wordsOf(error))) return new DomainError('POSTGRES_UNREACHABLE');
  return error;
}
