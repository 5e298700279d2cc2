// Takes a SIE file into a book until it is done or killed: `node importer.mjs DATA FILE BOOK`. On stdout a line for each
// quarter of a megabyte that it has read, and at the end its report. The clock stands still, so that what two runs
// record can be compared.
import { writeSync } from 'node:fs';

import { Bidragsbok, importSie, seededSalt } from '#intake';

const [data, file, book] = process.argv.slice(2);
const clock = () => Date.parse('2027-01-15T06:00:00.000Z');
const to = await Bidragsbok.open({ data, clock, salt: seededSalt('faults') });
const progress = () => writeSync(1, 'read\n');
const { vouchers, lines, debit, credit } = await importSie({ file, to, book, acceptChanges: true, progress });
await to.close();
writeSync(1, `${JSON.stringify({ vouchers, lines, debit, credit })}\n`);
