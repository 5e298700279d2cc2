import { DomainError } from '#kernel';

/** Of an error of the client what tells it; its own classes come and go with versions. */
interface StoreError {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

const INSUFFICIENT_STORAGE = 507;
/** What the network, Node and the client say of a store that is not there, or stops in the middle. */
const SILENT = /^(?:ERR_STREAM_PREMATURE_CLOSE|TimeoutError|RequestTimeout|ServiceUnavailable|SlowDown|InternalError)$/;
/** Asked of the text too: where the client wraps an error of the network's, only the text says it. */
const CUT_OFF = /\bE(?:CONN(?:REFUSED|RESET|ABORTED)|PIPE|HOSTUNREACH|NETUNREACH|NOTFOUND|AI_AGAIN|TIMEDOUT)\b/;
const DENIED = /^(?:CredentialsProviderError|AccessDenied|InvalidAccessKeyId|SignatureDoesNotMatch)$/;

/** Whether the store says that there is nothing under the name. */
export function isAbsent(error: unknown): boolean {
  return ['NoSuchKey', 'NotFound'].includes(String((error as StoreError | null)?.name));
}

/** The refusal that an error of the store means to a person; the error itself where it is none of the store's. */
export function refusalOf(error: unknown, bucket: string): unknown {
  if (error instanceof DomainError) return error;
  const said = (error ?? {}) as StoreError;
  if (said.name === 'NoSuchBucket') return new DomainError('OBJECT_STORE_BUCKET_MISSING', { bucket });
  if (isDenied(said)) return new DomainError('OBJECT_STORE_DENIED');
  if (statusOf(said) === INSUFFICIENT_STORAGE) return new DomainError('DISK_FULL');
  return isSilent(said) ? new DomainError('OBJECT_STORE_UNREACHABLE') : error;
}

const statusOf = ({ $metadata }: StoreError): number => $metadata?.httpStatusCode ?? 0;

const isDenied = (error: StoreError): boolean =>
  [401, 403].includes(statusOf(error)) || DENIED.test(String(error.name));

function isSilent(error: StoreError): boolean {
  const { name, code, message } = error;
  if (statusOf(error) >= 500 || CUT_OFF.test(`${String(code)} ${String(message)}`)) return true;
  return [name, code].some((one) => SILENT.test(String(one)));
}
