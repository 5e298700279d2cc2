// Appends to a log until it has done its count or is killed: `node writer.mjs DIR NAME COUNT`. A line on stdout is an
// acknowledgement: it names a command after its append, six events in two streams, has returned. A third of the
// commands also ask for a place in a stream that all writers share.
import { writeSync } from 'node:fs';

import { SqliteEventLog } from '#event-log';

const [dir, name, count] = process.argv.slice(2);
const log = SqliteEventLog.open({ dir, organisation: '2321000164' });
const noted = (n, ordinal) => ({
  type: 'Noted',
  version: 1,
  data: { n, ordinal, text: 'x'.repeat((n * 997) % 3000) },
  private: { who: `${name} ${String(n)}` },
});
const three = (n, from) => [0, 1, 2].map((ordinal) => noted(n, from + ordinal));

async function appendShared(command, n) {
  const { commandId } = command;
  for (;;) {
    const expectedRevision = (await log.readStream('shared')).length - 1;
    try {
      return await log.append(command, [
        { stream: 'shared', expectedRevision, events: three(n, 0) },
        { stream: commandId, expectedRevision: -1, events: three(n, 3) },
      ]);
    } catch (error) {
      if (error.code !== 'STREAM_MOVED_ON') throw error;
    }
  }
}

for (let n = 0; n < Number(count); n++) {
  const command = { commandId: `${name}-${String(n)}`, actor: { subject: 'system:writer', role: 'test' } };
  if (n % 3 === 0) {
    await appendShared(command, n);
  } else {
    await log.append(command, [
      { stream: command.commandId, expectedRevision: -1, events: three(n, 0) },
      { stream: `${command.commandId}-more`, expectedRevision: -1, events: three(n, 3) },
    ]);
  }
  writeSync(1, `${command.commandId}\n`);
}
await log.close();
