import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { checksumOf, requestFault, type StoreUser } from './signature.js';

/** What a request comes to. */
interface Answer {
  readonly status: number;
  readonly body?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}
interface Asked {
  readonly key: string;
  readonly query: URLSearchParams;
  readonly body: Buffer;
}

/** Keys of one page: few, so that whoever lists must ask for the next. */
const PAGE = 2;
const STATUS: Readonly<Record<string, number>> = {
  NoSuchBucket: 404,
  NoSuchKey: 404,
  NoSuchUpload: 404,
  BadDigest: 400,
};

/**
 * A store in memory that speaks S3 over HTTP, of which no maintained one runs on every Node that the project runs on. It holds every
 * request against its signature, its SHA-256 and its checksum, and makes one object of many parts in one step.
 */
export class ObjectStore {
  readonly objects = new Map<string, Buffer>();
  readonly uploads = new Map<string, { readonly key: string; readonly parts: Map<number, Buffer> }>();
  /** Answers with this status and says no more, as a store in trouble does. */
  trouble: number | null = null;
  /** Breaks the connection off after half of an object. */
  isCutShort = false;
  private made = 0;

  private constructor(
    private readonly server: Server,
    readonly user: StoreUser,
    private readonly bucket: string,
  ) {}

  static async start(bucket: string): Promise<ObjectStore> {
    const user = { accessKeyId: 'tester', secretAccessKey: 'hemligt+till/slutet' };
    const server = createServer((request, response) => {
      void store.take(request, response);
    });
    const store = new ObjectStore(server, user, bucket);
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    return store;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((stopped) => this.server.close(stopped));
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { status, body = '', headers = {} } = this.answer(request, Buffer.concat(chunks));
    response.writeHead(status, { 'content-length': Buffer.byteLength(body), ...headers });
    if (this.isCutShort && request.method === 'GET') {
      response.write(body.slice(0, body.length / 2), () => response.destroy());
    } else response.end(request.method === 'HEAD' ? '' : body);
  }

  private answer(request: IncomingMessage, body: Buffer): Answer {
    if (this.trouble !== null) return { status: this.trouble };
    const url = new URL(request.url ?? '/', this.endpoint);
    const [, bucket = '', ...path] = decodeURIComponent(url.pathname).split('/');
    const fault = requestFault(request, body, this.user) ?? (bucket === this.bucket ? null : 'NoSuchBucket');
    if (fault !== null) return failed(fault);
    return this.carriedOut(request.method ?? '', { key: path.join('/'), query: url.searchParams, body });
  }

  private carriedOut(method: string, asked: Asked): Answer {
    if (asked.query.has('list-type')) return this.listed(asked);
    if (asked.query.has('uploads')) return this.begun(asked);
    if (asked.query.has('uploadId')) return this.onUpload(method, asked);
    return this.onObject(method, asked);
  }

  private onObject(method: string, { key, body }: Asked): Answer {
    const object = this.objects.get(key);
    if (method === 'PUT') {
      this.objects.set(key, body);
      return { status: 200, headers: { etag: `"${checksumOf(body)}"` } };
    }
    if (method === 'DELETE') {
      this.objects.delete(key);
      return { status: 204 };
    }
    return object === undefined ? failed('NoSuchKey') : { status: 200, body: object };
  }

  private begun({ key }: Asked): Answer {
    const id = `upload-${String(this.made++)}`;
    this.uploads.set(id, { key, parts: new Map() });
    return xml(`<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`);
  }

  private onUpload(method: string, { key, query, body }: Asked): Answer {
    const id = query.get('uploadId') ?? '';
    const upload = this.uploads.get(id);
    if (upload?.key !== key) return failed('NoSuchUpload');
    if (method === 'PUT') {
      upload.parts.set(Number(query.get('partNumber')), body);
      const [etag, sum] = [`"${checksumOf(body)}"`, checksumOf(body)];
      return { status: 200, headers: { etag, 'x-amz-checksum-crc32': sum } };
    }
    this.uploads.delete(id);
    if (method === 'DELETE') return { status: 204 };
    const named = [...body.toString().matchAll(/<PartNumber>(\d+)<\/PartNumber>/g)].map(([, number]) => Number(number));
    const parts = named.map((number) => upload.parts.get(number) ?? Buffer.alloc(0));
    this.objects.set(key, Buffer.concat(parts));
    return xml(`<CompleteMultipartUploadResult><Key>${key}</Key><ETag>"whole"</ETag></CompleteMultipartUploadResult>`);
  }

  private listed({ query }: Asked): Answer {
    const after = query.get('continuation-token') ?? '';
    const prefix = query.get('prefix') ?? '';
    const keys = [...this.objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
    const page = keys.slice(0, PAGE);
    const contents = page.map((key) => `<Contents><Key>${key}</Key></Contents>`).join('');
    const next = keys.length > PAGE ? `<NextContinuationToken>${page.at(-1) ?? ''}</NextContinuationToken>` : '';
    const more = `<IsTruncated>${String(next !== '')}</IsTruncated>${next}`;
    return xml(`<ListBucketResult>${more}${contents}</ListBucketResult>`);
  }
}

const xml = (text: string, status = 200): Answer => ({
  status,
  body: `<?xml version="1.0" encoding="UTF-8"?>${text}`,
  headers: { 'content-type': 'application/xml' },
});
const failed = (code: string): Answer => xml(`<Error><Code>${code}</Code></Error>`, STATUS[code] ?? 403);
