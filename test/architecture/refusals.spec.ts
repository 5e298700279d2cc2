import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';

import { refusals } from '#kernel';

import { root } from './cruise.js';

const specs = ['apps', 'libs', 'test'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(spec|contract)\.ts$/.test(name))
    .map((name) => readFileSync(join(root, folder, name), 'utf8')),
);
const source = ['apps', 'libs'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !/\.(spec|contract|fixture)\.ts$|\/refusals\//.test(name))
    .map((name) => readFileSync(join(root, folder, name), 'utf8')),
);
const named = (texts: readonly string[]) =>
  new Set(texts.flatMap((text) => text.match(/\b[A-Z][A-Z\d]*(?:_[A-Z\d]+)+\b/g) ?? []));

describe('every refusal', () => {
  it('is expected by a spec', () => {
    const expected = named(specs);
    expect(Object.keys(refusals).filter((code) => !expected.has(code))).toEqual([]);
  });

  it('is given by the product', () => {
    const given = named(source);
    expect(Object.keys(refusals).filter((code) => !given.has(code))).toEqual([]);
  });
});
