// Re-posts every code of an organisation until it is done or killed: `node reposter.mjs DATA`. On stdout a line when the
// read models are there, and at the end its report. The clock stands still, so that what two runs record can be compared.
import { writeSync } from 'node:fs';

import { Bidragsbok, repost, seededSalt } from '#intake';

const [data] = process.argv.slice(2);
const clock = () => Date.parse('2027-01-15T06:00:00.000Z');
const to = await Bidragsbok.open({ data, clock, salt: seededSalt('faults') });
await to.moment();
writeSync(1, 'read\n');
const { files, position } = await repost(to);
await to.close();
writeSync(1, `${JSON.stringify({ files, position })}\n`);
