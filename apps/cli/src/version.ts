import { existsSync, readFileSync } from 'node:fs';

/** The product's version, as package.json above this file states it, compiled or not. */
export function version(): string {
  let folder = new URL('.', import.meta.url);
  while (!existsSync(new URL('package.json', folder))) {
    const above = new URL('..', folder);
    if (above.href === folder.href) throw new Error('No package.json above the program');
    folder = above;
  }
  const { version } = JSON.parse(readFileSync(new URL('package.json', folder), 'utf8')) as { readonly version: string };
  return version;
}

/** The program with its version, as the log's first event records it. */
export const software = (): string => `bidragsbok ${version()}`;
