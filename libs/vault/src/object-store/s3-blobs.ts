import { Readable } from 'node:stream';

import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  paginateListObjectsV2,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';

import { DomainError } from '#kernel';

import type { Blobs } from '../blobs/blobs.js';
import type { ObjectStoreAddress } from './address.js';
import { isAbsent, refusalOf } from './refusal.js';

/** Bytes of one part: what lies in memory of an upload is two of them, whatever the document's size. */
const PART_BYTES = 8 * (1 << 20);
const PARTS_AT_ONCE = 2;
const ID = /^[0-9a-f]{32}$/;

/** Where an organisation's documents lie in the store, and who asks. */
export interface S3Place {
  readonly address: ObjectStoreAddress;
  readonly organisation: string;
  /** Else those that the environment, or the file that it names, gives. */
  readonly credentials?: NonNullable<S3ClientConfig['credentials']>;
}

/**
 * Sealed documents in a store that speaks S3: `{prefix}{organisation}/{id}`. Many parts become one object in one step, so
 * that a document is there whole or not at all; the store answers once it is durable.
 */
export class S3Blobs implements Blobs {
  private readonly client: S3Client;
  private readonly bucket: string;
  private readonly prefix: string;

  constructor({ address, organisation, credentials }: S3Place) {
    const { bucket, prefix, endpoint, region } = address;
    this.bucket = bucket;
    this.prefix = `${prefix}${organisation}/`;
    this.client = new S3Client({
      region,
      // A store of another make seldom has a host name for each bucket.
      ...(endpoint === null ? {} : { endpoint, forcePathStyle: true }),
      ...(credentials === undefined ? {} : { credentials }),
    });
  }

  async put(id: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
    const params = { ...this.at(id), Body: Readable.from(bytes, { objectMode: false }) };
    const upload = new Upload({ client: this.client, params, partSize: PART_BYTES, queueSize: PARTS_AT_ONCE });
    await this.asking(() => upload.done());
  }

  async *read(id: string): AsyncGenerator<Uint8Array> {
    try {
      const { Body } = await this.client.send(new GetObjectCommand(this.at(id)));
      for await (const chunk of Body as Readable) yield chunk as Uint8Array;
    } catch (error) {
      if (isAbsent(error)) throw new DomainError('DOCUMENT_BYTES_MISSING', { document: id });
      throw refusalOf(error, this.bucket);
    }
  }

  async has(id: string): Promise<boolean> {
    return this.asking(async () => {
      try {
        await this.client.send(new HeadObjectCommand(this.at(id)));
        return true;
      } catch (error) {
        if (isAbsent(error)) return false;
        throw error;
      }
    });
  }

  async *list(): AsyncGenerator<string> {
    const { client, bucket, prefix } = this;
    try {
      for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix })) {
        const ids = Contents.map(({ Key = '' }) => Key.slice(prefix.length));
        yield* ids.filter((id) => ID.test(id));
      }
    } catch (error) {
      throw refusalOf(error, bucket);
    }
  }

  async remove(id: string): Promise<void> {
    await this.asking(() => this.client.send(new DeleteObjectCommand(this.at(id))));
  }

  private at(id: string) {
    return { Bucket: this.bucket, Key: `${this.prefix}${id}` };
  }

  private async asking<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      throw refusalOf(error, this.bucket);
    }
  }
}
