// Signs a log as it stands: `node signatory.mjs DATA`. On stdout SIGNED, or the code of the refusal.
import { writeSync } from 'node:fs';

import { Bidragsbok } from '#intake';

const [data] = process.argv.slice(2);
const book = await Bidragsbok.open({ data, clock: () => Date.parse('2027-01-15T06:00:00.000Z') });
try {
  await book.signer.checkpoint(await book.log.lastPosition());
  writeSync(1, 'SIGNED');
} catch (error) {
  writeSync(1, error.code ?? String(error));
}
await book.close();
