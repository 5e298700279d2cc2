// Mutation testing, room by room, each by its own specs: `npm run mutation -- kernel …` (docs/mutation.md). Rooms come
// first; without one all four are run. What follows them is Stryker's: `--mutate FILE`, `--force`.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const rooms = ['transparency', 'kernel', 'grants', 'ledger'];
const options = process.argv.slice(2);
const named = [];
while (rooms.includes(options[0])) named.push(options.shift());
const stryker = fileURLToPath(new URL('../node_modules/@stryker-mutator/core/bin/stryker.js', import.meta.url));

for (const room of named.length === 0 ? rooms : named) {
  const env = { ...process.env, ROOM: room };
  const { status } = spawnSync(process.execPath, [stryker, 'run', ...options], { env, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
