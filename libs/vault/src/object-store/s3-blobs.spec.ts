import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import { ObjectStore } from '#spec-kit';

import { blobsContract } from '../blobs/blobs.contract.js';
import { objectStoreAddress } from './address.js';
import { S3Blobs } from './s3-blobs.js';

const ORGANISATION = '2120001355';
const ID = 'ab'.repeat(16);
/** More than one part. */
const LARGE = Buffer.alloc(20 * (1 << 20), 'bidrag');

let store: ObjectStore;
let made = 0;
beforeAll(async () => {
  store = await ObjectStore.start('underlag');
});
afterAll(() => store.stop());
afterEach(() => {
  store.trouble = null;
  store.isCutShort = false;
});

const blobsIn = (bucket: string, credentials = store.user): S3Blobs => {
  const address = objectStoreAddress(
    `s3://${bucket}/valv/${String(made++)}?endpoint=${store.endpoint}&region=eu-north-1`,
  );
  return new S3Blobs({ address, organisation: ORGANISATION, credentials });
};

async function* giving(...chunks: readonly (Buffer | Error)[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) {
    await Promise.resolve();
    if (chunk instanceof Error) throw chunk;
    yield chunk;
  }
}
async function bytesOf(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const chunk of bytes) all.push(Buffer.from(chunk));
  return Buffer.concat(all);
}

blobsContract('sealed documents in a store that speaks S3', () => Promise.resolve(blobsIn('underlag')));

describe('a store that speaks S3', () => {
  it('keeps a large document whole, out of many parts', async () => {
    const blobs = blobsIn('underlag');
    await blobs.put(ID, giving(LARGE.subarray(0, 7), LARGE.subarray(7)));
    expect((await bytesOf(blobs.read(ID))).equals(LARGE)).toBe(true);
    expect([...store.objects.keys()].some((key) => key.endsWith(`/${ORGANISATION}/${ID}`))).toBe(true);
  });

  it('keeps no parts of what was broken off', async () => {
    const blobs = blobsIn('underlag');
    await expect(blobs.put(ID, giving(LARGE, new Error('broken off')))).rejects.toThrow('broken off');
    expect([await blobs.has(ID), store.uploads.size]).toEqual([false, 0]);
  });

  it('lists neither another organisation nor what is no document', async () => {
    const blobs = blobsIn('underlag');
    await blobs.put(ID, giving(Buffer.from('a')));
    const [key = ''] = [...store.objects.keys()].slice(-1);
    store.objects.set(key.replace(ORGANISATION, '2120001356'), Buffer.from('b'));
    store.objects.set(`${key}.txt`, Buffer.from('c'));
    const ids: string[] = [];
    for await (const id of blobs.list()) ids.push(id);
    expect(ids).toEqual([ID]);
  });

  it('says that it denies whoever it does not know', async () => {
    const wrong = { ...store.user, secretAccessKey: 'gissat' };
    const refused = { code: 'OBJECT_STORE_DENIED' };
    await expect(blobsIn('underlag', wrong).put(ID, giving(Buffer.from('a')))).rejects.toMatchObject(refused);
    await expect(blobsIn('underlag', wrong).has(ID)).rejects.toMatchObject(refused);
    await expect(bytesOf(blobsIn('underlag', wrong).read(ID))).rejects.toMatchObject(refused);
  });

  it('says that there is no such bucket', async () => {
    const refused = { code: 'OBJECT_STORE_BUCKET_MISSING', details: { bucket: 'annan' } };
    await expect(blobsIn('annan').put(ID, giving(Buffer.from('a')))).rejects.toMatchObject(refused);
    await expect(blobsIn('annan').list().next()).rejects.toMatchObject(refused);
  });

  it('says that it is full', async () => {
    store.trouble = 507;
    await expect(blobsIn('underlag').put(ID, giving(Buffer.from('a')))).rejects.toMatchObject({ code: 'DISK_FULL' });
  });

  it('says that it does not answer, or stops in the middle', async () => {
    const blobs = blobsIn('underlag');
    await blobs.put(ID, giving(Buffer.from('sealed bytes')));
    const refused = { code: 'OBJECT_STORE_UNREACHABLE' };
    store.isCutShort = true;
    await expect(bytesOf(blobs.read(ID))).rejects.toMatchObject(refused);
    store.isCutShort = false;
    store.trouble = 503;
    await expect(blobs.has(ID)).rejects.toMatchObject(refused);
    const gone = await ObjectStore.start('underlag');
    const address = objectStoreAddress(`s3://underlag?endpoint=${gone.endpoint}`);
    await gone.stop();
    const unreachable = new S3Blobs({ address, organisation: ORGANISATION, credentials: store.user });
    await expect(unreachable.remove(ID)).rejects.toMatchObject(refused);
  });
});
