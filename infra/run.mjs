// Starts a door from its compiled form, building first where a source has changed: `node infra/run.mjs cli …`.
import { pathToFileURL } from 'node:url';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build } from './build.mjs';

const doors = { cli: 'apps/cli/src/main.js', api: 'apps/api/src/main.js', bench: 'test/bench/bench.js' };
const [door] = process.argv.splice(2, 1);
const path = doors[door];
if (path === undefined) throw new Error(`No such door: ${door}. Known: ${Object.keys(doors).join(', ')}`);
build();
process.setSourceMapsEnabled(true);
await import(pathToFileURL(join(dirname(dirname(fileURLToPath(import.meta.url))), 'dist', path)).href);
