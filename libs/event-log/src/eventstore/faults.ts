import type { ServiceError } from '@grpc/grpc-js';

/**
 * What an error of a call means. `transient`: try again with the same ids, for nobody knows whether it was carried out; that is
 * also what it is where nothing says otherwise, since trying again does no harm.
 */
export type Fault = 'stream-deleted' | 'denied' | 'no-such-position' | 'mistake' | 'transient';

const INVALID_ARGUMENT = 3;
const DEADLINE_EXCEEDED: ReadonlySet<number> = new Set([4]);
const PERMISSION_DENIED = 7;
const UNIMPLEMENTED = 12;
const UNAUTHENTICATED = 16;

const byException: Readonly<Record<string, Fault>> = {
  'stream-deleted': 'stream-deleted',
  'access-denied': 'denied',
  'maximum-append-size-exceeded': 'mistake',
};
const byCode: ReadonlyMap<number, Fault> = new Map<number, Fault>([
  [PERMISSION_DENIED, 'denied'],
  [UNAUTHENTICATED, 'denied'],
  [INVALID_ARGUMENT, 'mistake'],
  [UNIMPLEMENTED, 'mistake'],
]);

/**
 * Reads an error as the wire gives it: by the server's own word for it, or else by its status. A server that is down, starts,
 * stops, has been killed or is no longer the leader is told in six ways; all of them are `transient`.
 */
export function faultOf(error: unknown): Fault {
  if (!isFromCall(error)) return 'transient';
  const exception = byException[String(error.metadata.get('exception')[0])];
  if (exception !== undefined) return exception;
  if (error.details.includes('InvalidPosition')) return 'no-such-position';
  return byCode.get(error.code) ?? 'transient';
}

/** Whether a call was given up because its time was out: the connection may be to a machine that no longer answers. */
export const isTimeOut = (error: unknown): boolean => isFromCall(error) && DEADLINE_EXCEEDED.has(error.code);

const isFromCall = (error: unknown): error is ServiceError =>
  error instanceof Error && 'metadata' in error && 'code' in error && typeof error.code === 'number';
