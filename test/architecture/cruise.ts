import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { z } from 'zod';

/** What dependency-cruiser says of a tree, as far as we ask. */
const report = z.object({
  modules: z.array(z.object({ source: z.string(), dependencies: z.array(z.object({ resolved: z.string() })) })),
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })),
    ruleSetUsed: z.object({ forbidden: z.array(z.object({ name: z.string(), comment: z.string() })) }),
  }),
});
export type Cruise = z.output<typeof report>;

/** The root of this repository. */
export const root = join(import.meta.dirname, '../..');

/** Runs dependency-cruiser by the rules of the tree at `cwd`. */
export function cruise(cwd: string): Cruise {
  const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const flags = ['--preserve-symlinks', '--output-type', 'json'];
  const run = spawnSync(process.execPath, [cruiser, 'apps', 'libs', 'test', ...flags], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return report.parse(JSON.parse(run.stdout));
}
