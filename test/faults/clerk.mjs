// Appends an event to a log for each line on stdin, by the machine's own clock: `node clerk.mjs DIR`. On stdout a line for
// each: what the clock said before and after, and when the event was recorded or why it was refused.
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';

import { SqliteEventLog } from '#event-log';

const [dir] = process.argv.slice(2);
const log = SqliteEventLog.open({ dir, organisation: '2321000164' });

async function append(name) {
  const command = { commandId: name, actor: { subject: 'system:clerk', role: 'test' } };
  const events = [{ type: 'Noted', version: 1, data: name }];
  try {
    const [event] = await log.append(command, [{ stream: name, expectedRevision: -1, events }]);
    return { recordedAt: Date.parse(event.recordedAt) };
  } catch (error) {
    return { refused: error.code ?? String(error) };
  }
}

for await (const name of createInterface({ input: process.stdin })) {
  const before = Date.now();
  const said = await append(name);
  writeSync(1, `${JSON.stringify({ before, after: Date.now(), ...said })}\n`);
}
await log.close();
