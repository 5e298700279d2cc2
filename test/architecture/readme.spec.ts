import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';

import { root } from './cruise.js';

const read = (file: string) => readFileSync(join(root, file), 'utf8');
const filesUnder = (folder: string, ending: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name));
const documents = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', ...filesUnder('docs', '.md')];

describe.each(documents)('%s', (file) => {
  it('names only npm scripts that there are', () => {
    const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(read('package.json')));
    const named = [...read(file).matchAll(/npm (?:run (?:-s )?([a-z][\w:-]*)|(test|start)\b)/g)];
    expect(named.map(([, run, short]) => run ?? short ?? '').filter((name) => !(name in scripts))).toEqual([]);
  });

  it('links and points only to files that there are', () => {
    const text = read(file);
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, path = '']) => join(dirname(file), path));
    const paths = [...text.matchAll(/`((?:apps|libs|infra|test|docs)\/[\w./-]+)`/g)].map(([, path = '']) => path);
    expect([...links, ...paths].filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});

describe('docs/glossary.md', () => {
  it('names the code by words that stand in the code', () => {
    const source = [...filesUnder('apps', '.ts'), ...filesUnder('libs', '.ts')].map(read).join('\n');
    const words = new Set(source.match(/[\w-]+/g));
    const named = [...read('docs/glossary.md').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
    expect(named.length).toBeGreaterThan(40);
    expect(named.filter((name) => !words.has(name))).toEqual([]);
  });
});
