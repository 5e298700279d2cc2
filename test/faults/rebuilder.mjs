// Builds the rows of an organisation until it is done or killed: `node rebuilder.mjs DATA rebuild` beside those that answer,
// or `follow` where they stand. On stdout a line when it begins and for each batch built, and at the end their digest.
import { writeSync } from 'node:fs';

import { Bidragsbok } from '#intake';

const [data, way] = process.argv.slice(2);
const book = await Bidragsbok.open({ data, clock: () => Date.parse('2027-01-15T06:00:00.000Z') });
writeSync(1, 'read\n');
if (way === 'rebuild') await book.models.rebuild(() => writeSync(1, 'read\n'));
else await book.models.catchUp();
const digest = await book.models.digest();
await book.close();
writeSync(1, `${JSON.stringify({ digest })}\n`);
