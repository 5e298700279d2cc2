import { describe, expect, it } from '@jest/globals';

import { objectStoreAddress } from './address.js';

describe('the address of a store that speaks S3', () => {
  it('names bucket, folder, host and region', () => {
    const text = 's3://underlag/kommun/valv?endpoint=https://s3.kommun.example:9000/&region=local';
    const [endpoint, region] = ['https://s3.kommun.example:9000', 'local'];
    expect(objectStoreAddress(text)).toEqual({ bucket: 'underlag', prefix: 'kommun/valv/', endpoint, region });
    expect(objectStoreAddress(' s3://underlag ')).toEqual({
      ...{ bucket: 'underlag', prefix: '', endpoint: null, region: 'eu-north-1' },
    });
  });

  it.each([
    ['underlag', 's3://…'],
    ['https://underlag', 's3://…'],
    ['s3://Under_lag', 's3://…'],
    ['s3://user:secret@underlag', 's3://…'],
    ['s3://underlag:9000', 's3://…'],
    ['s3://underlag/a b', '/…'],
    ['s3://underlag?password=secret', '?…'],
    ['s3://underlag?endpoint=kommun', '?endpoint'],
    ['s3://underlag?endpoint=ftp://kommun', '?endpoint'],
    ['s3://underlag?endpoint=https://user:secret@kommun', '?endpoint'],
  ])('refuses %s and repeats nothing of it', (text, part) => {
    const refused = { code: 'OBJECT_STORE_ADDRESS_MALFORMED', details: { part } };
    expect(() => objectStoreAddress(text)).toThrow(expect.objectContaining(refused));
  });
});
