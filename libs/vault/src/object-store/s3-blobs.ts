import { createRequire } from 'node:module';
import { Readable } from 'node:stream';

import type * as Sdk from '@aws-sdk/client-s3';
import type * as Uploads from '@aws-sdk/lib-storage';

import { DomainError } from '#kernel';

import type { Blobs } from '../blobs/blobs.js';
import type { ObjectStoreAddress } from './address.js';
import { isAbsent, refusalOf } from './refusal.js';

// Loaded when a store is opened: an import would stand at the head of the one file that every command starts from.
const require = createRequire(import.meta.url);

/** Bytes of one part: what lies in memory of an upload is two of them, whatever the document's size. */
const PART_BYTES = 8 * (1 << 20);
const PARTS_AT_ONCE = 2;
const ID = /^[0-9a-f]{32}$/;

/** Where an organisation's documents lie in the store, and who asks. */
export interface S3Place {
  readonly address: ObjectStoreAddress;
  readonly organisation: string;
  /** Else those that the environment, or the file that it names, gives. */
  readonly credentials?: NonNullable<Sdk.S3ClientConfig['credentials']>;
}

/**
 * Sealed documents in a store that speaks S3: `{prefix}{organisation}/{id}`. Many parts become one object in one step, so
 * that a document is there whole or not at all; the store answers once it is durable.
 */
export class S3Blobs implements Blobs {
  private readonly sdk = require('@aws-sdk/client-s3') as typeof Sdk;
  private readonly client: Sdk.S3Client;
  private readonly bucket: string;
  private readonly prefix: string;

  constructor({ address, organisation, credentials }: S3Place) {
    const { bucket, prefix, endpoint, region } = address;
    this.bucket = bucket;
    this.prefix = `${prefix}${organisation}/`;
    this.client = new this.sdk.S3Client({
      region,
      // A store of another make seldom has a host name for each bucket.
      ...(endpoint === null ? {} : { endpoint, forcePathStyle: true }),
      ...(credentials === undefined ? {} : { credentials }),
    });
  }

  async put(id: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
    const params = { ...this.at(id), Body: Readable.from(bytes, { objectMode: false }) };
    const { Upload } = require('@aws-sdk/lib-storage') as typeof Uploads;
    const upload = new Upload({ client: this.client, params, partSize: PART_BYTES, queueSize: PARTS_AT_ONCE });
    await this.asking(() => upload.done());
  }

  async *read(id: string): AsyncGenerator<Uint8Array> {
    try {
      const { Body } = await this.client.send(new this.sdk.GetObjectCommand(this.at(id)));
      for await (const chunk of Body as Readable) yield chunk as Uint8Array;
    } catch (error) {
      if (isAbsent(error)) throw new DomainError('DOCUMENT_BYTES_MISSING', { document: id });
      throw refusalOf(error, this.bucket);
    }
  }

  async has(id: string): Promise<boolean> {
    return this.asking(async () => {
      try {
        await this.client.send(new this.sdk.HeadObjectCommand(this.at(id)));
        return true;
      } catch (error) {
        if (isAbsent(error)) return false;
        throw error;
      }
    });
  }

  async *list(): AsyncGenerator<string> {
    const { client, bucket, prefix, sdk } = this;
    try {
      for await (const { Contents = [] } of sdk.paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix })) {
        const ids = Contents.map(({ Key = '' }) => Key.slice(prefix.length));
        yield* ids.filter((id) => ID.test(id));
      }
    } catch (error) {
      throw refusalOf(error, bucket);
    }
  }

  async remove(id: string): Promise<void> {
    await this.asking(() => this.client.send(new this.sdk.DeleteObjectCommand(this.at(id))));
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
