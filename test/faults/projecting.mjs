// Follows a store into PostgreSQL until it is killed or told to end: `node projecting.mjs EVENTSTORE POSTGRES SIGNERS`. A line on
// stdout is what it says of its work.
import { writeSync } from 'node:fs';

import { catalogue } from '#intake';
import { Projector } from '#work';

const [eventStore, postgres, signers] = process.argv.slice(2);
const projector = await Projector.open({
  servers: { eventStore, postgres },
  catalogue,
  signerFolder: (organisation) => `${signers}/${organisation}`,
  tell: (notice) => writeSync(1, `${JSON.stringify(notice)}\n`),
  timing: { leaseMs: 1000, roundMs: 50, lookMs: 5, signEveryMs: 0, retryShortestMs: 20, retryLongestMs: 200 },
});
process.once('SIGTERM', () => void projector.stop());
