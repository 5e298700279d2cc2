import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { expect, it } from '@jest/globals';

import { openScratch } from './open-scratch.js';
import { rowsOf } from './rows-of.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

it('rows are read to their last though nobody else holds their statement', async () => {
  const db = openScratch('CREATE TABLE number (value INTEGER NOT NULL)');
  const insert = db.prepare('INSERT INTO number VALUES (?)');
  for (let value = 0; value < 1000; value++) insert.run(value);
  let sum = 0;
  for (const { value } of rowsOf<{ value: number }>(db.prepare('SELECT value FROM number WHERE value >= ?'), 500)) {
    sum += value;
    if (value % 100 > 0) continue;
    collectGarbage();
    await setImmediate();
  }
  expect(sum).toBe(374_750);
  db.close();
});
