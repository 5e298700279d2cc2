// Starts a door from its compiled form, in this very process, so that signals and exit codes are the door's own:
// `node infra/run.mjs cli …`. Builds first where a source has changed.
import { buildOrExit } from './build.mjs';
import { readSecretsOrExit } from './secrets.mjs';

const doors = {
  cli: 'apps/cli/src/main.js',
  api: 'apps/api/src/main.js',
  projector: 'apps/projector/src/main.js',
  bench: 'test/bench/bench.js',
};
const [door] = process.argv.splice(2, 1);
if (!Object.hasOwn(doors, door)) {
  process.stderr.write(`No such door: ${door}. There are: ${Object.keys(doors).join(', ')}.\n`);
  process.exit(2);
}
readSecretsOrExit();
buildOrExit();
// The CLI shows where in the source it failed to whoever asks for that alone: reading the map takes longer than most commands.
if (door !== 'cli' || process.env.BIDRAGSBOK_DEBUG !== undefined) process.setSourceMapsEnabled(true);
await import(new URL(`../dist/${doors[door]}`, import.meta.url).href);
