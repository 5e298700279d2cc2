import { join, resolve } from 'node:path';

import { describe, expect, it } from '@jest/globals';

import { keysFolder } from './keys-folder.js';

describe('the folder of keys', () => {
  it('lies beside the data folder, or where it is said to', () => {
    expect(keysFolder('/srv/bok', '2321000164', undefined)).toBe(resolve('/srv/bok.keys/2321000164'));
    expect(keysFolder('bok/', '2321000164', undefined)).toBe(resolve('bok.keys/2321000164'));
    expect(keysFolder('/srv/bok', '2321000164', '/etc/keys')).toBe(resolve('/etc/keys/2321000164'));
    expect(keysFolder('/srv/bok', '2321000164', '/srv/..keys')).toBe(resolve('/srv/..keys/2321000164'));
  });

  it.each(['/srv/bok', '/srv/bok/keys', '/srv/bok/../bok/a', join('/srv/bok', '..keys')])('is never %s', (keys) => {
    expect(() => keysFolder('/srv/bok', '2321000164', keys)).toThrow(
      expect.objectContaining({ code: 'KEYS_INSIDE_DATA' }),
    );
  });
});
