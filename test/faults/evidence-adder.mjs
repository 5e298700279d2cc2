// Adds a file or folder as evidence until it is done, refused or killed: `node evidence-adder.mjs DATA PATH ROUNDS`. On stdout `read` for
// each file, and at the end what became of them, or the refusal's code, with the most memory that was resident.
import { randomUUID } from 'node:crypto';
import { resourceUsage } from 'node:process';
import { writeSync } from 'node:fs';

import { addEvidence, Bidragsbok } from '#intake';

const [data, path, rounds = '1'] = process.argv.slice(2);
const clock = () => Date.parse('2027-01-15T06:00:00.000Z');
const by = { subject: 'person-anna', role: 'accountant' };
const progress = () => writeSync(1, 'read\n');
const book = await Bidragsbok.open({ data, clock });

async function add() {
  const report = { documents: [], refused: [] };
  try {
    for (let round = 0; round < Number(rounds); round++) {
      const at = path.replace('ROUND', String(round));
      const { documents, refused } = await addEvidence(book, {
        path: at,
        kind: 'agreement',
        by,
        id: randomUUID(),
        progress,
      });
      report.documents.push(...documents.map(({ document, known }) => ({ document, known })));
      report.refused.push(...refused.map(({ code }) => code));
    }
    return report;
  } catch (error) {
    return { ...report, stopped: error.code ?? String(error) };
  }
}

const report = await add();
await book.close();
writeSync(1, `${JSON.stringify({ ...report, mebibytes: resourceUsage().maxRSS / 1024 })}\n`);
