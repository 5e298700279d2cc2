// Two persons erase a document, and then the process dies as by a power switch: `node evidence-eraser.mjs DATA DOCUMENT`.
import { kill, pid } from 'node:process';
import { writeSync } from 'node:fs';

import { Bidragsbok } from '#intake';

const [data, document] = process.argv.slice(2);
const clock = () => Date.parse('2036-01-15T06:00:00.000Z');
const book = await Bidragsbok.open({ data, clock });
const decision = { body: 'Regionarkivet', date: '2036-01-10', caseNumber: 'ARK-1' };
const what = { documents: [document], ground: 'retention-ended', paragraph: 'LKBR 3 kap. 13 §' };
const by = (subject, role) => ({ subject: `person-${subject}`, role });
const asked = {
  type: 'ErasePrivateParts',
  by: by('arkivarie', 'archivist'),
  data: { act: 'gallring', decision, ...what },
};
await book.execute(asked, 'propose');
const confirmed = { type: 'ConfirmAct', by: by('attestant', 'approver'), data: { act: 'gallring' } };
const events = await book.execute(confirmed, 'confirm');
writeSync(1, `${JSON.stringify({ events: events.length })}\n`);
kill(pid, 'SIGKILL');
