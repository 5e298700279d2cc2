// Confirms an erasure, or the pruning of a year, until it is done, or dies at a step: `node eraser.mjs DATA STEP`, where STEP is a name below, or none.
import { kill, pid } from 'node:process';
import { writeSync } from 'node:fs';

import { Bidragsbok, seededSalt } from '#intake';

const [data, step] = process.argv.slice(2);
const clock = () => Date.parse('2034-01-15T06:00:00.000Z');
const book = await Bidragsbok.open({ data, clock, salt: seededSalt('faults') });

/** As a power switch does it: before or after one call of a verb, no handler runs. */
const dieAt = (on, verb, name) => {
  const whole = on[verb].bind(on);
  on[verb] = (...given) => {
    if (step === `before ${name}`) kill(pid, 'SIGKILL');
    const answer = whole(...given);
    if (step !== `after ${name}`) return answer;
    return Promise.resolve(answer).then(() => kill(pid, 'SIGKILL'));
  };
};
dieAt(book.files, 'keepWaiting', 'the file waits');
dieAt(book.log, 'append', 'the decision');
dieAt(book.files, 'adopt', 'the file takes its place');
dieAt(book.files, 'remove', 'the old file goes');
const by = { subject: 'person-attestant', role: 'approver' };
const events = await book.execute({ type: 'ConfirmAct', by, data: { act: 'gallring' } }, 'confirm');
await book.close();
writeSync(1, `${JSON.stringify({ events: events.length })}\n`);
