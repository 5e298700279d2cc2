import { DomainError } from '#kernel';

/** What the client knows; it would print an option that it does not know, and the password with it. */
const OPTIONS = new Set([
  'tls',
  'tlsverifycert',
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
const SHAPE =
  /^(?<scheme>(?:esdb|kurrentdb|kurrent|kdb)(?:\+discover)?):\/\/(?:[^@/?]*@)?[^@/?]+\/?(?:\?(?<options>.*))?$/;
const OPTION = /^(?<name>[^=]+)=.+$/;

/**
 * The connection string as the client takes it: `esdb://user:password@host:2113,host2:2113?tls=true`, or
 * `esdb+discover://` with a name that means the whole cluster. A string that begins with `kurrentdb` means the same and is
 * unknown to the client. Refuses with EVENT_STORE_ADDRESS_MALFORMED, which never says what stands in it.
 */
export function storeAddress(text: string): string {
  const found = SHAPE.exec(text.trim())?.groups;
  if (found?.['scheme'] === undefined) throw new DomainError('EVENT_STORE_ADDRESS_MALFORMED', { part: 'esdb://…' });
  for (const option of (found['options'] ?? '').split('&').filter((part) => part !== '')) {
    const name = OPTION.exec(option)?.groups?.['name'] ?? '';
    const isKnown = OPTIONS.has(name.toLowerCase().replaceAll(/[_-]/g, ''));
    // What makes the client answer with a wrong revision is not among what is known here.
    if (!isKnown) throw new DomainError('EVENT_STORE_ADDRESS_MALFORMED', { part: `?${name}` });
  }
  return text.trim().replace(/^\w+/, 'esdb');
}
