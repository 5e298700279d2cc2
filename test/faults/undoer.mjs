// Takes an import back until it is done or killed: `node undoer.mjs DATA IMPORT`. On stdout a line for each batch of
// vouchers, and at the end its report. The clock stands still, so that what two runs record can be compared.
import { writeSync } from 'node:fs';

import { Bidragsbok, seededSalt, undoImport } from '#intake';

const [data, id] = process.argv.slice(2);
const clock = () => Date.parse('2027-01-15T06:00:00.000Z');
const book = await Bidragsbok.open({ data, clock, salt: seededSalt('faults') });
const progress = () => writeSync(1, 'read\n');
const { vouchers, left } = await undoImport(book, { import: id, reason: 'Fel fil', progress });
await book.close();
writeSync(1, `${JSON.stringify({ vouchers, left: left.length })}\n`);
