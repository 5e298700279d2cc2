import { setTimeout } from 'node:timers/promises';

import { type EventLog, SqliteEventLog } from '#event-log';
import type { Database } from '#sqlite';

import { ORGANISATION, type Told } from './scene.js';

const CLIENTS = 32;
const WARM_UP_MS = 500;
const COUNTED_MS = 2500;
const actor = { subject: 'system:bench', role: 'operator' };

/**
 * Clients over the log's port, in this process: each waits until its command of one event is durable before it sends the
 * next. What they send at once shares a transaction.
 */
export async function commands(data: string, synchronous: 'FULL' | 'OFF'): Promise<Told> {
  const log = SqliteEventLog.open({ dir: data, organisation: ORGANISATION });
  // No door offers this, and none shall: the yardstick is what the same log would do if it did not wait for the disk.
  if (synchronous === 'OFF') (log as unknown as { file: { db: Database } }).file.db.exec('PRAGMA synchronous = OFF');
  let [count, running] = [0, true];
  const client = async () => {
    while (running) await appendOne(log, ++count);
  };
  const clients = Array.from({ length: CLIENTS }, client);
  await setTimeout(WARM_UP_MS);
  const [before, began] = [await log.lastPosition(), performance.now()];
  await setTimeout(COUNTED_MS);
  const [after, seconds] = [await log.lastPosition(), (performance.now() - began) / 1000];
  running = false;
  await Promise.all(clients);
  await log.close();
  return { rate: (after - before) / seconds };
}

function appendOne(log: EventLog, count: number): Promise<unknown> {
  const event = { type: 'Noted', version: 1, data: { count, note: 'a short command' } };
  const write = { stream: `note-${count}`, expectedRevision: -1, events: [event] };
  return log.append({ commandId: `bench-${process.pid}-${count}`, actor }, [write]);
}
