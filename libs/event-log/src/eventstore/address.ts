import { DomainError } from '#kernel';

/** What the client heeds; an option that it does not it would print, with the whole address and the password in it. */
const OPTIONS = new Set([
  'tls',
  'tlscafile',
  'usercertfile',
  'userkeyfile',
  'connectionname',
  'defaultdeadline',
  'keepaliveinterval',
  'keepalivetimeout',
  'nodepreference',
  'discoveryinterval',
  'gossiptimeout',
  'maxdiscoverattempts',
]);
const SHAPE = /^(?:esdb|kurrentdb|kurrent|kdb)(?:\+discover)?:\/\/(?:[^@/?]*@)?[^@/?]+\/?(?:\?(.*))?$/;

/**
 * The connection string as the client takes it: `esdb://user:password@host:2113,host2:2113?tls=true`, or
 * `esdb+discover://` with a name that means the whole cluster. A string that begins with `kurrentdb` means the same and is
 * unknown to the client. Refuses with EVENT_STORE_ADDRESS_MALFORMED, which never says what stands in it.
 */
export function storeAddress(text: string): string {
  const address = text.trim();
  const options = SHAPE.exec(address);
  if (options === null) throw new DomainError('EVENT_STORE_ADDRESS_MALFORMED', { part: 'esdb://…' });
  const unknown = (options[1] ?? '').split('&').find((option) => option !== '' && !isKnown(option));
  if (unknown !== undefined) throw new DomainError('EVENT_STORE_ADDRESS_MALFORMED', { part: `?${nameOf(unknown)}` });
  return address.replace(/^\w+/, 'esdb');
}

const nameOf = (option: string): string => option.replace(/=.*$/s, '');
// What makes the client answer with a wrong revision, throwOnAppendFailure, is not among what is known here.
const isKnown = (option: string): boolean => OPTIONS.has(nameOf(option).toLowerCase().replaceAll(/[_-]/g, ''));
