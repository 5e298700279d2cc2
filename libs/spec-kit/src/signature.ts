import { createHash, createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { crc32 } from 'node:zlib';

/** Who may ask. */
export interface StoreUser {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const sha256 = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const ALGORITHM = 'AWS4-HMAC-SHA256';
type Parts = readonly [match: string, id: string, day: string, region: string, names: string, signature: string];
const NOTHING: Parts = ['', '', '', '', '', ''];
const SHAPE =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/;

/** Why a request is not what the user sent: who, the signature, or the bytes by either of their sums; null where it is. */
export function requestFault(request: IncomingMessage, body: Buffer, user: StoreUser): string | null {
  const fault = signatureFault(request, user);
  if (fault !== null) return fault;
  if (headerOf(request, 'x-amz-content-sha256') !== sha256(body)) return 'XAmzContentSHA256Mismatch';
  const said = headerOf(request, 'x-amz-checksum-crc32');
  return said === '' || said === checksumOf(body) ? null : 'BadDigest';
}

/** AWS Signature Version 4, as S3 has it: the path is encoded once, and the sum of the body stands in a header. */
function signatureFault(request: IncomingMessage, user: StoreUser): string | null {
  const parts = SHAPE.exec(headerOf(request, 'authorization')) as unknown as Parts | null;
  const [match, id, day, region, names, signature] = parts ?? NOTHING;
  if (match === '') return 'AccessDenied';
  if (id !== user.accessKeyId) return 'InvalidAccessKeyId';
  const time = headerOf(request, 'x-amz-date');
  const toSign = [ALGORITHM, time, `${day}/${region}/s3/aws4_request`, sha256(canonicalRequest(request, names))];
  const key = [day, region, 's3', 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${user.secretAccessKey}`);
  const isSigned = hmac(key, toSign.join('\n')).toString('hex') === signature;
  return isSigned && time.startsWith(day) ? null : 'SignatureDoesNotMatch';
}

function canonicalRequest(request: IncomingMessage, names: string): string {
  const [path = '', query = ''] = (request.url ?? '').split('?');
  const asked = query.split('&').filter((pair) => pair !== '');
  const pairs = asked.map((pair) => (pair.includes('=') ? pair : `${pair}=`)).sort();
  const headers = names.split(';').map((name) => `${name}:${headerOf(request, name).trim()}\n`);
  const hash = headerOf(request, 'x-amz-content-sha256');
  return [request.method, path, pairs.join('&'), headers.join(''), names, hash].join('\n');
}

/** A header's value; empty where there is none. */
const headerOf = (request: IncomingMessage, name: string): string => String(request.headers[name] ?? '');

/** CRC-32 as the store's headers and answers bear it. */
export function checksumOf(bytes: Buffer): string {
  const four = Buffer.alloc(4);
  four.writeUInt32BE(crc32(bytes));
  return four.toString('base64');
}
