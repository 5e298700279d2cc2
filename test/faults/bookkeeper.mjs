// Keeps a grant book: `node bookkeeper.mjs DATA COMMANDS FILE…` opens an organisation, carries out the commands and takes
// in the SIE files; called again it finishes what was cut off. A line on stdout is an acknowledgement: how far the log has
// come, and the hash of the file where one was taken in. The clock stands still, so that two runs record the same.
import { readFileSync, writeSync } from 'node:fs';

import { applyCommands, Bidragsbok, importSie, seededSalt } from '#intake';

const [data, commands, ...files] = process.argv.slice(2);
const scripted = { clock: () => Date.parse('2027-01-15T06:00:00.000Z'), salt: seededSalt('faults') };
const genesis = { organisation: '2321000164', name: 'Region Exempel', software: 'faults' };
const acknowledge = (of) => writeSync(1, `${JSON.stringify(of)}\n`);

const book = await Bidragsbok.init({ data, ...genesis, ...scripted });
acknowledge({ position: 1 });
for await (const { events } of applyCommands(book, readFileSync(commands))) {
  acknowledge({ position: Math.max(...events.map(({ position }) => position)) });
}
for (const file of files) {
  const { sha256 } = await importSie({ file, to: book, book: 'ekonomi-2026', acceptChanges: true });
  acknowledge({ position: await book.log.lastPosition(), sha256 });
}
await book.close();
