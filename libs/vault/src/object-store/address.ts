import { DomainError } from '#kernel';

/** Where documents lie in a store that speaks S3. Who asks is no part of it: that the environment or a file says. */
export interface ObjectStoreAddress {
  readonly bucket: string;
  /** What each key begins with: empty, or with a slash last. */
  readonly prefix: string;
  /** Null for Amazon's own. */
  readonly endpoint: string | null;
  readonly region: string;
}

/** Amazon's Stockholm; a store of another make asks for none, and any will do. */
const REGION = 'eu-north-1';
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const FOLDER = /^[\w!.*'()-]+$/;
const PARTS = new Set(['endpoint', 'region']);

/** Reads `s3://bucket/folder?endpoint=https://host&region=region`. Refuses with OBJECT_STORE_ADDRESS_MALFORMED. */
export function objectStoreAddress(text: string): ObjectStoreAddress {
  const url = urlOf(text.trim(), 's3://…');
  if (url.protocol !== 's3:' || url.username !== '' || url.port !== '') throw malformed('s3://…');
  const bucket = url.hostname;
  if (!BUCKET.test(bucket)) throw malformed('s3://…');
  const folders = url.pathname.split('/').filter((folder) => folder !== '');
  const isPlain = folders.every((folder) => FOLDER.test(folder) && !/^\.\.?$/.test(folder));
  if (!isPlain) throw malformed('/…');
  const unknown = [...url.searchParams.keys()].find((name) => !PARTS.has(name));
  if (unknown !== undefined) throw malformed('?…');
  return {
    bucket,
    prefix: folders.map((folder) => `${folder}/`).join(''),
    endpoint: endpointOf(url.searchParams.get('endpoint')),
    region: url.searchParams.get('region') ?? REGION,
  };
}

function endpointOf(text: string | null): string | null {
  if (text === null) return null;
  const { protocol, username, origin } = urlOf(text, '?endpoint');
  if (!/^https?:$/.test(protocol) || username !== '') throw malformed('?endpoint');
  return origin;
}

function urlOf(text: string, part: string): URL {
  if (!URL.canParse(text)) throw malformed(part);
  return new URL(text);
}

// Never what stands there: it may be a password.
const malformed = (part: string): DomainError => new DomainError('OBJECT_STORE_ADDRESS_MALFORMED', { part });
