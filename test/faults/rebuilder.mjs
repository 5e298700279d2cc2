// Builds the rows of an organisation anew until it is done or killed: `node rebuilder.mjs DATA`. On stdout a line when it
// begins and for each batch, and at the end the digest of the rows.
import { writeSync } from 'node:fs';

import { Bidragsbok } from '#intake';

const [data] = process.argv.slice(2);
const book = Bidragsbok.open({ data, clock: () => Date.parse('2027-01-15T06:00:00.000Z') });
writeSync(1, 'read\n');
await book.models.rebuild(() => writeSync(1, 'read\n'));
const digest = await book.models.digest();
await book.close();
writeSync(1, `${JSON.stringify({ digest })}\n`);
